import { readFileSync } from 'node:fs';

export interface Example {
  id: string;
  question: string;
  answer: string;
}

export interface Dataset {
  /** To collect demonstrations from. */
  train: Example[];
  /** To score the program on. */
  dev: Example[];
}

const FILE = new URL('../data/questions.jsonl', import.meta.url);
const TRAIN_SHARE = 1 / 3;

export function loadDataset(): Dataset {
  const lines = readFileSync(FILE, 'utf8').split('\n').filter(Boolean);
  const examples = lines.map((line) => JSON.parse(line) as Example);
  const train = Math.floor(examples.length * TRAIN_SHARE);
  return { train: examples.slice(0, train), dev: examples.slice(train) };
}

/** The metric: the same words, whatever their case. */
export function isCorrect(example: Example, answer: string): boolean {
  return answer.trim().toLowerCase() === example.answer.toLowerCase();
}
