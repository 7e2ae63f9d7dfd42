export { otherModules, takeUnfollowed, type Unfollowed } from './answers/project-modules.ts';
export { ParseError, parseSource, type Comment, type ParsedSource } from './parse/parse.ts';
export { canShareMemory, shareMemory } from './parse/parse-tree.ts';
