// npm test: installs on a fresh clone, runs the tests, and closes with a line "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBuilt, PROGRAM } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const RESULT = 'coverage/test-result.json';

ensureInstalled();
ensureBuilt('tsconfig.build.json', PROGRAM);
mkdirSync('coverage', { recursive: true });
rmSync(RESULT, { force: true });
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${RESULT}`,
    ...process.argv.slice(2),
  ],
  { stdio: ['inherit', 'ignore', 'inherit'] },
);
if (existsSync(RESULT)) {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(RESULT, 'utf8'));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
}
process.exitCode = status ?? 1;
