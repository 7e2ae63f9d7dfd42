/**
 * Puts into the functions of a program what the run-time half has to hear: that one begins, waits, goes on and ends,
 * which function is passed on where, and what a store is called. A function knows its maker by a variable of the
 * function around it, so none is wrapped or replaced.
 */
import { visitorKeys } from 'oxc-parser';
import { Edits } from './edits.ts';
import { bare, isFunction, isNode, isTypeOnly, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { SitesOfFile } from './sites-of-file.ts';
import { isExported, valueNames } from './value-names.ts';
import { writtenIn } from './written-in.ts';

const WATCH = '$parentOverrides';

/** The function whose body is being read. */
interface Around {
  /** The variable that holds its run. */
  readonly run: string;
  /** It can wait, so that it has to say when it goes on. */
  readonly waits: boolean;
  /** `return` waits in an async generator. */
  readonly returnWaits: boolean;
}

const MODULE: Around = { run: 'void 0', waits: false, returnWaits: false };

export class Instrumenter {
  readonly edits: Edits;
  readonly sites: SitesOfFile;
  private readonly prefix: string;
  private readonly values: ReadonlySet<string>;
  /** The call that a function is written in, by the function. */
  private readonly launches = new Map<Node, number>();
  private readonly names = new Map<Node, string>();
  private readonly functions = new Map<Node, number>();
  /** What a node becomes an argument of, by the node. */
  private readonly calls = new Map<Node, string>();
  private variables = 0;

  /** @param head where the file's own text begins, behind a `#!` line and directives */
  constructor(text: string, program: Node, head: number, sites: SitesOfFile) {
    this.edits = new Edits(text);
    this.sites = sites;
    this.prefix = freeName(text);
    this.values = valueNames(program);
    this.visitProgram(program, head);
  }

  /** The variable that holds the number of the file's first site. */
  get fileVariable(): string {
    return `${this.prefix}0`;
  }

  private visitProgram(program: Node, head: number): void {
    const statements = nodesIn(program, 'body');
    this.declareFunctions(statements, head, MODULE);
    for (const statement of statements) this.visit(statement, MODULE, program);
  }

  private visit(node: Node, around: Around, parent: Node): void {
    if (isTypeOnly(node)) return;
    const call = this.calls.get(node);
    if (call !== undefined) {
      this.calls.delete(node);
      return this.edits.around(node, call, () => {
        this.visit(node, around, parent);
      });
    }
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.visitFunction(node, around);
      case 'AwaitExpression':
      case 'YieldExpression':
        return this.visitWait(node, around);
      case 'ReturnStatement':
        return this.visitReturn(node, around);
      case 'ForOfStatement':
        return this.visitForOf(node, around);
      case 'TryStatement':
        return this.visitTry(node, around);
      case 'CallExpression':
      case 'NewExpression':
        return this.visitCall(node, around);
      case 'VariableDeclaration':
        return this.visitVariables(node, around, parent);
      case 'BlockStatement':
        this.declareFunctions(nodesIn(node, 'body'), node.start + 1, around);
        return this.visitChildren(node, around);
      default:
        this.nameFunctions(node);
        return this.visitChildren(node, around);
    }
  }

  private visitChildren(node: Node, around: Around): void {
    for (const field of visitorKeys[node.type] ?? []) {
      const value = node[field];
      if (Array.isArray(value)) {
        for (const child of value) if (isNode(child)) this.visit(child, around, node);
      } else if (isNode(value)) this.visit(value, around, node);
    }
  }

  private visitFunction(node: Node, around: Around): void {
    const body = nodeIn(node, 'body');
    for (const parameter of nodesIn(node, 'params')) this.visit(parameter, around, node);
    // An overload, or an abstract method.
    if (body === undefined) return;
    const run = this.variable();
    const generator = node['generator'] === true;
    const asynchronous = node['async'] === true;
    const inside = { run, waits: generator || asynchronous, returnWaits: generator && asynchronous };
    const head = `const ${run} = ${WATCH}.enter(${around.run}, ${this.siteOf(node)}); try {`;
    const tail = `} finally { ${WATCH}.leave(${run}); }`;
    if (body.type === 'BlockStatement') {
      const statements = nodesIn(body, 'body');
      const start = afterDirectives(statements, body.start + 1);
      // A directive may end without a semicolon.
      this.edits.before(start, `; ${head}`);
      this.declareFunctions(statements, start, inside);
      for (const statement of statements) this.visit(statement, inside, body);
      this.edits.behind(body.end - 1, tail);
    } else {
      this.edits.before(body.start, `{ ${head} return (`);
      this.visit(body, inside, node);
      this.edits.behind(node.end, `); ${tail} }`);
    }
  }

  /** `await` and `yield`: what is waited for is worked out before, what comes of it is seen after. */
  private visitWait(node: Node, around: Around): void {
    const argument = nodeIn(node, 'argument');
    if (!around.waits) {
      if (argument !== undefined) this.visit(argument, around, node);
      return;
    }
    this.edits.around(node, `${WATCH}.resume(${around.run}, `, () => {
      if (argument === undefined) this.edits.behind(node.end, ` ${WATCH}.pause(${around.run})`);
      else this.visitPaused(argument, around, node);
    });
  }

  private visitPaused(argument: Node, around: Around, parent: Node): void {
    this.edits.around(argument, `${WATCH}.pause(${around.run}, `, () => {
      this.visit(argument, around, parent);
    });
  }

  private visitReturn(node: Node, around: Around): void {
    const argument = nodeIn(node, 'argument');
    if (argument === undefined) return;
    if (around.returnWaits) this.visitPaused(argument, around, node);
    else this.visit(argument, around, node);
  }

  private visitForOf(node: Node, around: Around): void {
    const waits = around.waits && node['await'] === true;
    for (const field of ['left', 'right', 'body']) {
      const child = nodeIn(node, field);
      if (child === undefined) continue;
      if (waits && field === 'right') {
        this.edits.around(child, `${WATCH}.iterate(${around.run}, `, () => {
          this.visit(child, around, node);
        });
      } else if (waits && field === 'body') {
        // A block of its own, so that the loop goes on before what is in it, whatever that is.
        this.edits.before(child.start, `{ ${WATCH}.resume(${around.run}); `);
        this.visit(child, around, node);
        this.edits.behind(child.end, ' }');
      } else this.visit(child, around, node);
    }
    if (waits) this.edits.behind(node.end, ` ${WATCH}.resume(${around.run});`);
  }

  /** A promise that rejects ends the waiting in a `catch` or `finally`. */
  private visitTry(node: Node, around: Around): void {
    if (around.waits) {
      const blocks = [nodeIn(nodeIn(node, 'handler') ?? node, 'body'), nodeIn(node, 'finalizer')];
      for (const block of blocks) {
        if (block !== undefined) this.edits.before(block.start + 1, ` ${WATCH}.resume(${around.run});`);
      }
    }
    this.visitChildren(node, around);
  }

  private visitCall(node: Node, around: Around): void {
    const { functions, properties, references, bound } = writtenIn(node);
    const given = functions.length + properties.length + references.length + bound.length;
    if (given === 0 || nameIn(nodeIn(node, 'callee')) === 'require') return this.visitChildren(node, around);
    const place = this.sites.addCall(node);
    const passed = (call: string): string => `${WATCH}.${call}(${around.run}, ${this.site(place)}, `;
    for (const written of functions) {
      this.launches.set(written, place);
      this.calls.set(written, `${WATCH}.made(${around.run}, ${this.siteOf(written)}, `);
    }
    // Around one of these, a call would take its name away.
    for (const written of properties) this.launches.set(written, place);
    for (const reference of references) this.calls.set(reference, passed('pass'));
    for (const reference of bound) this.calls.set(reference, passed('bound'));
    this.visitChildren(node, around);
  }

  private visitVariables(node: Node, around: Around, parent: Node): void {
    for (const declarator of nodesIn(node, 'declarations')) {
      const name = nameIn(nodeIn(declarator, 'id'));
      const value = bare(nodeIn(declarator, 'init'));
      if (name !== undefined && isFunction(value)) this.names.set(value, name);
      if (name !== undefined && isStore(value)) this.calls.set(value, `${WATCH}.store('${name}', `);
      this.visit(declarator, around, node);
      if (name === undefined || !isFunction(value) || !CONSTANT.has(node['kind'])) continue;
      const declared = `${WATCH}.declare(${around.run}, ${this.siteOf(value)}, ${name})`;
      if (isExported(parent)) this.edits.behind(node.end, `; ${declared};`);
      else if (this.values.has(name) && !/^For/.test(parent.type)) {
        this.edits.behind(declarator.end, `, ${this.variable()} = ${declared}`);
      }
    }
  }

  /** Function declarations are there from the beginning of their block. */
  private declareFunctions(statements: readonly Node[], position: number, around: Around): void {
    for (const statement of statements) {
      const exported = /^Export/.test(statement.type);
      const declaration = exported ? nodeIn(statement, 'declaration') : statement;
      const name = declaration && nameIn(nodeIn(declaration, 'id'));
      if (declaration?.type !== 'FunctionDeclaration' || name === undefined) continue;
      if (!exported && !this.values.has(name)) continue;
      const site = this.siteOf(declaration);
      this.edits.before(position, ` ${WATCH}.declare(${around.run}, ${site}, ${name});`);
    }
  }

  private nameFunctions(node: Node): void {
    const value = nodeIn(node, 'value') ?? nodeIn(node, 'right');
    const name = nodeIn(node, 'key') ?? nodeIn(node, 'left');
    if (!isFunction(value) || name === undefined) return;
    const named = name.type === 'MemberExpression' ? nodeIn(name, 'property') : name;
    this.names.set(value, nameIn(named) ?? '');
  }

  private variable(): string {
    return `${this.prefix}${++this.variables}`;
  }

  private siteOf(node: Node): string {
    let index = this.functions.get(node);
    if (index === undefined) {
      const name = nameIn(nodeIn(node, 'id')) ?? this.names.get(node) ?? '';
      index = this.sites.addFunction(node, name, this.launches.get(node));
      this.functions.set(node, index);
    }
    return this.site(index);
  }

  private site(index: number): string {
    return `${this.fileVariable} + ${index}`;
  }
}

const CONSTANT = new Set<unknown>(['const', 'let', 'var']);

/** A beginning for names of ours that the text does not hold. */
function freeName(text: string): string {
  let name = '$po';
  while (text.includes(name)) name += '_';
  return name;
}

function isStore(value: Node | undefined): value is Node {
  if (value?.type !== 'NewExpression') return false;
  const callee = nodeIn(value, 'callee');
  const named = callee?.type === 'MemberExpression' ? nodeIn(callee, 'property') : callee;
  return nameIn(named) === 'AsyncLocalStorage';
}

function afterDirectives(statements: readonly Node[], start: number): number {
  const directives = statements.filter((statement) => typeof statement['directive'] === 'string');
  return directives.at(-1)?.end ?? start;
}
