/** Builds the site once for all tests of it; a dead link fails the build. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../demo/paths.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built site. */
    site: string;
  }
}

export default function buildSite({ provide }: TestProject): () => void {
  const site = mkdtempSync(path.join(tmpdir(), 'parent-overrides-site-'));
  const vitepress = path.join(ROOT, 'node_modules/.bin/vitepress');
  execFileSync(vitepress, ['build', 'docs', '--outDir', site], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  provide('site', site);
  return () => {
    rmSync(site, { recursive: true, force: true });
  };
}
