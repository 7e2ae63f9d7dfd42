/** A package's sources with their types, and whether a changed file still has right ones. */
import path from 'node:path';
import ts from 'typescript';

export class TypedPackage {
  readonly #folder: string;
  readonly #service: ts.LanguageService;
  /** A file's text while it is changed, and how often it was. */
  readonly #changed = new Map<string, { readonly text: string | undefined; readonly version: number }>();

  /**
   * @param folder with a `tsconfig.json` and a `src`
   * @throws when its `tsconfig.json` cannot be read
   */
  constructor(folder: string) {
    this.#folder = folder;
    const config = path.join(folder, 'tsconfig.json');
    const read = ts.readConfigFile(config, (file) => ts.sys.readFile(file));
    if (read.error) throw new Error(ts.flattenDiagnosticMessageText(read.error.messageText, '\n'));
    const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (file) => String(this.#changed.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = this.#changed.get(file)?.text ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (file) => ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
      readDirectory: (...args) => ts.sys.readDirectory(...args),
      directoryExists: (directory) => ts.sys.directoryExists(directory),
      getDirectories: (directory) => ts.sys.getDirectories(directory),
      realpath: (file) => ts.sys.realpath!(file),
    });
  }

  /** The files of `src`, by name. */
  sources(): ts.SourceFile[] {
    const src = path.join(this.#folder, 'src') + path.sep;
    return this.#service
      .getProgram()!
      .getSourceFiles()
      .filter(({ fileName }) => path.normalize(fileName).startsWith(src) && !fileName.endsWith('.d.ts'))
      .toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1));
  }

  /** As it was when it was first looked at. */
  textOf(file: string): string {
    return this.#service.getProgram()!.getSourceFile(file)!.text;
  }

  checker(): ts.TypeChecker {
    return this.#service.getProgram()!.getTypeChecker();
  }

  /** Whether the package compiles with this text in the file's place. */
  accepts(file: string, text: string): boolean {
    const version = (this.#changed.get(file)?.version ?? 0) + 1;
    this.#changed.set(file, { text, version });
    const wrong =
      this.#service.getSyntacticDiagnostics(file).length > 0 ||
      this.sources().some(({ fileName }) => this.#service.getSemanticDiagnostics(fileName).length > 0);
    this.#changed.set(file, { text: undefined, version: version + 1 });
    return !wrong;
  }
}
