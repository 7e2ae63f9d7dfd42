export { otherModules, takeUnfollowed, type Unfollowed } from './answers/project-modules.ts';
export {
  lineStarts,
  ParseError,
  parseSource,
  type Comment,
  type LineStarts,
  type ParsedSource,
} from './parse/parse.ts';
export { canShareMemory, shareMemory } from './parse/parse-tree.ts';
