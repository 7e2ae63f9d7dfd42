import { settings } from './settings.ts';
import type { Demonstration, Step } from './trace.ts';
import type { Usage } from './usage-tracker.ts';

const INSTRUCTION = 'Say what the question is about and answer it in as few words as you can.';

/**
 * One call of the language model that is in force here, noted in the trace and by the usage tracker that are in
 * force here.
 */
export async function predict(
  predictor: Step['predictor'],
  question: string,
  topic = '',
): Promise<{ text: string; usage: Usage }> {
  const { lm, temperature, demos, apiKey } = settings.current;
  const completion = await lm.complete(prompt(predictor, demos, question, topic), { temperature, apiKey });
  settings.current.trace?.push({ predictor, question, topic, output: completion.text });
  settings.current.usageTracker?.add(completion.usage);
  return completion;
}

function prompt(
  predictor: Step['predictor'],
  demos: Demonstration[],
  question: string,
  topic: string,
): string {
  const shown = demos.map(
    (demo) => `Question: ${demo.question}\nTopic: ${demo.topic}\nAnswer: ${demo.answer}`,
  );
  const asked =
    predictor === 'topic'
      ? `Question: ${question}\nTopic:`
      : `Question: ${question}\nTopic: ${topic}\nAnswer:`;
  return [INSTRUCTION, ...shown, asked].join('\n\n');
}
