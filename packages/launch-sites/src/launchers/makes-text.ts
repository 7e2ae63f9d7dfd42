/** Which places make text of a function: templates, sums, and what libraries and browser drivers take the source of. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Resolver } from '../evaluate/resolver.ts';
import { lastName, memberName, parentThrough, stringValue, valueOf } from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';
import { lastWord } from './executor.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Methods that take a function to a page or a database; no other library has methods of these names. */
const TO_ELSEWHERE = new Set([
  '$$eval',
  '$eval',
  'addInitScript',
  'evaluateAll',
  'evaluateHandle',
  'evaluateOnNewDocument',
  'executeAsyncScript',
  'executeScript',
  'mapReduce',
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
  'm:greenlet#',
  'm:workerize#',
  'm:serialize-javascript#',
  'm:@koale/useworker#.useWorker',
]);
const MAKES_TEXT_OF_LIST = new Set(['g:Blob', 'g:File', 'g:String']);

export class TextPlaces {
  readonly #resolver: Resolver;
  readonly #launchesText: (call: Call) => boolean;

  /** @param launchesText whether a call is a launcher that sends what it is given as text */
  constructor(resolver: Resolver, launchesText: (call: Call) => boolean) {
    this.#resolver = resolver;
    this.#launchesText = launchesText;
  }

  /** Is a function, or an expression that has one as its value, made into text where it stands? */
  has(expression: Node): boolean {
    const { parent, child } = parentThrough(expression);
    switch (parent?.type) {
      case 'TemplateLiteral':
        // A tag gets the function itself; `String.raw` makes text of it all the same.
        return (
          parent.parent.type !== 'TaggedTemplateExpression' ||
          this.#pathOf(parent.parent.tag) === 'g:String.raw'
        );
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
      case 'SpreadElement':
        return this.has(parent);
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee !== child && this.#isSent(parent, child);
      default:
        return false;
    }
  }

  /** `fns.map(String)`: does a function make text of its first argument? */
  makesText(fn: Node): boolean {
    return MAKES_TEXT.has(this.#pathOf(fn) ?? '');
  }

  /** `['(', main, ')()'].join('')`, `new Blob(['(', main, ')()'])` */
  #listBecomesText(list: Node): boolean {
    const { parent, child } = parentThrough(list);
    if (parent?.type === 'MemberExpression')
      return parent.object === child && /^(?:join|toString)$/.test(memberName(parent) ?? '');
    return (
      (parent?.type === 'NewExpression' || parent?.type === 'CallExpression') &&
      parent.arguments[0] === child &&
      MAKES_TEXT_OF_LIST.has(this.#pathOf(parent.callee) ?? '')
    );
  }

  #isSent(call: Call, argument: Node): boolean {
    const callee = valueOf(call.callee);
    const name = lastName(callee);
    if (name !== undefined && TO_ELSEWHERE.has(name)) return true;
    // `'('.concat(main, ')()')`
    if (name === 'concat' && callee.type === 'MemberExpression') return isString(callee.object);
    if (name !== undefined && TO_PAGE_BY_RECEIVER.has(name) && callee.type === 'MemberExpression')
      return DRIVERS.test(this.#resolver.source.text) || DRIVEN.has(receiverWord(callee.object));
    if (call.arguments[0] === argument && this.makesText(callee)) return true;
    return this.#launchesText(call);
  }

  #pathOf(callee: Node): string | undefined {
    const value = this.#resolver.evaluate(callee);
    return value?.kind === 'path' ? value.path : undefined;
  }
}

function isString(expression: Node): boolean {
  return valueOf(expression).type === 'TemplateLiteral' || stringValue(expression) !== undefined;
}

/** The last word of what an object is called, through calls: `page.mainFrame()` is a frame. */
function receiverWord(expression: Node): string {
  let receiver = valueOf(expression);
  while (receiver.type === 'AwaitExpression' || receiver.type === 'CallExpression')
    receiver = valueOf(receiver.type === 'AwaitExpression' ? receiver.argument : receiver.callee);
  return lastWord(lastName(receiver) ?? '');
}
