/** Packs the plugin once for all hosts. */
import type { TestProject } from 'vitest/node';
import { packPlugin } from './pack-plugin.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed plugin. */
    pluginTarball: string;
  }
}

export default function setup({ provide }: TestProject): void {
  provide('pluginTarball', packPlugin());
}
