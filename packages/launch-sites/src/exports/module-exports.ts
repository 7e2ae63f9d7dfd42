/** The exports of one module, by name, in every form in which ES modules, CommonJS and TypeScript write them. */
import type { TSESTree } from '@typescript-eslint/types';
import { exportedValue } from '../evaluate/object-members.ts';
import { declaredType } from '../evaluate/resolve-type.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { modulePath, type Value } from '../evaluate/value.ts';
import { keyName } from '../syntax/nodes.ts';
import { boundNames } from '../syntax/patterns.ts';
import { findType } from '../syntax/scopes.ts';
import type { Node } from '../vocabulary/source.ts';

/** What stands behind a name: something of this module, or an export of another (`whole`: all of them as one object). */
type Export =
  | { readonly node: Node }
  | { readonly module: string; readonly imported: string }
  | { readonly module: string; readonly whole: true };

export class ModuleExports {
  readonly #resolver: Resolver;
  readonly #byName = new Map<string, Export>();
  /** The modules of `export * from`. */
  readonly #stars: string[] = [];
  /** `export = queue` */
  #assigned: Node | undefined;
  #isEsm = false;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
    for (const statement of resolver.source.ast.body) this.#read(statement);
  }

  has(name: string): boolean {
    if (this.#byName.has(name)) return true;
    if (!this.#isEsm) return this.value(name) !== undefined;
    return name !== 'default' && this.#starWith(name) !== undefined;
  }

  /** The names of exports whose value is accepted; of a star, whether `name` is one. */
  namesOf(accepts: (value: Value | undefined) => boolean, name: string): readonly string[] {
    const own = [...this.#byName].filter(([, found]) =>
      accepts('node' in found ? this.#resolver.evaluate(found.node) : this.#elsewhere(found)),
    );
    const starred = this.#stars.some((star) => accepts({ kind: 'path', path: modulePath(star, name) }));
    return [...own.map(([exported]) => exported), ...(starred && name !== 'default' ? [name] : [])];
  }

  /** The module as `require` gives it; undefined where it is an ES module, whose exports have names. */
  whole(): Value | undefined {
    if (this.#assigned) return this.#resolver.evaluate(this.#assigned);
    return this.#isEsm ? undefined : this.#commonJs('g:module', 'exports');
  }

  /** The value of an export, `default` among them. */
  value(name: string): Value | undefined {
    const found = this.#byName.get(name);
    if (found) return 'node' in found ? this.#resolver.evaluate(found.node) : this.#elsewhere(found);
    const whole = this.whole();
    if (name === 'default') return this.#byName.size > 0 ? undefined : whole;
    const member = whole && this.#resolver.member(whole, name);
    if (member) return member;
    if (!this.#isEsm) return this.#commonJs('g:exports', name);
    const star = this.#starWith(name);
    return star === undefined ? undefined : this.#elsewhere({ module: star, imported: name });
  }

  /** The type of that name, as the value that a place of this type holds. */
  type(name: string): Value | undefined {
    const found = this.#byName.get(name);
    if (!found || !('node' in found)) return undefined;
    const { node } = found;
    if (node.type === 'TSInterfaceDeclaration') return this.#declared(node.id, node.id.name);
    return node.type === 'Identifier' ? this.#declared(node, node.name) : undefined;
  }

  #declared(at: Node, name: string): Value | undefined {
    const binding = findType(this.#resolver.source.scopeManager, at, name);
    return binding === 'global' ? undefined : declaredType(this.#resolver, binding);
  }

  #elsewhere(found: Exclude<Export, { node: Node }>): Value | undefined {
    const module: Value = { kind: 'path', path: modulePath(found.module) };
    return 'whole' in found ? module : this.#resolver.member(module, found.imported);
  }

  /** The starred module that has the name; a package, of which nobody knows, when none of the project's has it. */
  #starWith(name: string): string | undefined {
    const { modules } = this.#resolver.source;
    const own = this.#stars.find((star) => modules?.has(modulePath(star, name)));
    return own ?? this.#stars.find((star) => !modules?.isOwn(modulePath(star)));
  }

  #commonJs(object: 'g:module' | 'g:exports', name: string): Value | undefined {
    return this.#resolver.source.text.includes('exports')
      ? exportedValue(this.#resolver, object, name)
      : undefined;
  }

  #read(statement: TSESTree.ProgramStatement): void {
    switch (statement.type) {
      case 'ExportAllDeclaration':
        if (statement.exported)
          this.#put(keyName(statement.exported), { module: statement.source.value, whole: true });
        else this.#stars.push(statement.source.value);
        break;
      case 'ExportDefaultDeclaration':
        this.#put('default', { node: statement.declaration });
        break;
      case 'ExportNamedDeclaration':
        this.#readNamed(statement);
        break;
      case 'TSExportAssignment':
        this.#assigned = statement.expression;
        break;
      default:
        return;
    }
    this.#isEsm = true;
  }

  #readNamed({ declaration, specifiers, source }: TSESTree.ExportNamedDeclaration): void {
    for (const { local, exported } of specifiers)
      this.#put(
        keyName(exported),
        source ? { module: source.value, imported: keyName(local) ?? '' } : { node: local },
      );
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations)
        for (const name of boundNames(id)) this.#put(name.name, { node: name });
    } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier')
      this.#put(declaration.id.name, { node: declaration.id });
  }

  #put(name: string | undefined, found: Export): void {
    if (name !== undefined) this.#byName.set(name, found);
    this.#isEsm = true;
  }
}
