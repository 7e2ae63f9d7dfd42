/** The preset `recommendedTypeChecked` over a TypeScript project made of published sources, beside a typed peer. */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { installPackages, readLock } from '../../tools/corpus/install.ts';
import { readSourceFiles } from '../../tools/corpus/source-files.ts';
import { benchHost, runInHost } from './bench-host.ts';
import { ESLINT, TYPESCRIPT_ESLINT } from '../../tools/versions.ts';
import type { FileTimes, TypedTimes } from './lint-task.ts';
import { ourTime, printRow, ruleTime, sum } from './report.ts';

/** Packages of the corpus that ship their TypeScript in `src`. Installed too, which brings what they import. */
const PROJECT = [
  '@atproto/sync',
  '@grpc/grpc-js',
  '@livekit/agents',
  '@loaders.gl/worker-utils',
  '@sanity/export',
  'piscina',
];
/** What their sources and tests import beyond their own dependencies. */
const TYPES = {
  '@livekit/rtc-node': '0.13.35',
  '@loaders.gl/core': '4.5.4',
  '@types/debug': '4.1.13',
  '@types/fluent-ffmpeg': '2.1.28',
  '@types/node': '20.19.0',
  '@types/ws': '8.18.1',
  vitest: '4.1.12',
  zod: '4.6.7',
};

const COMPILER_OPTIONS = {
  strict: true,
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['es2024', 'dom', 'dom.iterable'],
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  types: ['node'],
  skipLibCheck: true,
  noEmit: true,
};

const PEER = '@typescript-eslint/no-floating-promises';

/** Prints both tables and says whether our rules are the faster ones in both. */
export async function typedHolds(): Promise<boolean> {
  const times = await lintProject();
  const holds = [
    isFaster('typed, asking a checker that nobody asked before', times.first),
    isFaster('typed, asking a checker that knows the answers', times.again),
  ];
  return holds.every(Boolean);
}

async function lintProject(): Promise<TypedTimes> {
  const pinned = readLock().filter(({ name }) => PROJECT.includes(name));
  const { installed } = await installPackages(pinned);
  const host = await benchHost('bench-typed', {
    ...Object.fromEntries(pinned.map(({ name, version }) => [name, version])),
    ...TYPES,
    ...TYPESCRIPT_ESLINT,
  });
  const files = installed.flatMap(({ name, directory }) =>
    readSourceFiles(join(directory, 'src'))
      .files.filter(({ path }) => /\.[cm]?ts$/.test(path))
      .map(({ path }) => ({
        from: join(directory, 'src', path),
        to: `${name.replace('/', '+')}/src/${path}`,
      })),
  );
  for (const copy of ['warm-up', 'ours', 'peer']) {
    rmSync(join(host.directory, copy), { recursive: true, force: true });
    host.write(`${copy}/tsconfig.json`, JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    for (const { from, to } of files) cpSync(from, join(host.directory, copy, to));
  }
  host.write('files.json', JSON.stringify(files.map(({ to }) => to)));
  const { imports, unresolved } = resolveImports(files.map(({ to }) => join(host.directory, 'ours', to)));
  console.log(
    `Linting ${files.length} files with types and ESLint ${ESLINT.eslint}. Of their ${imports} imports, ` +
      `${unresolved.length} do not resolve and are \`any\`: ${[...new Set(unresolved)].join(', ') || 'none'}.\n`,
  );
  return runInHost(host, 'lint-typed.js') as TypedTimes;
}

/** How much of the project has no types: imports that the compiler does not find (Node's own are declared in `@types/node`). */
function resolveImports(files: readonly string[]): { imports: number; unresolved: string[] } {
  const { options } = ts.convertCompilerOptionsFromJson(COMPILER_OPTIONS, '.');
  const named = files.flatMap((file) =>
    ts
      .preProcessFile(readFileSync(file, 'utf8'))
      .importedFiles.map(({ fileName }) => ({ file, name: fileName })),
  );
  const unresolved = named.filter(
    ({ file, name }) => !isBuiltin(name) && !ts.resolveModuleName(name, file, options, ts.sys).resolvedModule,
  );
  return { imports: named.length, unresolved: unresolved.map(({ name }) => name) };
}

function isFaster(title: string, { ours, peer }: Record<'ours' | 'peer', readonly FileTimes[]>): boolean {
  const lint = sum(ours, ({ total }) => total) - ourTime(ours);
  const [our, their] = [ourTime(ours), ruleTime(peer, PEER)];
  console.log(`${title}: ${ours.length} files`);
  printRow('lint without any rule', lint, lint);
  printRow('parent-overrides, all three rules', our, lint);
  printRow(PEER, their, lint);
  console.log('');
  if (our >= their) console.error(`  not faster than ${PEER}\n`);
  return our < their;
}
