/** The packages of a probe, as `packages.json` pins them: `v('pg', 8)` is `pg@8`. */
export const v = (name: string, ...majors: number[]): string[] => majors.map((major) => `${name}@${major}`);
