import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../src/platform/config/package-root.js';
import { engineHash } from './engine-hash.js';
import { ALL_SETS, ITEM_BASES } from './item-sweep.js';
import { partsOf, type Part, type PartResult, type SharedTable } from './parts.js';
import { sweepProposals } from './proposal-sweep.js';
import { sweepRandom } from './random.js';
import { allHold, ALL_STATEMENTS, sheetOf } from './sheet.js';
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

const rulebook = shippedRulebook();
const results = await sweepInWorkers(partsOf(rulebook));
const here: Tallies = {};
sweepProposals(rulebook, here);
sweepRandom(rulebook, here, RANDOM_RUNS);
const tallies = addTallies([...results.map((result) => result.tallies), here]);

const root = packageRoot();
const proof = { rulebookHash: rulebook.hash, engineHash: engineHash(root), tallies, seen: addSeen(results) };
writeFileSync(join(root, 'docs', 'theorems.md'), sheetOf(proof));

for (const { id, says } of ALL_STATEMENTS) {
  const tally = tallies[id];
  const verdict = tally === undefined ? 'NEVER TRIED' : (tally.counterexample ?? 'holds');
  process.stdout.write(`${id.padEnd(22)} ${String(tally?.cases ?? 0).padStart(12)}  ${verdict}  ${says}\n`);
}
process.exitCode = allHold(tallies) ? 0 : 1;
