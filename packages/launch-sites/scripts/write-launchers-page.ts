import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchersPage } from './launchers-page.ts';

writeFileSync(join(import.meta.dirname, '../../../docs/launchers.md'), launchersPage());
