/** CommonJS modules, instrumented where Node compiles them: whatever compiled them before has done so then. */
import Module from 'node:module';
import { hookBefore } from './esm.ts';
import { prepare } from './prepare.ts';
import { isProgramFile } from './program-files.ts';

interface Compiling {
  _compile: (this: Module, content: string, file: string, format?: string) => unknown;
}

export function hookCommonJs(): void {
  const prototype = Module.prototype as unknown as Compiling;
  const compile = prototype._compile;
  prototype._compile = function (content, file, ...rest) {
    const [format] = rest;
    if (typeof content === 'string') hookBefore(content);
    if (typeof content !== 'string' || !isProgramFile(file))
      return compile.call(this, content, file, ...rest);
    // An ES module that is required comes along here too.
    const type = format === 'module' || file.endsWith('.mjs') ? 'module' : 'commonjs';
    return compile.call(this, prepare(file, content, type), file, ...rest);
  };
}
