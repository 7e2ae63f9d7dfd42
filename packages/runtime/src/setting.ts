/** How one setting is defined. Here, because both the shared state and `defineSettings` speak of it. */

/** How a value that is not JSON data crosses to another thread, and back. */
export interface Codec<T> {
  /** How far: `'thread'` (the default) or also `'anywhere'`. */
  to?: 'thread' | 'anywhere';
  /** Returns JSON data. */
  encode(value: T): unknown;
  decode(data: any): T;
}

export interface Setting<T> {
  /** Shows where the setting is neither overridden nor configured. */
  default?: T;
  /**
   * What a wrapped child gets of an override. By default plain arrays, plain objects, Maps and Sets are copied
   * one level deep and the rest is shared; `'share'` shares those too; a function decides.
   */
  copyForChild?: 'share' | ((parent: T) => T);
  /**
   * May it leave this thread? `'thread'`: to threads and processes of this program. `'anywhere'`: into JSON
   * and job queues as well. `false`: no, it stays behind. Absent: launching with it overridden is an error.
   */
  wire?: 'thread' | 'anywhere' | false | Codec<T>;
}

/** A setting as it was defined, but every value that may leave has a codec. */
export interface Defined {
  readonly default?: unknown;
  readonly copyForChild: Setting<any>['copyForChild'] | undefined;
  readonly wire: Codec<any> | false | undefined;
}
