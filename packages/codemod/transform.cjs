/**
 * The jscodeshift transform: `jscodeshift -t node_modules/@parent-overrides/codemod/transform.cjs src`.
 *
 * The parser that jscodeshift hands in is not used: the text is parsed by oxc and edited in place, so every
 * `--parser` gives the same bytes. Options: `--only=<launcher>`, `--strict`, `--config=<file>`.
 *
 * The work is done in a thread, for two reasons. By default jscodeshift compiles what a transform requires with
 * Babel, which breaks ES modules; and Jest, where transforms are tested, refuses to require them. A thread loads
 * its modules untouched. The transform waits for its answer, so it stays synchronous, as test utilities like it.
 *
 * Launches with two ends (a pool, a web Worker) need two files at once, which jscodeshift cannot give: they are
 * reported and left to `npx @parent-overrides/codemod`.
 */
'use strict';

const { pathToFileURL } = require('node:url');
const { MessageChannel, receiveMessageOnPort, Worker } = require('node:worker_threads');

/** Far more than a file takes; it only ends a wait for a thread that died. */
const TIMEOUT = 120_000;

/**
 * Loads the thread's module; when that fails, the error is the answer to every request. No `require` and no constant at
 * the top: Bun evaluates this as an ES module, and Deno declares `module` itself.
 */
const BOOTSTRAP = `
  import('node:worker_threads').then(({ workerData: { port, answers, module } }) =>
    import(module).catch((error) => {
      port.on('message', ({ id }) => {
        port.postMessage({ id, error: error.stack });
        Atomics.add(answers, 0, 1);
        Atomics.notify(answers, 0);
      });
    }),
  );
`;

let thread;
let asked = 0;

function startThread() {
  const { port1, port2 } = new MessageChannel();
  const answers = new Int32Array(new SharedArrayBuffer(4));
  const module = pathToFileURL(require.resolve('./dist/transform-thread.js')).href;
  // eslint-disable-next-line parent-overrides/require-wrapper -- The codemod has no overrides to carry.
  const worker = new Worker(BOOTSTRAP, {
    eval: true,
    workerData: { port: port2, answers, module },
    transferList: [port2],
  });
  // It does not keep the process alive.
  worker.unref();
  return { port: port1, answers };
}

function ask(request) {
  thread ??= startThread();
  const { port, answers } = thread;
  const id = ++asked;
  let seen = Atomics.load(answers, 0);
  port.postMessage({ ...request, id });
  for (;;) {
    const answer = receiveMessageOnPort(port)?.message;
    if (answer?.id === id) return answer;
    // An answer that comes after its time is for nobody: another file must not get it.
    if (answer) continue;
    if (Atomics.wait(answers, 0, seen, TIMEOUT) === 'timed-out') {
      throw new Error(`no answer for ${request.file} within ${TIMEOUT / 1000} s`);
    }
    // What wakes this may be the last answer's notification, which can be later than the answer.
    seen = Atomics.load(answers, 0);
  }
}

module.exports = function transform(file, api, options) {
  const { only, strict, config } = options ?? {};
  const answer = ask({ file: file.path, source: file.source, options: { only, strict, config } });
  if (answer.error !== undefined) throw new Error(answer.error);
  for (const message of answer.messages) api?.report?.(message);
  for (const outcome of answer.outcomes) api?.stats?.(outcome);
  return answer.source;
};
