/**
 * The rooms of each package: the folders (or single files) of its `src`, lowest first. A room imports from the rooms
 * before its line and from itself, never from its neighbours on the same line or from a later one. Whatever is not
 * named here stands on top: the doors.
 */
export const ROOMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'launch-sites': [
    ['vocabulary', 'bounds'],
    ['memo'],
    ['syntax'],
    ['names'],
    ['evaluate'],
    ['exports'],
    ['ownership', 'status', 'edit', 'worker-file'],
    ['launchers'],
    ['home-made', 'sites'],
    ['settings', 'explain'],
  ],
  codemod: [
    ['usage-error', 'bounds'],
    ['files'],
    ['parse'],
    ['types'],
    ['settings', 'stores'],
    ['migrate'],
    ['report', 'explain', 'probe'],
    ['init'],
  ],
  'eslint-plugin': [
    ['create-rule', 'messages', 'options', 'report'],
    ['move-out', 'unwrapped-sites'],
    ['rules'],
  ],
  'project-modules': [['bounds', 'native', 'versions'], ['files', 'parse'], ['resolve'], ['answers']],
  runtime: [],
  sanitizer: [['watch'], ['instrument'], ['report'], ['advice'], ['register'], ['vite', 'jest']],
};
