/**
 * From a text alone: is what a module exports by a name a function or a class of its own? Then it is no launcher, and most
 * of what files import is one. False means that nobody knows.
 */
import type { Step } from '@parent-overrides/launch-sites';

/**
 * @param steps from the module to the value that is asked for, or to what that extends: what a function returns, say, is
 *   further away
 */
export function declaresOwn(text: string, steps: readonly Step[]): boolean {
  const [first, ...further] = steps[0] === 'base' ? [undefined, 'base'] : steps;
  if (further.some((step) => step !== 'base')) return false;
  if (first === undefined || (typeof first === 'object' && 'name' in first && first.name === 'default'))
    return declaresDefault(text);
  if (typeof first !== 'object' || !('name' in first)) return false;
  return (
    declares(text, first.name, 'export ') || (isExported(text, first.name) && declares(text, first.name))
  );
}

function declaresDefault(text: string): boolean {
  if (/^export default (?:async )?function\b/m.test(text)) return true;
  if (/^export default (?:abstract )?class(?: [\w$]+)? ?(?:<[^{}]*> ?)?(?:implements\b|\{)/m.test(text))
    return true;
  const [whole, ...further] = [...text.matchAll(/^(?:module\.exports|export default)\s*=?\s*([\w$]+);?$/gm)];
  const name = whole?.[1];
  return name !== undefined && further.length === 0 && declares(text, name);
}

/** `exports.name = name`, as a compiler writes it, and `export { name }`. */
function isExported(text: string, name: string): boolean {
  const own = escaped(name);
  return new RegExp(
    String.raw`^(?:module\.)?exports\.${own} = ${own};?$|^export \{[^}]*(?<![\w$] )\b${own}(?! as)\b[^}]*\}(?! from)`,
    'm',
  ).test(text);
}

/** Is it declared at the beginning of a line, without a base, and never assigned? */
function declares(text: string, name: string, before = ''): boolean {
  const own = escaped(name);
  const isDeclared = new RegExp(
    String.raw`^${before}(?:(?:async )?function ?\*? ?${own}(?![\w$])|(?:abstract )?class ${own}(?![\w$]) ?(?:<[^{}]*> ?)?(?:implements\b|\{))`,
    'm',
  ).test(text);
  return isDeclared && !new RegExp(String.raw`(?<![\w$.])${own}\s*=(?![=>])`).test(text);
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`);
}
