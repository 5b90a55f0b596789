// npm run rights: writes docs/rights.md, who holds which right and which route asks for it.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
const { status } = spawnSync(process.execPath, ['dist/rights.cli.js'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
