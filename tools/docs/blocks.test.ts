/** Every code block of every page is executed, compared, linted or at least type-checked, or says aloud that it is not. */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkTypes } from './check-types.ts';
import { blocksOf, pages } from './markdown.ts';
import { runPage } from './run-page.ts';
import { missingFor } from './services.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

/** Every block of these pages is linted and held to the heading it stands under. */
const LINTED = 'docs/rules/';
/** Next.js is large and compiles: `pnpm hosts` installs it apart and goes through its page. */
const ELSEWHERE = 'docs/recipes/next.md';
/** How many blocks are only shown. More than these need a reason that a reviewer reads. */
const SHOWN_ONLY = 14;

const all = pages().map((page) => ({ page, blocks: blocksOf(page) }));
const ours = all.filter(
  ({ page, blocks }) => blocks.length > 0 && !page.startsWith(LINTED) && page !== ELSEWHERE,
);
let workspace: Workspace;

beforeAll(() => {
  workspace = makeWorkspace();
}, 240_000);
afterAll(() => {
  workspace.remove();
});

test.concurrent.for(ours)(
  '$page: $blocks.length blocks',
  // On a machine that does much else, the compiler and the codemod take their time.
  { timeout: 240_000 },
  async ({ page, blocks }, { skip }) => {
    const missing = await missingFor(page);
    if (missing !== undefined) skip(missing);
    const outcomes = await runPage(blocks, path.join(workspace.baseOf(page), page.replaceAll(/\W/g, '-')));
    expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
  },
);

test('types hold', () => {
  // A recipe in JavaScript declares no types for its libraries (whose request has a tenant?), and one in TypeScript types
  // the command that checks it. All of them run.
  const checked = ours.filter(({ page }) => !page.startsWith('docs/recipes/'));
  expect(
    checkTypes(
      checked.flatMap(({ blocks }) => blocks),
      workspace.root,
    ),
  ).toEqual([]);
}, 120_000);

test('no more blocks than before are only shown', () => {
  const shown = ours.flatMap(({ blocks }) => blocks).filter(({ mark }) => mark?.startsWith('shown only'));
  expect(shown.map(({ page, line }) => `${page}:${line}`)).toHaveLength(SHOWN_ONLY);
});

test('the pages of the rules hold nothing but js, which is linted', () => {
  const linted = all.filter(({ page }) => page.startsWith(LINTED)).flatMap(({ blocks }) => blocks);
  expect(linted.length).toBeGreaterThan(10);
  expect(new Set(linted.map(({ language }) => language))).toEqual(new Set(['js']));
});

/** A page of one or more blocks, and what has to be said against it. */
const REFUSED: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
  ['a block of another language', '```yaml\na: 1\n```', /nothing accounts for this block/],
  ['an output of nothing', '```text\nhello\n```', /nothing accounts for this block/],
  ['a wrong print', "```js\nconsole.log('a'); // prints b\n```", /it says that it prints\nb\nand prints\na/],
  ['a print too many', "```js\nconsole.log('a');\n```", /and prints\na/],
  ['code that throws', "```js\nthrow new Error('oh');\n```", /it fails:[^]*oh/],
  [
    'a wrong output',
    '`a.mjs`:\n```js\nconsole.log(1);\n```\n```text\n2\n```',
    /'node a.mjs' prints something else:\n1/,
  ],
  [
    'a diff that does not apply',
    '`a.mjs`:\n```js\nlet a;\n```\n```diff\n-let b;\n+let c;\n```',
    /does not have, once:\nlet b/,
  ],
  ['an unknown script', '```sh\nnpx -y pnpm@10 dance\n```', /'dance' is not a script/],
  ['an unknown flag', '```sh\nnpx @parent-overrides/codemod --dance .\n```', /has no --dance/],
  ['an unknown package', '```sh\nnpm install left-dance\n```', /left-dance/],
  ['an unknown command', '```sh\ndance\n```', /does not know this command/],
  ['a file that is not there', '```sh\nnode b.mjs\n```', /the page has no b.mjs/],
  ['bad JSON', '```json\n{ a: 1 }\n```', /SyntaxError/],
  [
    'a config that ESLint refuses',
    "```js\nimport parentOverrides from '@parent-overrides/eslint-plugin';\nexport default [parentOverrides.configs.recommended, { rules: { 'parent-overrides/dance': 2 } }];\n```",
    /ESLint does not take this config/,
  ],
];

test.concurrent.each(REFUSED)(
  '%s is refused',
  async (what, text, problem) => {
    const outcomes = await runPage(
      blocksOf('page.md', text),
      path.join(workspace.root, what.replaceAll(' ', '-')),
    );
    expect(outcomes.flatMap(({ problems }) => problems).join('\n')).toMatch(problem);
  },
  60_000,
);

test('a wrong type is refused, in a fragment too', () => {
  const code =
    "import { withParentOverrides } from '@parent-overrides/runtime';\nwithParentOverrides(later, 1);\n";
  const text = `\`\`\`ts\n${code}\`\`\`\n<!-- block: fragment -->\n\`\`\`js\n${code}\`\`\``;
  const root = path.join(workspace.root, 'refused');
  expect(checkTypes(blocksOf('page.md', text), root).toSorted()).toEqual([
    "page.md:3: Cannot find name 'later'.",
    'page.md:3: Expected 1 arguments, but got 2.',
    'page.md:8: Expected 1 arguments, but got 2.',
  ]);
}, 60_000);
