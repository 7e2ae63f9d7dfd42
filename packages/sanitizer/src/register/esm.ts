/** ES modules, instrumented by Node's loader hooks. */
import { readFileSync } from 'node:fs';
import * as module from 'node:module';
import path from 'node:path';
import { instrumentLoaded, type Loaded } from './hooks.ts';

/** Since Node 22.15; our types are those of Node 20. */
interface HookableModule {
  readonly registerHooks?: (hooks: {
    load: (url: string, context: object, next: (url: string, context: object) => Loaded) => Loaded;
  }) => void;
}

let hooked = false;

/** Before, hooks need a thread of their own, which a program without ES modules is spared until it imports one. */
export function hookEsm(): void {
  const { registerHooks } = module as HookableModule;
  if (registerHooks !== undefined) {
    registerHooks({ load: (url, context, next) => instrumentLoaded(url, next(url, context)) });
    hooked = true;
  } else if (!isCommonJs(process.argv[1])) hookNow();
}

/** @param content of a CommonJS module that is about to run */
export function hookBefore(content: string): void {
  if (!hooked && IMPORTS.test(content)) hookNow();
}

const IMPORTS = /\bimport\s*\(/;

function hookNow(): void {
  hooked = true;
  module.register('./hooks.js', import.meta.url);
}

/** Whether Node takes the main file for CommonJS, and nobody else brings ES modules. In doubt not. */
function isCommonJs(main: string | undefined): boolean {
  if (main === undefined || bringsModules(process.execArgv)) return false;
  const file = fileAt(main);
  if (file === undefined) return false;
  if (file.endsWith('.cjs')) return true;
  if (!/(?:\.js|[\\/][^.\\/]+)$/.test(file)) return false;
  const type = typeNear(path.dirname(file));
  return type === 'commonjs' || (type === undefined && !MODULE_SYNTAX.test(readFileSync(file, 'utf8')));
}

/** Without a type Node looks at the file itself. A line of a text that looks so costs a thread, and nothing else. */
const MODULE_SYNTAX = /^\s*(?:import\b(?!\s*\()|export\b)|\bimport\.meta\b|^\s*await\b/m;

/** `node .` and `node app` name no file. */
function fileAt(main: string): string | undefined {
  try {
    return module.createRequire(import.meta.url).resolve(main);
  } catch {
    return undefined;
  }
}

/** Other hooks, or a program that is no file. */
const BRINGS = /^--(?:import|loader|experimental-loader|input-type|eval|test)\b|^-e/;

function bringsModules(options: readonly string[]): boolean {
  return options.some((option, at) => {
    if (!BRINGS.test(option)) return false;
    const value = option.includes('=') ? option : options[at + 1];
    return !(option.startsWith('--import') && value?.includes('sanitizer'));
  });
}

/** The `type` of the nearest package.json. */
function typeNear(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { type?: string }).type;
  } catch {
    const parent = path.dirname(folder);
    return parent === folder ? undefined : typeNear(parent);
  }
}
