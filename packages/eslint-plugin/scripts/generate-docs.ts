/**
 * Writes the parts of the documentation that repeat what the rules say about themselves: the header of each
 * rule's page and the table of the README. `tests/docs.test.ts` fails when they are out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import plugin, { type ParentOverridesPlugin } from '../src/index.ts';

type Rule = ParentOverridesPlugin['rules'][string];

export const PACKAGE = join(import.meta.dirname, '..');
export const RULE_PAGES = join(PACKAGE, '../../docs/rules');

function header(name: string, { meta }: Rule): string {
  const presets = Object.entries(plugin.configs)
    .filter(([, { rules }]) => rules?.[`parent-overrides/${name}`] !== undefined)
    .map(([preset]) => `\`${preset}\``);
  const everywhere = presets.length === Object.keys(plugin.configs).length;
  const help = [
    meta?.hasSuggestions === true ? 'It offers suggestions in the editor.' : 'It reports and does not edit.',
    ...(meta?.fixable === undefined ? [] : ['`--fix` edits code only with the option `fix`.']),
  ];
  return `# parent-overrides/${name}\n\n${meta?.docs?.description ?? ''}.\n\nOn in ${everywhere ? 'every preset' : presets.join(' and ')}. ${help.join(' ')}`;
}

function table(): string {
  const rows = Object.entries(plugin.rules).map(
    ([name, { meta }]) =>
      `| [${name}](${meta?.docs?.url ?? ''}) | ${meta?.docs?.description ?? ''} | ${
        meta?.fixable !== undefined
          ? 'suggestions; `--fix` with the option `fix`'
          : meta?.hasSuggestions === true
            ? 'suggestions'
            : 'report'
      } |`,
  );
  return ['| rule | what it does | help |', '| --- | --- | --- |', ...rows].join('\n');
}

/** @throws when the markers are missing, which would otherwise look like up-to-date text */
function between(text: string, what: string, content: string): string {
  const [begin, end] = [`<!-- begin generated ${what} -->`, `<!-- end generated ${what} -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`The markers "${begin}" and "${end}" are missing.`);
  return `${text.slice(0, start + begin.length)}\n\n${content}\n\n${text.slice(stop)}`;
}

/** Every generated file with the text it should have. */
export function generated(): Record<string, string> {
  const files: Record<string, string> = {};
  const readme = join(PACKAGE, 'README.md');
  files[readme] = between(readFileSync(readme, 'utf8'), 'rules table', table());
  for (const [name, rule] of Object.entries(plugin.rules)) {
    const page = join(RULE_PAGES, `${name}.md`);
    files[page] = between(readFileSync(page, 'utf8'), 'header', header(name, rule));
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(generated())) writeFileSync(file, text);
}
