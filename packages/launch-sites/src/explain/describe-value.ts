/** A value in words, and a piece of the source on one line. */
import { LONGEST_EXCERPT, LONGEST_QUOTE, MOST_WORDED_STEPS } from '../bounds.ts';
import { rangeOf, type ClassNode } from '../syntax/nodes.ts';
import type { Value } from '../evaluate/value.ts';
import type { Node, Range, Source } from '../vocabulary/source.ts';

/** `m:p-queue#|new.add`: "`add` of an instance of the default export of 'p-queue'". */
export function describePath(path: string): string {
  const { origin, steps } = takeApart(path);
  if (steps.length > MOST_WORDED_STEPS)
    return `\`${steps.at(-1)?.replace(/^[.|]/, '') ?? ''}\` of a chain that begins with ${origin}`;
  return steps.reduce((of, step) => {
    if (step === '|new') return `an instance of ${of}`;
    return step === '|call' ? `what ${of} returns` : `\`${step.slice(1)}\` of ${of}`;
  }, origin);
}

interface Origin {
  readonly module?: string;
  /** Nothing was done with the module: it is all of it, or its default export. */
  readonly isModule?: boolean;
  readonly origin: string;
  readonly steps: readonly string[];
}

/** Where the value of a path comes from, and what was done with it there. */
export function takeApart(path: string): Origin {
  const [, module, rest = ''] = /^m:(.*?)#(?=$|[.|])(.*)$/s.exec(path) ?? [];
  const steps = (module === undefined ? path.replace(/^g:/, '.') : rest).match(/[.|][^.|]*/g) ?? [];
  const named = steps[0]?.startsWith('.') ? steps[0].slice(1) : undefined;
  const further = named === undefined ? steps : steps.slice(1);
  if (module === undefined) return { origin: `the global \`${named ?? ''}\``, steps: further };
  const origin =
    named === undefined ? `the default export of '${module}'` : `the export \`${named}\` of '${module}'`;
  return { module, isModule: steps.length === 0, origin, steps: further };
}

export function describeValue(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return 'not known';
    case 'path':
      return [value.path, ...(value.or ?? [])].map(describePath).join(', or ');
    case 'function':
      return 'a function of this file';
    case 'class':
      return className(value.node);
    case 'instance':
      return `an instance of ${className(value.of)}`;
    case 'object':
      return 'an object of this file';
    case 'shape':
      return 'an object of a type that this file spells out';
    case 'callable':
      return 'a function of which only the type is known';
    case 'container':
      if (value.node.type === 'NewExpression' && value.node.callee.type === 'Identifier')
        return `a ${value.node.callee.name}`;
      return { list: 'a list', map: 'a map', record: 'a record', entry: 'an entry of a map' }[value.form];
    case 'namespace':
      return `the namespace \`${value.name}\` of this file`;
    case 'cycle':
      return 'what leads back to itself';
  }
}

function className({ id }: ClassNode): string {
  return id ? `the class \`${id.name}\` of this file` : 'a class of this file';
}

/** The source of a range on one line, at most so many characters of it. */
export function excerpt({ text }: Pick<Source, 'text'>, [start, end]: Range, most = LONGEST_EXCERPT): string {
  const line = text
    .slice(start, Math.min(end, start + most * 4))
    .replace(/\s+/g, ' ')
    .replace(/[\s;]+$/, '');
  return line.length > most || end > start + most * 4 ? `${line.slice(0, most - 3).trimEnd()}...` : line;
}

/** A piece of the source inside a sentence. */
export function quote(source: Pick<Source, 'text'>, node: Node): string {
  return `\`${excerpt(source, rangeOf(node), LONGEST_QUOTE)}\``;
}
