/** Puts mutants into a source file, each behind a switch. */
import ts from 'typescript';
import type { Mutant } from './mutant.ts';
import { SWITCH } from './switch.ts';

/** A mutant's number, by which it is switched on: from 1. */
export type Numbered = readonly [number: number, mutant: Mutant];

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What holds a mutant and exists twice afterwards: a function's body, an initial value, or a whole statement. */
interface Holder {
  readonly node: ts.Node;
  readonly kind: 'body' | 'expression' | 'statement';
}

/** The text of a file with these of its mutants in it, all off. */
export function instrument(source: ts.SourceFile, mutants: readonly Numbered[]): string {
  if (mutants.length === 0) return source.text;
  const byHolder = new Map<ts.Node, { holder: Holder; inside: Numbered[] }>();
  for (const numbered of mutants) {
    const holder = holderOf(numbered[1], source);
    const entry = byHolder.get(holder.node) ?? { holder, inside: [] };
    entry.inside.push(numbered);
    byHolder.set(holder.node, entry);
  }
  // Inner ones first: an outer one then takes them in as they are by now.
  const entries = [...byHolder.values()].sort((a, b) => b.holder.node.pos - a.holder.node.pos);
  const done: Edit[] = [];
  for (const { holder, inside } of entries) {
    const [from, to] = [holder.node.getStart(source), holder.node.end];
    const within = done.filter((edit) => from <= edit.from && edit.to <= to);
    const original = applyEdits(source.text, within, from, to);
    const text = inside.reduce((rest, [number, mutant]) => {
      return choice(holder.kind, number, mutatedText(mutant, holder.node, source), rest);
    }, original);
    done.splice(0, done.length, ...done.filter((edit) => !within.includes(edit)), { from, to, text });
  }
  return applyEdits(source.text, done, 0, source.text.length) + SWITCH;
}

function choice(kind: Holder['kind'], number: number, mutated: string, rest: string): string {
  if (kind === 'expression') return `(__mutant(${number}) ? (${mutated}) : (${rest}))`;
  return `{ if (__mutant(${number})) { ${mutated} } else { ${rest} } }`;
}

/** The innermost one around the mutant. */
function holderOf({ range: [from, to] }: Mutant, source: ts.SourceFile): Holder {
  let found: Holder = { node: source, kind: 'statement' };
  const visit = (node: ts.Node): void => {
    if (from < node.getStart(source) || node.end < to) return;
    const kind = holderKind(node);
    if (kind) found = { node, kind };
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (found.node === source) throw new Error(`${source.fileName}: nothing can hold the mutant at ${from}.`);
  return found;
}

function holderKind(node: ts.Node): Holder['kind'] | undefined {
  const { parent } = node;
  if (ts.isSourceFile(node) || ts.isSourceFile(parent))
    return !ts.isSourceFile(node) && !isDeclaration(node) && ts.isStatement(node) ? 'statement' : undefined;
  if (ts.isFunctionLike(parent) && 'body' in parent && parent.body === node)
    return ts.isBlock(node) ? 'body' : 'expression';
  const hasInitializer =
    (ts.isPropertyDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
    parent.initializer === node;
  if (hasInitializer || (ts.isExportAssignment(parent) && parent.expression === node)) return 'expression';
  return isConstant(node) ? 'expression' : undefined;
}

/** The value of a variable of the module. */
function isConstant(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isVariableDeclaration(parent) &&
    parent.initializer === node &&
    ts.isSourceFile(parent.parent.parent.parent)
  );
}

/** These make names that the rest of the module uses, so they cannot stand in a block. */
function isDeclaration(node: ts.Node): boolean {
  return (
    ts.isVariableStatement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isExportAssignment(node)
  );
}

/** The holder's text with the mutant in it. Its loops ask a switch, which stops one that has no end. */
function mutatedText({ range: [from, to], after }: Mutant, holder: ts.Node, source: ts.SourceFile): string {
  const edits: Edit[] = [{ from, to, text: after }];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      const { statement } = node;
      const [start, end] = [statement.getStart(source), statement.end];
      if (to <= start || end <= from || (start <= from && to <= end)) {
        edits.push({ from: start, to: start, text: '{ __mutant(0); ' }, { from: end, to: end, text: ' }' });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(holder);
  return applyEdits(source.text, edits, holder.getStart(source), holder.end);
}

/** The text between two offsets, edited. What is inserted at one offset keeps its order, before what is replaced. */
function applyEdits(text: string, edits: readonly Edit[], from: number, to: number): string {
  let [at, result] = [from, ''];
  const order = (edit: Edit): number => (edit.from === edit.to ? (edit.text === ' }' ? -1 : 0) : 1);
  for (const edit of edits.toSorted((a, b) => a.from - b.from || order(a) - order(b))) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at, to);
}
