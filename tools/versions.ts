/** The versions of hosts and peers that tools and benchmarks install: exact, and each in one place. */
import rootPackage from '../package.json' with { type: 'json' };
import launchSitesPackage from '../packages/launch-sites/package.json' with { type: 'json' };

const { eslint, typescript } = rootPackage.devDependencies;

/** What the workspace itself lints and types with: its package.json is the place. */
export const ESLINT = { eslint };
export const TYPESCRIPT = { typescript };
export const TYPESCRIPT_PARSER = {
  '@typescript-eslint/parser': rootPackage.devDependencies['@typescript-eslint/parser'],
};
export const TYPESCRIPT_ESLINT = { 'typescript-eslint': rootPackage.devDependencies['typescript-eslint'] };
export const P_QUEUE = { 'p-queue': launchSitesPackage.devDependencies['p-queue'] };

/** Hosts that are installed for their own tests only. */
export const ESLINT_9 = { eslint: '9.39.5' };
/** The oldest that the plugin's peer range allows. */
export const OLDEST_ESLINT = { eslint: '9.15.0' };
export const ESLINT_JSON = { '@eslint/json': '1.2.0' };
export const OXLINT = { oxlint: '1.94.0' };
export const VUE = { 'eslint-plugin-vue': '10.12.1', 'vue-eslint-parser': '10.4.2' };
export const LANGUAGE_SERVER = { 'vscode-langservers-extracted': '4.10.0' };

/** Every major version of Node that is supported, oldest first. */
export const NODE_MAJORS: readonly number[] = [20, 22, 24, 26];
