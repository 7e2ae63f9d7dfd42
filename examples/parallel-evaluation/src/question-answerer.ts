import { predict } from './predict.ts';
import type { Usage } from './usage-tracker.ts';

export interface Prediction {
  answer: string;
  usage: Usage;
}

/** The program under evaluation: first what the question is about, then the answer. */
export async function answerQuestion(question: string): Promise<Prediction> {
  const topic = await predict('topic', question);
  const answer = await predict('answer', question, topic.text);
  return {
    answer: answer.text,
    usage: {
      calls: topic.usage.calls + answer.usage.calls,
      tokens: topic.usage.tokens + answer.usage.tokens,
    },
  };
}
