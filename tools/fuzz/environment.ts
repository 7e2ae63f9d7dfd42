/** What a generated program has in scope: its module system, its launchers and its runtime import. */
import fc from 'fast-check';
import { type Group, GROUPS, type Shape } from './shapes.ts';

export interface Language {
  readonly filename: string;
  readonly esm: boolean;
  readonly typescript: boolean;
  readonly jsx: boolean;
}

export interface Environment extends Language {
  readonly headers: readonly string[];
  use(group: Group): string;
}

const languages: fc.Arbitrary<Language> = fc.constantFrom(
  { filename: 'module.mjs', esm: true, typescript: false, jsx: false },
  { filename: 'module.js', esm: true, typescript: false, jsx: true },
  { filename: 'module.jsx', esm: true, typescript: false, jsx: true },
  { filename: 'script.cjs', esm: false, typescript: false, jsx: false },
  { filename: 'script.js', esm: false, typescript: false, jsx: false },
  { filename: 'module.ts', esm: true, typescript: true, jsx: false },
  { filename: 'module.mts', esm: true, typescript: true, jsx: false },
  { filename: 'module.tsx', esm: true, typescript: true, jsx: true },
  { filename: 'script.cts', esm: false, typescript: true, jsx: false },
);

const choice = fc.nat({ max: 99 });

/** Shapes are picked by number, so that a program keeps its meaning while its surroundings shrink. */
export const environments: fc.Arbitrary<Environment> = fc
  .record({
    language: languages,
    picks: fc.record({
      immediate: choice,
      worker: choice,
      queue: choice,
      limit: choice,
      pool: choice,
      runtime: choice,
    }),
    order: fc.shuffledSubarray(Object.keys(GROUPS) as Group[]),
  })
  .map(({ language, picks, order }) => {
    const shapeOf = (group: Group): Shape => {
      const shapes = (GROUPS[group] as readonly Shape[]).filter((shape) => isPossible(shape, language));
      return shapes[picks[group] % shapes.length]!;
    };
    const brought = new Set(order);
    return {
      ...language,
      headers: order.flatMap((group) => (language.esm ? shapeOf(group).esm : shapeOf(group).cjs) ?? []),
      // A group that is left out is used all the same: then its name is a global or nobody's.
      use: (group) => (brought.has(group) ? shapeOf(group).use : GROUPS[group][0].use),
    };
  });

function isPossible(shape: Shape, { esm, typescript }: Language): boolean {
  if (shape.typescriptOnly && !typescript) return false;
  const isGlobal = shape.esm === undefined && shape.cjs === undefined;
  return isGlobal || (esm ? shape.esm : shape.cjs) !== undefined;
}
