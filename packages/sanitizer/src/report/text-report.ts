/** Findings as a text for people. */
import path from 'node:path';
import type { Finding, Place, Rule, Where } from './finding.ts';

export function textReport(findings: readonly Finding[]): string {
  const total = findings.reduce((sum, { count }) => sum + count, 0);
  const lines = [`${plural(total, 'callback')} ran as somebody else.`];
  findings.forEach((finding, at) => lines.push('', ...describe(finding, at + 1)));
  return lines.join('\n');
}

function describe(finding: Finding, number: number): string[] {
  const { launch, callback, reads, store, kind, ranIn, shouldBe, count } = finding;
  const at = launch ?? callback;
  return [
    `${number}. ${at === null ? 'a callback' : `${show(at)}  ${launch ? `${at.text}(...)` : at.text}`}   ${plural(count, 'time')}`,
    ...reads.map(
      (read, index) => `   ${index === 0 ? 'read     ' : '         '}   ${show(read)}  ${read.text}`,
    ),
    `   ran in      ${ranIn === null ? `no context of ${store}` : whose(store, ranIn)}`,
    kind === 'shared'
      ? `   also for    ${whose(store, shouldBe)}: shared work`
      : `   should be   ${whose(store, shouldBe)}`,
    ...adviceLines(finding),
  ];
}

function adviceLines({ advice: { rule, cure, edit, row } }: Finding): string[] {
  const lines = [`   cure        ${cure}`];
  if (edit !== undefined) lines.push(`               ${edit.shown}`);
  if (row !== undefined) lines.push(`               ${JSON.stringify(row)}`);
  if (rule !== null) lines.push(`   the rule    ${said(rule)}`);
  return lines;
}

function said({ reported, launcher, preset, status }: Rule): string {
  if (launcher === undefined) return 'does not report this launch.';
  if (reported) return `reports this launch, as ${launcher} (${preset ?? ''}).`;
  return `knows this launch, as ${launcher}, and takes it to be ${status ?? ''}.`;
}

function whose(store: string, { task, begun, value }: Where): string {
  const held = value === undefined ? '' : ` (${value})`;
  return `context ${task} of ${store}${held}${begun === null ? '' : `, entered at ${show(begun)}`}`;
}

function show({ file, line, column }: Place): string {
  return `${path.relative(process.cwd(), file) || file}:${line}:${column}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
