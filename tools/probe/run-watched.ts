/**
 * Measures one API of one package, made outside of every task as programs make what they share, and prints what was
 * seen. Started under the sanitizer by agreement/measure-agreement.ts, so that both judge the same run.
 */
import { FAMILIES } from './families.ts';
import { measureApi } from './measure-api.ts';

const [family = '', packagesFolder = '', api, wanted] = process.argv.slice(2);

// A driver that is closed may still reject what it was asked for.
process.on('uncaughtException', () => {}).on('unhandledRejection', () => {});

const probe = FAMILIES[family]?.find(
  (one) => one.api === api && (wanted === undefined || one.packages?.includes(wanted) === true),
);
if (probe === undefined) throw new Error(`There is no probe ${api ?? ''} of ${wanted ?? 'Node'}.`);
const seen = await measureApi(probe, wanted, packagesFolder, (body) => body());
process.stdout.write(`\n${JSON.stringify(seen)}\n`, () => {
  // Some libraries keep the process alive.
  process.exit(0);
});
