/** Where a path into another module of the project leads. Without the other modules it stays as it is. */
import type { OtherModules, Source } from '../vocabulary/source.ts';
import { stepped, type PathValue } from './value.ts';

/** The paths that are known to lead out of the project; the others, and a value without any, stay as they are. */
export function followModules(modules: OtherModules, value: PathValue): PathValue {
  const { path, or = [], bound } = value;
  const followed = [path, ...or].map((each) => (each.startsWith('m:') ? modules.follow(each) : undefined));
  if (!followed.some(Boolean)) return value;
  const [first] = followed;
  const paths = new Set(
    [path, ...or].flatMap((each, index) => {
      const there = followed[index];
      return there ? [there.path, ...(there.or ?? [])] : [each];
    }),
  );
  const [leading = path, ...others] = paths;
  return {
    kind: 'path',
    path: leading,
    ...(others.length > 0 && { or: others }),
    // Where the other module does not show how the value was made, this one's call of a factory says nothing.
    ...(first?.created && { created: first.created, createdIn: first.createdIn }),
    ...((bound ?? first?.bound) && { bound: true }),
  };
}

/** An element of a list or map that another module of the project holds. */
export function elementPath({ modules }: Source, container: PathValue): PathValue | undefined {
  return modules?.isOwn(container.path) ? stepped(container, (path) => `${path}|each`) : undefined;
}
