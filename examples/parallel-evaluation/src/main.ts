import './setup.ts';
import { loadDataset } from './dataset.ts';
import { EXPERIMENTS, runExperiment } from './experiment.ts';
import { readOptions, USAGE, type Options } from './options.ts';
import { Progress } from './progress.ts';
import { formatReport, type WayResult } from './report.ts';
import { WAYS } from './ways/index.ts';

async function main(options: Options): Promise<void> {
  const dataset = loadDataset();
  const signal = cancellation(options.timeout);
  const ways: WayResult[] = [];
  for (const name of options.ways) {
    const way = WAYS[name]!;
    const progress = new Progress(name, EXPERIMENTS.length * (dataset.train.length + dataset.dev.length));
    const batchOptions = { maxErrors: options.maxErrors, signal, onProgress: () => progress.step() };
    try {
      const results = EXPERIMENTS.map((experiment) => runExperiment(experiment, dataset, way, batchOptions));
      ways.push({ way: name, results: await Promise.all(results) });
    } finally {
      progress.end();
    }
  }
  console.log(options.json ? JSON.stringify(ways) : formatReport(ways));
}

/** Aborts on Ctrl-C and after `timeout` milliseconds, 0 meaning never. */
function cancellation(timeout: number): AbortSignal {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort(new Error('Cancelled by Ctrl-C.')));
  if (timeout === 0) return interrupt.signal;
  return AbortSignal.any([interrupt.signal, AbortSignal.timeout(timeout)]);
}

let options: Options | undefined;
try {
  options = readOptions(process.argv.slice(2));
  await main(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (options === undefined) console.error(USAGE);
  process.exitCode = 1;
}
