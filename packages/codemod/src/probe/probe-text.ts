/** What `probe` says, for people: what was seen, what it means, and the row to paste. */
import type pc from 'picocolors';
import type { Launcher } from '@parent-overrides/launch-sites';
import { CALLERS, type Sees } from './sees.ts';
import type { ProbeReport } from './run-probe.ts';

type Colors = ReturnType<typeof pc.createColors>;

const SAYS: Readonly<Record<Sees, string>> = {
  own: "its own caller's context",
  nothing: 'no context at all',
  "emitter's": "the emitter's context",
  "starter's": 'the context of whoever started it',
  "another's": "another caller's context",
  shared: 'one run for several callers',
};

export function probeText(report: ProbeReport, colors: Colors): string {
  const { file, node, together, staggered, sees } = report;
  const line = (how: string, seen: Sees): string =>
    `  ${how.padEnd(9)}  ${(seen === 'own' ? colors.green : colors.yellow)(SAYS[seen])}`;
  return `${colors.bold(file)}  ${CALLERS.length} callers, Node ${node}
${line('at once', together)}
${line('staggered', staggered)}

${meaning(report)}
${sees === 'own' ? '' : row(report, colors)}`;
}

function meaning({ sees, ran }: ProbeReport): string {
  if (sees === 'own') return 'The callback keeps the context of its caller: there is nothing to wrap.';
  if (sees === 'shared')
    return `${ran} of ${CALLERS.length} callbacks ran: one run serves several callers, or some are left out. Nobody's context is right there.`;
  const as = sees === 'nothing' ? 'as nobody' : 'as somebody else';
  return `The callback runs ${as}: hand over withParentOverrides(callback).`;
}

function row(
  { sees, together, staggered, node, row: { known, place } }: ProbeReport,
  { bold }: Colors,
): string {
  if (known)
    return `\nThe launcher table has it: ${bold(known.id)}. Rule and codemod find it without a row of yours.\n`;
  const unknown = { id: '...', from: [{ module: '...', export: 'default' }], argument: 0 } as const;
  const { argument, ...where } = place ?? unknown;
  const launcher: Launcher = {
    ...where,
    kind: 'callback',
    argument,
    loss: sees === 'nothing' ? 'starts-empty' : 'another-task',
    preset: 'recommended',
    ...(sees === 'shared' && { refused: 'shared-work' as const }),
    evidence: `Measured by the codemod's probe on Node ${node}: ${together} at once, ${staggered} staggered.`,
  };
  const shown = JSON.stringify(launcher, null, 2);
  const gap = place
    ? ''
    : '\nThe file does not show what is called: say in `from`, `receiver` and `member` where it comes from.\n';
  const relative = place?.from.some((origin) => 'module' in origin && origin.module.startsWith('.'))
    ? '\n`module` is compared with imports as they are written: give each spelling an origin of its own.\n'
    : '';
  return `\nThe row for \`launchers\` in the settings:\n\n${shown}\n${gap}${relative}`;
}
