/** Answers that are remembered; `Memo` is for those that depend on other answers: safe on cycles, bounded. */
import { DEEPEST_QUESTION, MOST_QUESTIONS } from './bounds.ts';

/** The answer for `key`, computed once. Computing it must not ask for it again. */
export function remembered<K, V>(
  answers: { has(key: K): boolean; get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  compute: () => V,
): V {
  if (answers.has(key)) return answers.get(key) as V;
  const answer = compute();
  answers.set(key, answer);
  return answer;
}

/** The function, with its last answer remembered: for questions that are asked again and again about one file. */
export function lastRemembered<Arguments extends readonly unknown[], V>(
  compute: (...given: Arguments) => V,
): (...given: Arguments) => V {
  let last: { readonly given: Arguments; readonly value: V } | undefined;
  return (...given) => {
    if (!last || given.some((argument, index) => argument !== last?.given[index]))
      last = { given, value: compute(...given) };
    return last.value;
  };
}

/** The function, with all its answers remembered: for one that lives no longer than what its answers are about. */
export function allRemembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const answers = new Map<K, V>();
  return (key) => remembered(answers, key, () => compute(key));
}

/** The value, computed when it is first asked for. */
export function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** One object for each pair: what an answer is remembered under where no node of the file stands for the question. */
export class Keys<A extends object, B> {
  readonly #keys = new WeakMap<A, Map<B, object>>();

  of(first: A, second: B): object {
    const own = remembered(this.#keys, first, () => new Map<B, object>());
    return remembered(own, second, () => ({}));
  }
}

export class Memo<T> {
  readonly #known = new Map<object, T | undefined>();
  readonly #inProgress = new Set<object>();
  /** The answer under way depends on a cycle that was cut; it holds for its root only. */
  #cut = false;
  #work = 0;
  #exhausted = false;
  readonly #onCycle: T;

  /** @param onCycle the answer to a question that is being answered already: it adds nothing of its own */
  constructor(onCycle: T) {
    this.#onCycle = onCycle;
  }

  /**
   * The answer for `key`, computed once. What was computed below a cut cycle is not remembered, because it would
   * be another answer when asked from elsewhere: the result must not depend on who asks first.
   */
  get(key: object, compute: () => T | undefined): T | undefined {
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#inProgress.has(key)) {
      this.#cut = true;
      return this.#onCycle;
    }
    const isRoot = this.#inProgress.size === 0;
    if (isRoot) {
      this.#work = 0;
      this.#exhausted = false;
    }
    this.#work++;
    this.#exhausted ||= this.#work > MOST_QUESTIONS || this.#inProgress.size >= DEEPEST_QUESTION;
    if (this.#exhausted) return undefined;
    const outer = this.#cut;
    this.#cut = false;
    this.#inProgress.add(key);
    try {
      return this.#record(key, compute(), isRoot);
    } finally {
      this.#inProgress.delete(key);
      this.#cut = !isRoot && (this.#isCut() || outer);
    }
  }

  /** Asked again after `compute`, which may have set it. */
  #isCut(): boolean {
    return this.#cut;
  }

  #record(key: object, value: T | undefined, isRoot: boolean): T | undefined {
    // Everything on the way to an exhausted answer is as entangled; asking again would cost as much again.
    const settled = this.#exhausted ? undefined : value;
    if (this.#exhausted || isRoot || !this.#cut) this.#known.set(key, settled);
    return settled;
  }
}
