/** One of the processes that `main.ts` hands packages to. */
import { checkPackage } from './check-package.ts';
import type { InstalledPackage } from './install.ts';

process.on('message', (one: InstalledPackage) => process.send!(checkPackage(one)));
