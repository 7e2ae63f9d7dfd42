export type {
  DeclaredWrapper,
  LaunchConfig,
  LaunchKind,
  LaunchSite,
  LaunchStatus,
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
export type { Launcher } from './launchers.ts';
