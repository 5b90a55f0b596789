// npm start: installs on a fresh clone, builds, runs, and passes signals on.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
const program = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
program.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
