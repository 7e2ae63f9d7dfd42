/** The built package under its own name, for tools outside this folder. */
export * from '@parent-overrides/runtime';
