/** What the playground shows, as text behind the `#` of its address: a link to it shows the same. */
import { EXAMPLES, type Example } from './examples.ts';

export interface PlaygroundState {
  readonly filename: string;
  readonly text: string;
  readonly preset: string;
}

export const FILENAMES = ['program.js', 'program.cjs', 'program.ts', 'program.tsx'] as const;
const FIRST_PRESET = 'recommended';

/** An example that nobody has changed goes by its name. */
export function toHash({ filename, text, preset }: PlaygroundState): string {
  const example = exampleWith(filename, text);
  const shown = example ? { example: example.id } : { file: filename, code: encode(text) };
  return `#${new URLSearchParams({ ...shown, preset }).toString()}`;
}

/** What the address does not say, or says in a way that nobody wrote, is the first example. */
export function fromHash(hash: string): PlaygroundState {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const preset = said.get('preset') ?? FIRST_PRESET;
  const text = decode(said.get('code') ?? '');
  if (text === undefined || text === '') {
    const example = EXAMPLES.find(({ id }) => id === said.get('example')) ?? EXAMPLES[0];
    return { filename: example.filename, text: example.text, preset };
  }
  const filename = FILENAMES.find((name) => name === said.get('file')) ?? FILENAMES[0];
  return { filename, text, preset };
}

export function exampleWith(filename: string, text: string): Example | undefined {
  return EXAMPLES.find((example) => example.text === text && example.filename === filename);
}

/** UTF-8 as base64 for addresses: it needs no escaping, which chats and mail programs do differently. */
function encode(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @returns undefined for what `encode` does not write */
function decode(code: string): string | undefined {
  try {
    const bytes = atob(code.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}
