// What an application would call setup.mjs: the main thread and its workers import the same one.
import { settings } from './definitions.mjs';

export { Client, read, settings } from './definitions.mjs';

settings.configure({ lm: 'from setup' });
