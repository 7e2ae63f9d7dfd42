/** From a file under a linter to its launch sites, analysed once for all rules. */
import {
  findLaunchSites,
  type LaunchConfig,
  type LaunchSite,
  mayLaunch,
  type ModuleKind,
  type ScopeManagerLike,
  type Source,
} from '@parent-overrides/launch-sites';
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

// The rules of a file ask one after the other about the same text.
let lastText: string | undefined;
let lastConfig: LaunchConfig | undefined;
let lastAnswer = false;

/**
 * A rule's listeners: `visit` gets the launches of the file that nobody wrapped, marked as detached or
 * exempted, in source order. There are no listeners at all where no launcher's name is in the text.
 */
export function eachUnwrapped(
  context: Context,
  visit: (site: LaunchSite, config: LaunchConfig) => void,
): TSESLint.RuleListener {
  const { sourceCode } = context;
  const config = launchConfigOf(context);
  if (!mayHaveSites(sourceCode, config)) return {};
  return {
    // Not in `create`: only here has every linter linked all nodes to their parents.
    'Program:exit'() {
      for (const site of unwrappedSites(context, config)) visit(site, config);
    },
  };
}

/** The tree and the scopes are not touched here: oxlint builds them when they are first read. */
function mayHaveSites(sourceCode: SourceCode, config: LaunchConfig): boolean {
  const { text } = sourceCode;
  if (text !== lastText || config !== lastConfig) {
    lastAnswer = mayLaunch(text, config);
    lastText = text;
    lastConfig = config;
  }
  // A preset without `files` also meets CSS, JSON and Markdown, whose source code has no scopes.
  return lastAnswer && (sourceCode.scopeManager as unknown) != null;
}

function unwrappedSites(context: Context, config: LaunchConfig): readonly LaunchSite[] {
  const { ast } = context.sourceCode;
  const known = analyses.get(ast);
  if (known?.config === config) return known.sites;
  const sites = findLaunchSites(toSource(context), config).filter(({ status }) => status === 'unwrapped');
  analyses.set(ast, { config, sites });
  return sites;
}

function toSource({ sourceCode, filename, languageOptions }: Context): Source {
  const moduleKind = moduleKindOf(filename, languageOptions.sourceType);
  return {
    ast: sourceCode.ast,
    scopeManager: sourceCode.scopeManager as unknown as ScopeManagerLike,
    visitorKeys: sourceCode.visitorKeys,
    text: sourceCode.text,
    filename,
    ...(moduleKind && { moduleKind }),
  };
}

/**
 * What is known besides the file's own syntax. `module` is only ESLint's default for `.js` and `.ts`: a file
 * without an import may be a browser's script, which an import would break.
 */
function moduleKindOf(filename: string, sourceType: unknown): ModuleKind | undefined {
  if (/\.(?:vue|svelte|astro)$/.test(filename)) return 'esm';
  return sourceType === 'commonjs' || sourceType === 'script' ? sourceType : undefined;
}
