const { parentPort } = require('node:worker_threads');
const { receiveParentOverrides } = require('@parent-overrides/runtime');
const { settings } = require('./setup.cjs');

parentPort.postMessage(settings.current.lm);
parentPort.on(
  'message',
  receiveParentOverrides((task) =>
    parentPort.postMessage([task.x, settings.current.lm, settings.current.trace]),
  ),
);
