/** What a setting is defined with. All of it is checked by identity: it decides what leaves the thread. */
import { fail, kindName, must } from './fail.ts';
import { kindOf, propertyOf } from './kind.ts';
import { optionsOf } from './options.ts';
import { isDevelopment } from './platform.ts';
import type { Codec, Defined, Setting } from './setting.ts';
import { settings, stores } from './state.ts';

const OPTIONS = ['default', 'copyForChild', 'wire'] as const;

const asIs = (value: unknown): unknown => value;

/**
 * How a value crosses, and how far.
 * @param name of the setting or store, for the message
 * @throws TypeError for what is none of the four forms
 */
export function codecOf(name: string, wire: unknown): Codec<any> | false | undefined {
  if (wire === undefined || wire === false) return wire;
  if (wire === 'thread' || wire === 'anywhere') return { to: wire, encode: asIs, decode: asIs };
  const rule = `${name} must have wire: 'thread', 'anywhere', { encode, decode, to } or false`;
  // An instance of a class may have fields of its own; in a plain object another field is a misspelt one.
  if (kindOf(wire) === 'Object') optionsOf(wire as Codec<any>, ['to', 'encode', 'decode'], rule);
  const encode: any = propertyOf(wire, 'encode');
  const decode: any = propertyOf(wire, 'decode');
  const { to = 'thread' } = { to: propertyOf(wire, 'to') };
  if (
    typeof encode !== 'function' ||
    typeof decode !== 'function' ||
    (to !== 'thread' && to !== 'anywhere')
  ) {
    fail(`${rule}, not ${typeof wire === 'string' ? `'${wire}'` : kindName(wire)}.`);
  }
  return { to, encode: encode.bind(wire), decode: decode.bind(wire) };
}

/** @throws TypeError for anything but a function, `'share'` or nothing */
export function checkCopyForChild(name: string, copyForChild: unknown): void {
  const holds = copyForChild === undefined || copyForChild === 'share' || typeof copyForChild === 'function';
  must(holds, `${name} must have copyForChild: 'share' or a function`, copyForChild);
}

/**
 * Registers a store. In development a changed definition replaces the one before, as a hot reload needs it.
 * @throws TypeError for a wrong definition, and outside of development for the same id with other settings
 */
export function define(id: string, definitions: Record<string, Setting<any>>): void {
  const rule = 'defineSettings needs an id and an object of settings';
  must(typeof id === 'string', rule, id);
  must(kindOf(definitions) === 'Object', rule, definitions);
  if (!/^[^.]+$/.test(id)) fail(`'${id}' must be an id without dots.`);
  const defined = new Map<string, Defined>();
  const shape: string[] = [];
  for (const [key, setting] of Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = `${id}.${key}`;
    const rule = `${name} must be an object of default, copyForChild and wire`;
    const options = optionsOf(setting, OPTIONS, rule);
    checkCopyForChild(name, options.copyForChild);
    defined.set(name, {
      default: options.default,
      copyForChild: options.copyForChild,
      wire: codecOf(name, options.wire),
    });
    shape.push(key, ...OPTIONS.map((option) => shapeOf(options[option])));
  }
  const known = stores.get(id);
  if (known !== undefined && known !== `${shape}`) {
    const rule = `'${id}' is defined already, with other settings`;
    if (!isDevelopment()) fail(`${rule}: take another id, or set NODE_ENV=development to replace them.`);
    console.warn(`${rule}: they are replaced.`);
  }
  // In development always: a function may have changed where its text has not.
  if (known === undefined || isDevelopment()) {
    stores.set(id, `${shape}`);
    defined.forEach((setting, name) => settings.set(name, setting).set(`.${name}`, setting));
  }
}

/**
 * One part of a definition as text, to compare it with the next one of the same id. Each copy of a module makes
 * functions and objects anew, so only their presence counts. In development, where they may have been edited, their
 * content counts too.
 */
function shapeOf(value: unknown): string {
  if (Object(value) !== value) return `${typeof value} ${String(value)}`;
  if (!isDevelopment()) return typeof value;
  try {
    return JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'function' ? String(inner) : inner,
    );
  } catch {
    return typeof value; // a cycle
  }
}
