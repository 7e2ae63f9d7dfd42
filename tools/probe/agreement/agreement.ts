/** Whether the sanitizer and a probe say the same of one API, as data: `agreement.json`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'agreement.json');

/** What both said of one run. */
export interface Agreement {
  readonly api: string;
  readonly family: string;
  /** `p-queue@9.3.5`, or `node`. */
  readonly of: string;
  /** The probe: whom the callback ran as. What is shared was made outside of every task, so nobody is the starter. */
  readonly sees: string;
  /** The sanitizer: each finding, as its kind and the call that launched it, `another-task queue.add`. */
  readonly findings: readonly string[];
  /** Findings whose launch is in none of the probes' own files. */
  readonly elsewhere?: true;
}

export interface Agreements {
  readonly date: string;
  readonly node: string;
  readonly agreements: readonly Agreement[];
}

export function readAgreements(): Agreements {
  if (!existsSync(FILE)) return { date: '', node: '', agreements: [] };
  return JSON.parse(readFileSync(FILE, 'utf8')) as Agreements;
}

/** One line for each, so that a difference is one line. */
export function writeAgreements({ date, node, agreements }: Agreements): void {
  const lines = agreements.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  writeFileSync(FILE, `{\n  "date": "${date}",\n  "node": "${node}",\n  "agreements": [\n${lines}\n  ]\n}\n`);
}

export const keyOf = ({ api, of }: Pick<Agreement, 'api' | 'of'>): string => `${api} of ${of}`;

/** @returns what they differ about; nothing where they agree */
export function differenceIn({ sees, findings, elsewhere }: Agreement): string | undefined {
  const isWrong = sees !== 'own';
  if (!isWrong && findings.length > 0) return `reported, and right: ${findings.join('; ')}`;
  if (!isWrong) return undefined;
  if (findings.length === 0) return `missed: ${sees}`;
  if (elsewhere === true) return `not at its launch: ${findings.join('; ')}`;
  if (findings.length > 1) return `more than once: ${findings.join('; ')}`;
  return undefined;
}
