import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colour on a terminal that has it; `hasColors` honours NO_COLOR and FORCE_COLOR. */
const coloured = process.stdout.isTTY && process.stdout.hasColors();

export function paint(style: Style, text: string): string {
  return coloured ? styleText(style, text) : text;
}

export function heading(text: string): void {
  console.log(`\n${paint('bold', text)}`);
}

/** A unified diff, indented, with its added and removed lines in colour. */
export function printDiff(diff: string): void {
  for (const line of diff.trimEnd().split('\n')) {
    const style: Style | undefined = line.startsWith('+')
      ? 'green'
      : line.startsWith('-')
        ? 'red'
        : undefined;
    console.log(`  ${style ? paint(style, line) : line}`);
  }
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
