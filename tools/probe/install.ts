/** Packages in a folder of their own: they are no dependency of anything here. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs these dependencies unless they are there already. No install script runs, and peers are not sought. */
export function installInto(folder: string, dependencies: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  const next = JSON.stringify({ private: true, dependencies }, null, 1);
  if (existsSync(manifest) && readFileSync(manifest, 'utf8') === next) return;
  writeFileSync(manifest, next);
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
