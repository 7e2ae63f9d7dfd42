/** The presets of the plugin that change what the codemod looks for. */
import type { ParentOverridesSettings } from '@parent-overrides/launch-sites';

export const PRESETS = ['leaks', 'recommended', 'strict'] as const;
export type Preset = (typeof PRESETS)[number];

const SETTINGS: Readonly<Record<Preset, ParentOverridesSettings>> = {
  leaks: { leaksOnly: true, strict: false },
  recommended: { leaksOnly: false, strict: false },
  strict: { leaksOnly: false, strict: true },
};

/** What a command line asks for wins over what a file says; without a preset the file decides. */
export function withPreset(
  settings: ParentOverridesSettings,
  preset: Preset | undefined,
): ParentOverridesSettings {
  return preset === undefined ? settings : { ...settings, ...SETTINGS[preset] };
}
