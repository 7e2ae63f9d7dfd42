/** From a file under a linter to its launch sites, analysed once for all rules. */
import {
  findLaunchSites,
  type LaunchConfig,
  type LaunchSite,
  mayLaunch,
  type ModuleKind,
  type OtherModules,
  type ProgramServices,
  type ScopeManagerLike,
  type Source,
  typesFromProgram,
  withoutTypes,
} from '@parent-overrides/launch-sites';
import { otherModules } from '@parent-overrides/project-modules';
import { installedVersions } from '@parent-overrides/project-modules/versions';
import type { TSESLint } from '@typescript-eslint/utils';
import { launchConfigOf } from './options.ts';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;
type SourceCode = Readonly<TSESLint.SourceCode>;

interface Analysis {
  readonly config: LaunchConfig;
  readonly sites: readonly LaunchSite[];
}

// The tree is the file's identity: ESLint makes a new one for every pass of `--fix`, oxlint for every file.
const analyses = new WeakMap<object, Analysis>();

/**
 * A rule's listeners: `visit` gets the launches of the file that nobody wrapped, marked as detached or
 * exempted, in source order. There are no listeners at all where no launcher's name is in the text.
 */
export function eachUnwrapped(
  context: Context,
  visit: (site: LaunchSite, config: LaunchConfig) => void,
): TSESLint.RuleListener {
  const { sourceCode } = context;
  const config = effectiveConfig(launchConfigOf(context), sourceCode);
  if (!mayHaveSites(context, config)) return {};
  return {
    ...collectCalls(sourceCode),
    // Not in `create`: only here has every linter linked all nodes to their parents.
    'Program:exit'() {
      for (const site of unwrappedSites(context, config)) visit(site, config);
    },
  };
}

type Calls = NonNullable<Source['calls']>[number][];

const callsOf = new WeakMap<object, Calls>();

/** The linter walks the tree anyway: the first rule of a file collects for all of them. */
function collectCalls({ ast }: SourceCode): TSESLint.RuleListener {
  if (callsOf.has(ast)) return {};
  const calls: Calls = [];
  callsOf.set(ast, calls);
  return {
    CallExpression(node) {
      calls.push(node);
    },
    NewExpression(node) {
      calls.push(node);
    },
  };
}

/** A file without a TypeScript program gets the untyped answer, and its cheap look at the text. */
function effectiveConfig(config: LaunchConfig, sourceCode: SourceCode): LaunchConfig {
  return programOf(sourceCode) === undefined ? withoutTypes(config) : config;
}

/** Read defensively: other parsers and oxlint have no program, and typed presets also meet plain JavaScript. */
function programOf({ parserServices }: SourceCode): ProgramServices | undefined {
  const services = parserServices as Partial<ProgramServices> | undefined;
  return services?.program && services.esTreeNodeToTSNodeMap ? (services as ProgramServices) : undefined;
}

/** The tree and the scopes are not touched here: oxlint builds them when they are first read. */
function mayHaveSites(context: Context, config: LaunchConfig): boolean {
  const { sourceCode } = context;
  // A preset without `files` also meets CSS, JSON and Markdown, whose source code has no scopes.
  return (
    mayLaunch(sourceCode.text, config, modulesOf(context, config)) &&
    (sourceCode.scopeManager as unknown) != null
  );
}

const modulesByTree = new WeakMap<
  object,
  { readonly config: LaunchConfig; readonly modules: OtherModules | undefined }
>();

/** The answers about what the file imports. A block of another file (of a Markdown page, say) imports nothing of ours. */
function modulesOf(
  { filename, physicalFilename, sourceCode }: Context,
  config: LaunchConfig,
): OtherModules | undefined {
  const known = modulesByTree.get(sourceCode);
  if (known?.config === config) return known.modules;
  const modules = filename === physicalFilename ? otherModules(filename, sourceCode.text, config) : undefined;
  modulesByTree.set(sourceCode, { config, modules });
  return modules;
}

function unwrappedSites(context: Context, config: LaunchConfig): readonly LaunchSite[] {
  const { ast } = context.sourceCode;
  const known = analyses.get(ast);
  if (known?.config === config) return known.sites;
  const sites = findLaunchSites(toSource(context, config), config).filter(
    ({ status }) => status === 'unwrapped',
  );
  analyses.set(ast, { config, sites });
  return sites;
}

function toSource(context: Context, config: LaunchConfig): Source {
  const { sourceCode, filename, languageOptions } = context;
  const services = config.typed ? programOf(sourceCode) : undefined;
  const moduleKind = declaredModuleKind(filename, languageOptions.sourceType);
  const calls = callsOf.get(sourceCode.ast);
  const modules = modulesOf(context, config);
  const versions = installedVersions(filename);
  return {
    ast: sourceCode.ast,
    scopeManager: sourceCode.scopeManager as unknown as ScopeManagerLike,
    visitorKeys: sourceCode.visitorKeys,
    text: sourceCode.text,
    filename,
    ...(calls && { calls }),
    ...(versions && { versions }),
    ...(moduleKind && { moduleKind }),
    ...(modules && { modules }),
    ...(services && { types: typesFromProgram(services) }),
  };
}

/**
 * What is known besides the file's own syntax. `module` is only ESLint's default for `.js` and `.ts`: a file
 * without an import may be a browser's script, which an import would break.
 */
function declaredModuleKind(filename: string, sourceType: unknown): ModuleKind | undefined {
  if (/\.(?:vue|svelte|astro)$/.test(filename)) return 'esm';
  return sourceType === 'commonjs' || sourceType === 'script' ? sourceType : undefined;
}
