/** `//~ unwrapped` at the end of a line of a fixture: a launch that starts on that line. */
import type { LaunchSite } from '../src/index.ts';

const LINE_BREAK = /\r\n|\r|\n/;
/** Marks that also say whose the launch is: `//~ unwrapped one-caller shared`. One in a file, and all of it have to. */
const SAYS_WHOSE = /\/\/~ .*(?:one-caller|shared-by-callers|one-shot|long-lived(?!-))/;

/** The launches that a fixture claims, as `line status`. */
export function marks(text: string): string[] {
  return text.split(LINE_BREAK).flatMap((line, index) => {
    const mark = /\/\/~ (.*)$/.exec(line)?.[1];
    return mark ? mark.split(', ').map((status) => `${index + 1} ${status}`) : [];
  });
}

/** The launches that were found, in the same words. */
export function found(text: string, sites: readonly LaunchSite[]): string[] {
  const saysWhose = SAYS_WHOSE.test(text);
  return sites.map((site) => {
    const line = text.slice(0, site.range[0]).split(LINE_BREAK).length;
    const status = site.refusal ? `refused ${site.refusal.reason}` : site.status;
    return `${line} ${status}${saysWhose ? whose(site) : ''}`;
  });
}

function whose({ owner, lifetime, loss }: LaunchSite): string {
  return lifetime ? ` ${lifetime.is}` : owner ? ` ${owner.is} ${loss}` : '';
}
