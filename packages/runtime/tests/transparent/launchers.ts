/** Launchers as people write them, and what the launches beside this file compare types with. */
export type Interval = [from: number, unit: string];
export type Either = { kind: 'number'; value: number } | { kind: 'nothing' };

export interface Executor {
  submit<A extends unknown[], R>(callback: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  run<R>(callback: () => R | Promise<R>): Promise<R>;
  use<R>(callback: (client: { query(text: string): Promise<number[]> }) => Promise<R>): Promise<R>;
  each<T>(items: T[], callback: (item: T) => Promise<void>): void;
  on(callback: (this: Executor, error: Error, count: number) => void): void;
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- two of them are compared
type Equal<X, Y> = (<T>() => T extends X ? 1 : 2) extends <T>() => T extends Y ? 1 : 2 ? true : false;

/** `same<X>()(y)` is an error unless `y` is exactly an `X`. */
export declare function same<X>(): <Y>(value: Y, ...differs: Equal<X, Y> extends true ? [] : [never]) => void;
