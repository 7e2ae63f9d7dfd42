/** Processes that end by a signal: a service that its test stops. */
import { expect, test } from 'vitest';
import { write, WRONG } from './in-folder.ts';
import { runProgram } from './run-program.ts';

const STOPPED = `${WRONG}
setTimeout(() => process.kill(process.pid, 'SIGTERM'), 10);
setTimeout(() => {}, 10_000);
`;

test('a process that a signal ends says what it found, and ends by the signal', async () => {
  const { findings, status, stderr } = await runProgram(write('stopped.mjs', STOPPED));
  expect(findings).toHaveLength(1);
  expect(stderr).toContain('2 callbacks ran as somebody else.');
  expect(status).toBe(null);
});

test('a program that tidies up and sends the signal again, as NestJS does', async () => {
  const tidy = `process.once('SIGTERM', () => setTimeout(() => {
  console.log('tidied up');
  process.kill(process.pid, 'SIGTERM');
}, 10));
`;
  const { findings, status, stdout } = await runProgram(write('tidy.mjs', STOPPED + tidy));
  expect(findings).toHaveLength(1);
  expect(stdout).toBe('tidied up\n');
  expect(status).toBe(null);
});

test('a program that goes on after a signal goes on', async () => {
  const goesOn = `process.on('SIGTERM', () => setTimeout(() => {
  console.log('listening to', process.listenerCount('SIGTERM') > 0);
  process.exit(7);
}, 10));
`;
  const { findings, status, stdout } = await runProgram(write('goes-on.mjs', STOPPED + goesOn));
  expect(findings).toHaveLength(1);
  expect(stdout).toBe('listening to true\n');
  expect(status).toBe(7);
});
