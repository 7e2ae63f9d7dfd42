/** What is done with one value, wherever a file has it: through names, helpers, objects, lists and other files. */
import type { TSESTree } from '@typescript-eslint/types';
import { MOST_PLACES } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { word } from '../names/mentions.ts';
import { mentionsIn, spelling } from '../names/node-at.ts';
import { isValueOfPart } from '../names/value-places.ts';
import { namedFunction } from '../syntax/own-functions.ts';
import { isExportedName, nameGiven } from '../syntax/own-name.ts';
import { boundNames } from '../syntax/patterns.ts';
import { findValue, mentionsOf, usesGlobalsOnly } from '../syntax/scopes.ts';
import {
  enclosingFunction,
  isFunction,
  lastName,
  memberName,
  parentThrough,
  propertyKey,
  type FunctionNode,
} from '../syntax/nodes.ts';
import type { Node, RunsAs } from '../vocabulary/source.ts';
import { elementsOf } from './elements.ts';
import type { TextPlaces } from './makes-text.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export class Uses {
  readonly #resolver: Resolver;
  readonly #places: TextPlaces;
  readonly #passed = new Set<object>();
  readonly #members = new Set<string>();
  /** Of what another module exports: what it is called here. */
  #paths: ReadonlySet<string> | undefined;
  isText = false;
  #isUsedHere = false;

  constructor(resolver: Resolver, places: TextPlaces) {
    this.#resolver = resolver;
    this.#places = places;
  }

  runsAs(): RunsAs {
    if (!this.isText) return 'here';
    return this.#isUsedHere ? 'both' : 'elsewhere';
  }

  /** What is done with an expression that has the value. */
  follow(expression: Node): void {
    if (this.#passed.has(expression) || this.#passed.size > MOST_PLACES) return;
    this.#passed.add(expression);
    if (this.#places.has(expression)) {
      this.isText = true;
      return;
    }
    if (expression.type === 'FunctionDeclaration') {
      this.#declared(expression);
      return;
    }
    const { parent, child } = parentThrough(expression);
    if (parent && isValueOfPart(parent, child)) this.follow(parent);
    else if (parent && isValueOfPart(parent, child) === undefined) this.#into(parent, child);
  }

  #into(parent: Node, child: Node): void {
    switch (parent.type) {
      case 'VariableDeclarator':
        if (parent.init === child) this.#target(parent.id);
        return;
      case 'AssignmentExpression':
        if (parent.right === child) this.#target(parent.left);
        return;
      case 'AssignmentPattern':
        if (parent.right === child) this.#target(parent.left);
        return;
      case 'Property':
        if (parent.value !== child || parent.parent.type !== 'ObjectExpression') return;
        this.#member(propertyKey(parent));
        this.#object(parent.parent);
        return;
      case 'MethodDefinition':
      case 'PropertyDefinition':
        this.#member(propertyKey(parent));
        return;
      case 'ArrayExpression':
        this.#elements(parent);
        return;
      case 'MemberExpression':
        if (parent.object === child) this.#memberOf(parent);
        return;
      case 'ArrowFunctionExpression':
      case 'ReturnStatement':
        this.#returned(parent.type === 'ReturnStatement' ? enclosingFunction(parent) : parent);
        return;
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === child) this.#isUsedHere = true;
        else this.#given(parent, child);
        return;
      case 'ExportDefaultDeclaration':
        this.#exported('default');
        return;
      case 'ExportSpecifier':
        this.#exported(parent.exported.type === 'Identifier' ? parent.exported.name : undefined);
        return;
      case 'ExpressionStatement':
      case 'TSTypeQuery':
        return;
      default:
        this.#isUsedHere = true;
    }
  }

  #declared(fn: TSESTree.FunctionDeclaration): void {
    if (fn.parent.type === 'ExportDefaultDeclaration') this.#exported('default');
    if (fn.id) this.name(fn.id);
  }

  /** A name that has the value, where it is declared or read: every place that reads it. */
  name(name: TSESTree.Identifier): void {
    const { parent } = name;
    const from = isFunction(parent) && parent.id === name ? parent.parent : name;
    const binding = findValue(this.#resolver.source.scopeManager, from, name.name);
    if (binding === 'global') return;
    const { variable, definitions } = binding;
    if (this.#passed.has(variable)) return;
    this.#passed.add(variable);
    if (definitions.some((definition) => isExportedName(definition.name))) this.#exported(name.name);
    for (const reference of variable.references)
      if (reference.isRead()) this.follow(reference.identifier as Node);
  }

  #target(target: Node): void {
    if (target.type === 'Identifier') this.name(target);
    else if (target.type === 'MemberExpression') this.#assigned(target);
    // Of what a pattern takes from a function nothing is the function.
  }

  #assigned(target: TSESTree.MemberExpression): void {
    const name = memberName(target);
    const owner = this.#resolver.evaluate(target.object);
    const isExports = owner?.kind === 'path' && /^g:(?:module\.)?exports$/.test(owner.path);
    if (isExports) this.#exported(name);
    else if (owner?.kind === 'path' && owner.path === 'g:module' && name === 'exports')
      this.#exported('default');
    this.#member(name);
  }

  /** `fns.inc`, `{ inc } = fns`: whoever reads a member of that name may read this one, unless it is seen to be another. */
  #member(name: string | undefined): void {
    if (name === undefined || name === 'constructor' || this.#members.has(name)) return;
    this.#members.add(name);
    const { source } = this.#resolver;
    for (const { node } of mentionsIn(source, word(name.replace(/^#/, '')))) {
      const spelled = spelling(node(), name.replace(/^#/, ''));
      const { parent } = spelled ?? {};
      if (parent?.type === 'MemberExpression' && parent.property === spelled) this.#read(parent);
      else if (parent?.type === 'Property' && parent.parent.type === 'ObjectPattern')
        for (const bound of boundNames(parent.value)) if (this.#mayBeIt(bound)) this.name(bound);
      if (this.#passed.size > MOST_PLACES) return;
    }
  }

  #read(member: TSESTree.MemberExpression): void {
    const { parent, child } = parentThrough(member);
    const isCalled = parent?.type === 'CallExpression' && parent.callee === child;
    // Most are, and nothing is asked about another one.
    if ((isCalled && this.#isUsedHere) || this.#passed.has(member)) return;
    this.#passed.add(member);
    if (!this.#mayBeIt(member)) return;
    this.#passed.delete(member);
    this.follow(member);
  }

  #mayBeIt(expression: Node): boolean {
    const value = this.#resolver.evaluate(expression);
    // Of an object that nobody knows it may be another one.
    if (!value) this.#isUsedHere = true;
    if (value?.kind === 'path') return this.#paths?.has(value.path) === true;
    return !value || (value.kind === 'function' && this.#passed.has(value.node));
  }

  /** An object that has the value: what reads one of its members by a computed name, or all of them. */
  #object(object: Node): void {
    this.#elements(object);
    const name = nameGiven(object);
    for (const at of name ? mentionsOf(this.#resolver.source.scopeManager, name) : []) {
      const { parent, child } = parentThrough(at);
      if (parent?.type === 'CallExpression' && parent.callee !== child) this.#listed(parent);
    }
  }

  /** A list or an object literal that has the value among others. */
  #elements(list: Node): void {
    this.#visits(list);
    const { parent, child } = parentThrough(list);
    if (parent?.type === 'CallExpression' && parent.callee !== child) this.#listed(parent);
    else if (parent?.type === 'ExportDefaultDeclaration' || parent?.type === 'ReturnStatement')
      this.#isUsedHere = true;
    const name = nameGiven(list);
    for (const at of name ? mentionsOf(this.#resolver.source.scopeManager, name) : []) this.#visits(at);
  }

  /** `Object.values(fns)`, `Object.entries(fns)`: what else gets the whole may call each of them. */
  #listed(call: TSESTree.CallExpression): void {
    const name = lastName(call.callee);
    if (name === 'values' || name === 'entries') this.#visits(call, name === 'entries');
    else this.#isUsedHere = true;
  }

  #visits(list: Node, isOfEntries = false): void {
    const { isText, elements } = elementsOf(this.#resolver, this.#places, list, isOfEntries);
    this.isText ||= isText;
    for (const { node, isName } of elements) {
      if (!isName) this.follow(node);
      else if (node.type === 'Identifier') this.name(node);
    }
  }

  #memberOf(member: TSESTree.MemberExpression): void {
    const name = memberName(member);
    const { parent } = parentThrough(member);
    // `send.bind(undefined, 1)` is the function again, and `args[0]` of a list of them one.
    if (name === undefined) this.follow(member);
    else if (name === 'bind' && parent?.type === 'CallExpression') this.follow(parent);
    else if (name !== 'name' && name !== 'length' && name !== 'prototype') this.#isUsedHere = true;
  }

  #returned(fn: Node | undefined): void {
    if (!isFunction(fn)) return;
    const calls = namedFunction(this.#resolver.source.scopeManager, fn)?.calls();
    for (const call of calls ?? []) this.follow(call);
    if (!calls) this.#isUsedHere = true;
  }

  #given(call: Call, argument: Node): void {
    const index = call.arguments.indexOf(argument as TSESTree.Expression);
    const callee = this.#resolver.evaluate(call.callee);
    if (callee?.kind === 'function') this.parameter(callee.node, index);
    else if (callee?.kind === 'path')
      this.#elsewhere(this.#resolver.source.modules?.usesOfParameter(callee.path, index));
    else this.#isUsedHere = true;
  }

  /** What is imported: by its own name, by those of import declarations, and as a member of the whole module. */
  import(paths: ReadonlySet<string>, name: string): void {
    this.#paths = paths;
    this.#member(name);
    for (const statement of this.#resolver.source.ast.body)
      if (statement.type === 'ImportDeclaration')
        for (const { local } of statement.specifiers) if (this.#mayBeIt(local)) this.name(local);
    for (const call of this.#resolver.source.calls ?? [])
      if (lastName(call.callee) === 'require' && this.#mayBeIt(call)) this.follow(call);
  }

  /** What a function of the file does with what it is given. */
  parameter(fn: FunctionNode, index: number): void {
    const parameter = fn.params[index] ?? fn.params.findLast(({ type }) => type === 'RestElement');
    const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (name?.type === 'Identifier') this.name(name);
    else if (name?.type === 'RestElement' && name.argument.type === 'Identifier') this.#rest(name.argument);
    else this.#isUsedHere = true;
  }

  #rest(name: TSESTree.Identifier): void {
    for (const at of mentionsOf(this.#resolver.source.scopeManager, name)) {
      this.#visits(at);
      if (at.parent?.type === 'SpreadElement') this.follow(at.parent);
    }
  }

  #exported(name: string | undefined): void {
    const { modules } = this.#resolver.source;
    // What others send needs nothing of this file; most functions do, and nobody is asked about them.
    const mayBeSent = name !== undefined && modules && this.#needsNothing();
    this.#elsewhere(mayBeSent ? modules.usesByImporters(name) : undefined);
  }

  #needsNothing(): boolean {
    const [fn] = this.#passed;
    return isFunction(fn as Node) && usesGlobalsOnly(this.#resolver.source.scopeManager, fn as FunctionNode);
  }

  /** What other files do with it; where nobody knows, they may call it. */
  #elsewhere(runs: RunsAs | undefined): void {
    if (runs === 'elsewhere' || runs === 'both') this.isText = true;
    if (runs !== 'elsewhere') this.#isUsedHere = true;
  }
}
