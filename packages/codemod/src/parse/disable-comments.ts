import { ConfigCommentParser } from '@eslint/plugin-kit';
import type { RefusalReason } from '@parent-overrides/launch-sites';
import type { Comment } from '@parent-overrides/project-modules';
import type { LineStarts } from '@parent-overrides/project-modules/line-starts';

const REQUIRE_WRAPPER = 'parent-overrides/require-wrapper';

/** The rule that reports a launch: a capture at the wrong moment has rules of its own. */
export function ruleFor(reason: RefusalReason | undefined): string {
  if (reason === 'captured-in-child') return 'parent-overrides/no-late-capture';
  if (reason === 'captured-at-module-scope') return 'parent-overrides/no-module-scope-capture';
  return REQUIRE_WRAPPER;
}

/** Oxlint runs the same rule and has comments of its own name. */
const DIRECTIVE = /^\s*(?:eslint|oxlint)\b/;

/**
 * Where `eslint-disable` comments switch a rule off: a decision of the file's author, which the codemod keeps.
 * Comments are read by ESLint's own parser, so that lists, justifications and odd spacing mean the same here.
 *
 * @returns is a report of `rule` that starts at `offset` switched off?
 */
export function disableComments(
  comments: readonly Comment[],
  linesOf: () => LineStarts,
): (offset: number, rule: string) => boolean {
  const directives = comments.flatMap((comment) => {
    const directive = DIRECTIVE.test(comment.value) && readDirective(comment);
    return directive ? [directive] : [];
  });
  if (directives.length === 0) return () => false;
  const lines = linesOf();

  return (offset, rule) => {
    const { line } = lines.position(offset);
    let disabled = false;
    for (const { label, concerns, comment } of directives) {
      if (!concerns(rule)) continue;
      const block = comment.type === 'Block';
      const first = lines.position(comment.start).line;
      const last = lines.position(comment.end).line;
      if (label === 'eslint' && block) return true;
      if (label === 'eslint-disable-line' && first === last && first === line) return true;
      if (label === 'eslint-disable-next-line' && last + 1 === line) return true;
      if (!block || comment.start > offset) continue;
      // The last one before the report decides.
      if (label === 'eslint-disable') disabled = true;
      if (label === 'eslint-enable') disabled = false;
    }
    return disabled;
  };
}

interface Directive {
  readonly comment: Comment;
  /** Without the name of the linter that it was written for. */
  readonly label: string;
  readonly concerns: (rule: string) => boolean;
}

function readDirective(comment: Comment): Directive | undefined {
  const parser = new ConfigCommentParser();
  const directive = parser.parseDirective(comment.value.trim());
  if (!directive) return undefined;
  const label = directive.label.replace(/^oxlint/, 'eslint');
  // `/* eslint parent-overrides/require-wrapper: "off" */`
  if (label === 'eslint') {
    const result = parser.parseJSONLikeConfig(directive.value);
    return { comment, label, concerns: (rule) => result.ok && isOff(result.config[rule]) };
  }
  // Without a list, every rule is meant.
  const list = Object.keys(parser.parseListConfig(directive.value));
  return { comment, label, concerns: (rule) => list.length === 0 || list.includes(rule) };
}

/** As in a config: a severity, alone or before options. */
export function isOff(entry: unknown): boolean {
  const severity: unknown = Array.isArray(entry) ? entry[0] : entry;
  return severity === 'off' || severity === 0;
}
