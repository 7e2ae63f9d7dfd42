/** The worker file's end of a launch: find the handler that the pool calls and plan its `receiveParentOverrides`. */
import type { LaunchConfig } from './vocabulary/config.ts';
import type { Refusal, OtherEnd, TextEdit, WrapperName } from './vocabulary/launch-site.ts';
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
import { callsOf, isInside, memberName, rangeOf, type FunctionNode } from './syntax/nodes.ts';
import { continuesStatement, usesSemicolons } from './edit/text-layout.ts';
import { wrapRange } from './edit/wrap-range.ts';
import { lazy } from './memo.ts';
import { LONGEST_QUOTE } from './bounds.ts';
import { seenAs } from './launchers/seen-as.ts';
import { CALLBACK } from './status/question.ts';
import { Wrappers } from './status/wrappers.ts';

/** The module that a web Worker imports first, so that its first message is taken off before anyone listens. */
const WORKER_ENTRY = `${DEFAULT_RUNTIME}/worker`;

export type ReceiverPlan =
  | { readonly status: 'receives' }
  | { readonly status: 'editable'; readonly edit: readonly TextEdit[] }
  /** `why`: what comes behind "The worker file ", for those who name that file. */
  | { readonly status: 'refused'; readonly refusal: Refusal; readonly why: string };

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
const refuseEntry = (why: string): ReceiverPlan => refuse(why, 'spawnWithParentOverrides');
const NO_IMPORT = 'has no import, export or require that tells how it imports';
const refuseHandler = (why: string): ReceiverPlan => refuse(why, 'packParentOverrides');

function refuse(why: string, wrapper: WrapperName): ReceiverPlan {
  return { status: 'refused', refusal: refusal('worker-file-not-editable', wrapper), why };
}

class ReceiverPlanner {
  readonly #source: Source;
  readonly #config: LaunchConfig;
  readonly #resolver: Resolver;
  readonly #wrappers: Wrappers;
  readonly #placer: ImportPlacer;
  readonly #writesSemicolons = lazy(() => usesSemicolons(this.#source));

  constructor(source: Source, config: LaunchConfig) {
    this.#source = source;
    this.#config = config;
    this.#resolver = new ExpressionResolver(source);
    this.#wrappers = new Wrappers(this.#resolver, config);
    this.#placer = new ImportPlacer(this.#resolver, config);
  }

  entry(calls: Registrations, isModule: boolean): ReceiverPlan {
    const imports = this.#source.ast.body.filter((statement) => statement.type === 'ImportDeclaration');
    const at = imports.findIndex((statement) => statement.source.value === WORKER_ENTRY);
    if (at === 0) return { status: 'receives' };
    // Not first, it comes after modules that may listen already. A worker with `importScripts` is no module.
    if (at > 0) return refuseEntry(`imports ${WORKER_ENTRY}, but not before everything else`);
    const isClassic = calls.some(
      ({ callee }) => callee.type === 'Identifier' && callee.name === 'importScripts',
    );
    if (isClassic) return refuseEntry('is a classic script, which cannot import: it calls `importScripts`');
    // A browser asks the constructor, not package.json, whether it is a module.
    const { moduleKind: _, ...own } = this.#source;
    const kind = moduleKindOf(own);
    if (kind !== 'esm' && !(isModule && kind === 'unknown'))
      return refuseEntry(
        "may run as a classic script, which cannot import: it is not constructed with `{ type: 'module' }`, and nothing in it says that it is a module",
      );
    return { status: 'editable', edit: [this.#placer.firstImport(WORKER_ENTRY)] };
  }

  handler(name: string, registrations: Registrations): ReceiverPlan {
    const handler = findHandler(this.#resolver, name, registrations);
    if (!handler) return refuseHandler(`does not show a handler \`${name}\``);
    if (!this.#placer.canImport()) return refuseHandler(NO_IMPORT);
    if (handler.form === 'declaration') return this.#exportWrapped(handler, name);
    if (handler.form === 'specifier') return this.#exportRenamed(handler);
    if (this.#receives(handler.node)) return { status: 'receives' };
    const why = this.#whyNot(handler.node);
    return why === undefined ? this.#wrap(handler) : refuseHandler(why);
  }

  /** Every handler of messages, or none: each is handed the same one. */
  messages(): ReceiverPlan {
    const handlers = messageHandlers(this.#resolver);
    if (!handlers) return refuseHandler('does not show every handler of its messages');
    if (!this.#placer.canImport()) return refuseHandler(NO_IMPORT);
    const bare = handlers.filter((handler) => !this.#receives(handler));
    if (bare.length === 0) return { status: 'receives' };
    for (const handler of bare) {
      const why = this.#whyNot(handler);
      if (why !== undefined) return refuseHandler(why);
    }
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

  /** Why a handler cannot be wrapped. Around what is no function, `receiveParentOverrides` would end the worker. */
  #whyNot(node: Node): string | undefined {
    const value = this.#resolver.evaluate(node);
    if (value?.kind === 'function' && value.node.generator) return 'has a generator as its handler';
    if (!this.#mayBePromise(node) && seenAs(this.#resolver, this.#wrappers, node) === 'function')
      return undefined;
    const written = this.#source.text.slice(node.range[0], node.range[1]).replace(/\s+/g, ' ');
    const shown = written.length > LONGEST_QUOTE ? `${written.slice(0, LONGEST_QUOTE)}...` : written;
    return `does not show that its handler, \`${shown}\`, is a function`;
  }

  /** Piscina takes a promise of a handler too, which cannot be wrapped. So a call is believed where its function shows. */
  #mayBePromise(node: Node): boolean {
    const value = throughConstants(this.#source.scopeManager, node);
    if (value.type !== 'CallExpression') return value.type === 'ImportExpression';
    const { callee } = value;
    if (callee.type === 'MemberExpression' && memberName(callee) === 'bind') return false;
    if (this.#wrappers.wrapperOf(value, CALLBACK)) return false;
    const called = this.#resolver.evaluate(callee);
    return called?.kind !== 'function' || called.node.async;
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
    const why = this.#whyNotDeclared(node) ?? this.#whyHoisted(node);
    if (why !== undefined) return refuseHandler(why);
    const isDefault = statement.type === 'ExportDefaultDeclaration';
    if (isDefault && !this.#usedByName(node)) {
      const end = `)${this.#ending(node)}`;
      const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => ({
        wraps: [{ range: rangeOf(node), before: `${local}(`, after: end }],
      }));
      return { status: 'editable', edit: mergePlans(this.#placer, [plan]) };
    }
    if (!node.id) return refuseHandler('exports a function without a name that is used by one');
    const own = node.id.name;
    const exported: Range = [statement.range[0], node.range[0]];
    // `export /* why */ function`: the comment would go with the keyword.
    if (!/^export\s+(?:default\s+)?$/.test(this.#source.text.slice(...exported)))
      return refuseHandler('has a comment between `export` and its handler');
    const eol = this.#source.text.includes('\r\n') ? '\r\n' : '\n';
    const end = this.#ending(node);
    const ownEnd = this.#writesSemicolons() ? ';' : '';
    const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => {
      const alias = freeName(this.#source, `${own}Receiver`);
      const after = isDefault
        ? `${eol}export default ${local}(${own})${end}`
        : `${eol}const ${alias} = ${local}(${own})${ownEnd}${eol}export { ${alias} as ${name} }${end}`;
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
    if (own.type !== 'Identifier') return refuseHandler('exports its handler by a string');
    if (this.#receives(own)) return { status: 'receives' };
    const value = this.#resolver.evaluate(own);
    const why =
      (value?.kind === 'function'
        ? (this.#whyNotDeclared(value.node) ?? this.#whyHoisted(value.node))
        : undefined) ?? this.#whyNot(own);
    if (why !== undefined) return refuseHandler(why);
    const alias = freeName(this.#source, `${own.name}Receiver`);
    const end = this.#writesSemicolons() ? ';' : '';
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

  /** A constant is not there yet where a circle of imports uses the function before this file's code runs. */
  #whyHoisted(node: FunctionNode): string | undefined {
    return node.type === 'FunctionDeclaration' && this.#source.modules?.isInCircle() === true
      ? 'is imported by a module that it imports itself, which may call its handler before a wrapped one is there'
      : undefined;
  }

  #whyNotDeclared(node: FunctionNode): string | undefined {
    if (node.generator) return 'has a generator as its handler';
    return this.#isOverloaded(node)
      ? 'overloads its handler, or has a namespace of the same name'
      : undefined;
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

  /** What ends a statement that is made of a declaration: a semicolon where the file writes them, or needs one there. */
  #ending(at: Node): string {
    const { text } = this.#source;
    // `export function run() {};`
    if (/^\s*;/.test(text.slice(at.range[1]))) return '';
    return this.#writesSemicolons() || continuesStatement(text, at.range[1]) ? ';' : '';
  }
}
