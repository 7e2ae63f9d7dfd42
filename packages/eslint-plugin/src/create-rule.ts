import type { TSESLint } from '@typescript-eslint/utils';

export interface RuleDocs {
  readonly description: string;
}

type Rule<Options extends readonly unknown[], MessageIds extends string> = TSESLint.RuleModule<
  MessageIds,
  Options,
  RuleDocs
>;

/** Where the page of a rule is read. */
function docsUrl(ruleName: string): string {
  return `https://github.com/parent-overrides/parent-overrides/blob/main/docs/rules/${ruleName}.md`;
}

/**
 * A rule with the address of its page. This is not typescript-eslint's `RuleCreator` because that copies a
 * rule's default options with `structuredClone` for every file, which cost twice what looking for a launcher's
 * name does; ESLint and oxlint have merged `meta.defaultOptions` already.
 */
export function createRule<Options extends readonly unknown[], MessageIds extends string>({
  name,
  meta,
  create,
}: Pick<Rule<Options, MessageIds>, 'create'> & {
  name: string;
  meta: Omit<Rule<Options, MessageIds>['meta'], 'docs'> & { docs: RuleDocs };
}): Rule<Options, MessageIds> & { name: string } {
  return {
    name,
    meta: { ...meta, docs: { ...meta.docs, url: docsUrl(name) } },
    create,
  };
}
