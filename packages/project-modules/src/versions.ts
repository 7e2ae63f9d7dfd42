export { installedVersions } from './versions/installed-versions.ts';
