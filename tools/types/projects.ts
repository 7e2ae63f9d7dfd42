/**
 * Which published projects are compiled: packages whose tarball ships its TypeScript, and that launch, and three
 * applications. Versions are pinned in `install/package.json`, everything below them in `install/package-lock.json`.
 */
export interface Project {
  readonly name: string;
  readonly kind: 'package' | 'application';
  /** Compiler options, where they differ from `OPTIONS` in compile.ts. */
  readonly options?: Readonly<Record<string, unknown>>;
}

const BUNDLED = { module: 'esnext', moduleResolution: 'bundler' };

export const PROJECTS: readonly Project[] = [
  { name: '@atproto/bsky', kind: 'application' },
  { name: '@atproto/ozone', kind: 'application' },
  { name: '@atproto/pds', kind: 'application' },
  { name: '@atproto/sync', kind: 'package' },
  { name: '@grpc/grpc-js', kind: 'package' },
  { name: '@libp2p/kad-dht', kind: 'package' },
  { name: '@libp2p/utils', kind: 'package' },
  { name: '@sanity/export', kind: 'package' },
  { name: '@supabase/realtime-js', kind: 'package', options: BUNDLED },
  { name: '@tanstack/query-core', kind: 'package', options: BUNDLED },
  { name: '@trpc/server', kind: 'package', options: BUNDLED },
  {
    name: 'mongodb',
    kind: 'package',
    options: { esModuleInterop: false, useUnknownInCatchVariables: false },
  },
  { name: 'openai', kind: 'package', options: BUNDLED },
  { name: 'piscina', kind: 'package' },
  { name: 'rxjs', kind: 'package', options: BUNDLED },
];
