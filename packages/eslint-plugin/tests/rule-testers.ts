/** The rule testers of this package: the same JavaScript goes through espree and typescript-eslint's parser. */
import * as tsParser from '@typescript-eslint/parser';
import { RuleTester, type InvalidTestCase, type ValidTestCase } from '@typescript-eslint/rule-tester';
import type { TSESLint } from '@typescript-eslint/utils';
import * as espree from 'espree';
import { afterAll, describe, it } from 'vitest';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;
RuleTester.itSkip = it.skip;

type Rule<MessageIds extends string, Options extends readonly unknown[]> = TSESLint.RuleModule<
  MessageIds,
  Options,
  { description: string }
>;

export interface Cases<MessageIds extends string, Options extends readonly unknown[]> {
  readonly valid: (ValidTestCase<Options> | string)[];
  readonly invalid: InvalidTestCase<MessageIds, Options>[];
}

const typescript = new RuleTester({ languageOptions: { parser: tsParser } });
const javascript = new RuleTester({
  languageOptions: { parser: espree, parserOptions: { ecmaFeatures: { jsx: true } } },
});

/** Cases in plain JavaScript: both parsers have to see them alike. */
export function runJavaScript<MessageIds extends string, Options extends readonly unknown[]>(
  name: string,
  rule: Rule<MessageIds, Options>,
  cases: Cases<MessageIds, Options>,
): void {
  javascript.run(`${name} (espree)`, rule, cases);
  typescript.run(`${name} (typescript-eslint)`, rule, cases);
}

/** Cases that only typescript-eslint's parser can read. */
export function runTypeScript<MessageIds extends string, Options extends readonly unknown[]>(
  name: string,
  rule: Rule<MessageIds, Options>,
  cases: Cases<MessageIds, Options>,
): void {
  typescript.run(name, rule, cases);
}
