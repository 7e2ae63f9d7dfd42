/** CommonJS modules, instrumented where Node compiles them: whatever compiled them before has done so then. */
import Module from 'node:module';
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
    const ours = typeof content === 'string' && format !== 'module' && isProgramFile(file);
    return compile.call(this, ours ? prepare(file, content, 'commonjs') : content, file, ...rest);
  };
}
