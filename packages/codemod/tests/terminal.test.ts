/** On a terminal: colours and a progress bar. `script` gives the bin one. */
import { expect, test } from 'vitest';
import { BIN, makeProject, runProcess, type Output, type Project } from './project.ts';

const LAUNCH = "import './x.js';\nsetImmediate(() => work());\n";
const COLOR = '\u001B[';
const BAR = /\r[#-]{30} \d+\/4000 files/;

function onTerminal(project: Project, command: string, env: NodeJS.ProcessEnv = {}): Promise<Output> {
  return runProcess('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: project.root,
    env: { TERM: 'xterm', NO_COLOR: undefined, CI: undefined, ...env },
  });
}

function largeProject(): Project {
  return makeProject(Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`src/${i}.js`, LAUNCH])), {
    git: false,
  });
}

test('a terminal gets colours, NO_COLOR takes them away', async () => {
  const project = makeProject({ 'a.mjs': LAUNCH });
  const command = `'${process.execPath}' '${BIN}' . --dry-run`;
  expect((await onTerminal(project, command)).stdout).toContain(COLOR);
  const { stdout } = await onTerminal(project, command, { NO_COLOR: '1' });
  expect(stdout).toContain('Would wrap 1 launch in 1 file.');
  expect(stdout).not.toContain(COLOR);
});

test('a terminal gets a progress bar that is wiped away again', async () => {
  const { stdout } = await onTerminal(largeProject(), `'${process.execPath}' '${BIN}' src --dry-run --json`);
  expect(stdout).toMatch(BAR);
  expect(stdout.slice(0, stdout.indexOf('{'))).toMatch(/\r +\r$/);
});

test('the bar does not get into what is piped from stdout', async () => {
  const project = largeProject();
  const { stdout } = await onTerminal(
    project,
    `'${process.execPath}' '${BIN}' src --dry-run --json > report.json`,
  );
  // It is there, but not in what is piped.
  expect(stdout).toMatch(BAR);
  expect(() => JSON.parse(project.read('report.json')) as unknown).not.toThrow();
});
