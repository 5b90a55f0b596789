// npm run prove: the exhaustive sweeps of the rules; writes docs/theorems.md. With --only penalties or histories, one of them.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, TOOLS } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.tools.json', TOOLS);
const { status } = spawnSync(process.execPath, ['dist/tools/prove/main.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
