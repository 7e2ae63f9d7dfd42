/** A project for `init`: package managers that need no network, and what a linter's config loads. */
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeProject, PACKAGE, runProcess, type Files, type Output, type Project } from './project.ts';

const ROOT = path.join(PACKAGE, '../..');
export const RULE = 'parent-overrides/require-wrapper';

export const LAUNCH = `import PQueue from 'p-queue';

const queue = new PQueue({ concurrency: 1 });

export const order = (send) => queue.add(() => send());
`;
/** Stands in for every package manager: it writes into package.json what it is told to add, and needs no network. */
const MANAGER = `#!/usr/bin/env node
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const [, name, ...args] = process.argv;
appendFileSync(process.env.MANAGER_LOG, [name.split('/').pop(), ...args].join(' ') + '\\n');
if (process.env.MANAGER_FAILS) process.exit(1);
const file = JSON.parse(readFileSync('package.json', 'utf8'));
const key = args.includes('-D') ? 'devDependencies' : 'dependencies';
file[key] = { ...file[key], ...Object.fromEntries(args.slice(1).filter((a) => !a.startsWith('-')).map((a) => [a, '*'])) };
writeFileSync('package.json', JSON.stringify(file, null, 2) + '\\n');
`;
const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'];

export interface Initialised extends Project {
  init(...args: string[]): Promise<Output>;
  /** What the package managers were told. */
  installed(): string;
}

/** A project whose package managers are stand-ins, with what its linter loads. */
export function project(files: Files, env: NodeJS.ProcessEnv = {}): Initialised {
  const tools = makeProject(Object.fromEntries(MANAGERS.map((name) => [name, MANAGER])), { git: false });
  for (const name of MANAGERS) chmodSync(tools.path(name), 0o755);
  tools.write({ log: '' });
  const made = makeProject({ '.gitignore': 'node_modules\n', ...files });
  link(made);
  const environment = {
    ...{ PATH: `${tools.root}:${process.env['PATH'] ?? ''}`, MANAGER_LOG: tools.path('log'), ...env },
  };
  return {
    ...made,
    init: (...args) => made.run(['init', ...args], { env: environment }),
    installed: () => tools.read('log'),
  };
}

/** The packages that a config loads, as if they were installed. */
function link({ root }: Project): void {
  const require = createRequire(path.join(ROOT, 'package.json'));
  const folderOf = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));
  const links = {
    eslint: folderOf('eslint'),
    '@eslint/js': folderOf('@eslint/js'),
    'typescript-eslint': folderOf('typescript-eslint'),
    '@parent-overrides/eslint-plugin': path.join(ROOT, 'packages/eslint-plugin'),
  };
  for (const [name, target] of Object.entries(links)) {
    const at = path.join(root, 'node_modules', name);
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(target, at);
  }
}

export const json = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** Where ESLint, run as its users do, reports a launch: `file:line`. */
export async function reported({ root }: Project): Promise<string[]> {
  const bin = path.join(root, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr } = await runProcess(process.execPath, [bin, '.', '--format', 'json'], {
    cwd: root,
  });
  if (stderr) throw new Error(stderr);
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: { line: number; ruleId: string | null; message: string }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) =>
      ruleId === RULE ? `${path.relative(root, filePath)}:${line}` : message,
    ),
  );
}
