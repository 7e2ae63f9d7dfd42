/** Short ways to state what `require-wrapper` says, in full: every message, place and suggestion is spelled out. */
import type { InvalidTestCase, SuggestionOutput, TestCaseError } from '@typescript-eslint/rule-tester';
import type { lossMessages, suggestionMessages } from '../src/messages.ts';
import type { RequireWrapperOptions } from '../src/rules/require-wrapper.ts';

export type MessageId = keyof typeof lossMessages | keyof typeof suggestionMessages;
export type Invalid = InvalidTestCase<MessageId, RequireWrapperOptions>;
export type Launch = TestCaseError<MessageId>;

interface Expected {
  readonly messageId: keyof typeof lossMessages;
  readonly callee: string;
  /** The advice as it is printed. */
  readonly advice?: string;
  /** `[line, column, endLine, endColumn]` of the underline. */
  readonly at?: readonly [number, number, number, number];
  /** The whole file after the suggestion that wraps; absent where none is offered. */
  readonly wrapped?: string;
  /** The whole file after the suggestion that detaches. */
  readonly detached?: string;
}

const PAIRS = {
  withParentOverrides: 'withoutParentOverrides',
  spawnWithParentOverrides: 'spawnWithoutParentOverrides',
} as const;

function expected(wrapper: keyof typeof PAIRS, advice: string, launch: Expected): Launch {
  const { messageId, callee, at, wrapped, detached } = launch;
  const suggestions: SuggestionOutput<MessageId>[] = [];
  if (wrapped !== undefined) suggestions.push({ messageId: 'wrap', data: { wrapper }, output: wrapped });
  if (detached !== undefined) {
    suggestions.push({ messageId: 'detach', data: { wrapper: PAIRS[wrapper] }, output: detached });
  }
  return {
    messageId,
    data: { callee, advice: launch.advice ?? advice },
    ...(at && { line: at[0], column: at[1], endLine: at[2], endColumn: at[3] }),
    suggestions: suggestions.length > 0 ? suggestions : null,
  };
}

export const callback = (launch: Expected): Launch =>
  expected('withParentOverrides', 'Wrap it in `withParentOverrides`.', launch);

export const spawned = (launch: Omit<Expected, 'messageId'>): Launch =>
  expected('spawnWithParentOverrides', 'Create it inside `spawnWithParentOverrides`.', {
    messageId: 'workerStartsEmpty',
    ...launch,
  });

const IMPORT = (names: string): string => `import { ${names} } from '@parent-overrides/runtime';\n`;

const marking =
  (body: string) =>
  (names: string, open: string, close: string): string =>
    IMPORT(names) + body.replace('«', open).replace('»', close);

/**
 * An invalid file with one launch. `body` marks what has to be wrapped by guillemets: `setImmediate(«run», 1)`.
 * The runtime is imported already, so that the expected files differ in the wrapper alone.
 */
export function marked(body: string, launch: Omit<Expected, 'wrapped' | 'detached'>): Invalid {
  const file = marking(body);
  return {
    code: file('withParentOverrides', '', ''),
    errors: [
      callback({
        ...launch,
        wrapped: file('withParentOverrides', 'withParentOverrides(', ')'),
        detached: file('withParentOverrides, withoutParentOverrides', 'withoutParentOverrides(', ')'),
      }),
    ],
  };
}

/** The same for a thread: the whole construction is marked. */
export function markedSpawn(
  body: string,
  launch: Omit<Expected, 'wrapped' | 'detached' | 'messageId'>,
): Invalid {
  const file = marking(body);
  return {
    code: file('spawnWithParentOverrides', '', ''),
    errors: [
      spawned({
        ...launch,
        wrapped: file('spawnWithParentOverrides', 'spawnWithParentOverrides(() => ', ')'),
        detached: file(
          'spawnWithParentOverrides, spawnWithoutParentOverrides',
          'spawnWithoutParentOverrides(() => ',
          ')',
        ),
      }),
    ],
  };
}

/** An invalid file whose launch is reported and never edited; `advice` is a part of what is to be done by hand. */
export function refused(
  code: string,
  launch: Omit<Expected, 'wrapped' | 'detached' | 'advice'> & { advice: string },
): Invalid {
  const { messageId, callee, at, advice } = launch;
  return { code, errors: [callback({ messageId, callee, advice: advice, ...(at && { at }) })] };
}
