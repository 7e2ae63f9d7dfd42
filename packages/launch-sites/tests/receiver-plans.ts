/** What a worker file looks like once it receives, as all parsers agree. */
import { expect } from 'vitest';
import { applyEdits, planReceiver, resolveConfig, type ModuleKind, type OtherEnd } from '../src/index.ts';
import { parse, type ParserName } from './parse.ts';

const config = resolveConfig();
export const IMPORT = `import { receiveParentOverrides } from '@parent-overrides/runtime';\n`;
/** What comes first in a file stands apart from the code behind it. */
export const FIRST_IMPORT = `${IMPORT}\n`;
export const FIRST_REQUIRE = `const { receiveParentOverrides } = require('@parent-overrides/runtime');\n\n`;

const END: OtherEnd = { file: './x', receive: 'handler', exportName: 'default' };

/** Why a worker file is refused, in the words that follow its name. */
export function whyNot(
  text: string,
  filename: string,
  end: Partial<OtherEnd> = {},
  moduleKind?: ModuleKind,
): string | undefined {
  const source = parse('oxc', text, { filename, sourceType: 'module' });
  const result = planReceiver({ ...source, ...(moduleKind && { moduleKind }) }, config, { ...END, ...end });
  return result.status === 'refused' ? result.why : result.status;
}

export function plan(text: string, filename: string, end: Partial<OtherEnd> = {}): string {
  const parsers: ParserName[] = filename.endsWith('ts')
    ? ['typescript-eslint', 'oxc']
    : ['espree', 'typescript-eslint', 'oxc'];
  const results = parsers.map((parser) => {
    const source = parse(parser, text, {
      filename,
      sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module',
    });
    const result = planReceiver(source, config, { ...END, ...end });
    if (result.status !== 'editable') return result.status;
    const edited = applyEdits(text, result.edit);
    // What was edited receives, and parses.
    const again = parse(parser, edited, {
      filename,
      sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module',
    });
    expect(planReceiver(again, config, { ...END, ...end })).toEqual({ status: 'receives' });
    return edited;
  });
  expect(new Set(results).size).toBe(1);
  return results[0]!;
}
