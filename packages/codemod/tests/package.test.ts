/** The tarball, as npm would publish it, in a project that has nothing else. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packPackage } from '../../../tools/pack-package.ts';
import { makeProject, runProcess } from './project.ts';

function sizeOf(directory: string): number {
  return readdirSync(directory, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(directory, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(file) : entry.isFile() ? statSync(file).size : 0);
  }, 0);
}

test('the tarball installs by itself, is small, and migrates through npx', { timeout: 300_000 }, async () => {
  const project = makeProject(
    {
      'package.json': '{ "name": "empty", "private": true }',
      'src/a.mjs': 'setImmediate(() => work());\n',
    },
    { git: false },
  );
  const tarball = packPackage('codemod', project.root);
  const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n').filter(Boolean);
  expect(listed).toEqual(
    expect.arrayContaining([
      ...['package/dist/cli.js', 'package/transform.cjs', 'package/LICENSE'],
      ...['package/report.schema.json', 'package/explain.schema.json'],
    ]),
  );
  expect(listed.filter((name) => /\.ts$|tests|tsdown/.test(name))).toEqual([]);

  await runProcess('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball], {
    cwd: project.root,
  });
  const manifest = JSON.parse(
    readFileSync(project.path('node_modules/@parent-overrides/codemod/package.json'), 'utf8'),
  ) as { dependencies: object };
  expect(Object.keys(manifest.dependencies).filter((name) => name.startsWith('@parent-overrides'))).toEqual(
    [],
  );
  // Most of it are two native packages: the parser, and the resolver that follows imports.
  expect(sizeOf(project.path('node_modules'))).toBeLessThan(16e6);

  const { code, stdout, stderr } = await runProcess(
    'npx',
    ['--no-install', 'parent-overrides-codemod', 'src'],
    {
      cwd: project.root,
    },
  );
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Wrapped 1 launch in 1 file.');
  expect(project.read('src/a.mjs')).toContain('setImmediate(withParentOverrides(() => work()))');
});
