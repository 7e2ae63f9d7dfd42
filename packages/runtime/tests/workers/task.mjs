import { receiveParentOverrides } from '@parent-overrides/runtime';
import { read } from './settings.mjs';

export default receiveParentOverrides(async (task) => ({ task, ...read() }));
