/** Every code block of every page is executed, compared, linted or at least type-checked, or says aloud that it is not. */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkTypes } from './check-types.ts';
import { blocksOf, pages } from './markdown.ts';
import { runPage } from './run-page.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

/** Every block of these pages is linted and held to the heading it stands under. */
const LINTED = 'docs/rules/';
/** How many blocks are only shown. More than these need a reason that a reviewer reads. */
const SHOWN_ONLY = 5;

const all = pages().map((page) => ({ page, blocks: blocksOf(page) }));
const ours = all.filter(({ page, blocks }) => blocks.length > 0 && !page.startsWith(LINTED));
let workspace: Workspace;

beforeAll(() => {
  workspace = makeWorkspace();
}, 240_000);
afterAll(() => {
  workspace.remove();
});

test.concurrent.each(ours)(
  '$page: $blocks.length blocks',
  async ({ page, blocks }) => {
    const told = await runPage(blocks, path.join(workspace.root, page.replaceAll(/\W/g, '-')));
    expect(told.flatMap(({ problems }) => problems)).toEqual([]);
  },
  120_000,
);

test('types hold', () => {
  expect(
    checkTypes(
      ours.flatMap(({ blocks }) => blocks),
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
