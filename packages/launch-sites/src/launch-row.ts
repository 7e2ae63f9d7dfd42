/** Which row of the table says what a function launches with: the one there is, or a new one for a user's settings. */
import type { TSESTree } from '@typescript-eslint/types';
import { ExpressionResolver } from './evaluate/resolve-expression.ts';
import type { Resolver } from './evaluate/resolver.ts';
import { parseModulePath, type Step } from './exports/module-steps.ts';
import { SiteFinder } from './find-launch-sites.ts';
import { callsOf, isInside, valueOf, type FunctionNode } from './syntax/nodes.ts';
import type { LaunchConfig } from './vocabulary/config.ts';
import type { Launcher } from './vocabulary/launcher.ts';
import type { Node, Source } from './vocabulary/source.ts';
import { findHandler, type Handler } from './worker-file/find-handler.ts';

export interface LaunchRow {
  /** The row that knows the launch already. */
  readonly known?: Launcher;
  /** What a new row would say of where the launch is. Absent where a row cannot say it, or the file does not show it. */
  readonly place?: Pick<Launcher, 'id' | 'from' | 'receiver' | 'member' | 'constructed' | 'argument'>;
}

/** Of the exported function `name`, the call that its first parameter is handed to. */
export function launchRow(source: Source, config: LaunchConfig, name: string): LaunchRow {
  const calls = callsOf(source);
  const resolver = new ExpressionResolver(source);
  const handler = findHandler(resolver, name, []);
  const launch = handler && functionOf(resolver, handler);
  const [callback] = launch?.params ?? [];
  if (!launch || callback?.type !== 'Identifier') return {};
  const isCallback = (node: Node): boolean => {
    const value = valueOf(node);
    return value.type === 'Identifier' && value.name === callback.name;
  };
  const finder = new SiteFinder(source, config);
  for (const call of calls) {
    const argument = call.arguments.findIndex(isCallback);
    if (argument < 0 || !isInside(call, launch)) continue;
    const known = finder.launcherOf(call);
    const place = placeOf(resolver, call, argument);
    return { ...(known && { known }), ...(place && { place }) };
  }
  return {};
}

function functionOf(resolver: Resolver, handler: Handler): FunctionNode | undefined {
  if (handler.form === 'declaration') return handler.node;
  const { node } = handler;
  const value = resolver.evaluate(node.type === 'ExportSpecifier' ? node.local : node);
  return value?.kind === 'function' ? value.node : undefined;
}

function placeOf(
  resolver: Resolver,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  argument: number,
): LaunchRow['place'] {
  const value = resolver.evaluate(call.callee);
  if (value?.kind !== 'path') return undefined;
  const { modules } = resolver.source;
  // What the project's own files pass on is a launcher of the package that it comes from.
  const path = (modules?.isOwn(value.path) ? modules.follow(value.path)?.path : undefined) ?? value.path;
  const constructed = call.type === 'NewExpression' && ({ constructed: true } as const);
  if (path.startsWith('g:')) {
    const name = path.slice(2);
    return /[|]/.test(name) ? undefined : { id: name, from: [{ global: name }], ...constructed, argument };
  }
  const found = parseModulePath(path);
  if (!found) return undefined;
  const { module, steps } = found;
  const at = steps.findIndex((step) => step === 'new' || step === 'call');
  const receiver = at < 0 ? undefined : (steps[at] as 'new' | 'call');
  const exported = namesOf(at < 0 ? steps : steps.slice(0, at));
  const member = namesOf(at < 0 ? [] : steps.slice(at + 1));
  if (exported === undefined || member === undefined) return undefined;
  const export_ = exported || 'default';
  const short = module.replace(/^.*\/(?=[^/])|\.[cm]?[jt]sx?$/g, '') || module;
  const thing = module.startsWith('.') ? exported || short : exported ? `${module}.${exported}` : module;
  return {
    id: member ? `${thing}#${member}` : thing,
    from: [{ module, export: export_ }],
    ...(receiver && { receiver }),
    ...(member && { member }),
    ...constructed,
    argument,
  };
}

/** `a.b`; undefined where something is made on the way, which a row cannot say. */
function namesOf(steps: readonly Step[]): string | undefined {
  const names = steps.flatMap((step) => (typeof step === 'object' && 'name' in step ? step.name : []));
  return names.length === steps.length ? names.join('.') : undefined;
}
