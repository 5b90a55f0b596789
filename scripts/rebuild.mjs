// npm run rebuild: makes the standing of every person again from the ledger, and tells whether it had been right.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
const { status } = spawnSync(process.execPath, ['dist/rebuild.cli.js'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
