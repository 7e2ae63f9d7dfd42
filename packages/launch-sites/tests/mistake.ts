import { expect } from 'vitest';
import { resolveConfig, SettingsError } from '../src/index.ts';

/** The sentence about a mistake, without where it stands. */
export function mistake(settings: unknown, where = 'FILE'): string {
  try {
    resolveConfig(settings as never, where);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    expect((error as Error).name).toBe('SettingsError');
    return (error as Error).message;
  }
  return 'accepted';
}
