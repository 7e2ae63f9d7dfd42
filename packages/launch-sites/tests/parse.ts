/** The four parsers that a face may bring, each as a `Source`. */
import * as typescriptParser from '@typescript-eslint/parser';
import { analyze as analyzeTypescript } from '@typescript-eslint/scope-manager';
import { visitorKeys as typescriptKeys } from '@typescript-eslint/visitor-keys';
import { analyze as analyzeEspree } from 'eslint-scope';
import * as espree from 'espree';
import { parseSync } from 'oxc-parser';
import * as vue from 'vue-eslint-parser';
import type { ScopeManagerLike, Source } from '../src/index.ts';

export type ParserName = 'espree' | 'typescript-eslint' | 'oxc' | 'vue';

interface ParseOptions {
  readonly filename: string;
  readonly sourceType?: 'module' | 'commonjs' | 'script';
}

const MODULE_KINDS = { module: 'esm', commonjs: 'commonjs', script: 'script' } as const;

/** Parses `text` (without byte order mark); throws what the parser throws. */
export function parse(
  parser: ParserName,
  text: string,
  { filename, sourceType = 'module' }: ParseOptions,
): Source {
  const common = { text, filename, moduleKind: MODULE_KINDS[sourceType] } as const;
  if (parser === 'oxc') return { ...common, ...withOxc(text, filename, sourceType) };
  if (parser === 'espree') return { ...common, ...withEspree(text, sourceType) };
  const tsOptions = {
    range: true,
    sourceType: sourceType === 'commonjs' ? 'script' : sourceType,
    filePath: filename,
  } as const;
  if (parser === 'vue') {
    const result = vue.parseForESLint(text, { ...tsOptions, parser: typescriptParser });
    return {
      ...common,
      ast: result.ast as never,
      scopeManager: result.scopeManager as unknown as ScopeManagerLike,
      visitorKeys: result.visitorKeys ?? {},
    };
  }
  const result = typescriptParser.parseForESLint(text, {
    ...tsOptions,
    ecmaFeatures: { jsx: /x$/.test(filename) },
  });
  return {
    ...common,
    ast: result.ast,
    scopeManager: result.scopeManager,
    visitorKeys: result.visitorKeys,
  };
}

type Parsed = Pick<Source, 'ast' | 'scopeManager' | 'visitorKeys'>;

function withOxc(text: string, filename: string, sourceType: 'module' | 'commonjs' | 'script'): Parsed {
  const result = parseSync(filename, text, {
    astType: 'ts',
    range: true,
    ...(sourceType !== 'commonjs' && { sourceType }),
  });
  const [error] = result.errors;
  if (error) throw new SyntaxError(error.message);
  const ast = result.program as unknown as Source['ast'];
  return {
    ast,
    scopeManager: analyzeTypescript(ast, {
      sourceType: sourceType === 'module' ? 'module' : 'script',
      globalReturn: sourceType === 'commonjs',
    }),
    visitorKeys: typescriptKeys,
  };
}

function withEspree(text: string, sourceType: 'module' | 'commonjs' | 'script'): Parsed {
  const ast = espree.parse(text, {
    ecmaVersion: 'latest',
    sourceType,
    range: true,
    comment: true,
    ecmaFeatures: { jsx: true },
  }) as unknown as Source['ast'];
  const scopeManager = analyzeEspree(ast as never, {
    ecmaVersion: 2025,
    sourceType: sourceType === 'commonjs' ? 'script' : sourceType,
    nodejsScope: sourceType === 'commonjs',
  });
  return {
    ast,
    scopeManager: scopeManager,
    visitorKeys: espree.VisitorKeys,
  };
}
