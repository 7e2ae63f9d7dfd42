/** `docs/libraries.md` from the results. `pnpm probe` writes it; a test holds the committed page against it. */
import satisfies from 'semver/functions/satisfies.js';
import { LAUNCHERS, type Launcher } from '../../packages/launch-sites/src/index.ts';
import { EXPLAINED } from './explained.ts';
import { worstOf, type Result, type Results } from './results.ts';

/** The rows that are about an API in the version that was measured. */
export function rowsFor({ api, version }: Pick<Result, 'api' | 'version'>): readonly Launcher[] {
  const id = api.replace(/ \(callback\)$/, '');
  return LAUNCHERS.filter(
    (row) =>
      row.id === id &&
      (row.versions === undefined || (version !== undefined && satisfies(version, row.versions))),
  );
}

const SEES: Readonly<Record<string, string>> = {
  own: 'its caller',
  nothing: 'nobody',
  shared: 'shared work',
};

const cell = (sees: string): string => SEES[sees] ?? sees.replace(/'s$/, '');

function seen({ sees, inOneTurn }: Result): string {
  const said =
    typeof sees === 'string'
      ? cell(sees)
      : [...new Set(Object.values(sees))]
          .map((one) => {
            const nodes = Object.keys(sees).filter((node) => sees[node] === one);
            return `${cell(one)} (Node ${nodes.join(', ')})`;
          })
          .join('; ');
  return inOneTurn ? `${said}, in one turn` : said;
}

function cure(result: Result): string {
  if (worstOf(result) === 'own') return 'keeps it: nothing to do';
  const [row] = rowsFor(result);
  if (!row) return EXPLAINED[result.api] ?? '';
  const found = row.preset === 'strict' ? ', in `strict`' : '';
  return row.refused ? `explained by the rule${found}` : `rule and codemod wrap it${found}`;
}

/** Versions of one API that do the same are one line. */
function lines(results: readonly Result[]): string[] {
  const groups = new Map<string, { result: Result; versions: string[] }>();
  for (const result of results) {
    const key = [result.api, result.package, seen(result), cure(result)].join('|');
    const group = groups.get(key) ?? { result, versions: [] };
    groups.set(key, group);
    if (result.version !== undefined) group.versions.push(result.version);
  }
  return [...groups.values()].map(({ result, versions }) => {
    const of = result.package === 'node' ? 'Node' : `${result.package} ${versions.join(', ')}`;
    return `| \`${result.api}\` | ${of} | ${seen(result)} | ${cure(result)} |`;
  });
}

/** The page as Markdown, not yet formatted. */
export function librariesPage({ date, nodes, results }: Results): string {
  const apis = new Set(results.map(({ api }) => api));
  const packages = new Set(results.map((result) => result.package));
  packages.delete('node');
  const count = (wanted: (result: Result) => boolean): number =>
    new Set(results.filter(wanted).map(({ api }) => api)).size;
  const loses = (result: Result): boolean => worstOf(result) !== 'own';
  const sorted = [...results].sort((a, b) => Number(loses(b)) - Number(loses(a)) || (a.api < b.api ? -1 : 1));
  return `# Libraries

<!-- Generated from tools/probe/results.json by \`pnpm probe\`. -->

Whose context does a library's callback run in? ${apis.size} APIs of ${packages.size} packages and of Node itself, each measured on the
real library: four callers launch in one turn, and then four requests of a real HTTP server, 3 ms apart. The callback
looks at an \`AsyncLocalStorage\`, on Node ${Object.values(nodes)
    .map((node) => node.replace(/^v/, ''))
    .join(', ')}, on ${date}. Drivers and brokers talk to real servers.

- ${count((result) => !loses(result))} run as **its caller**, and need no wrapper.
- ${count((result) => loses(result) && rowsFor(result).length > 0)} do not, and [the rule and the codemod](./launchers.md) know them.
- ${count((result) => loses(result) && rowsFor(result).length === 0)} do not, and no wrapper at the call is the cure: the last column says what is.

An API that changed between versions counts under each of what it did.

**another** is another caller, **starter** whoever made the queue, the connection or the library, **emitter** whoever
emitted or settled, **nobody** an empty store. **Shared work** is one run that serves several callers: nobody's context is
right in it. **In one turn** says that it happens only to callers who launch at the same moment.

<SearchableTable />

| API | measured on | runs as | what to do |
| --- | --- | --- | --- |
${lines(sorted).join('\n')}

Missing one? A probe is [a few lines](https://github.com/parent-overrides/parent-overrides/tree/main/tools/probe/apis), and
\`pnpm probe\` measures it.
`;
}
