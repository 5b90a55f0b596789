// npm run rotate-keys: puts everything that is sealed under the present DATA_KEY; the keys before it go into DATA_KEY_PREVIOUS.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
const { status } = spawnSync(process.execPath, ['dist/rotate-keys.cli.js'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
