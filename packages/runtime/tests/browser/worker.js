import '@parent-overrides/runtime/worker';
import { receiveParentOverrides } from '@parent-overrides/runtime';
import { settings } from './settings.js';

const whileEvaluating = settings.current.lm;
self.onmessage = receiveParentOverrides(({ data }) => {
  postMessage({ data, lm: settings.current.lm, trace: settings.current.trace, whileEvaluating });
});
