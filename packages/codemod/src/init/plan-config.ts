/** What becomes of the linter's config: an edit, a new file, or nothing that `init` can do. */
import path from 'node:path';
import { declaredModuleKind } from '../files/nearest-package.ts';
import { decode, fingerprint, readBytes, type SourceText } from '../files/read-source.ts';
import { planEslintConfig, type ConfigPlan } from './eslint-config.ts';
import { outdatedEslint } from './linter.ts';
import type { Project } from './look.ts';
import { newEslintConfig } from './new-config.ts';
import { planOxlintConfig } from './oxlint-config.ts';
import type { Preset } from '../settings/preset.ts';
import { PLUGIN } from './packages.ts';

export interface ConfigEdit {
  /** Absolute. */
  readonly file: string;
  readonly before: SourceText;
  readonly after: string;
  /** Of the bytes that were read; absent for a file that is not there yet. */
  readonly fingerprint?: string;
}

export interface PlannedConfig {
  readonly plan: ConfigPlan | { readonly status: 'none' };
  readonly edit?: ConfigEdit;
  /** Does the config show that files are linted with types? */
  readonly typed?: boolean;
  /** Packages that the config needs. */
  readonly needs: readonly string[];
}

export function planConfig(project: Project, preset: Preset): PlannedConfig {
  const { linter } = project;
  if (linter.kind === 'biome' || linter.kind === 'eslintrc') return { plan: { status: 'none' }, needs: [] };
  if (linter.kind === 'none') return newConfig(project, preset);
  if (linter.kind === 'eslint' && outdatedEslint(path.dirname(linter.file)) !== undefined)
    return { plan: { status: 'none' }, needs: [] };
  const { file } = linter;
  const bytes = readBytes(file);
  const before = decode(bytes);
  const plan: ConfigPlan =
    before.notUtf8 !== undefined
      ? { status: 'not-understood', why: `it ${before.notUtf8}` }
      : linter.kind === 'eslint'
        ? planEslintConfig(file, before.text, preset, declaredModuleKind(file))
        : planOxlintConfig(before.text);
  const needs = [PLUGIN];
  const typed = 'typed' in plan && plan.typed;
  if (plan.status !== 'edited') return { plan, needs, typed };
  return { plan, needs, typed, edit: { file, before, after: plan.text, fingerprint: fingerprint(bytes) } };
}

function newConfig({ root, language }: Project, preset: Preset): PlannedConfig {
  const file = path.join(root, 'eslint.config.mjs');
  const { text, needs } = newEslintConfig(preset, language.isTypeScript);
  const edit = { file, before: { text: '', bom: false }, after: text };
  return { plan: { status: 'edited', text }, edit, needs };
}
