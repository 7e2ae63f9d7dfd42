import type { Example } from '../dataset.ts';
import { runExample, type Outcome } from '../run-example.ts';
import '../setup.ts';

export default function evaluate({ example }: { example: Example }): Promise<Outcome> {
  return runExample(example);
}
