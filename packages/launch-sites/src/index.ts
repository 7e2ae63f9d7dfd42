export { findLaunchSites } from './find-launch-sites.ts';
export type {
  DeclaredWrapper,
  LaunchConfig,
  LaunchKind,
  LaunchSite,
  LaunchStatus,
  LaunchTypes,
  Loss,
  Manual,
  ManualReason,
  ModuleKind,
  OtherEnd,
  Range,
  ScopeManagerLike,
  Source,
  TextEdit,
  WrapperName,
} from './launch-site.ts';
export { LAUNCHERS, type Launcher } from './launchers.ts';
export { manual } from './manual-advice.ts';
export { applyEdits, planEdits } from './plan-edits.ts';
export { planReceiver, type ReceiverPlan } from './plan-receiver.ts';
export { Checker, SettingsError } from './check-settings.ts';
export { mayLaunch } from './reachable-launchers.ts';
export { DEFAULT_RUNTIME, resolveConfig, type ParentOverridesSettings } from './settings.ts';
export { callsOf } from './syntax.ts';
export { typesFromProgram, type ProgramServices } from './typescript-types.ts';
