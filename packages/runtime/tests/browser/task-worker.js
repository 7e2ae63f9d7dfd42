import { receiveParentOverrides } from '@parent-overrides/runtime';
import { settings } from './settings.js';

const handle = receiveParentOverrides((task) => postMessage({ task, lm: settings.current.lm }));
self.onmessage = ({ data }) => handle(data);
