/** Which file does a pool or a web Worker run? Only what is written out is believed. */
import { DEEPEST_EXPRESSION } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Launcher } from '../vocabulary/launcher.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import type { OtherEnd } from '../vocabulary/launch-site.ts';
import { ExpressionResolver } from '../evaluate/resolve-expression.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { constantBehind, throughConstants } from '../syntax/scopes.ts';
import { memberName, propertyKey, stringValue, valueOf } from '../syntax/nodes.ts';

type Creation = TSESTree.NewExpression | TSESTree.CallExpression;

/** The worker's end of a payload launch: the file from the pool's construction or the call's options, the handler's name from both. */
export function payloadOtherEnd(
  resolver: Resolver,
  launcher: Launcher,
  {
    created,
    createdIn,
  }: { readonly created?: Creation | undefined; readonly createdIn?: Source | undefined },
  call: TSESTree.CallExpression,
): OtherEnd | undefined {
  if (!launcher.workerFile) return undefined;
  const { argument, option } = launcher.workerFile;
  const given = created?.arguments[argument];
  // What another module's pool was made with is read there.
  const maker = createdIn ? new ExpressionResolver(createdIn) : resolver;
  let file: Node | undefined = given;
  let reader = maker;
  let exportName = 'default';
  if (option !== undefined) {
    const settings = objectOf(maker, given);
    const callSettings = objectOf(resolver, call.arguments[1]);
    // Options that cannot be read might name another file or another handler.
    if ((given && !settings) || (call.arguments[1] && !callSettings)) return undefined;
    const named = readOption(callSettings, option);
    if (named) reader = resolver;
    file = named ?? readOption(settings, option);
    const name = readOption(callSettings, 'name') ?? readOption(settings, 'name');
    if (name) {
      const value = stringValue(name);
      if (value === undefined) return undefined;
      exportName = value;
    }
  } else if (launcher.argument === 'first-parameter') {
    const name = call.arguments[0] && stringValue(call.arguments[0]);
    if (name === undefined) return undefined;
    exportName = name;
  }
  const written = file && writtenFile(reader, file);
  if (written === undefined) return undefined;
  const isElsewhere = createdIn !== undefined && reader === maker;
  return {
    file: written,
    receive: 'handler',
    exportName,
    ...(isElsewhere && { namedIn: createdIn.filename }),
  };
}

/** The worker's end of a web Worker: it must be a module, named by `new URL('./w.js', import.meta.url)`. */
export function webWorkerOtherEnd(resolver: Resolver, node: TSESTree.NewExpression): OtherEnd | undefined {
  const [file, options] = node.arguments;
  const written = file && writtenFile(resolver, file);
  if (written === undefined) return undefined;
  const type = readOption(objectOf(resolver, options), 'type');
  const isModule = type !== undefined && stringValue(type) === 'module';
  return { file: written, receive: 'entry', exportName: 'default', ...(isModule && { isModule }) };
}

/** A literal object without spreads, also through a `const`. */
function objectOf(resolver: Resolver, node: Node | undefined): TSESTree.ObjectExpression | undefined {
  const value = node && resolver.evaluate(node);
  return value?.kind === 'object' && value.node.properties.every((property) => property.type === 'Property')
    ? value.node
    : undefined;
}

function readOption(object: TSESTree.ObjectExpression | undefined, name: string): Node | undefined {
  const found = object?.properties.find(
    (property) => property.type === 'Property' && propertyKey(property) === name,
  );
  return found?.type === 'Property' ? found.value : undefined;
}

const JOINS = new Set(['m:path#.join', 'm:path#.resolve', 'm:path#.posix.join', 'm:path#.posix.resolve']);
const SAME_FILE = new Set(['m:url#.fileURLToPath', 'm:url#.pathToFileURL', 'g:String']);

/** The file as the source names it, relative to its own file with a leading `./`; undefined where it is made at run time. */
function writtenFile(resolver: Resolver, expression: Node, depth = 0): string | undefined {
  const node = valueOf(expression);
  const next = (inner: Node): string | undefined => writtenFile(resolver, inner, depth + 1);
  if (depth > DEEPEST_EXPRESSION) return undefined;
  switch (node.type) {
    case 'Identifier': {
      if (isValueAt(resolver, node, 'g:__filename')) return ownFile(resolver);
      const behind = constantBehind(resolver.source.scopeManager, node);
      return behind && next(behind);
    }
    case 'NewExpression':
      return isValueAt(resolver, node.callee, 'g:URL', 'm:url#.URL') ? fileOfUrl(resolver, node) : undefined;
    case 'MemberExpression': {
      const name = memberName(node);
      if (isImportMeta(node.object))
        return name === 'url' || name === 'filename' ? ownFile(resolver) : undefined;
      return name === 'href' || name === 'pathname' ? next(node.object) : undefined;
    }
    case 'CallExpression':
      return fileOfCall(resolver, node, next);
    case 'TemplateLiteral':
      return fileOfTemplate(resolver, node);
    case 'BinaryExpression': {
      const rest = stringValue(node.right);
      return node.operator === '+' && rest?.startsWith('/') && isDirectory(resolver, node.left)
        ? `.${rest}`
        : undefined;
    }
    default: {
      const literal = stringValue(node);
      return literal !== undefined && /^(?:\/(?!\/)|file:\/\/\/)/.test(literal) && depth > 0
        ? literal
        : undefined;
    }
  }
}

function fileOfCall(
  resolver: Resolver,
  node: TSESTree.CallExpression,
  next: (inner: Node) => string | undefined,
): string | undefined {
  const [first] = node.arguments;
  const callee = valueOf(node.callee);
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    const literal = first && stringValue(first);
    if (
      name === 'resolve' &&
      literal?.startsWith('.') &&
      (isImportMeta(callee.object) || isValueAt(resolver, callee.object, 'g:require'))
    )
      return literal;
    if (name === 'toString' && node.arguments.length === 0) return next(callee.object);
  }
  const value = resolver.evaluate(callee);
  if (value?.kind !== 'path' || !first) return undefined;
  if (SAME_FILE.has(value.path)) return next(first);
  if (JOINS.has(value.path) && isDirectory(resolver, first)) {
    const parts = node.arguments.slice(1).map(stringValue);
    return parts.length > 0 && parts.every((part) => part !== undefined && !part.startsWith('/'))
      ? `./${parts.join('/').replace(/^\.\//, '')}`
      : undefined;
  }
  return undefined;
}

function fileOfUrl(resolver: Resolver, node: TSESTree.NewExpression): string | undefined {
  const [relative, base] = node.arguments;
  const file = relative && stringValue(relative);
  if (file === undefined || !base) return undefined;
  const from = valueOf(base);
  const ownUrl =
    (from.type === 'MemberExpression' && isImportMeta(from.object) && memberName(from) === 'url') ||
    (from.type === 'CallExpression' && writtenFile(resolver, from, 1) === ownFile(resolver));
  // `@/workers/run.ts`, `~/run.ts`, `#run`: an alias or a package's file, as bundlers resolve them.
  if (!ownUrl || /^[a-z][a-z+.-]*:|^[/@~#]/i.test(file)) return undefined;
  return file.startsWith('.') ? file : `./${file}`;
}

/** `${__dirname}/worker.js` */
function fileOfTemplate(resolver: Resolver, node: TSESTree.TemplateLiteral): string | undefined {
  const [before, after] = node.quasis;
  const [directory] = node.expressions;
  const rest = after?.value.cooked;
  return node.expressions.length === 1 &&
    before?.value.raw === '' &&
    directory &&
    rest?.startsWith('/') &&
    isDirectory(resolver, directory)
    ? `.${rest}`
    : undefined;
}

/** `__dirname`, `import.meta.dirname`, `dirname(fileURLToPath(import.meta.url))`, also through a `const`. */
function isDirectory(resolver: Resolver, expression: Node): boolean {
  const node = throughConstants(resolver.source.scopeManager, expression);
  if (node.type === 'MemberExpression') return isImportMeta(node.object) && memberName(node) === 'dirname';
  if (node.type === 'CallExpression') {
    const [file] = node.arguments;
    return (
      isValueAt(resolver, node.callee, 'm:path#.dirname') &&
      file !== undefined &&
      writtenFile(resolver, file) === ownFile(resolver)
    );
  }
  return isValueAt(resolver, node, 'g:__dirname');
}

function isValueAt(resolver: Resolver, node: Node, ...paths: readonly string[]): boolean {
  const value = resolver.evaluate(node);
  return value?.kind === 'path' && paths.includes(value.path);
}

function isImportMeta(node: Node): boolean {
  return node.type === 'MetaProperty' && node.meta.name === 'import';
}

/** For a pool that runs the file it is made in, where `isMainThread` says who runs. */
function ownFile(resolver: Resolver): string {
  return `./${resolver.source.filename.replace(/^.*[\\/]/, '')}`;
}
