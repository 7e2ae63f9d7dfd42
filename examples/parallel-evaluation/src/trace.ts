/** One call of the language model, as the program saw it. */
export interface Step {
  predictor: 'topic' | 'answer';
  question: string;
  topic: string;
  output: string;
}

/** A solved question for the prompt. */
export interface Demonstration {
  question: string;
  topic: string;
  answer: string;
}
