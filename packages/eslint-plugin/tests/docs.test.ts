/** The docs tell the truth: every example is linted and held to the heading it stands under. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Linter } from 'eslint';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { generated, PACKAGE, RULE_PAGES } from '../scripts/generate-docs.ts';
import plugin from '../src/index.ts';

interface Example {
  readonly heading: string;
  readonly code: string;
  readonly option: object;
}

/** The JavaScript blocks of a page, each with the heading it stands under. */
function examples(markdown: string): Example[] {
  const found: Example[] = [];
  let heading = '';
  for (const [, title, info, code] of markdown.matchAll(/^#+ (.*)$|^```js(.*)\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else {
      const option = /option='(.*)'/.exec(info!)?.[1] ?? '{}';
      found.push({ heading, code: code!, option: JSON.parse(option) as object });
    }
  }
  return found;
}

function problems({ code, option }: Example): { line: number; ruleId: string | null; message: string }[] {
  const settings: Linter.Config = { settings: { 'parent-overrides': option } };
  return new Linter().verify(code, [plugin.configs.recommended, settings], 'example.js');
}

const pages = readdirSync(RULE_PAGES).filter((page) => page.endsWith('.md'));

test('every rule has a page, and every page a rule', () => {
  expect(pages.toSorted()).toEqual(
    Object.keys(plugin.rules)
      .map((name) => `${name}.md`)
      .toSorted(),
  );
});

describe.each(pages)('docs/rules/%s', (page) => {
  const name = basename(page, '.md');
  const markdown = readFileSync(join(RULE_PAGES, page), 'utf8');
  const all = examples(markdown);

  test('says what, why, incorrect, correct, options and when not to use it', () => {
    const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
    const parts = ['Why', 'Examples', 'Incorrect', 'Correct', 'Options', 'When not to use it'];
    expect(headings.filter((title) => parts.includes(title!))).toEqual(parts);
    const examined = all.map(({ heading }) => heading);
    expect(examined).toEqual(expect.arrayContaining(['Incorrect', 'Correct']));
  });

  test.each(all.filter(({ heading }) => heading === 'Incorrect'))('incorrect: $code', (example) => {
    // Exactly the lines that end in a comment are reported, by the rule that the page is about.
    const lines = example.code.split('\n');
    const claimed = lines.flatMap((line, index) => (/;\s*\/\/ \S/.test(line) ? [index + 1] : []));
    expect(claimed).not.toEqual([]);
    expect(problems(example).map(({ line, ruleId }) => [line, ruleId])).toEqual(
      claimed.map((line) => [line, `parent-overrides/${name}`]),
    );
  });

  test.each(all.filter(({ heading }) => heading !== 'Incorrect'))('correct: $code', (example) => {
    expect(problems(example)).toEqual([]);
  });

  test('names every option', () => {
    const [schema] = plugin.rules[name]!.meta!.schema as { properties: object }[];
    for (const option of Object.keys(schema!.properties)) expect(markdown).toContain(`\`${option}\``);
  });
});

test.each(Object.entries(generated()))('%s is up to date', async (file, text) => {
  const options = { parser: 'markdown', singleQuote: true, printWidth: 110 } as const;
  expect(readFileSync(file, 'utf8'), 'run `pnpm --filter @parent-overrides/eslint-plugin docs`').toBe(
    await format(text, options),
  );
});

test('the README shows what ESLint prints', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
  const launching = examples(readme).find(({ code }) => code.includes('queue.add'));
  const [problem, ...others] = problems(launching!);
  expect(others).toEqual([]);
  // ESLint's own formatter takes the last full stop away.
  expect(readme).toContain(problem!.message.replace(/\.$/, ''));
  expect(readme).toContain(`${problem!.line}:57  error`);
});
