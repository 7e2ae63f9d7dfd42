/** What `--help` says below the options. */
export const HELP = `
What it does
  Finds work that is started outside the current call (setImmediate, new Worker, executor.submit, p-queue,
  p-limit, pools) and wraps it, so that it sees the settings overrides of its parent:

    setImmediate(() => evaluate(example));
    setImmediate(withParentOverrides(() => evaluate(example)));

  It adds the import and changes nothing else. A launch that cannot be wrapped safely is listed with what to do
  by hand. A pool or web Worker has two ends, which are edited together or not at all: give both files.
  A store that the program has already (nestjs-cls, its own AsyncLocalStorage) goes along there only when
  adoptStore says so: the report has what to write.

Files
  Inside a git repository, what git tracks or would add; elsewhere everything that .gitignore does not name.
  Never symbolic links, .d.ts files or node_modules. Files must be UTF-8. Each file is replaced at once, so an
  interrupted run leaves every file old or new. A file with uncommitted changes is not written without --force.
  Put -- before a path that begins with a dash.

Types
  A queue that another file makes is followed without types. --types asks the project's own TypeScript (5 or 6)
  for the rest: what an interface, a container or a generic gives. It takes the time and the memory of a
  compilation, in one thread. Files that no tsconfig.json includes are analysed without types, and named.

Comments
  // eslint-disable-next-line parent-overrides/require-wrapper (and its other forms) keeps a launch as it is;
  so does wrapping it in withoutParentOverrides.

Exit status
  0  done, or nothing to do
  1  --check found launches to wrap, or what is left to do by hand (--allow-manual leaves that out)
  2  some files failed; the others are written
  3  wrong usage, nothing to read, no TypeScript for --types, or uncommitted changes; no file was touched
  4  internal error

Examples
  $ npx @parent-overrides/codemod src --diff       show what would change, as a patch
  $ npx @parent-overrides/codemod src              change it
  $ npx @parent-overrides/codemod . --check        fail in CI while there is something to wrap
  $ npx @parent-overrides/codemod src --only setImmediate --only p-queue
  $ npx @parent-overrides/codemod . --eslint       as the project's ESLint config says, file by file
  $ npx @parent-overrides/codemod src --types      also what only types tell, as the TypeChecked presets report it
  $ npx @parent-overrides/codemod . --json --dry-run | jq .summary
`;

export const EXPLAIN_HELP = `
What it does
  Says for each call on the line (with a column: for the call around it) why it is a launch, or is none: the rows of
  the launcher table that it could be and how the file can reach them, the value of what is called, step by step with
  the place of each, and where that is lost; whether it is wrapped, and by what; and the edit, or why it is refused.
  It writes nothing.

Exit status
  0  explained
  3  wrong usage: no such file, it does not parse, no such line, no call on it
  4  internal error

Examples
  $ npx @parent-overrides/codemod explain src/orders.js:6
  $ npx @parent-overrides/codemod explain src/orders.js:6:20 --json | jq '.calls[].because'

  A file or folder that is called explain is migrated as ./explain.
`;

/** What `init --help` says below the options. */
export const INIT_HELP = `
What it does
  Looks at the project: framework, stores, language, modules, package manager, workspace, linter, launches. Says what
  it found and why, and shows what it would do before it does it: add the runtime and the ESLint plugin with your
  package manager, and put the preset that fits into the linter's config.

  On a terminal it asks once. Without one it prints the same and does nothing, unless --yes is given. What it does not
  understand it leaves alone, and prints the block to paste. A second run finds nothing to do.

Exit status
  0  done, or nothing to do, or nobody said yes
  2  a command failed, or the config could not be written; what was written is whole
  3  wrong usage, no package.json, or uncommitted changes; nothing was done
  4  an internal error
`;

/** What `probe --help` says below the options. */
export const PROBE_HELP = `
What it does
  Runs your file, which exports one function and hands its callback to your queue:

    import { Jobs } from './jobs.js';
    const jobs = new Jobs();
    export const launch = (callback) => jobs.add(callback);

  Four callers, each in a context of its own, call it in one turn; then four requests of a real HTTP server, 3 ms
  apart. It says whose context the callback has: its own caller's, another's, that of whoever loaded the file, none;
  or that one run serves several callers. What loses gets the row to paste into the settings.

Exit status
  0  measured, whatever was seen
  3  it cannot be measured: no such file, no launch, an error, no callback ran, no end
  4  internal error

Example
  $ npx @parent-overrides/codemod probe probe.mjs

  A file or folder that is called probe is migrated as ./probe.
`;
