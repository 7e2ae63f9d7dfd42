/** Holds the directions between rooms and that nothing imports in a circle, with dependency-cruiser. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

/** Type-only imports count everywhere: who needs another room's types cannot be understood without it. */
const READ_TYPES = { tsPreCompilationDeps: 'specify', doNotFollow: { path: 'node_modules' } } as const;

/**
 * What is wrong with the imports in `src` of the package at `folder`, a sentence each; none where all is well.
 *
 * @param rooms the rooms from the lowest to the highest; those of one line do not know each other
 * @param isAlone the sources may import nothing but types from outside of `src`, not even from Node
 */
export async function checkRooms(
  folder: string,
  rooms: readonly (readonly string[])[],
  { isAlone = false } = {},
): Promise<string[]> {
  const src = path.join(folder, 'src');
  const missing = rooms
    .flat()
    .filter((room) => !existsSync(path.join(src, room)) && !existsSync(path.join(src, `${room}.ts`)));
  const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const unnamed = folders.filter(({ name }) => rooms.length > 0 && !rooms.flat().includes(name));
  const { output } = await cruise(
    ['src'],
    { ...READ_TYPES, baseDir: folder, validate: true, ruleSet: { forbidden: rules(rooms, isAlone) } },
    undefined,
    { tsConfig: { options: { allowImportingTsExtensions: true } } as never },
  );
  const { summary } = output as ICruiseResult;
  if (summary.totalCruised === 0) throw new Error(`${src}: no source file was read`);
  return [
    ...missing.map((room) => `${room} is named as a room, but src has no such folder or file`),
    ...unnamed.map(({ name }) => `${name} is a folder of src that no line of rooms names`),
    ...summary.violations.map(({ from, to, rule, cycle }) =>
      cycle
        ? `circle: ${[from, ...cycle.map(({ name }) => name)].join(' -> ')}`
        : `${from} imports ${to}: ${rule.name}`,
    ),
  ];
}

function rules(rooms: readonly (readonly string[])[], isAlone: boolean): IForbiddenRuleType[] {
  const upward = rooms.flatMap((line, index) =>
    line.map((room): IForbiddenRuleType => {
      const below = [...rooms.slice(0, index).flat(), room];
      return {
        name: `${room} may know ${below.length > 1 ? below.slice(0, -1).join(', ') : 'nothing else'}`,
        severity: 'error',
        from: { path: inRoom([room]) },
        to: { path: '^src/', pathNot: inRoom(below) },
      };
    }),
  );
  return [
    { name: 'circle', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    ...(isAlone
      ? [
          {
            name: 'nothing but types comes from outside',
            severity: 'error' as const,
            from: { path: '^src/' },
            to: { pathNot: '^src/', preCompilationOnly: false },
          },
        ]
      : []),
  ];
}

function inRoom(names: readonly string[]): string {
  return `^src/(?:${names.join('|')})(?:/|\\.ts$)`;
}
