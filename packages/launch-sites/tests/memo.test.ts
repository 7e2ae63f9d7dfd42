/** Answers that depend on answers: cycles, and how much work one question may make. */
import { describe, expect, it } from 'vitest';
import { Memo, remembered } from '../src/memo.ts';

const keys = Array.from({ length: 5000 }, (_, index) => ({ index }));

it('an answer is computed once, also when it is undefined', () => {
  const memo = new Memo<string>('cycle');
  const asked: string[] = [];
  const ask = (key: object, answer: string | undefined): string | undefined =>
    memo.get(key, () => {
      asked.push(answer ?? 'nothing');
      return answer;
    });
  expect([
    ask(keys[0]!, 'a'),
    ask(keys[0]!, 'other'),
    ask(keys[1]!, undefined),
    ask(keys[1]!, 'other'),
  ]).toEqual(['a', 'a', undefined, undefined]);
  expect(asked).toEqual(['a', 'nothing']);
  const answers = new Map<string, undefined>();
  let computed = 0;
  for (let times = 0; times < 2; times++)
    remembered(answers, 'key', () => {
      computed++;
      return undefined;
    });
  expect(computed).toBe(1);
});

describe('a cycle', () => {
  /** `a` is one and what `b` is, `b` is two and what `a` is: both are one and two. */
  function circle(): (name: 'a' | 'b') => string | undefined {
    const memo = new Memo<string>('');
    const keysOf = { a: {}, b: {} };
    const ask = (name: 'a' | 'b'): string | undefined =>
      memo.get(keysOf[name], () => {
        const rest = ask(name === 'a' ? 'b' : 'a') ?? '';
        return [...new Set(`${name}${rest}`)].sort().join('');
      });
    return ask;
  }

  it('is cut, and the answer does not depend on who asked before', () => {
    const [first, second] = [circle(), circle()];
    expect([first('a'), first('b'), first('a')]).toEqual(['ab', 'ab', 'ab']);
    expect([second('b'), second('a'), second('b')]).toEqual(['ab', 'ab', 'ab']);
  });

  it('is remembered for the question that was asked', () => {
    const memo = new Memo<string>('?');
    const [a, b] = [{}, {}];
    let computed = 0;
    const askA = (): string | undefined =>
      memo.get(a, () => {
        computed++;
        return `a${memo.get(b, () => `b${askA()}`)}`;
      });
    expect([askA(), askA()]).toEqual(['ab?', 'ab?']);
    expect(computed).toBe(1);
  });

  it('does not keep what has nothing to do with it from being remembered', () => {
    const memo = new Memo<string>('?');
    const [a, b, apart] = [{}, {}, {}];
    let computed = 0;
    const askApart = (): string | undefined =>
      memo.get(apart, () => {
        computed++;
        return 'apart';
      });
    const askA = (): string | undefined => memo.get(a, () => `${memo.get(b, () => askA())}${askApart()}`);
    expect(askA()).toBe('?apart');
    expect(askApart()).toBe('apart');
    expect(computed).toBe(1);
  });

  it('is still cut for those around the one that was asked last', () => {
    const memo = new Memo<string>('?');
    const [a, b, c] = [{}, {}, {}];
    const askA = (): string | undefined =>
      memo.get(a, () =>
        memo.get(b, () => {
          const cut = askA();
          // A question without a cycle, after the cut: `b` depends on `a` all the same.
          return `${cut}${memo.get(c, () => 'c')}`;
        }),
      );
    expect(askA()).toBe('?c');
    expect(memo.get(b, () => 'asked anew')).toBe('asked anew');
  });
});

describe('work is bounded', () => {
  it('one question leads 150 deep', () => {
    const ask = (memo: Memo<number>, depth: number): number | undefined =>
      memo.get(keys[depth]!, () => (depth === 0 ? 0 : add(ask(memo, depth - 1))));
    expect(ask(new Memo<number>(-1), 149)).toBe(149);
    expect(ask(new Memo<number>(-1), 150)).toBeUndefined();
    // What is known needs no depth.
    const memo = new Memo<number>(-1);
    ask(memo, 140);
    expect(ask(memo, 280)).toBe(280);
  });

  it('and to 2,000 others', () => {
    const ask = (count: number): number | undefined => {
      const memo = new Memo<number>(-1);
      return memo.get({}, () => {
        let sum = 0;
        for (let index = 0; index < count; index++) sum += memo.get(keys[index]!, () => 1) ?? NaN;
        return sum;
      });
    };
    expect(ask(1999)).toBe(1999);
    expect(ask(2000)).toBeUndefined();
  });

  it('each question anew, and what was too much is not asked again', () => {
    const memo = new Memo<number>(-1);
    const root = {};
    let computed = 0;
    const askTooMuch = (): number | undefined =>
      memo.get(root, () => {
        computed++;
        for (const key of keys) memo.get(key, () => 1);
        return 1;
      });
    expect([askTooMuch(), askTooMuch()]).toEqual([undefined, undefined]);
    expect(computed).toBe(1);
    for (let index = 0; index < 4000; index++) expect(memo.get({}, () => index)).toBe(index);
  });
});

function add(answer: number | undefined): number | undefined {
  return answer === undefined ? undefined : answer + 1;
}
