// npm run prove: the exhaustive sweep of the penalty rules; writes docs/theorems.md.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, TOOLS } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.tools.json', TOOLS);
const { status } = spawnSync(process.execPath, ['dist/tools/prove/main.js'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
