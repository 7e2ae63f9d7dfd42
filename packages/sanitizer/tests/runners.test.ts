/** Under each test runner the test fails in which a callback ran as somebody else, and no other. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { REGISTER, type Ran, runProgram } from './run-program.ts';

const FOLDER = path.join(import.meta.dirname, '../fixtures/runners');
const require = createRequire(import.meta.url);

function binary(name: string, file: string): string {
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
}

const runners: Record<string, (env?: NodeJS.ProcessEnv) => Promise<Ran>> = {
  vitest: (env) => {
    const args = ['run', '--root', path.join(FOLDER, 'vitest'), '--reporter', 'tap-flat'];
    return run(binary('vitest', 'vitest.mjs'), args, env);
  },
  mocha: (env) => {
    const args = [
      '--require',
      REGISTER,
      '--timeout',
      '60000',
      '--reporter',
      'tap',
      path.join(FOLDER, 'mocha/orders.cjs'),
    ];
    return run(binary('mocha', 'bin/mocha.js'), args, env);
  },
  'node --test': (env) => {
    const options = ['--import', REGISTER, '--test', '--test-reporter', 'tap'];
    const file = path.join(FOLDER, 'node-test/orders.test.mjs');
    return runProgram(file, { nodeArguments: options, ...(env && { env }) });
  },
  'babel-jest': (env) => jest('jest/babel.jest.config.cjs', env),
  'ts-jest': (env) => jest('jest/ts-jest.jest.config.cjs', env),
  '@swc/jest': (env) => jest('jest/swc.jest.config.cjs', env),
  'jest, all made in the test': (env) => jest('jest-in-a-test/jest.config.cjs', env),
};

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return runProgram(file, { nodeArguments: [], programArguments: args, env });
}

function jest(config: string, env?: NodeJS.ProcessEnv): Promise<Ran> {
  const file = path.join(FOLDER, config);
  const args = ['--rootDir', path.dirname(file), '-c', file, '--no-cache', '--verbose'];
  return run(binary('jest', 'bin/jest.js'), args, env);
}

/** The line that says what became of a test. */
function verdictOn(name: string, text: string): 'passed' | 'failed' {
  const line = text.split('\n').find((one) => one.includes(name) && /^\s*(?:ok|not ok|✓|✕)/.test(one));
  if (line === undefined) throw new Error(`No word of the test '${name}' in:\n${text}`);
  return /^\s*(?:ok|✓)/.test(line) ? 'passed' : 'failed';
}

describe.each(Object.keys(runners))('%s', (name) => {
  test('fails the test that did it', async () => {
    const { findings, status, text } = await runners[name]!();
    expect(verdictOn('one caller', text)).toBe('passed');
    expect(verdictOn('two callers', text)).toBe('failed');
    expect(text).toContain('1 callback ran as somebody else.');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.launch?.text).toMatch(/^(?:queue|limiter)\.(?:add|push|schedule)$/);
    expect(findings[0]?.store).toBe('tenant');
    expect(status).not.toBe(0);
  });

  test('fails nothing when it is only to report', async () => {
    const { findings, status, text } = await runners[name]!({ PARENT_OVERRIDES_SANITIZER: 'report' });
    expect(verdictOn('two callers', text), text).toBe('passed');
    expect(findings).toHaveLength(1);
    expect(status).toBe(0);
  });
});

test('node --test says what it found where the test has failed by itself', async () => {
  const file = path.join(FOLDER, 'node-test/failed-already.test.mjs');
  const options = ['--import', REGISTER, '--test', '--test-reporter', 'tap'];
  const { text, status, findings } = await runProgram(file, { nodeArguments: options });
  expect(text).toContain('Expected values to be strictly deep-equal');
  expect(text).toContain('1 callback ran as somebody else.');
  expect(findings).toHaveLength(1);
  expect(status).toBe(1);
});
