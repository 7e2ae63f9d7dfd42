import { describe, expect, test } from 'vitest';
import { Batch, TooManyErrors } from '../src/batch.ts';
import { collectDemonstrations } from '../src/bootstrap.ts';
import { isCorrect, loadDataset } from '../src/dataset.ts';
import { Executor } from '../src/executor.ts';
import { languageModel, LanguageModelError } from '../src/language-model.ts';
import type { Row } from '../src/run-example.ts';
import { UsageTracker } from '../src/usage-tracker.ts';

const never = new AbortController().signal;
const dataset = loadDataset();

function row(id: string, correct: boolean, answers: [topic: string, output: string][]): Row {
  const usage = { calls: 2, tokens: 20 };
  return {
    id,
    question: `question ${id}`,
    answer: 'answer',
    correct,
    ranWith: { experiment: 'e', lm: 'local-large', temperature: 0, demos: [] },
    trace: answers.map(([topic, output]) => ({
      predictor: 'answer',
      question: `question ${id}`,
      topic,
      output,
    })),
    spent: usage,
    tracked: usage,
  };
}

describe('the data set', () => {
  test('has at least 100 different questions, each with an answer', () => {
    const examples = [...dataset.train, ...dataset.dev];
    expect(examples.length).toBeGreaterThanOrEqual(100);
    expect(new Set(examples.map((example) => example.question)).size).toBe(examples.length);
    expect(new Set(examples.map((example) => example.id)).size).toBe(examples.length);
    expect(examples.filter((example) => example.answer.trim() === '')).toEqual([]);
  });
});

describe('the language model', () => {
  const large = languageModel('local-large');
  const options = { temperature: 0, apiKey: 'key' };
  const bare = 'Question: What is 2 plus 3?\nTopic: sum\nAnswer:';
  const shown = `Question: What is 1 plus 1?\nTopic: sum\nAnswer: 2\n\n${bare}`;

  test('says the same twice', async () => {
    expect(await large.complete(shown, options)).toEqual(await large.complete(shown, options));
  });

  test('answers by what it was given: demonstrations, temperature, model', async () => {
    const score = async (lm: string, temperature: number, withDemo: boolean) => {
      const demo = 'Question: What is the capital of Italy?\nTopic: capital\nAnswer: Rome\n\n';
      const capitals = dataset.dev.filter((example) => example.question.includes('capital'));
      const texts = capitals.map((example) => {
        const prompt = `${withDemo ? demo : ''}Question: ${example.question}\nTopic: capital\nAnswer:`;
        return languageModel(lm).complete(prompt, { temperature, apiKey: 'key' });
      });
      const answers = await Promise.all(texts);
      return answers.filter(({ text }, i) => isCorrect(capitals[i]!, text)).length;
    };
    const best = await score('local-large', 0, true);
    expect(await score('local-large', 0, false)).toBeLessThan(best);
    expect(await score('local-large', 1, true)).toBeLessThan(best);
    expect(await score('local-small', 0, true)).toBeLessThan(best);
  });

  test('refuses what it cannot read, a missing key and an unknown name', async () => {
    await expect(large.complete('Question: Why?\nTopic:', options)).rejects.toThrow(LanguageModelError);
    await expect(large.complete(bare, { ...options, apiKey: '' })).rejects.toThrow('API key');
    expect(() => languageModel('huge')).toThrow('There is no language model "huge"; choose from local-large');
  });
});

describe('a batch', () => {
  const examples = dataset.train.slice(0, 3);
  const [first, second, third] = examples.map((example) => example.id) as [string, string, string];

  test('gives its rows in the order of the examples, with the failures beside them', () => {
    const progress: [number, number][] = [];
    const onProgress = (done: number, total: number) => progress.push([done, total]);
    const batch = new Batch(examples, { maxErrors: 2, signal: never, onProgress });
    batch.record({ row: row(third, true, []) });
    batch.record({ id: second, error: 'broken' });
    batch.record({ row: row(first, true, []) });
    expect(batch.results().rows.map(({ id }) => id)).toEqual([first, third]);
    expect(batch.results().failures).toEqual([{ id: second, error: 'broken' }]);
    expect(progress).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test('is given up when too many examples have failed', () => {
    const batch = new Batch(examples, { maxErrors: 2, signal: never });
    batch.record({ id: first, error: 'no such city' });
    expect(batch.signal.aborted).toBe(false);
    batch.record({ id: second, error: 'broken' });
    expect(batch.signal.aborted).toBe(true);
    expect(() => batch.results()).toThrow(TooManyErrors);
    expect(() => batch.results()).toThrow(`2 examples have failed. The first was ${first}: no such city`);
  });

  test('is cancelled from outside', () => {
    const outside = new AbortController();
    const batch = new Batch(examples, { maxErrors: 2, signal: outside.signal });
    outside.abort(new Error('enough'));
    expect(() => batch.results()).toThrow('enough');
  });

  test('does not pass off a part of the examples as all of them', () => {
    const batch = new Batch(examples, { maxErrors: 2, signal: never });
    batch.record({ row: row(first, true, []) });
    expect(() => batch.results()).toThrow('Only 1 of 3 examples were run.');
  });
});

test('demonstrations come from successful runs, each topic once before any twice', () => {
  const rows = [
    row('1', true, [['capital', 'Rome']]),
    row('2', false, [['sum', 'wrong']]),
    row('3', true, [['capital', 'Oslo']]),
    row('4', true, [['letters', '5']]),
  ];
  expect(collectDemonstrations(rows, 2).map((demo) => demo.answer)).toEqual(['Rome', '5']);
  expect(collectDemonstrations(rows, 9).map((demo) => demo.answer)).toEqual(['Rome', '5', 'Oslo']);
});

test('a usage tracker counts for its parents too, not for its siblings', () => {
  const parent = new UsageTracker();
  const [one, other] = [parent.child(), parent.child()];
  one.add({ calls: 1, tokens: 10 });
  other.add({ calls: 2, tokens: 5 });
  expect([parent.total, one.total, other.total]).toEqual([
    { calls: 3, tokens: 15 },
    { calls: 1, tokens: 10 },
    { calls: 2, tokens: 5 },
  ]);
});

describe('the executor', () => {
  test('runs so many tasks at a time, all of them, and passes results and errors on', async () => {
    const executor = new Executor(2);
    let running = 0;
    let most = 0;
    const task = (n: number) => async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      if (n === 3) throw new Error('task 3 failed');
      return n;
    };
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => executor.submit(task(n))));
    expect(most).toBe(2);
    expect(
      results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))),
    ).toEqual([1, 2, 'Error: task 3 failed', 4, 5]);
  });
});
