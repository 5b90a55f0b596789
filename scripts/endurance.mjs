// npm run endurance [-- kills|processes|million|recorded|interleavings [COUNT]]: the long runs; at full count they write
// docs/endurance.md.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
const { status } = spawnSync(process.execPath, ['endurance/main.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
