export { callName, explainCall, launchingAssignments, type Explained } from './explain-call.ts';
export { findLaunchSites } from './find-launch-sites.ts';
export type { DeclaredWrapper, LaunchConfig } from './vocabulary/config.ts';
export type {
  LaunchKind,
  LaunchSite,
  LaunchStatus,
  Loss,
  Refusal,
  RefusalReason,
  OtherEnd,
  TextEdit,
  WrapperName,
} from './vocabulary/launch-site.ts';
export type {
  CallExplanation,
  LaunchExplanation,
  Because,
  RowExplanation,
  ValueStep,
} from './explain/explanation.ts';
export { THIS_MODULE } from './vocabulary/source.ts';
export type {
  FollowedPath,
  LaunchTypes,
  ModuleKind,
  OtherModules,
  PackageVersions,
  Range,
  RunsAs,
  ScopeManagerLike,
  Source,
  TextTest,
} from './vocabulary/source.ts';
export { LAUNCHERS } from './launchers/launchers.ts';
export { type Launcher } from './vocabulary/launcher.ts';
export { refusal } from './edit/refusals.ts';
export { applyEdits, planEdits } from './edit/plan-edits.ts';
export { planReceiver, type ReceiverPlan } from './plan-receiver.ts';
export { Checker, SettingsError } from './settings/check-settings.ts';
export { ModuleView } from './exports/follow-path.ts';
export { parseModulePath, type ModulePath, type Step } from './exports/module-steps.ts';
export { ModuleUses } from './module-uses.ts';
export { allRemembered, lazy, remembered } from './memo.ts';
export { launchRow, type LaunchRow } from './launch-row.ts';
export { beginsLauncher, mayLaunch, soughtElsewhere } from './launchers/reachable-launchers.ts';
export {
  DEFAULT_RUNTIME,
  resolveConfig,
  withoutTypes,
  type ParentOverridesSettings,
} from './settings/resolve-config.ts';
export { callsOf } from './syntax/nodes.ts';
export { typesFromProgram, type ProgramServices } from './launchers/typescript-types.ts';
export { HOME_MADE } from './vocabulary/launcher.ts';
