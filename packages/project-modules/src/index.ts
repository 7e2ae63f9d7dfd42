export { canShareMemory, parseTree, shareMemory } from './parse/parse-tree.ts';
export {
  lineStarts,
  ParseError,
  parseSource,
  type Comment,
  type LineStarts,
  type ParsedSource,
} from './parse/parse.ts';
export { otherModules } from './answers/project-modules.ts';
