/** The stores that a project has already: packages that bring one, and its own; and which of them it adopts. */
import path from 'node:path';
import { callsOf, remembered } from '@parent-overrides/launch-sites';
import type { TSESTree } from '@typescript-eslint/types';
import { LONGEST_TEXT } from '../bounds.ts';
import {
  declaredModuleKind,
  depends,
  nearestPackage,
  workspaceRoot,
  type PackageFile,
} from '../files/nearest-package.ts';
import { decode, readBytes } from '../files/read-source.ts';
import { EXTENSIONS, selectFiles } from '../files/select-files.ts';
import { lineStarts } from '@parent-overrides/project-modules/line-starts';
import { ParseError, parseSource } from '@parent-overrides/project-modules';
import { UsageError } from '../usage-error.ts';

/** `new AsyncLocalStorage()` in the project's own source. */
export interface OwnStore {
  /** As it is printed. */
  readonly file: string;
  readonly line: number;
  /** The constant or property that holds it, if that shows. */
  readonly name?: string;
  /** Made in a function, so there may be many. */
  readonly isLocal: boolean;
}

/** A call of `adoptStore`. */
export interface Adoption {
  readonly file: string;
  /** Its first argument, as written. */
  readonly store: string;
  /** Does it let a value into jobs? */
  readonly anywhere: boolean;
  /** Those of `PACKAGES` that its file names. */
  readonly packages: readonly string[];
}

export interface Stores {
  /** Packages of the project that keep one. */
  readonly packages: readonly string[];
  readonly own: readonly OwnStore[];
  /** In the whole workspace: what adopts may be imported from another package. */
  readonly adoptions: readonly Adoption[];
  /** Does a receiver list what it takes out of jobs? */
  readonly receivesJobs: boolean;
  /** Where the project calls `defineSettings` first. */
  readonly settings?: string;
}

const PACKAGES = [
  'nestjs-cls',
  '@fastify/request-context',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/sdk-node',
  'express-http-context',
  'cls-rtracer',
  '@sentry/node',
];

const NAMES = /\b(?:AsyncLocalStorage|defineSettings|adoptStore|receiveParentOverrides)\b/;

/** @param show how paths are printed */
export function findStores(packageFile: PackageFile, show: (file: string) => string): Stores {
  const { directory, content } = packageFile;
  const found = findIn(workspaceRoot(directory) ?? directory);
  const isOurs = ({ file }: { file: string }): boolean =>
    file.startsWith(directory + path.sep) ||
    depends(content, String(nearestPackage(path.dirname(file))?.content['name']));
  const shown = <Found extends { file: string }>(one: Found): Found => ({ ...one, file: show(one.file) });
  const [first] = found.settings.filter(isOurs);
  return {
    packages: PACKAGES.filter((name) => depends(content, name)),
    own: found.own.filter(isOurs).map(shown),
    adoptions: found.adoptions.map(shown),
    receivesJobs: found.receivesJobs,
    ...(first && { settings: `${show(first.file)}:${first.line}` }),
  };
}

interface Found {
  readonly own: OwnStore[];
  readonly adoptions: Adoption[];
  readonly settings: { readonly file: string; readonly line: number }[];
  receivesJobs: boolean;
}

const found = new Map<string, Found>();

/** Absolute paths. */
function findIn(root: string): Found {
  return remembered(found, root, () => {
    const all: Found = { own: [], adoptions: [], settings: [], receivesJobs: false };
    for (const file of sourcesIn(root)) {
      const { text } = decode(readBytes(file));
      if (text.length <= LONGEST_TEXT && NAMES.test(text)) findInFile(file, text, all);
    }
    return all;
  });
}

function findInFile(file: string, text: string, all: Found): void {
  const lines = lineStarts(text);
  for (const call of callsIn(file, text)) {
    const { line } = lines.position(call.range[0]);
    const name = lastName(call.callee);
    const isNew = call.type === 'NewExpression';
    const [first, second] = call.arguments;
    if (isNew && name === 'AsyncLocalStorage')
      all.own.push({ file, line, ...nameOf(call), isLocal: isLocal(call) });
    if (!isNew && name === 'defineSettings') all.settings.push({ file, line });
    if (!isNew && name === 'receiveParentOverrides' && second)
      all.receivesJobs ||= /\bjson\b/.test(text.slice(...second.range));
    if (!isNew && name === 'adoptStore' && first)
      all.adoptions.push({
        file,
        store: text.slice(...first.range),
        anywhere: text.slice(...call.range).includes('anywhere'),
        packages: PACKAGES.filter((known) => text.includes(scopeOf(known))),
      });
  }
}

/** A package that is one of many, such as OpenTelemetry's, is known by any of them. */
function scopeOf(name: string): string {
  return name.startsWith('@') ? name.replace(/\/.*/, '/') : name;
}

function sourcesIn(directory: string): readonly string[] {
  try {
    return selectFiles(['.'], { cwd: directory, extensions: EXTENSIONS, ignore: [] }).files;
  } catch (error) {
    // A project that has no source file yet has no store either.
    if (error instanceof UsageError) return [];
    throw error;
  }
}

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

function callsIn(file: string, text: string): readonly Call[] {
  try {
    return callsOf(parseSource(file, text, declaredModuleKind(file)));
  } catch (error) {
    // A run of the codemod names the files that do not parse.
    if (error instanceof ParseError) return [];
    throw error;
  }
}

/** Of a name or of a member: `a.b.c` is `c`. */
function lastName(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? lastName(node.property) : undefined;
}

/** What holds it: a constant, a property (`exports.tenants = `) or a class's field. */
function nameOf({ parent }: Call): { name?: string } {
  const holder =
    parent.type === 'VariableDeclarator'
      ? parent.id
      : parent.type === 'AssignmentExpression'
        ? parent.left
        : parent.type === 'PropertyDefinition'
          ? parent.key
          : undefined;
  const name = holder && lastName(holder);
  return name === undefined ? {} : { name };
}

function isLocal({ parent }: { readonly parent?: TSESTree.Node | undefined }): boolean {
  if (!parent) return false;
  return /Function/.test(parent.type) || isLocal(parent);
}
