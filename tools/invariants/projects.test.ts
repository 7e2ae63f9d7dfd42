/**
 * docs/architecture.md, invariants 2 to 4, over programs of several files. What is a launch is said by the marks in them;
 * rule, bin and jscodeshift transform, each with its own way to the file, must find just that.
 */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../packages/codemod/src/run.ts';
import { EXTENSIONS } from '../../packages/codemod/src/files/select-files.ts';
import { FORMS } from '../../packages/project-modules/tests/programs/forms.ts';
import { MORE_FORMS } from '../../packages/project-modules/tests/programs/more-forms.ts';
import { SILENT } from '../../packages/project-modules/tests/programs/silent.ts';
import { marked, writeFiles, type Files } from '../../packages/project-modules/tests/project.ts';
import { lint, type ScriptKind } from './rule-face.ts';

type Transform = (
  file: { readonly path: string; readonly source: string },
  api: object,
  options: object,
) => string | undefined;

const transform = createRequire(import.meta.url)('../../packages/codemod/transform.cjs') as Transform;

let parent = '';
beforeAll(() => {
  parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'projects-')));
});
afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

const ESM = { 'package.json': '{"type":"module"}' };

/** Every source file of a project, by name. */
function sourcesIn(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => /(?<!\.d)\.[cm]?[jt]sx?$/.test(name))
      .sort()
      .map((name) => [name, readFileSync(path.join(root, name), 'utf8')]),
  );
}

function linted(root: string): string[] {
  return Object.entries(sourcesIn(root)).flatMap(([name, text]) => {
    const likely: ScriptKind = name.endsWith('.cjs') ? 'commonjs' : 'module';
    // What does not parse is reported by ESLint itself.
    return (lint(text, path.join(root, name), likely, root)?.reports ?? []).map(
      ({ line }) => `${name}:${line}`,
    );
  });
}

const quiet = { start() {}, update() {}, stop() {} };

async function migrated(root: string): Promise<string[]> {
  const report = await run(
    {
      ...{ paths: ['.'], cwd: root, extensions: EXTENSIONS, ignore: [], concurrency: 1 },
      ...{ dryRun: false, diff: false, eslint: false, strict: false, force: true },
    },
    quiet,
  );
  return report.files.flatMap(({ file, sites }) =>
    sites
      .filter(({ outcome }) => outcome === 'edited' || outcome === 'refused')
      .map(({ line }) => `${file}:${line}`),
  );
}

function transformed(root: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sourcesIn(root)).map(([name, source]) => {
      try {
        return [name, transform({ path: path.join(root, name), source }, {}, {}) ?? source];
      } catch {
        // Does not parse: it stays as it is.
        return [name, source];
      }
    }),
  );
}

test.each(Object.entries({ ...FORMS, ...MORE_FORMS, ...SILENT }))(
  '%s: rule, bin and transform find the marked launches',
  async (_, files: Files) => {
    const root = mkdtempSync(path.join(parent, 'project-'));
    writeFiles(root, { ...ESM, ...files });
    const launches = marked(files);
    expect(linted(root).sort()).toEqual(launches);
    const byTransform = transformed(root);
    expect((await migrated(root)).sort()).toEqual(launches);
    expect(byTransform).toEqual(sourcesIn(root));
    // Nothing here is refused, so nothing is left, and a second run changes nothing.
    expect(linted(root)).toEqual([]);
    expect(await migrated(root)).toEqual([]);
    expect(sourcesIn(root)).toEqual(byTransform);
  },
);
