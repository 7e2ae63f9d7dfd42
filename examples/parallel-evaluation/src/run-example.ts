import { isCorrect, type Example } from './dataset.ts';
import { answerQuestion } from './question-answerer.ts';
import { settings } from './settings.ts';
import type { Step } from './trace.ts';
import type { Usage } from './usage-tracker.ts';

/** The settings that decide an answer, in a form that can be printed and compared. */
export interface SettingsSummary {
  experiment: string;
  lm: string;
  temperature: number;
  /** The questions of the demonstrations. */
  demos: string[];
}

/** What came of one example, and what it ran with. */
export interface Row {
  id: string;
  question: string;
  answer: string;
  correct: boolean;
  ranWith: SettingsSummary;
  trace: Step[];
  /** What the language model said it was asked for this example. */
  spent: Usage;
  /** What the usage tracker had counted when this example was done. */
  tracked: Usage;
}

export type Outcome = { row: Row } | { id: string; error: string };

/** Answers one example with the settings in force; an error becomes an outcome, so that the others go on. */
export async function runExample(example: Example): Promise<Outcome> {
  const { experiment, lm, temperature, demos } = settings.current;
  const ranWith = { experiment, lm: lm.name, temperature, demos: demos.map((demo) => demo.question) };
  try {
    const { answer, usage } = await answerQuestion(example.question);
    return {
      row: {
        id: example.id,
        question: example.question,
        answer,
        correct: isCorrect(example, answer),
        ranWith,
        trace: [...(settings.current.trace ?? [])],
        spent: usage,
        tracked: settings.current.usageTracker?.total ?? { calls: 0, tokens: 0 },
      },
    };
  } catch (error) {
    return { id: example.id, error: error instanceof Error ? error.message : String(error) };
  }
}
