/** From plain data of the analysis (offsets, edits) to what a linter's report takes. */
import type { LaunchSite, TextEdit } from '@parent-overrides/launch-sites';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Where the underline goes: the smallest useful span of the launch. */
export function headOf(site: LaunchSite, sourceCode: Readonly<TSESLint.SourceCode>): TSESTree.SourceLocation {
  const [start, end] = site.head;
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}

export function applying(edits: readonly TextEdit[]): TSESLint.ReportFixFunction {
  return (fixer) => edits.map(({ range: [start, end], text }) => fixer.replaceTextRange([start, end], text));
}
