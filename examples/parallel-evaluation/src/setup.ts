import { settings } from './settings.ts';

/** What holds for the whole program and is imported first by every thread of it. */
settings.configure({ apiKey: process.env['LM_API_KEY'] ?? 'no-key-needed-here' });
