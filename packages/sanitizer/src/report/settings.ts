/** What the environment asks of the sanitizer. */
import { SettingError } from './setting-error.ts';

export interface ReportSettings {
  /** `PARENT_OVERRIDES_SANITIZER=report`: says what it found, and fails nothing. */
  readonly failing: boolean;
  /** `PARENT_OVERRIDES_REPORT=FILE`: where the findings go as JSON. */
  readonly file: string | undefined;
  /** `PARENT_OVERRIDES_VALUES=1`: shows what the stores held. They may hold secrets. */
  readonly values: boolean;
}

const MODES = ['fail', 'report'];

/** @throws {SettingError} for a value that none of the variables has */
export function reportSettings(env: NodeJS.ProcessEnv = process.env): ReportSettings {
  const mode = env['PARENT_OVERRIDES_SANITIZER'] ?? 'fail';
  if (!MODES.includes(mode)) {
    throw new SettingError(`PARENT_OVERRIDES_SANITIZER is '${mode}'; it can be ${MODES.join(' or ')}.`);
  }
  return {
    failing: mode === 'fail',
    file: env['PARENT_OVERRIDES_REPORT'] || undefined,
    values: env['PARENT_OVERRIDES_VALUES'] === '1',
  };
}
