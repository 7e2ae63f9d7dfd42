/** A path into a module (`value.ts`), taken apart: which module, and the steps from it. */

export interface ModulePath {
  /** As the importing file writes it, without `node:`. */
  readonly module: string;
  readonly steps: readonly Step[];
}

/**
 * A member or an export by its name, or what is made of a value; `base`: what a class extends that is not the project's;
 * `given`: what the modules that import it give it as that argument.
 */
export type Step = { readonly name: string } | { readonly given: number } | 'new' | 'call' | 'each' | 'base';

/** Undefined for a global and for what is no path of a module. */
export function parseModulePath(path: string): ModulePath | undefined {
  const match = /^m:([^#]+|#[^#]*)#(.*)$/s.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const steps = [...match[2].matchAll(/\.([^.|]*)|\|given(\d+)|\|(new|call|each|base)/g)].map(
    ([, name, given, made]): Step =>
      name !== undefined
        ? { name }
        : given !== undefined
          ? { given: Number(given) }
          : (made as Exclude<Step, object>),
  );
  return { module: match[1], steps };
}
