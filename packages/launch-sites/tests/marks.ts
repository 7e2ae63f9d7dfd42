/** `//~ unwrapped` at the end of a line of a fixture: a launch that starts on that line. */
import type { LaunchSite } from '../src/index.ts';

const LINE_BREAK = /\r\n|\r|\n/;

/** The launches that a fixture claims, as `line status`. */
export function marks(text: string): string[] {
  return text.split(LINE_BREAK).flatMap((line, index) => {
    const mark = /\/\/~ (.*)$/.exec(line)?.[1];
    return mark ? mark.split(', ').map((status) => `${index + 1} ${status}`) : [];
  });
}

/** The launches that were found, in the same words. */
export function found(text: string, sites: readonly LaunchSite[]): string[] {
  return sites.map((site) => {
    const line = text.slice(0, site.range[0]).split(LINE_BREAK).length;
    return `${line} ${site.refusal ? `refused ${site.refusal.reason}` : site.status}`;
  });
}
