/** An explanation that the published schema was asked about. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import type { ExplainedCall, ExplainReport } from '../src/explain/explain-report.ts';
import { explain } from '../src/explain/explain.ts';
import { makeProject, PACKAGE, type Files, type Project } from './project.ts';

export const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(
  JSON.parse(readFileSync(path.join(PACKAGE, 'explain.schema.json'), 'utf8')) as object,
);

/** Of the first call at a place of these files; in process. */
export async function explained(
  files: Files,
  place: string,
  options: { strict?: boolean; leaks?: boolean; only?: string[] } = {},
): Promise<{ report: ExplainReport; call: ExplainedCall; project: Project }> {
  const project = makeProject(files, { git: false });
  const { strict = false, leaks = false, only } = options;
  const preset = strict ? 'strict' : leaks ? 'leaks' : undefined;
  const report = await explain({ place, cwd: project.root, preset, only, eslint: false });
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return { report, call: report.calls[0]!, project };
}
