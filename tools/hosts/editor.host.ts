/**
 * The language server behind VS Code's ESLint extension, over its real protocol: open a document, get the
 * squiggle at the exact range, apply the code action, get a clean document.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ESLINT, LANGUAGE_SERVER, P_QUEUE, TYPESCRIPT, TYPESCRIPT_PARSER } from '../versions.ts';
import { cleanEnvironment, createHost, type Host } from './host.ts';
import { LanguageClient } from './language-client.ts';
import { SERVICE, typedProject } from './typed-project.ts';

interface Position {
  readonly line: number;
  readonly character: number;
}
interface Range {
  readonly start: Position;
  readonly end: Position;
}
interface Diagnostic {
  readonly range: Range;
  readonly code: string;
  readonly message: string;
}
interface CodeAction {
  readonly title: string;
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
}
interface ApplyEdit {
  readonly edit: {
    readonly documentChanges: readonly { readonly edits: readonly { range: Range; newText: string }[] }[];
  };
}

const CONFIG = `
import parentOverrides from '@parent-overrides/eslint-plugin';
import tsParser from '@typescript-eslint/parser';
export default [
  parentOverrides.configs.recommended,
  { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
  {
    ...parentOverrides.configs.recommendedTypeChecked,
    files: ['typed/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
];
`;

const SOURCE = `import PQueue from 'p-queue';

const queue = new PQueue({ concurrency: 4 });

export async function evaluate(example: string, run: (example: string) => void): Promise<void> {
  await queue.add(async () => {
    run(example);
  });
}
`;

let host: Host;
let client: LanguageClient;
const applied: ApplyEdit[] = [];

beforeAll(async () => {
  host = await createHost('editor', inject('pluginTarball'), {
    ...ESLINT,
    ...TYPESCRIPT_PARSER,
    ...TYPESCRIPT,
    ...P_QUEUE,
    ...LANGUAGE_SERVER,
  });
  host.files({ 'eslint.config.js': CONFIG, 'src/evaluate.ts': SOURCE, ...typedProject('typed') });
  const folder = { uri: pathToFileURL(host.directory).href, name: 'host' };
  // What VS Code sends for the extension's defaults; `useFlatConfig` is left to the server's own detection.
  const settings = {
    validate: 'on',
    workspaceFolder: folder,
    workingDirectory: { mode: 'location' },
    nodePath: null,
    run: 'onType',
    problems: { shortenToSingleLine: false },
    rulesCustomizations: [],
    quiet: false,
    onIgnoredFiles: 'off',
    options: {},
    format: false,
    experimental: {},
    codeActionOnSave: { mode: 'all' },
    codeAction: {
      disableRuleComment: { enable: true, location: 'separateLine' },
      showDocumentation: { enable: true },
    },
  };
  const server = join(host.directory, 'node_modules/.bin/vscode-eslint-language-server');
  client = new LanguageClient(server, ['--stdio'], host.directory, cleanEnvironment(), {
    'workspace/configuration': () => [settings],
    'workspace/applyEdit': (params) => {
      applied.push(params as ApplyEdit);
      return { applied: true };
    },
    // The extension asks its user before it loads a library; this is the user's yes.
    'eslint/confirmESLintExecution': () => 4,
  });
  await client.request('initialize', {
    processId: process.pid,
    rootUri: folder.uri,
    workspaceFolders: [folder],
    capabilities: {
      workspace: {
        configuration: true,
        applyEdit: true,
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true },
      },
      textDocument: {
        diagnostic: { dynamicRegistration: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
      },
    },
  });
  client.notify('initialized', {});
});

afterAll(async () => {
  await client.close();
});

async function diagnose(uri: string): Promise<readonly Diagnostic[]> {
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  return items;
}

/** Opens a document in the editor and gives its address. */
function open(file: string, text: string): string {
  const uri = pathToFileURL(join(host.directory, file)).href;
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text },
  });
  return uri;
}

function change(uri: string, text: string): void {
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text }],
  });
}

/** What the light bulb offers. */
async function actionsFor(uri: string, diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
  return client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], only: ['quickfix'] },
  });
}

/** The text after one of the actions. */
async function choose({ command: chosen }: CodeAction, text: string): Promise<string> {
  applied.length = 0;
  const { command, arguments: args } = chosen!;
  await client.request('workspace/executeCommand', { command, arguments: args });
  expect(applied).toHaveLength(1);
  return apply(
    text,
    applied[0]!.edit.documentChanges.flatMap(({ edits }) => edits),
  );
}

/** The document's text after edits that the server asked for. */
function apply(text: string, edits: readonly { range: Range; newText: string }[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, character);
  return edits
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (out, { range, newText }) => out.slice(0, offset(range.start)) + newText + out.slice(offset(range.end)),
      text,
    );
}

/** The server's own word that it linted: 1 each time. */
function expectHealthy(): void {
  const states = client.notifications.filter(({ method }) => method === 'eslint/status');
  expect(states.length).toBeGreaterThan(0);
  expect(new Set(states.map(({ params }) => (params as { state: number }).state))).toEqual(new Set([1]));
}

test('squiggle, code action, clean document', async () => {
  const uri = open('src/evaluate.ts', SOURCE);
  const [squiggle, ...others] = await diagnose(uri);
  expect(others).toEqual([]);
  expect(squiggle).toMatchObject({
    code: 'parent-overrides/require-wrapper',
    message:
      '`queue.add` runs this callback with the overrides of whichever task finished last. Wrap it in `withParentOverrides`.',
    // `async () =>`, not the three lines of its body.
    range: { start: { line: 5, character: 18 }, end: { line: 5, character: 29 } },
  });
  expectHealthy();

  const actions = await actionsFor(uri, squiggle!);
  expect(actions.map(({ title }) => title)).toEqual([
    'Wrap in `withParentOverrides`. (parent-overrides/require-wrapper)',
    "Mark as detached with `withoutParentOverrides`: the child does not get the parent's overrides, on purpose. (parent-overrides/require-wrapper)",
    'Disable parent-overrides/require-wrapper for this line',
    'Disable parent-overrides/require-wrapper for the entire file',
    'Show documentation for parent-overrides/require-wrapper',
  ]);

  const expected = (wrapper: string): string =>
    SOURCE.replace("'p-queue';\n", `'p-queue';\nimport { ${wrapper} } from '@parent-overrides/runtime';\n`)
      .replace('async () => {', `${wrapper}(async () => {`)
      .replace('  });', '  }));');
  const [wrap, detach] = actions;
  const wrapped = await choose(wrap!, SOURCE);
  expect(wrapped).toBe(expected('withParentOverrides'));
  const detached = await choose(detach!, SOURCE);
  expect(detached).toBe(expected('withoutParentOverrides'));

  for (const text of [wrapped, detached]) {
    change(uri, text);
    expect(await diagnose(uri)).toEqual([]);
  }
  expectHealthy();
});

test('a typed project: the squiggle that only the types tell', async () => {
  const uri = open('typed/service.ts', SERVICE);
  const [squiggle, ...others] = await diagnose(uri);
  expect(others).toEqual([]);
  expect(squiggle).toMatchObject({
    code: 'parent-overrides/require-wrapper',
    range: { start: { line: 7, character: 29 }, end: { line: 7, character: 33 } },
  });
  const [wrap] = await actionsFor(uri, squiggle!);
  const wrapped = await choose(wrap!, SERVICE);
  expect(wrapped).toContain('void this.deps.queue.add(withParentOverrides(task));');
  change(uri, wrapped);
  expect(await diagnose(uri)).toEqual([]);
  expectHealthy();
});
