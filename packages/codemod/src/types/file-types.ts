/** What a TypeScript program knows of one file, asked with the nodes of another parser, also after edits of the text. */
import { typesFromProgram, type LaunchTypes, type TextEdit } from '@parent-overrides/launch-sites';
import type ts from 'typescript';
import type { TypeScript } from './load-typescript.ts';

type Range = readonly [number, number];

/** Where an offset of a text was before; undefined inside of what was put in since. */
type Origin = (offset: number) => number | undefined;

export class FileTypes {
  readonly #typescript: TypeScript;
  readonly #program: ts.Program;
  readonly #file: ts.SourceFile;
  readonly #origin: Origin;

  constructor(
    typescript: TypeScript,
    program: ts.Program,
    file: ts.SourceFile,
    origin: Origin = (offset) => offset,
  ) {
    this.#typescript = typescript;
    this.#program = program;
    this.#file = file;
    this.#origin = origin;
  }

  /** The very answers that the rule gets: only the way from node to node is another. */
  get answers(): LaunchTypes {
    return typesFromProgram({
      program: this.#program,
      esTreeNodeToTSNodeMap: { get: (node) => this.#nodeAt(rangeOfNode(node)) },
    });
  }

  /** The same for the text with these edits: what was there is what it was, and what is new has no type. */
  after(edits: readonly TextEdit[]): FileTypes {
    const origin: Origin = (offset) => {
      const before = beforeEdits(edits, offset);
      return before === undefined ? undefined : this.#origin(before);
    };
    return new FileTypes(this.#typescript, this.#program, this.#file, origin);
  }

  /** The innermost node of a range: what is around it there, as a statement around its expression, has no type. */
  #nodeAt([from, to]: Range): ts.Node | undefined {
    const [start, end] = [this.#origin(from), this.#origin(to)];
    if (start === undefined || end === undefined) return undefined;
    let found: ts.Node | undefined;
    let at: ts.Node | undefined = this.#file;
    while (at !== undefined) {
      if (at.end === end && at.getStart(this.#file) === start) found = at;
      at = this.#typescript.forEachChild(at, (child) =>
        child.pos <= start && end <= child.end ? child : undefined,
      );
    }
    return found;
  }
}

interface SpannedNode {
  readonly type: string;
  readonly range: Range;
  readonly parent?: SpannedNode & { readonly value?: unknown };
}

/** A method is a function from its parameters on, and in TypeScript with its name. */
function rangeOfNode(node: SpannedNode): Range {
  const { type, range, parent } = node;
  const isMethod =
    type === 'FunctionExpression' &&
    (parent?.type === 'Property' || parent?.type === 'MethodDefinition') &&
    parent.value === node &&
    parent.range[1] === range[1];
  return isMethod ? parent.range : range;
}

function beforeEdits(edits: readonly TextEdit[], offset: number): number | undefined {
  let grown = 0;
  for (const { range, text } of edits) {
    const start = range[0] + grown;
    if (offset <= start) break;
    if (offset < start + text.length) return undefined;
    grown += text.length - (range[1] - range[0]);
  }
  return offset - grown;
}
