/**
 * Functions that are sent as text: to a pool, to a page of a browser driver, into the source of a Worker. They run
 * elsewhere, where nothing of this file is: no import, no wrapper, no store.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { remembered } from '../memo.ts';
import { findValue } from '../syntax/scopes.ts';
import { isExportedName, ownName } from '../syntax/own-name.ts';
import {
  isFunction,
  lastName,
  memberName,
  parentThrough,
  valueOf,
  type FunctionNode,
} from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';
import { lastWord } from './executor.ts';

/** `elsewhere`: sent as text and nothing else. `both`: also used here, as any function is. */
export type RunsAs = 'elsewhere' | 'both' | 'here';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Methods of browser drivers that take a function to the page; no other library has methods of these names. */
const TO_PAGE = new Set([
  '$$eval',
  '$eval',
  'addInitScript',
  'evaluateAll',
  'evaluateHandle',
  'evaluateOnNewDocument',
  'executeAsyncScript',
  'executeScript',
  'waitForFunction',
]);
/** Likewise, but with names that others have too: on a receiver that is called as a driver's is. */
const TO_PAGE_BY_RECEIVER = new Set(['evaluate', 'execute', 'executeAsync']);
const DRIVEN = new Set(['browser', 'driver', 'frame', 'handle', 'locator', 'page', 'popup']);
const DRIVERS =
  /['"`](?:@playwright\/|@wdio\/|jest-(?:playwright|puppeteer)|nightmare|patchright|playwright|puppeteer|rebrowser|selenium-webdriver|testcafe|webdriverio)/;

/** Calls by their path that make text of a function: of their first argument, or of one in its list. */
const MAKES_TEXT = new Set([
  'g:String',
  'g:Function.prototype.toString.call',
  'g:eval',
  'm:testcafe#.ClientFunction',
]);
const MAKES_TEXT_OF_LIST = new Set(['g:Blob', 'g:File']);

export class TextFunctions {
  readonly #resolver: Resolver;
  readonly #launchesText: (call: Call) => boolean;
  readonly #known = new Map<Node, RunsAs>();

  /** @param launchesText whether a call is a launcher that sends what it is given as text */
  constructor(resolver: Resolver, launchesText: (call: Call) => boolean) {
    this.#resolver = resolver;
    this.#launchesText = launchesText;
  }

  /** Where does the code at `node` run? */
  around(node: Node): RunsAs {
    let found: RunsAs = 'here';
    for (let at = node.parent; at; at = at.parent) {
      if (!isFunction(at)) continue;
      const fn = at;
      const runs = remembered(this.#known, fn, () => this.#of(fn));
      if (runs === 'elsewhere') return runs;
      if (runs === 'both') found = runs;
    }
    return found;
  }

  #of(fn: FunctionNode): RunsAs {
    if (this.#becomesText(fn)) return 'elsewhere';
    const name = ownName(fn);
    if (!name) return 'here';
    const { scopeManager } = this.#resolver.source;
    const binding = findValue(scopeManager, name.parent.parent ?? name, name.name);
    if (binding === 'global') return 'here';
    const uses = binding.variable.references
      .filter((reference) => reference.isRead())
      .map((reference) => this.#becomesText(reference.identifier as Node));
    if (!uses.includes(true)) return 'here';
    return uses.includes(false) || isExportedName(name) ? 'both' : 'elsewhere';
  }

  /** Is a function, or a name of one, made into text where it stands? */
  #becomesText(expression: Node): boolean {
    const { parent, child } = parentThrough(expression);
    switch (parent?.type) {
      case 'TemplateLiteral':
        // A tag gets the function itself.
        return parent.parent.type !== 'TaggedTemplateExpression';
      case 'BinaryExpression':
        return parent.operator === '+';
      case 'AssignmentExpression':
        return parent.operator === '+=' && parent.right === child;
      case 'MemberExpression':
        return parent.object === child && memberName(parent) === 'toString';
      case 'ArrayExpression':
        return this.#listBecomesText(parent);
      case 'Property':
        // `chrome.scripting.executeScript({ target, func })`
        return (
          parent.value === child &&
          parent.parent.parent.type === 'CallExpression' &&
          lastName(parent.parent.parent.callee) === 'executeScript'
        );
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee !== child && this.#isSent(parent, child);
      default:
        return false;
    }
  }

  /** `['(', main, ')()'].join('')`, `new Blob(['(', main, ')()'])` */
  #listBecomesText(list: Node): boolean {
    const { parent, child } = parentThrough(list);
    if (parent?.type === 'MemberExpression') return parent.object === child && memberName(parent) === 'join';
    return (
      parent?.type === 'NewExpression' &&
      parent.arguments[0] === child &&
      MAKES_TEXT_OF_LIST.has(this.#pathOf(parent.callee) ?? '')
    );
  }

  #isSent(call: Call, argument: Node): boolean {
    const callee = valueOf(call.callee);
    const name = lastName(callee);
    if (name !== undefined && TO_PAGE.has(name)) return true;
    if (name !== undefined && TO_PAGE_BY_RECEIVER.has(name) && callee.type === 'MemberExpression')
      return DRIVERS.test(this.#resolver.source.text) || DRIVEN.has(receiverWord(callee.object));
    if (call.arguments[0] === argument && MAKES_TEXT.has(this.#pathOf(callee) ?? '')) return true;
    return this.#launchesText(call);
  }

  #pathOf(callee: Node): string | undefined {
    const value = this.#resolver.evaluate(callee);
    return value?.kind === 'path' ? value.path : undefined;
  }
}

/** The last word of what an object is called, through calls: `page.mainFrame()` is a frame. */
function receiverWord(expression: Node): string {
  let receiver = valueOf(expression);
  while (receiver.type === 'AwaitExpression' || receiver.type === 'CallExpression')
    receiver = valueOf(receiver.type === 'AwaitExpression' ? receiver.argument : receiver.callee);
  return lastWord(lastName(receiver) ?? '');
}
