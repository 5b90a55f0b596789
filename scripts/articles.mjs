// npm run articles: writes docs/coverage.md, every article and item with its code, readings and tests.
import { spawnSync } from 'node:child_process';
import { ensureBuilt, TOOLS } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.tools.json', TOOLS);
const { status } = spawnSync(process.execPath, ['dist/tools/articles/main.js'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
