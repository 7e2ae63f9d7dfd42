// Only from the subpath: the root of the package loads ESLint, which an oxlint-only install does not have.
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

export interface RuleDocs {
  readonly description: string;
}

/** Where the page of a rule is read. */
export function docsUrl(ruleName: string): string {
  return `https://github.com/parent-overrides/parent-overrides/blob/main/docs/rules/${ruleName}.md`;
}

export const createRule = RuleCreator<RuleDocs>(docsUrl);
