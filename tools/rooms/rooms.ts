/**
 * The rooms of each package: the folders (or single files) of its `src`, lowest first. A room imports from the rooms
 * before its line and from itself, never from its neighbours on the same line or from a later one. Whatever is not
 * named here stands on top: the doors.
 */
export const ROOMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'launch-sites': [
    ['vocabulary', 'memo'],
    ['syntax'],
    ['names'],
    ['evaluate'],
    ['exports'],
    ['status', 'edit', 'worker-file'],
    ['launchers'],
    ['settings'],
  ],
  codemod: [['usage-error'], ['files'], ['parse'], ['settings'], ['migrate'], ['report']],
  'eslint-plugin': [
    ['create-rule', 'messages', 'options', 'report'],
    ['move-out', 'unwrapped-sites'],
    ['rules'],
  ],
  'project-modules': [['parse', 'resolve'], ['files'], ['answers']],
  runtime: [],
};
