// npm run bench [-- core|http] [-- --profile]: one JSON object a line on standard output; see bench/README.md.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, TOOLS } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureInstalled('bench');
ensureBuilt('tsconfig.tools.json', TOOLS);
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', 'dist/tools/bench/main.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
