import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** Plays so many random interleavings of everything offices, institutions and people do, through the API. */
export const interleavings = (count) =>
  tests('appeals-histories', { INTERLEAVINGS: String(count) }, (figures) => ({
    name: `${count} interleavings of operations`,
    interleavings: count,
    ...figures,
  }));

/** Records so many random histories fact by fact, and compares ledger, projection and preview. */
export const recorded = (count) =>
  tests('ledger-histories', { RECORDED_HISTORIES: String(count) }, () => ({
    name: `${count} recorded histories`,
    histories: count,
  }));

/** Runs a file of tests at full count; what does not hold is told on standard error. */
function tests(pattern, counts, figuresOf) {
  const folder = mkdtempSync(join(tmpdir(), 'histories-'));
  const figures = join(folder, 'figures.json');
  const started = performance.now();
  try {
    const { status, signal } = spawnSync(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
        pattern,
        '--selectProjects',
        'integration',
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ENDURANCE: '1', FIGURES: figures, ...counts },
      },
    );
    if (signal !== null) console.error(`${pattern} was ended by ${signal}`);
    const seconds = Math.round((performance.now() - started) / 1000);
    const told = existsSync(figures) ? JSON.parse(readFileSync(figures, 'utf8')) : {};
    return { ...figuresOf(told), seconds, intact: status === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
