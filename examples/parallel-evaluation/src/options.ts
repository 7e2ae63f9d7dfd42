import { parseArgs } from 'node:util';
import { WAYS } from './ways/index.ts';

export interface Options {
  json: boolean;
  maxErrors: number;
  /** Milliseconds after which the run is cancelled; 0 for never. */
  timeout: number;
  ways: string[];
}

export const USAGE = `Usage: npm start -- [options]
  --way NAME       run this way only; may be repeated (${Object.keys(WAYS).join(', ')})
  --max-errors N   give up when N examples of a batch have failed (10)
  --timeout MS     cancel the run after that many milliseconds (0: never)
  --json           print every row as JSON instead of a table`;

/** Reads the command line. Throws a TypeError or RangeError that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      'max-errors': { type: 'string', default: '10' },
      timeout: { type: 'string', default: '0' },
      way: { type: 'string', multiple: true, default: Object.keys(WAYS) },
    },
  });
  const unknown = values.way.find((way) => !Object.hasOwn(WAYS, way));
  if (unknown !== undefined) {
    throw new RangeError(
      `--way ${unknown}: there is no such way; choose from ${Object.keys(WAYS).join(', ')}.`,
    );
  }
  return {
    json: values.json,
    maxErrors: wholeNumber('--max-errors', values['max-errors'], 1),
    timeout: wholeNumber('--timeout', values.timeout, 0),
    ways: values.way,
  };
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${option} ${text}: expected a whole number from ${least} up.`);
  }
  return value;
}
