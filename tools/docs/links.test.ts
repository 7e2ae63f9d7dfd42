/** Every relative link of every page leads to a file that is there, and every anchor to a heading. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../demo/paths.ts';
import { pages, readPage } from './markdown.ts';
import { slugOf } from './slug.ts';

/** Without code, in which brackets are no links and `#` starts no heading. */
const proseOf = (page: string): string =>
  readPage(page)
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));

function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of proseOf(page).matchAll(/^#+ (.*)$/gm)) {
    const slug = slugOf(heading!.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let free = slug;
    for (let i = 1; anchors.has(free); i++) free = `${slug}-${i}`;
    anchors.add(free);
  }
  return anchors;
}

const linked = pages().flatMap((page) =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => ({ page, link: link! })),
);
const relative = linked.filter(({ link }) => !/^[a-z]+:/.test(link));

test('there are links', () => {
  expect(relative.length).toBeGreaterThan(60);
});

test('relative links lead to files, anchors to headings', () => {
  const broken = relative.filter(({ page, link }) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
    if (!existsSync(path.join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
  expect(broken).toEqual([]);
});

test('links to our own repository lead to files', () => {
  const ours = linked.flatMap(({ page, link }) => {
    const [, file, anchor] =
      /^https:\/\/github\.com\/parent-overrides\/parent-overrides\/blob\/main\/([^#]+)(?:#(.+))?$/.exec(
        link,
      ) ?? [];
    return file === undefined ? [] : [{ page, file, anchor }];
  });
  expect(ours.length).toBeGreaterThan(3);
  expect(
    ours.filter(({ file, anchor }) => {
      if (!existsSync(path.join(ROOT, file))) return true;
      return anchor !== undefined && !anchorsOf(file).has(anchor);
    }),
  ).toEqual([]);
});

test('the anchors are those of GitHub', () => {
  // Its rule: lower case, no punctuation, a dash for each space.
  expect(slugOf('context: only the patch is stored')).toBe('context-only-the-patch-is-stored');
  expect(slugOf('`set`: for the rest of this task')).toBe('set-for-the-rest-of-this-task');
  expect(slugOf('1. See what there is')).toBe('1-see-what-there-is');
  expect(slugOf("Isn't this automatic?")).toBe('isnt-this-automatic');
});
