import { defineSettings } from '@parent-overrides/runtime';
import { languageModel, type LanguageModel } from './language-model.ts';
import type { Demonstration, Step } from './trace.ts';
import { UsageTracker } from './usage-tracker.ts';

export interface EvaluationSettings {
  /** The experiment that the work belongs to. */
  experiment: string;
  lm: LanguageModel;
  temperature: number;
  /** Solved questions that are shown to the model before the one it has to answer. */
  demos: Demonstration[];
  /** Every step that the program has taken; null when nobody is interested. */
  trace: Step[] | null;
  /** Counts what the model was asked; null when nobody is interested. */
  usageTracker: UsageTracker | null;
  apiKey: string;
}

export const settings = defineSettings<EvaluationSettings>('parallel-evaluation', {
  experiment: { default: '(none)', wire: 'anywhere' },
  lm: {
    default: languageModel('local-small'),
    wire: { encode: (lm) => lm.name, decode: (name) => languageModel(String(name)) },
  },
  temperature: { default: 0, wire: 'anywhere' },
  demos: { default: [], wire: 'thread' },
  trace: { default: null, wire: 'thread' },
  usageTracker: {
    default: null,
    // A task counts for itself and for the task that started it.
    copyForChild: (parent) => parent && parent.child(),
    // Another thread counts for itself; its rows bring the figures back.
    wire: { encode: (tracker) => tracker !== null, decode: (counts) => (counts ? new UsageTracker() : null) },
  },
  // Every thread reads its own from the environment.
  apiKey: { default: '', wire: false },
});
