/**
 * `pnpm types`: published TypeScript, which must have the same type errors after a migration as before.
 *
 * Each project is compiled as published, then in a copy that the codemod migrated. An error that is new or gone is a
 * failure. Errors that are there before come from what a tarball leaves out.
 */
import { parseArgs } from 'node:util';
import { COMPILERS, Compiler, extra, sourcesIn, type Version } from './compile.ts';
import { freshCopy, installedVersion, installProjects, migrate } from './projects-on-disk.ts';
import { PROJECTS, type Project } from './projects.ts';

const VERSIONS = Object.keys(COMPILERS) as Version[];
/** Of each kind, a whole run has to migrate so many. */
const NEEDED = { package: 10, application: 3 };
const SHOWN = 5;
const WIDTHS = [34, 11, 7, 9, 9, 8, 6, 6, 9];

const USAGE = `usage: pnpm types [-- [NAME...] [--typescript ${VERSIONS.join(',')}]]

  NAME          only these projects: ${PROJECTS.map(({ name }) => name).join(', ')}
  --typescript  the compilers to ask; without it the newest`;

await main();

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) return void (process.exitCode = 3);
  await installProjects();
  const compilers = options.versions.map((version) => new Compiler(version));
  printRow(['project', 'TypeScript', 'files', 'wrapped', 'refused', 'errors', 'new', 'gone', 'seconds']);
  let passed = 0;
  let failed = 0;
  const migrated = { package: 0, application: 0 };
  for (const project of options.projects) {
    const problems = checkProject(project, compilers);
    if (problems.length === 0) {
      passed++;
      migrated[project.kind]++;
    } else failed++;
    for (const problem of problems) console.log(`  FAILED: ${problem}`);
  }
  if (options.whole) {
    const enough = migrated.package >= NEEDED.package && migrated.application >= NEEDED.application;
    if (enough) passed++;
    else failed++;
    console.log(
      `\nThe same before and after: ${migrated.package} packages and ${migrated.application} applications; ` +
        `at least ${NEEDED.package} and ${NEEDED.application} are needed.`,
    );
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** Everything that is not as it should be. */
function checkProject(project: Project, compilers: readonly Compiler[]): string[] {
  const before = freshCopy(project, 'before');
  const after = freshCopy(project, 'after');
  const { summary, files } = migrate(after);
  const problems = files.flatMap(({ file, error }) => (error ? [`${file} ${error}`] : []));
  if (summary.edited === 0) problems.push('nothing was wrapped, so this proves nothing');
  for (const compiler of compilers) {
    const begun = performance.now();
    const was = compiler.errorsIn(before, project.options);
    const is = compiler.errorsIn(after, project.options);
    const [added, gone] = [extra(is, was), extra(was, is)];
    printRow([
      ...[`${project.name} ${installedVersion(project)}`, compiler.version],
      ...[
        sourcesIn(before).length,
        summary.edited,
        summary.refused,
        was.length,
        added.length,
        gone.length,
      ].map(String),
      ((performance.now() - begun) / 1000).toFixed(1),
    ]);
    problems.push(...shorten(added, 'new'), ...shorten(gone, 'gone'));
  }
  return problems;
}

function shorten(errors: readonly string[], what: string): string[] {
  const shown = errors.slice(0, SHOWN).map((error) => `${what}: ${error}`);
  return errors.length > SHOWN ? [...shown, `${errors.length - SHOWN} more are ${what}`] : shown;
}

function readArguments() {
  // `pnpm types -- X` hands the dashes on.
  const args = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { typescript: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    const unknown = positionals.filter((name) => !PROJECTS.some((project) => project.name === name));
    if (unknown.length > 0) throw new Error(`no such project: ${unknown.join(', ')}`);
    const asked = values.typescript?.split(',') ?? VERSIONS.slice(-1);
    const versions = VERSIONS.filter((version) => asked.includes(version));
    if (versions.length !== asked.length) throw new Error(`--typescript takes some of ${VERSIONS.join(',')}`);
    const projects = PROJECTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { projects, versions, whole: positionals.length === 0 };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

function printRow(cells: readonly string[]): void {
  const padded = cells.map((cell, at) => (at === 0 ? cell.padEnd(WIDTHS[at]!) : cell.padStart(WIDTHS[at]!)));
  console.log(padded.join(''));
}
