export { lineStarts, type LineStarts } from './parse/line-starts.ts';
