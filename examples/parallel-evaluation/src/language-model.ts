import { setImmediate as nextTurn } from 'node:timers/promises';
import { recall } from './knowledge.ts';
import type { Usage } from './usage-tracker.ts';

export interface CompletionOptions {
  temperature: number;
  apiKey: string;
}

export interface Completion {
  text: string;
  usage: Usage;
}

/** How good a model is; each figure is a share of the questions. */
interface Ability {
  /** Remembers the answer. */
  recall: number;
  /** Keeps to the asked form even where no demonstration of the topic shows it. */
  form: number;
}

const MODELS: Record<string, Ability> = {
  'local-large': { recall: 0.96, form: 0.6 },
  'local-small': { recall: 0.85, form: 0.4 },
};

export class LanguageModelError extends Error {
  override name = 'LanguageModelError';
}

/**
 * A stand-in for a hosted model. The same model, prompt and temperature always give the same text, so a run can be
 * compared with another; a higher temperature gives more mistakes, and a demonstration of the topic better form.
 */
export class LanguageModel {
  readonly name: string;
  readonly #ability: Ability;

  constructor(name: string, ability: Ability) {
    this.name = name;
    this.#ability = ability;
  }

  async complete(prompt: string, { temperature, apiKey }: CompletionOptions): Promise<Completion> {
    if (apiKey === '') throw new LanguageModelError(`${this.name} was called without an API key.`);
    const seed = `${this.name} ${temperature} ${prompt}`;
    for (let turns = 1 + Math.floor(chance(seed, 'latency') * 6); turns > 0; turns--) await nextTurn();
    const text = this.#reply(prompt, temperature, seed);
    return { text, usage: { calls: 1, tokens: countTokens(prompt) + countTokens(text) } };
  }

  #reply(prompt: string, temperature: number, seed: string): string {
    const blocks = prompt.split('\n\n');
    const asked = fields(blocks.at(-1) ?? '');
    const question = asked.get('Question') ?? '';
    const known = recall(question);
    if (!known) throw new LanguageModelError(`${this.name} cannot make sense of the question "${question}".`);
    if (!asked.has('Topic') || asked.get('Topic') === '') return known.topic;

    const remembers = chance(this.name, question) < this.#ability.recall;
    const slips = chance(seed, 'slip') < temperature * 0.3;
    const answer = remembers && !slips ? known.answer : pick(known.mistakes, seed);
    const demonstrated = blocks
      .slice(0, -1)
      .some((block) => fields(block).get('Topic') === asked.get('Topic'));
    const keepsForm = demonstrated || chance(question, this.name) < this.#ability.form;
    return keepsForm ? answer : `I would say that it is ${answer}, most probably.`;
  }
}

/** The model of that name. Throws a RangeError when there is none. */
export function languageModel(name: string): LanguageModel {
  const ability = MODELS[name];
  if (!ability) {
    throw new RangeError(
      `There is no language model "${name}"; choose from ${Object.keys(MODELS).join(', ')}.`,
    );
  }
  return new LanguageModel(name, ability);
}

/** `Question: ...` and the like, line by line. */
function fields(block: string): Map<string, string> {
  const pairs = [...block.matchAll(/^(\w+):[ ]?(.*)$/gm)];
  return new Map(pairs.map(([, name, value]) => [name ?? '', value ?? '']));
}

function countTokens(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

function pick(choices: string[], seed: string): string {
  return choices[Math.floor(chance(seed, 'pick') * choices.length)] ?? 'nothing';
}

/** A number from 0 up to 1 that looks random and is always the same for the same words (FNV-1a, then mixed). */
function chance(...words: string[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join('\0')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
