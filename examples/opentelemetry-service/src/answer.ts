import { setTimeout as sleep } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';
import { withParentOverrides } from '@parent-overrides/runtime';
import PQueue from 'p-queue';
import { settings } from './settings.ts';

/** The model takes one call at a time, whoever makes it. */
const queue = new PQueue({ concurrency: 1 });

export interface Answer {
  text: string;
  model: string;
}

/** Answers with the running request's model, in a span of the running request's trace. */
export function answer(question: string): Promise<Answer> {
  return queue.add(withParentOverrides(() => askModel(question)));
}

/** As one writes it first. It is kept to be compared with: `GET /unwrapped/answers`. */
export function answerUnwrapped(question: string): Promise<Answer> {
  // eslint-disable-next-line parent-overrides/require-wrapper -- shows whose model and span it gets without the wrapper
  return queue.add(() => askModel(question));
}

/** Stands for a call of a hosted model. */
function askModel(question: string): Promise<Answer> {
  return trace.getTracer('answers').startActiveSpan('ask model', async (span) => {
    const { model } = settings.current;
    span.setAttribute('model', model);
    await sleep(5);
    span.end();
    return { text: question.toUpperCase(), model };
  });
}
