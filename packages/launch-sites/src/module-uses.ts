/** What one module of the project does with functions of others: does it make text of them? */
import { SiteFinder } from './find-launch-sites.ts';
import type { ModuleView } from './exports/follow-path.ts';
import type { Step } from './exports/module-steps.ts';
import { CALLBACK, PAYLOAD } from './status/question.ts';
import type { LaunchConfig } from './vocabulary/config.ts';
import type { RunsAs } from './vocabulary/source.ts';

export class ModuleUses {
  readonly #view: ModuleView;
  readonly #finder: SiteFinder;

  constructor(view: ModuleView, config: LaunchConfig) {
    this.#view = view;
    this.#finder = new SiteFinder(view.resolver.source, config, view.resolver);
  }

  /** Of what is given at `index` to the function that the steps lead to. */
  ofParameter(steps: readonly Step[], index: number): RunsAs {
    const value = this.#view.value(steps);
    if (value?.kind === 'function') return this.#finder.textFunctions.ofParameter(value.node, index);
    return value?.kind === 'path'
      ? (this.#view.resolver.source.modules?.usesOfParameter(value.path, index) ?? 'here')
      : 'here';
  }

  /** Does the function that the steps lead to return what comes out of a wrapper? */
  wrapsResult(steps: readonly Step[], wrapper: string): 'wrapped' | 'detached' | undefined {
    const pair = [CALLBACK, PAYLOAD].find(({ wrap }) => wrap === wrapper);
    const fn = pair && this.#view.value(steps);
    if (fn?.kind === 'path') return this.#view.resolver.source.modules?.wrapsResult(fn.path, wrapper);
    if (!pair || fn?.kind !== 'function' || fn.node.async) return undefined;
    const state = this.#finder.wrappers.result(fn.node, { pair, launch: fn.node, depth: 0 })?.state;
    return state === 'wrapped' || state === 'detached' ? state : undefined;
  }

  /** Of the function behind one of these paths, which another module exports under `name`. */
  ofImport(paths: ReadonlySet<string>, name: string): RunsAs {
    return this.#finder.textFunctions.ofImport(paths, name);
  }
}
