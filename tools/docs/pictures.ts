/** `pnpm docs:pictures`: draws docs/public/squiggle.svg and docs/public/demo.svg from what ESLint and the demo print now. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildAndSay } from '../demo/build.ts';
import { ROOT } from '../demo/paths.ts';
import { mustRun } from '../demo/run-command.ts';
import { drawDemo } from './demo-picture.ts';
import { drawSquiggle } from './squiggle.ts';

const PICTURES = path.join(ROOT, 'docs/public');

buildAndSay();
writeFileSync(path.join(PICTURES, 'squiggle.svg'), await drawSquiggle());
const { stdout } = mustRun(process.execPath, ['--import', 'tsx', 'tools/demo/main.ts'], ROOT);
writeFileSync(path.join(PICTURES, 'demo.svg'), drawDemo(stdout));
