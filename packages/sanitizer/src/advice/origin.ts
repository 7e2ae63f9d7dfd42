/** Which package a launcher comes from, as far as its file says: `queue` is `new PQueue()`, and that is p-queue's. */
import type { Launcher, Source } from '@parent-overrides/launch-sites';
import type { Call } from './launch-call.ts';

type Expression = Call['callee'];

export interface Origin {
  readonly module: string;
  readonly export: string;
  readonly receiver?: NonNullable<Launcher['receiver']>;
  readonly member?: string;
}

export function originOf(source: Source, call: Call): Origin | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return fromValue(source, callee, undefined);
  if (callee.computed || callee.property.type !== 'Identifier') return undefined;
  return fromValue(source, callee.object, callee.property.name);
}

function fromValue(source: Source, value: Expression, member: string | undefined): Origin | undefined {
  const more = member === undefined ? {} : { member };
  if (value.type === 'Identifier') {
    const imported = importOf(source, value.name);
    if (imported !== undefined) return { ...imported, ...more };
  }
  const made = initOf(source, nameOf(value));
  if (made?.callee.type === 'MemberExpression' && made.callee.object.type === 'Identifier') {
    const namespace = importOf(source, made.callee.object.name);
    const { property } = made.callee;
    if (namespace === undefined || property.type !== 'Identifier') return undefined;
    return { module: namespace.module, export: property.name, receiver: receiverOf(made), ...more };
  }
  if (made?.callee.type !== 'Identifier') return undefined;
  const imported = importOf(source, made.callee.name);
  return imported && { ...imported, receiver: receiverOf(made), ...more };
}

function receiverOf(made: Call): NonNullable<Launcher['receiver']> {
  return made.type === 'NewExpression' ? 'new' : 'call';
}

function nameOf(value: Expression): string | undefined {
  if (value.type === 'Identifier') return value.name;
  if (value.type !== 'MemberExpression') return undefined;
  const { property } = value;
  return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : undefined;
}

/** A relative path is no package. */
function importOf(source: Source, name: string): { module: string; export: string } | undefined {
  for (const statement of source.ast.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value.startsWith('.')) continue;
    for (const specifier of statement.specifiers) {
      if (specifier.local.name !== name) continue;
      const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : undefined;
      const exported = imported?.type === 'Identifier' ? imported.name : imported?.value;
      return { module: statement.source.value, export: exported ?? 'default' };
    }
  }
  return requireOf(source, name);
}

function requireOf(source: Source, name: string): { module: string; export: string } | undefined {
  const made = initOf(source, name);
  const [argument] = made?.arguments ?? [];
  if (made?.callee.type !== 'Identifier' || made.callee.name !== 'require') return undefined;
  if (argument?.type !== 'Literal' || typeof argument.value !== 'string' || argument.value.startsWith('.')) {
    return undefined;
  }
  return { module: argument.value, export: 'default' };
}

/** The call that a variable or field of that name is made by. */
function initOf(source: Source, name: string | undefined): Call | undefined {
  if (name === undefined) return undefined;
  return source.calls?.find((call) => {
    const { parent } = call;
    switch (parent.type) {
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' && parent.id.name === name;
      case 'PropertyDefinition':
        return nameOf(parent.key as Expression) === name;
      case 'AssignmentExpression':
        return nameOf(parent.left) === name;
      default:
        return false;
    }
  });
}
