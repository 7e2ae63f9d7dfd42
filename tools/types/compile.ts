/** What the compiler says about every source file below a folder, without the places, which a migration moves. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import type TypeScript from 'typescript';

const require = createRequire(import.meta.url);

/** As the root's package.json calls them. */
export const COMPILERS = { '5.6': 'typescript-5.6', '5.9': 'typescript-5.9', '6.0': 'typescript' } as const;
export type Version = keyof typeof COMPILERS;

const OPTIONS = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, esModuleInterop: true, resolveJsonModule: true },
  ...{ target: 'es2023', module: 'nodenext', moduleResolution: 'nodenext', allowImportingTsExtensions: true },
  ...{ lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable', 'esnext.disposable'], types: ['node'] },
};

const SOURCE = /(?<!\.d)\.[mc]?tsx?$/;
/** They import what only their authors install. */
const TEST = /(?:^|[/\\])(?:tests?|__tests__|testing|mocks?)[/\\]|\.(?:test|spec|bench)\.[mc]?tsx?$/;

export function sourcesIn(directory: string): string[] {
  return readdirSync(join(directory, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => SOURCE.test(name) && !TEST.test(name) && !name.includes('node_modules'))
    .map((name) => join(directory, 'src', name))
    .sort();
}

/** Every error as `file: TScode message`, sorted. Libraries are read once for all calls of one compiler. */
export class Compiler {
  readonly version: Version;
  readonly #ts: typeof TypeScript;
  readonly #libraries = new Map<string, TypeScript.SourceFile | undefined>();

  constructor(version: Version) {
    this.version = version;
    this.#ts = require(COMPILERS[version]) as typeof TypeScript;
  }

  errorsIn(directory: string, more: Readonly<Record<string, unknown>> = {}): string[] {
    const ts = this.#ts;
    const { options, errors } = ts.convertCompilerOptionsFromJson({ ...OPTIONS, ...more }, directory);
    if (errors.length > 0) throw new Error(`wrong compiler options: ${JSON.stringify(more)}`);
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getCurrentDirectory = () => directory;
    host.getSourceFile = (name, target, ...rest) => {
      if (name.startsWith(directory)) return read(name, target, ...rest);
      // A file's format is part of how it is read.
      const key = `${JSON.stringify(more)} ${name}`;
      if (!this.#libraries.has(key)) this.#libraries.set(key, read(name, target, ...rest));
      return this.#libraries.get(key);
    };
    const program = ts.createProgram(sourcesIn(directory), options, host);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ file, code, messageText }) => {
        const text = ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(directory, '.');
        return `${file ? relative(directory, file.fileName) : ''}: TS${code} ${text}`;
      })
      .sort();
  }
}

/** What is in `more` and not in `less`, each as often as it is there more often. */
export function extra(more: readonly string[], less: readonly string[]): string[] {
  const left = [...less];
  return more.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
