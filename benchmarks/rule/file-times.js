/**
 * What ESLint says that one file cost.
 *
 * @param result ESLint's result for the file, linted with `stats: true`
 * @returns `FileTimes` without the file's own facts, in milliseconds; undefined where it does not parse
 */
export function timesOf({ messages, stats }) {
  if (messages.some(({ fatal }) => fatal)) return undefined;
  const [pass] = stats.times.passes;
  return {
    reports: messages.filter(({ ruleId }) => ruleId?.startsWith('parent-overrides/')).length,
    parse: pass.parse.total,
    total: pass.total,
    rules: Object.fromEntries(Object.entries(pass.rules ?? {}).map(([name, { total }]) => [name, total])),
  };
}
