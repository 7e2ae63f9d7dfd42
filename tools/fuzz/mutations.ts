/** Edits that break a program somewhere, as a crashed editor or a template would. */
import fc from 'fast-check';

export const mutations: fc.Arbitrary<(text: string) => string> = fc
  .tuple(
    fc.constantFrom('truncate', 'remove', 'repeat', 'insert'),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 30 }),
    fc.constantFrom(
      '(',
      ')',
      '{',
      '}',
      '`',
      '/*',
      '*/',
      '//',
      ',',
      ';',
      '=>',
      '"',
      '...',
      '\u2028',
      '\0',
      '?.',
      '<',
      '@',
    ),
  )
  .map(([kind, where, length, token]) => (text: string) => {
    const at = Math.floor(where * text.length);
    if (kind === 'truncate') return text.slice(0, at);
    if (kind === 'remove') return text.slice(0, at) + text.slice(at + length);
    if (kind === 'repeat') return text.slice(0, at + length) + text.slice(at);
    return text.slice(0, at) + token + text.slice(at);
  });
