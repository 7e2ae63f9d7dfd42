/**
 * Queues that the file makes itself. A function that is put into a list, and taken out and called by another function,
 * is launched by whoever put it in, and runs as whoever takes it out.
 *
 * A launch is the putting in where the one who does it also sets the taking out going, or waits for what it settles.
 * What calls and keeps its functions holds listeners, and what is emptied by somebody some day holds clean-ups: neither
 * is a launch, nor is what one call puts in and takes out itself.
 */
import { MOST_LIST_MENTIONS } from '../bounds.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import type { Launched } from '../launchers/launched.ts';
import { lazy, remembered } from '../memo.ts';
import { word } from '../names/mentions.ts';
import { mentionsIn, spelling } from '../names/node-at.ts';
import { queueNames } from '../names/queue-names.ts';
import { FunctionUses } from '../ownership/function-uses.ts';
import { saysOut } from '../ownership/whose.ts';
import type { Wrappers } from '../status/wrappers.ts';
import { isInside, memberName, parentThrough, rangeOf } from '../syntax/nodes.ts';
import { readsOf } from '../syntax/scopes.ts';
import type { Owner } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';
import { Functions, runningFunction } from './functions.ts';
import { callsOfItem, type ItemCalls } from './item-calls.ts';
import { homeOf, Lists, type ListKey } from './lists.ts';
import { usesOf, type ListUses, type Put, type PutNode, type Taken } from './list-uses.ts';
import { partsOf } from './put-parts.ts';
import { isDrainedAtOnce, setsGoing, waitsFor } from './starts.ts';

/** What a put launches. */
export interface PutIn {
  readonly launched: readonly Launched[];
  readonly owner: Owner;
}

/** Why a put launches nothing, by what is not so. */
export type NoLaunch =
  | 'not-looked-at'
  | 'nothing-taken'
  | 'kept'
  | 'taken-by-putter'
  | 'no-function'
  | 'not-started'
  | 'drained-at-once'
  | 'own-list';

/** Who takes out of a list and calls what it was, and who puts in. */
interface Drains extends ItemCalls {
  readonly putters: ReadonlySet<Node>;
}

export class HomeMadeQueues {
  readonly #resolver: Resolver;
  readonly #wrappers: Wrappers;
  readonly #lists: Lists;
  readonly #functions: Functions;
  readonly #found = lazy(() => this.#find());

  constructor(resolver: Resolver, wrappers: Wrappers) {
    this.#resolver = resolver;
    this.#wrappers = wrappers;
    this.#lists = new Lists(resolver);
    this.#functions = new Functions(resolver);
  }

  /** Every put that launches something. */
  get puts(): ReadonlyMap<Node, PutIn> {
    return this.#found();
  }

  /** The assignments among them, which no face collects. */
  get assignments(): readonly Extract<PutNode, { type: 'AssignmentExpression' }>[] {
    return [...this.puts.keys()].flatMap((node) => (node.type === 'AssignmentExpression' ? [node] : []));
  }

  /** Why a call that puts something into a list of the file's own launches nothing; undefined where it puts in nothing. */
  whyNot(node: Node): NoLaunch | undefined {
    for (const mentions of this.#mentioned().values()) {
      const uses = usesOf(this.#resolver, mentions);
      const put = uses.puts.find((one) => one.node === node);
      if (!put) continue;
      const verdict = uses.taken.length === 0 ? 'nothing-taken' : this.#verdict(put, this.#drainsOf(uses));
      if (typeof verdict === 'string') return verdict;
    }
    return undefined;
  }

  #find(): ReadonlyMap<Node, PutIn> {
    const found = new Map<Node, PutIn>();
    for (const mentions of this.#mentioned().values()) {
      const uses = usesOf(this.#resolver, mentions);
      if (uses.puts.length === 0 || uses.taken.length === 0) continue;
      const drains = this.#drainsOf(uses);
      if (drains.calls.length === 0) continue;
      for (const one of uses.puts) {
        const put = this.#verdict(one, drains);
        if (typeof put === 'string') continue;
        const known = found.get(one.node);
        found.set(one.node, known ? { ...known, launched: [...known.launched, ...put.launched] } : put);
      }
    }
    return found;
  }

  /** The expressions of the file that are lists, by list. */
  #mentioned(): ReadonlyMap<ListKey, readonly Node[]> {
    const { source } = this.#resolver;
    const byKey = new Map<ListKey, Node[]>();
    const add = (list: Node): void => {
      for (const key of this.#lists.keysOf(list)) remembered(byKey, key, (): Node[] => []).push(list);
    };
    for (const name of queueNames(source.text)) {
      const places = [...mentionsIn(source, word(name))];
      if (places.length > MOST_LIST_MENTIONS) continue;
      for (const { node } of places) {
        const spelled = spelling(node(), name);
        if (!spelled) continue;
        const { parent } = spelled;
        const list = parent?.type === 'MemberExpression' && parent.property === spelled ? parent : spelled;
        add(list);
        for (const each of this.#listsIn(list)) add(each);
      }
    }
    return byKey;
  }

  /** `queues.get(key)`, `queues[priority]`, `queueOf(key)`, and the names that `for (const queue of queues)` has for it. */
  #listsIn(list: Node): readonly Node[] {
    const { parent, child } = parentThrough(list);
    if (parent?.type === 'CallExpression' && parent.callee === child) return [parent];
    if (parent?.type === 'MemberExpression' && parent.object === child) {
      if (parent.computed) return [parent];
      const call = parentThrough(parent).parent;
      return memberName(parent) === 'get' && call?.type === 'CallExpression' ? [call] : [];
    }
    const left = parent?.type === 'ForOfStatement' && parent.right === child ? parent.left : undefined;
    const name = left?.type === 'VariableDeclaration' ? left.declarations[0].id : undefined;
    return name?.type === 'Identifier' ? readsOf(this.#resolver.source.scopeManager, name) : [];
  }

  #drainsOf(uses: ListUses): Drains {
    return {
      ...this.#callsOf(uses),
      putters: new Set(uses.puts.flatMap((put) => runningFunction(put.node) ?? [])),
    };
  }

  #verdict(put: Put, { calls, followed, putters }: Drains): PutIn | NoLaunch {
    if (calls.length === 0) return 'kept';
    const putter = runningFunction(put.node);
    const others = calls.filter(({ at }) => runningFunction(at) !== putter);
    if (!putter || others.length === 0) return 'taken-by-putter';
    const launched = partsOf(this.#resolver, this.#wrappers, put.value, others).filter(
      // What is put back was put in before.
      ({ argument }) => !argument || !followed.has(argument),
    );
    if (launched.length === 0) return 'no-function';
    const drainers = new Set(
      others.flatMap(({ at, item }) => [at, item].flatMap((place) => runningFunction(place) ?? [])),
    );
    drainers.delete(putter);
    const isAlsoTaker = calls.some(
      ({ at }) => runningFunction(at) === putter && at.range[0] > put.node.range[0],
    );
    const isStarted =
      setsGoing(this.#functions, put, putter, drainers, isAlsoTaker) || waitsFor(this.#resolver, put, putter);
    if (!isStarted) return 'not-started';
    if (isDrainedAtOnce(this.#functions, drainers, putters)) return 'drained-at-once';
    const owner = this.#ownerOf(put);
    return owner ? { launched, owner } : 'own-list';
  }

  /** The calls of what is taken out for good. */
  #callsOf({ taken, emptied }: ListUses): ItemCalls {
    const calls = taken.map((one) => {
      const found = callsOfItem(this.#resolver, this.#functions, one.item);
      return this.#isGone(one, taken, emptied) ? found : { ...found, calls: [] };
    });
    return {
      calls: calls.flatMap((each) => each.calls),
      followed: new Set(calls.flatMap((each) => [...each.followed])),
    };
  }

  #isGone({ item, how }: Taken, taken: readonly Taken[], emptied: readonly Node[]): boolean {
    if (how === 'out') return true;
    const isEmptied = emptied.some((place) =>
      how === 'all' ? this.#isOneStep(place, item) : runningFunction(place) === runningFunction(item),
    );
    if (isEmptied) return true;
    // `const run = jobs[0]; run().finally(() => jobs.shift())`
    const taker = how === 'one' ? runningFunction(item) : undefined;
    return taker !== undefined && taken.some((other) => other.how === 'out' && isInside(other.item, taker));
  }

  /** `const batch = jobs; jobs = []; for (const job of batch) job();`, also where a helper has the loop. */
  #isOneStep(emptied: Node, item: Node): boolean {
    const [emptier, taker] = [runningFunction(emptied), runningFunction(item)];
    if (emptier === taker) return true;
    return (
      emptier !== undefined &&
      taker !== undefined &&
      this.#functions.startsIn(emptier).some(({ fn, when }) => when === 'now' && fn === taker)
    );
  }

  /** Undefined where one call makes the list, fills it and empties it. */
  #ownerOf(put: Put): Owner | undefined {
    const at = rangeOf(put.list);
    const home = homeOf(this.#resolver, put.list);
    if (home === 'this') return { is: 'shared-by-callers', because: 'it is kept in a field', at };
    const leaving = new FunctionUses(this.#resolver, put.list, new Set()).leavingBetween(put.node, home);
    if (!leaving) return undefined;
    return {
      is: 'shared-by-callers',
      because: saysOut({ way: 'captured', at: leaving }),
      at: rangeOf(leaving),
    };
  }
}
