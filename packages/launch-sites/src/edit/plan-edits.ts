/** From launch sites to text edits: insertions around targets and one import, nothing else. */
import type {
  ImportedName,
  LaunchSite,
  TextEdit,
  Wrap,
  WrapperName,
  WrapPlan,
} from '../vocabulary/launch-site.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { ImportPlacer } from './place-import.ts';
import { ExpressionResolver } from '../evaluate/resolve-expression.ts';

/** What goes around where, once it is known what the wrapper is called there; further imports, if it takes another one. */
export type Surround = (
  local: string,
  wrapper: WrapperName,
) => Pick<WrapPlan, 'wraps' | 'moves'> & Partial<Pick<WrapPlan, 'imports'>>;

/** Plans a wrap at `at`; the placer says what the wrapper is called there. */
export function planWrap(placer: ImportPlacer, wrapper: WrapperName, at: Node, surround: Surround): WrapPlan {
  const { local, missing } = placer.nameAt(wrapper, at);
  const { wraps, moves, imports = [] } = surround(local, wrapper);
  return { wraps, ...(moves && { moves }), imports: [...(missing ? [{ wrapper, local }] : []), ...imports] };
}

/** The edits of one or several plans over the same text: sorted, without overlap, the import merged into one. */
export function mergePlans(placer: ImportPlacer, plans: readonly WrapPlan[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const imports = new Map<string, ImportedName>();
  for (const name of plans.flatMap((plan) => plan.imports))
    imports.set(`${name.wrapper} ${name.local}`, name);
  if (imports.size > 0) edits.push(placer.edit([...imports.values()]));
  edits.push(
    ...mergeWraps(plans.flatMap((plan) => plan.wraps)),
    ...plans.flatMap((plan) => plan.moves ?? []),
  );
  return joinInsertions(inOrder(edits));
}

/** Sorted by where they start; edits of one place keep their order. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}

/** Two insertions at one offset (an import before a file that starts with its launch) become one edit, in order. */
function joinInsertions(edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (
      last &&
      last.range[1] === last.range[0] &&
      edit.range[0] === last.range[0] &&
      edit.range[1] === edit.range[0]
    )
      joined[joined.length - 1] = { range: last.range, text: last.text + edit.text };
    else joined.push(edit);
  }
  return joined;
}

/** At one offset, inner wraps close before outer ones, and outer wraps open before inner ones. */
function mergeWraps(wraps: readonly Wrap[]): TextEdit[] {
  const byOffset = new Map<number, { closing: string; opening: string }>();
  const at = (offset: number): { closing: string; opening: string } => {
    const slot = byOffset.get(offset) ?? { closing: '', opening: '' };
    byOffset.set(offset, slot);
    return slot;
  };
  const outerFirst = [...wraps].sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  for (const { range, before } of outerFirst) at(range[0]).opening += before;
  for (const { range, after } of [...outerFirst].reverse()) at(range[1]).closing += after;
  return [...byOffset].map(([offset, { closing, opening }]) => ({
    range: [offset, offset],
    text: closing + opening,
  }));
}

/**
 * All edits for `sites` at once, with one merged import. The sites must come from `findLaunchSites` on the
 * same source; those without an edit are passed over.
 */
export function planEdits(source: Source, config: LaunchConfig, sites: readonly LaunchSite[]): TextEdit[] {
  const plans = sites.flatMap((site) => site.plan ?? []);
  return plans.length === 0
    ? []
    : mergePlans(new ImportPlacer(new ExpressionResolver(source), config), plans);
}

/** Applies sorted, non-overlapping edits. Throws a RangeError when they overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const { range, text: replacement } of edits) {
    if (range[0] < from) throw new RangeError(`Edits overlap at offset ${range[0]}.`);
    result += text.slice(from, range[0]) + replacement;
    [, from] = range;
  }
  return result + text.slice(from);
}
