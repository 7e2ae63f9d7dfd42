/** Packs the packages once for all hosts. */
import type { TestProject } from 'vitest/node';
import { packForHosts } from './pack-for-hosts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The paths of the packed packages. */
    pluginTarball: string;
    runtimeTarball: string;
    codemodTarball: string;
  }
}

export default function setup({ provide }: TestProject): void {
  provide('pluginTarball', packForHosts('eslint-plugin'));
  provide('runtimeTarball', packForHosts('runtime'));
  provide('codemodTarball', packForHosts('codemod'));
}
