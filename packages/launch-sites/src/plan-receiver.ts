/** The worker file's end of a launch: find the handler that the pool calls and plan its `receiveParentOverrides`. */
import type { LaunchConfig } from './vocabulary/config.ts';
import type { Refusal, OtherEnd, TextEdit } from './vocabulary/launch-site.ts';
import type { Node, Range, Source } from './vocabulary/source.ts';
import { messageHandlers } from './worker-file/messages.ts';
import { findHandler, type Handler, type Registrations } from './worker-file/find-handler.ts';
import { refusal } from './edit/refusals.ts';
import { moduleKindOf } from './edit/module-kind.ts';
import { inOrder, mergePlans, planWrap } from './edit/plan-edits.ts';
import { ImportPlacer } from './edit/place-import.ts';
import type { Resolver } from './evaluate/resolver.ts';
import { ExpressionResolver } from './evaluate/resolve-expression.ts';
import { modulePath } from './evaluate/value.ts';
import { findValue, freeName, throughConstants } from './syntax/scopes.ts';
import { DEFAULT_RUNTIME } from './settings/resolve-config.ts';
import { callsOf, isInside, memberName, rangeOf, valueOf, type FunctionNode } from './syntax/nodes.ts';
import { wrapRange } from './edit/wrap-range.ts';

/** The module that a web Worker imports first, so that its first message is taken off before anyone listens. */
const WORKER_ENTRY = `${DEFAULT_RUNTIME}/worker`;

export type ReceiverPlan =
  | { readonly status: 'receives' }
  | { readonly status: 'editable'; readonly edit: readonly TextEdit[] }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** Plans the worker file's edit for `otherEnd`; says so when it receives already or cannot be edited safely. */
export function planReceiver(source: Source, config: LaunchConfig, otherEnd: OtherEnd): ReceiverPlan {
  const calls = callsOf(source);
  const planner = new ReceiverPlanner(source, config);
  if (otherEnd.receive === 'messages') return planner.messages();
  return otherEnd.receive === 'entry'
    ? planner.entry(calls, otherEnd.isModule === true)
    : planner.handler(otherEnd.exportName, calls);
}

/** What to do by hand differs: a web Worker has an entry to import, a pool a handler to wrap. */
const REFUSED_ENTRY: ReceiverPlan = {
  status: 'refused',
  refusal: refusal('worker-file-not-editable', 'spawnWithParentOverrides'),
};
const REFUSED: ReceiverPlan = {
  status: 'refused',
  refusal: refusal('worker-file-not-editable', 'packParentOverrides'),
};

class ReceiverPlanner {
  readonly #source: Source;
  readonly #config: LaunchConfig;
  readonly #resolver: Resolver;
  readonly #placer: ImportPlacer;

  constructor(source: Source, config: LaunchConfig) {
    this.#source = source;
    this.#config = config;
    this.#resolver = new ExpressionResolver(source);
    this.#placer = new ImportPlacer(this.#resolver, config);
  }

  entry(calls: Registrations, isModule: boolean): ReceiverPlan {
    const imports = this.#source.ast.body.filter((statement) => statement.type === 'ImportDeclaration');
    const at = imports.findIndex((statement) => statement.source.value === WORKER_ENTRY);
    if (at === 0) return { status: 'receives' };
    // Not first, it comes after modules that may listen already. A worker with `importScripts` is no module.
    const isClassic = calls.some(
      ({ callee }) => callee.type === 'Identifier' && callee.name === 'importScripts',
    );
    if (at > 0 || isClassic) return REFUSED_ENTRY;
    const kind = moduleKindOf(this.#source);
    if (kind !== 'esm' && !(isModule && kind === 'unknown')) return REFUSED_ENTRY;
    return { status: 'editable', edit: [this.#placer.firstImport(WORKER_ENTRY)] };
  }

  handler(name: string, registrations: Registrations): ReceiverPlan {
    const handler = findHandler(this.#resolver, name, registrations);
    if (!handler || !this.#placer.canImport()) return REFUSED;
    if (handler.form === 'declaration') return this.#exportWrapped(handler, name);
    if (handler.form === 'specifier') return this.#exportRenamed(handler);
    if (this.#receives(handler.node)) return { status: 'receives' };
    return this.#mayWrap(handler.node) ? this.#wrap(handler) : REFUSED;
  }

  /** Every handler of messages, or none: each is handed the same one. */
  messages(): ReceiverPlan {
    const handlers = messageHandlers(this.#resolver);
    if (!handlers || !this.#placer.canImport()) return REFUSED;
    const bare = handlers.filter((handler) => !this.#receives(handler));
    if (bare.length === 0) return { status: 'receives' };
    const areFunctions = bare.every((handler) => {
      const value = this.#resolver.evaluate(handler);
      return value?.kind === 'function' && !value.node.generator;
    });
    if (!areFunctions) return REFUSED;
    const plans = bare.map((handler) =>
      planWrap(this.#placer, 'receiveParentOverrides', handler, (local) => ({
        wraps: [{ range: wrapRange(this.#source.text, handler), before: `${local}(`, after: ')' }],
      })),
    );
    return { status: 'editable', edit: mergePlans(this.#placer, plans) };
  }

  #receives(node: Node): boolean {
    const value = throughConstants(this.#source.scopeManager, node);
    if (value.type !== 'CallExpression') return false;
    const callee = this.#resolver.evaluate(value.callee);
    return (
      callee?.kind === 'path' &&
      this.#config.runtime.some((module) => callee.path === modulePath(module, 'receiveParentOverrides'))
    );
  }

  /** A generator is no handler, and a literal cannot be one. */
  #mayWrap(node: Node): boolean {
    if (this.#mayBePromise(node)) return false;
    const value = this.#resolver.evaluate(node);
    if (value?.kind === 'function') return !value.node.generator;
    if (value && value.kind !== 'path') return false;
    const expression = valueOf(node);
    return (
      expression.type === 'Identifier' ||
      expression.type === 'MemberExpression' ||
      expression.type === 'CallExpression'
    );
  }

  /**
   * Piscina takes a promise of a handler too, which cannot be wrapped. So what a call gives is believed only of a
   * function that is seen not to be async, of `bind`, and of a decorator: it is given a function, and gives one.
   */
  #mayBePromise(node: Node): boolean {
    const value = throughConstants(this.#source.scopeManager, node);
    if (value.type !== 'CallExpression') return value.type === 'ImportExpression';
    const { callee } = value;
    const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
    if (method === 'bind') return false;
    if (method === 'then') return true;
    const called = this.#resolver.evaluate(callee);
    if (called?.kind === 'function') return called.node.async;
    return !value.arguments.some((argument) => this.#resolver.evaluate(argument)?.kind === 'function');
  }

  #wrap({ node, shorthand }: Extract<Handler, { form: 'expression' }>): ReceiverPlan {
    const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => {
      const name = shorthand && node.type === 'Identifier' ? `${node.name}: ` : '';
      const range = wrapRange(this.#source.text, node);
      return { wraps: [{ range, before: `${name}${local}(`, after: ')' }] };
    });
    return { status: 'editable', edit: mergePlans(this.#placer, [plan]) };
  }

  /** A declaration that is used by name keeps its name; what is exported is its wrapped self. */
  #exportWrapped({ statement, node }: Extract<Handler, { form: 'declaration' }>, name: string): ReceiverPlan {
    if (node.generator || this.#isOverloaded(node)) return REFUSED;
    const isDefault = statement.type === 'ExportDefaultDeclaration';
    if (isDefault && !this.#usedByName(node)) {
      const end = this.#semicolon(node) ? ');' : ')';
      const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => ({
        wraps: [{ range: rangeOf(node), before: `${local}(`, after: end }],
      }));
      return { status: 'editable', edit: mergePlans(this.#placer, [plan]) };
    }
    if (!node.id) return REFUSED;
    const own = node.id.name;
    const exported: Range = [statement.range[0], node.range[0]];
    // `export /* why */ function`: the comment would go with the keyword.
    if (!/^export\s+(?:default\s+)?$/.test(this.#source.text.slice(...exported))) return REFUSED;
    const eol = this.#source.text.includes('\r\n') ? '\r\n' : '\n';
    const end = this.#semicolon(node) ? ';' : '';
    const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => {
      const alias = freeName(this.#source, `${own}Receiver`);
      const after = isDefault
        ? `${eol}export default ${local}(${own})${end}`
        : `${eol}const ${alias} = ${local}(${own})${end}${eol}export { ${alias} as ${name} }${end}`;
      return { wraps: [{ range: [node.range[1], node.range[1]], before: after, after: '' }] };
    });
    const edit = [...mergePlans(this.#placer, [plan]), { range: exported, text: '' }];
    return {
      status: 'editable',
      edit: inOrder(edit),
    };
  }

  /** `export { run as default }`: what is exported instead is a wrapped constant beside it. */
  #exportRenamed({ statement, node }: Extract<Handler, { form: 'specifier' }>): ReceiverPlan {
    const { local: own } = node;
    if (own.type !== 'Identifier') return REFUSED;
    if (this.#receives(own)) return { status: 'receives' };
    const value = this.#resolver.evaluate(own);
    if (value?.kind !== 'function' || value.node.generator || this.#isOverloaded(value.node)) return REFUSED;
    if (this.#mayBePromise(own)) return REFUSED;
    const alias = freeName(this.#source, `${own.name}Receiver`);
    const end = this.#semicolon(statement) ? ';' : '';
    const eol = this.#source.text.includes('\r\n') ? '\r\n' : '\n';
    const exported = this.#source.text.slice(node.exported.range[0], node.exported.range[1]);
    const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => ({
      wraps: [
        {
          range: [statement.range[0], statement.range[0]],
          before: `const ${alias} = ${local}(${own.name})${end}${eol}`,
          after: '',
        },
      ],
    }));
    const edit = [
      ...mergePlans(this.#placer, [plan]),
      { range: rangeOf(node), text: `${alias} as ${exported}` },
    ];
    return {
      status: 'editable',
      edit: inOrder(edit),
    };
  }

  /** Overloads are exported together or not at all; a namespace of the same name has to follow its function. */
  #isOverloaded({ id }: FunctionNode): boolean {
    return (
      id !== null &&
      this.#source.ast.body.some((statement) => {
        const declared =
          'declaration' in statement && statement.declaration ? statement.declaration : statement;
        return (
          (declared.type === 'TSDeclareFunction' || declared.type === 'TSModuleDeclaration') &&
          declared.id?.type === 'Identifier' &&
          declared.id.name === id.name
        );
      })
    );
  }

  #usedByName(node: FunctionNode): boolean {
    if (!node.id) return false;
    const binding = findValue(this.#source.scopeManager, node.parent, node.id.name);
    return (
      binding !== 'global' &&
      (binding.definitions.length > 1 ||
        binding.variable.references.some((reference) => !isInside(reference.identifier as Node, node)))
    );
  }

  /** A function declaration ends without a semicolon; the expression it becomes needs one where the file writes them. */
  #semicolon(node: Node): boolean {
    const { text, ast } = this.#source;
    const next = /\S/.exec(text.slice(node.range[1]))?.[0];
    if (next !== undefined && '([`+-/'.includes(next)) return true;
    const plain = ast.body.find(
      ({ type }) =>
        type === 'ImportDeclaration' || type === 'VariableDeclaration' || type === 'ExpressionStatement',
    );
    return plain === undefined || text[plain.range[1] - 1] === ';';
  }
}
