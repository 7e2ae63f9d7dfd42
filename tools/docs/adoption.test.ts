/** The adoption that the codemod prints is the one on the pages, and code that a strict project takes as it is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { PACKAGE_STORES } from '../../packages/codemod/src/stores/adoptions.ts';
import { blocksOf } from './markdown.ts';
import { makeWorkspace } from './workspace.ts';

const [nestjs, opentelemetry] = PACKAGE_STORES.map(({ block }) => block);
const codeOf = (page: string): string[] => blocksOf(page).map(({ code }) => code);

test('the pages have it', () => {
  const stores = codeOf('docs/stores.md');
  for (const block of [nestjs, opentelemetry]) expect(stores).toContain(block);
  // Nothing is put into a job there.
  expect(codeOf('docs/recipes/nestjs-piscina.md')).toContain(
    nestjs!.replace("to: 'anywhere'", "to: 'thread'"),
  );
});

test('it is clean under the strict type-checked rules', async () => {
  const workspace = makeWorkspace();
  try {
    const folder = path.join(workspace.root, 'adoption');
    mkdirSync(folder);
    for (const [i, { block }] of PACKAGE_STORES.entries()) writeFileSync(path.join(folder, `${i}.ts`), block);
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { target: 'ES2023', module: 'NodeNext', strict: true, skipLibCheck: true },
      }),
    );
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        ...(tseslint.configs.strictTypeChecked as ESLint.Options['overrideConfig'] & object[]),
        { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } } },
      ],
    });
    const results = await eslint.lintFiles(['*.ts']);
    expect(
      results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)),
    ).toEqual([]);
    expect(results).toHaveLength(PACKAGE_STORES.length);
  } finally {
    workspace.remove();
  }
}, 240_000);
