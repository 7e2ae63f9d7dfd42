/** Is a text nested so deeply that oxc, which descends by calling itself, would take the whole process along? */
import { DEEPEST_NESTING } from '../bounds.ts';

/** What holds brackets that nest nothing. (Templates nest code, so they are read as code.) */
const ASIDE = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|\/\/.*/g;

export function isTooDeep(text: string): boolean {
  // Most texts are far from it, with all that their strings and comments hold.
  return isBeyond(text) && isBeyond(text.replace(ASIDE, ''));
}

function isBeyond(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 40: // (
      case 91: // [
      case 123: // {
        if (++depth > DEEPEST_NESTING) return true;
        break;
      case 41: // )
      case 93: // ]
      case 125: // }
        if (depth > 0) depth--;
    }
  }
  return false;
}
