/** The checks of a row that a user writes: what each field may be, and what it may be beside the others. */
import { HOME_MADE, SUBMIT, type Launcher } from '../vocabulary/launcher.ts';
import { Checker, isIndex, isPlainObject, show, type Check } from './check-settings.ts';

const ARGUMENTS: readonly unknown[] = [
  'first-function',
  'last-function',
  'each-function',
  'optional-callback',
  'each-element',
  'first-parameter',
  'behind-name',
];
const PAYLOADS: readonly unknown[] = ['each-element', 'first-parameter', 'behind-name'];

export class LauncherChecker extends Checker {
  readonly launcher: Check = (value, key) => {
    this.object(
      value,
      key,
      {
        id: this.name,
        from: (item, at) => {
          this.list(item, at, this.#origin);
        },
        receiver: this.oneOf('new', 'call'),
        member: this.dotted,
        types: (item, at) => {
          this.list(item, at, this.name);
        },
        kind: this.oneOf('callback', 'spawn', 'payload', 'stringified'),
        constructed: this.oneOf(true),
        argument: this.#argument,
        required: this.oneOf(true),
        optional: this.oneOf(true),
        given: this.#given,
        coalesces: this.oneOf(true),
        ofPages: this.oneOf(true),
        loss: this.oneOf('starts-empty', 'shared', 'another-task'),
        versions: this.#versions,
        preset: this.oneOf('recommended', 'strict'),
        waitsWith: (item, at) => {
          this.list(item, at, this.name);
        },
        refused: this.oneOf(
          'constructor-time-capture',
          'shared-work',
          'job',
          'stringified-function',
          'worker-file-unknown',
        ),
        workerFile: (item, at) => {
          this.object(item, at, { argument: this.index, option: this.name }, ['argument']);
        },
        evidence: this.name,
      },
      ['id', 'from', 'kind', 'argument', 'loss', 'preset', 'evidence'],
    );
    this.#consistent(value as Launcher, key);
  };

  /** What each field allows by itself, but not beside the others. */
  #consistent(row: Launcher, key: string): void {
    const { kind, argument } = row;
    const disallow = (field: keyof Launcher, allowed: string): never =>
      this.fail(`${key}.${field}`, row[field], allowed);
    if (row.id === SUBMIT || row.id === HOME_MADE)
      disallow('id', 'another id: this launcher has no row to replace');
    if (row.from.length === 0) disallow('from', 'a list of at least one origin');
    if (kind === 'payload' && typeof argument !== 'number' && !PAYLOADS.includes(argument))
      disallow('argument', "an index, 'each-element', 'first-parameter' or 'behind-name' for kind 'payload'");
    if (kind !== 'payload' && (argument === 'first-parameter' || argument === 'behind-name'))
      disallow('argument', "an index or what 'callback' allows for this kind");
    if (row.required && argument !== 'first-function')
      disallow('required', "absent, except for argument 'first-function'");
    if (row.optional && (kind !== 'callback' || typeof argument !== 'number'))
      disallow('optional', "absent, except for an index of kind 'callback'");
    if (row.given && (kind !== 'callback' || row.constructed))
      disallow('given', 'absent where the launch is no call that takes a callback');
    if (row.given && row.refused) disallow('refused', "absent beside 'given', which says how it is mended");
    if (row.constructed && (kind !== 'callback' || (row.receiver ?? row.member) !== undefined))
      disallow('constructed', "absent: it is for kind 'callback', without 'receiver' and 'member'");
    if (row.versions !== undefined && row.from.some((origin) => 'global' in origin))
      disallow('versions', 'absent for a global, which has no version');
    if (kind === 'spawn' && (row.receiver ?? row.member) !== undefined)
      disallow(
        row.receiver ? 'receiver' : 'member',
        "absent for kind 'spawn', whose export is constructed itself",
      );
    if (kind !== 'callback') return;
    if (row.workerFile) disallow('workerFile', "absent for kind 'callback', which runs in this thread");
    if (row.refused === 'worker-file-unknown')
      disallow(
        'refused',
        "'constructor-time-capture', 'shared-work', 'job' or 'stringified-function' for kind 'callback'",
      );
  }

  readonly #argument: Check = (value, key) => {
    if (isIndex(value) || ARGUMENTS.includes(value)) return;
    const words = ARGUMENTS.map((word) => show(word)).join(', ');
    if (!isPlainObject(value) || 'options' in value === 'handler' in value)
      this.fail(
        key,
        value,
        `the index of an argument, one of ${words}, or either { options, keys } or { handler, keys }`,
      );
    const where = 'options' in value ? 'options' : 'handler';
    this.object(value, key, { [where]: this.index, keys: this.#names }, [where, 'keys']);
  };

  readonly #given: Check = (value, key) => {
    if (value === 'calls') return;
    if (!isPlainObject(value)) this.fail(key, value, "'calls' or { values, lists }");
    this.object(value, key, { values: this.#names, lists: this.oneOf(true) }, ['values']);
  };

  /** At least one name. */
  readonly #names: Check = (value, key) => {
    this.list(value, key, this.name, 'a list of at least one name');
    if ((value as readonly unknown[]).length === 0) this.fail(key, value, 'a list of at least one name');
  };

  /** The part of npm's ranges that says which versions a row is about; anything else is more likely a mistake. */
  readonly #versions: Check = (value, key) => {
    const comparator = String.raw`(?:[<>]=?|[=^~])?\d+(?:\.\d+){0,2}`;
    const range = new RegExp(
      `^${comparator}(?: ${comparator})*(?: \\|\\| ${comparator}(?: ${comparator})*)*$`,
    );
    if (typeof value !== 'string' || !range.test(value))
      this.fail(key, value, "a range of versions such as '>=2 <5', '^3' or '2.1 || >=4'");
  };

  readonly #origin: Check = (value, key) => {
    if (!isPlainObject(value) || 'global' in value === 'module' in value)
      this.fail(key, value, 'either { global } or { module, export }');
    if ('global' in value) this.object(value, key, { global: this.dotted });
    else this.object(value, key, { module: this.module, export: this.dotted }, ['module', 'export']);
  };
}
