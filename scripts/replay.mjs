// npm run replay [-- --since INSTANT] [--json]: decides again whatever is stored, under its own rulebook, and compares.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', 'dist/replay.cli.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
