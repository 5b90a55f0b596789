import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../src/platform/config/package-root.js';
import { engineHash, PENALTY_FOLDERS, POINTS_FOLDERS } from './engine-hash.js';
import { ALL_SETS, ITEM_BASES } from './item-sweep.js';
import { partsOf, partsOfHistories, type Part, type PartResult, type SharedTable } from './parts.js';
import { sweepProposals } from './proposal-sweep.js';
import { sweepRandom } from './random.js';
import { allHold, PENALTY_STATEMENTS, POINTS_STATEMENTS, sheetOf } from './sheet.js';
import { shippedRulebook } from './shipped-rulebook.js';
import { addTallies, type Tallies } from './tally.js';

const RANDOM_RUNS = 20_000;

const sharedTable = (): SharedTable => ({
  lowest: new SharedArrayBuffer(ALL_SETS * Int32Array.BYTES_PER_ELEMENT),
  highest: new SharedArrayBuffer(ALL_SETS * Int32Array.BYTES_PER_ELEMENT),
});

/** Hands the parts out to the workers, one at a time each, until none is left. */
async function runAll(workers: readonly Worker[], parts: readonly Part[]): Promise<PartResult[]> {
  const waiting = [...parts];
  const results: PartResult[] = [];
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          const next = (): void => {
            const part = waiting.shift();
            if (part === undefined) {
              worker.off('message', take).off('error', reject);
              resolve();
            } else worker.postMessage(part);
          };
          const take = (result: PartResult): void => {
            results.push(result);
            next();
          };
          worker.on('message', take).on('error', reject);
          next();
        }),
    ),
  );
  return results;
}

function addSeen(results: readonly PartResult[]): Record<string, number> {
  const seen: Record<string, number> = {};
  for (const { reached } of results) {
    for (const [what, times] of Object.entries(reached.seen)) seen[what] = (seen[what] ?? 0) + times;
  }
  return seen;
}

async function sweepInWorkers(parts: readonly (readonly Part[])[]): Promise<PartResult[]> {
  const tables = ITEM_BASES.map(sharedTable);
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('worker.js', import.meta.url), { workerData: tables }),
  );
  const results: PartResult[] = [];
  for (const stage of parts) results.push(...(await runAll(workers, stage)));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return results;
}

const SWEEPS = ['penalties', 'histories'] as const;
type Sweeps = (typeof SWEEPS)[number];

/** `--only penalties` or `--only histories`; both, and the sheet, without it. */
function wanted(): readonly Sweeps[] {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  if (only === undefined) return SWEEPS;
  const one = SWEEPS.filter((each) => each === only);
  if (one.length === 0) throw new Error(`--only ${only}: there is ${SWEEPS.join(' and ')}`);
  return one;
}

interface Swept {
  readonly tallies: Tallies;
  readonly seen: Record<string, number>;
}

const rulebook = shippedRulebook();

async function sweepPenalties(): Promise<Swept> {
  const results = await sweepInWorkers(partsOf(rulebook));
  const here: Tallies = {};
  sweepProposals(rulebook, here);
  sweepRandom(rulebook, here, RANDOM_RUNS);
  return { tallies: addTallies([...results.map((each) => each.tallies), here]), seen: addSeen(results) };
}

async function sweepHistoriesInWorkers(): Promise<Swept> {
  const results = await sweepInWorkers([partsOfHistories()]);
  return { tallies: addTallies(results.map((each) => each.tallies)), seen: addSeen(results) };
}

const NOTHING: Swept = { tallies: {}, seen: {} };
const sweeps = wanted();
const penalties = sweeps.includes('penalties') ? await sweepPenalties() : NOTHING;
const histories = sweeps.includes('histories') ? await sweepHistoriesInWorkers() : NOTHING;
const tallies = { ...penalties.tallies, ...histories.tallies };
const statements = [
  ...(sweeps.includes('penalties') ? PENALTY_STATEMENTS : []),
  ...(sweeps.includes('histories') ? POINTS_STATEMENTS : []),
];

if (sweeps.length === SWEEPS.length) {
  const root = packageRoot();
  const sheet = sheetOf({
    rulebookHash: rulebook.hash,
    penaltyHash: engineHash(root, PENALTY_FOLDERS),
    pointsHash: engineHash(root, POINTS_FOLDERS),
    tallies,
    seen: penalties.seen,
    seenInHistories: histories.seen,
  });
  writeFileSync(join(root, 'docs', 'theorems.md'), sheet);
}

for (const { id, says } of statements) {
  const tally = tallies[id];
  const verdict = tally === undefined ? 'NEVER TRIED' : (tally.counterexample ?? 'holds');
  process.stdout.write(`${id.padEnd(22)} ${String(tally?.cases ?? 0).padStart(12)}  ${verdict}  ${says}\n`);
}
for (const [what, times] of Object.entries(histories.seen).sort()) {
  process.stdout.write(`reached ${String(times).padStart(12)}  ${what}\n`);
}
process.exitCode = allHold(tallies, statements) ? 0 : 1;
