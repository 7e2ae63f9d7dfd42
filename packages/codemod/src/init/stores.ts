/** The stores that a project has already: packages that bring one, and its own. */
import { callsOf } from '@parent-overrides/launch-sites';
import type { TSESTree } from '@typescript-eslint/types';
import { LONGEST_TEXT } from '../bounds.ts';
import { declaredModuleKind, type PackageFile } from '../files/nearest-package.ts';
import { decode, readBytes } from '../files/read-source.ts';
import { EXTENSIONS, selectFiles } from '../files/select-files.ts';
import { lineStarts } from '@parent-overrides/project-modules/line-starts';
import { ParseError, parseSource } from '@parent-overrides/project-modules';
import { depends } from '../report/install-command.ts';
import { UsageError } from '../usage-error.ts';

/** `new AsyncLocalStorage()` in the project's own source. */
export interface OwnStore {
  /** As it is printed. */
  readonly file: string;
  readonly line: number;
  /** The constant that holds it, if that shows. */
  readonly name?: string;
}

export interface Stores {
  /** Packages of the project that keep one. */
  readonly packages: readonly string[];
  readonly own: readonly OwnStore[];
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

const NAMES = /\b(?:AsyncLocalStorage|defineSettings)\b/;

/** @param show how paths are printed */
export function findStores({ directory, content }: PackageFile, show: (file: string) => string): Stores {
  const own: OwnStore[] = [];
  let settings: string | undefined;
  for (const file of sourcesIn(directory)) {
    const { text } = decode(readBytes(file));
    if (text.length > LONGEST_TEXT || !NAMES.test(text)) continue;
    const lines = lineStarts(text);
    for (const call of callsIn(file, text)) {
      const { line } = lines.position(call.range[0]);
      const name = lastName(call.callee);
      if (call.type === 'NewExpression' && name === 'AsyncLocalStorage')
        own.push({ file: show(file), line, ...nameOf(call) });
      if (call.type === 'CallExpression' && name === 'defineSettings') settings ??= `${show(file)}:${line}`;
    }
  }
  const packages = PACKAGES.filter((name) => depends(content, name));
  return { packages, own, ...(settings !== undefined && { settings }) };
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

function lastName(callee: TSESTree.Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined;
}

function nameOf({ parent }: Call): { name?: string } {
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
    ? { name: parent.id.name }
    : {};
}
