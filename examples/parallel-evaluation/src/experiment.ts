import { Batch, type BatchOptions, type BatchResults, type Failure, type Way } from './batch.ts';
import { collectDemonstrations } from './bootstrap.ts';
import type { Dataset, Example } from './dataset.ts';
import { languageModel } from './language-model.ts';
import type { Row, SettingsSummary } from './run-example.ts';
import { settings } from './settings.ts';
import { UsageTracker, type Usage } from './usage-tracker.ts';

export interface Experiment {
  name: string;
  lm: string;
  temperature: number;
  maxDemos: number;
}

export const EXPERIMENTS: Experiment[] = [
  { name: 'careful', lm: 'local-large', temperature: 0, maxDemos: 8 },
  { name: 'creative', lm: 'local-small', temperature: 0.7, maxDemos: 5 },
];

/** A row beside the settings that its experiment asked for. */
export interface ResultRow extends Row {
  phase: 'bootstrap' | 'evaluate';
  shouldHave: SettingsSummary;
}

export interface ExperimentResult {
  experiment: string;
  /** The share of the dev examples that were answered correctly. */
  score: number;
  rows: ResultRow[];
  failures: Failure[];
  /** What this experiment's usage tracker has counted. */
  tracked: Usage;
}

/** Collects demonstrations on the train examples, then scores the program with them on the dev examples. */
export async function runExperiment(
  experiment: Experiment,
  dataset: Dataset,
  way: Way,
  options: BatchOptions,
): Promise<ExperimentResult> {
  const { name, temperature } = experiment;
  const usageTracker = new UsageTracker();
  const overrides = {
    experiment: name,
    lm: languageModel(experiment.lm),
    temperature,
    trace: [],
    usageTracker,
  };

  return settings.context(overrides, async () => {
    const bootstrap = await runBatch(dataset.train, way, options);
    const demos = collectDemonstrations(bootstrap.rows, experiment.maxDemos);
    const evaluation = await settings.context({ demos }, () => runBatch(dataset.dev, way, options));

    const asked = { experiment: name, lm: experiment.lm, temperature };
    const questions = demos.map((demo) => demo.question);
    return {
      experiment: name,
      score: evaluation.rows.filter((row) => row.correct).length / dataset.dev.length,
      rows: [
        ...bootstrap.rows.map((row) => ({
          ...row,
          phase: 'bootstrap' as const,
          shouldHave: { ...asked, demos: [] },
        })),
        ...evaluation.rows.map((row) => ({
          ...row,
          phase: 'evaluate' as const,
          shouldHave: { ...asked, demos: questions },
        })),
      ],
      failures: [...bootstrap.failures, ...evaluation.failures],
      tracked: usageTracker.total,
    };
  });
}

async function runBatch(
  examples: readonly Example[],
  way: Way,
  options: BatchOptions,
): Promise<BatchResults> {
  const batch = new Batch(examples, options);
  try {
    await way(batch);
  } catch (error) {
    // What a cancelled task threw matters less than why it was cancelled.
    batch.signal.throwIfAborted();
    throw error;
  }
  return batch.results();
}
