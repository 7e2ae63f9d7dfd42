/** How the runtime's import comes into a file: under a name that is there, into a list that is there, or on a new line. */
import type { TSESTree } from '@typescript-eslint/types';
import { existingImports, joinList, type ImportList } from './existing-imports.ts';
import { firstSlot, importSlot, inSlot, leadingRequires, requireSlot } from './import-slot.ts';
import type { ImportedName, TextEdit, WrapperName } from '../vocabulary/launch-site.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { ModuleKind, Node, Source } from '../vocabulary/source.ts';
import { lazy } from '../memo.ts';
import { moduleKindOf } from './module-kind.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { findValue, freeName } from '../syntax/scopes.ts';
import { quoteStyle } from './text-layout.ts';

/** How a file declares: `const`, but in one that has nothing but `var`. */
function declaringWord(text: string): 'const' | 'var' {
  return /\bvar\s/.test(text) && !/\b(?:const|let)\s/.test(text) ? 'var' : 'const';
}

/** What it found is remembered: a file with a thousand launches asks a thousand times. */
export class ImportPlacer {
  readonly #source: Source;
  readonly #resolver: Resolver;
  readonly #config: LaunchConfig;
  readonly #kind: ModuleKind;
  readonly #existing = lazy(() => existingImports(this.#resolver, this.#config));
  readonly #joinable = lazy(() => this.#findJoinable());
  readonly #slot = lazy(() =>
    this.#kind === 'commonjs' ? requireSlot(this.#source) : importSlot(this.#source),
  );

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.#source = resolver.source;
    this.#resolver = resolver;
    this.#config = config;
    this.#kind = moduleKindOf(this.#source);
  }

  /** A file that is neither an ES module nor CommonJS cannot import anything. */
  canImport(): boolean {
    return this.#kind === 'esm' || this.#kind === 'commonjs';
  }

  /** What to write at `at` for this wrapper: a name that is imported already, or a free one that `edit` has to import. */
  nameAt(wrapper: WrapperName, at: Node): { readonly local: string; readonly missing: boolean } {
    const usable = this.#existing().flatMap((existing) => {
      if (!existing.hoisted && existing.statement.range[1] > at.range[0]) return [];
      const locals = existing.form === 'namespace' ? [existing.local] : (existing.names.get(wrapper) ?? []);
      return locals
        .filter((local) => this.#means(local, at))
        .map(({ name }) => (existing.form === 'namespace' ? `${name}.${wrapper}` : name));
    });
    // Names of the author's choice before those an edit may have made, so that one edit after the other comes to
    // the same as all at once.
    const chosen = usable.find((name) => name.replace(/\d+$/, '') !== wrapper);
    const local = chosen ?? usable.sort((a, b) => a.length - b.length)[0];
    if (local !== undefined) return { local, missing: false };
    return { local: freeName(this.#source, wrapper), missing: true };
  }

  /** The one edit that imports these names, in this order. */
  edit(names: readonly ImportedName[]): TextEdit {
    const existing = this.#joinable();
    const isPattern = existing ? existing.list.type === 'ObjectPattern' : this.#kind === 'commonjs';
    const written = names.map(({ wrapper, local }) =>
      wrapper === local ? wrapper : `${wrapper}${isPattern ? ': ' : ' as '}${local}`,
    );
    if (existing) return joinList(this.#source.text, existing.list, written);
    const slot = this.#slot();
    const { quote } = slot;
    const module = `${quote}${this.#config.runtime[0]}${quote}`;
    const list = `{ ${written.join(', ')} }`;
    return inSlot(
      slot,
      this.#kind === 'commonjs'
        ? `${declaringWord(this.#source.text)} ${list} = require(${module})`
        : `import ${list} from ${module}`,
    );
  }

  /** An import for its effect that has to run before every other one. */
  firstImport(module: string): TextEdit {
    const first = this.#source.ast.body.find((statement) => statement.type === 'ImportDeclaration');
    const slot = firstSlot(this.#source, quoteStyle(this.#source, first?.source));
    return inSlot(slot, `import ${slot.quote}${module}${slot.quote}`);
  }

  #means(local: TSESTree.Identifier, at: Node): boolean {
    const own = this.#variable(local, local.name);
    return own !== undefined && this.#variable(at, local.name) === own;
  }

  #variable(at: Node, name: string): unknown {
    const binding = findValue(this.#source.scopeManager, at, name);
    return binding === 'global' ? undefined : binding.variable;
  }

  /** A `require` further down may come after the first launch: only those that open the file can take more names. */
  #findJoinable(): ImportList | undefined {
    const opening = new Set<Node>(leadingRequires(this.#source.ast));
    return this.#existing().find(
      (existing): existing is ImportList =>
        existing.form === 'names' && (existing.hoisted || opening.has(existing.statement)),
    );
  }
}
