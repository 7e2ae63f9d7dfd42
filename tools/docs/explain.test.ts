/** Every call of every page's code can be explained: each launch as the analysis finds it, and why each other is none. */
import { expect, test } from 'vitest';
import { parseSource } from '../../packages/project-modules/src/parse/parse.ts';
import { explainCall, findLaunchSites, resolveConfig } from '../../packages/launch-sites/src/index.ts';
import { blocksOf, pages } from './markdown.ts';

const blocks = pages()
  .flatMap((page) => blocksOf(page))
  // What is only shown may be a piece of a table.
  .filter(
    ({ language, mark }) => ['js', 'mjs', 'cjs', 'ts'].includes(language) && !mark?.startsWith('shown only'),
  );
const presets = { recommended: resolveConfig(), strict: resolveConfig({ strict: true }) };

test.each(['recommended', 'strict'] as const)('%s', (preset) => {
  const config = presets[preset];
  const reasons = new Set<string>();
  for (const { page, line, code, language } of blocks) {
    const where = `${page}:${line}`;
    const source = parseSource(`block.${language}`, code);
    const explained = (source.calls ?? []).map((call) => explainCall(source, config, call));
    const sites = explained.flatMap(({ launches }) => launches.map(({ site }) => site.target.join()));
    const found = findLaunchSites(source, config).map((site) => site.target.join());
    expect(sites.sort(), where).toEqual(found.sort());
    for (const { because, launches } of explained) {
      expect(because.says, where).toMatch(/\w{3}.*\.$/);
      expect(because.reason, where).not.toBe('passed-over');
      for (const { status } of launches) expect(status.says, where).toMatch(/\w{3}.*\.$/);
      reasons.add(because.reason);
    }
  }
  expect(reasons).toContain('row');
  expect(reasons).toContain('own-code');
  expect(reasons).toContain('unknown');
});
