import { writeFileSync } from 'node:fs';
import { shrunk } from './appeals-histories-shrinking.js';
import { HistoryFailed, playWorld, type Outcome } from './appeals-histories.js';

/** Enough to carry out everything at least once. */
export const USUAL = 80;
/** Enough to go every step of the table of objections. */
export const ENDURANCE = 2_000;
/** How many histories go side by side in one program. */
const TOGETHER = 20;
const FIRST_SEED = 1;

const ENDURED = process.env['ENDURANCE'] === '1';

/** How many interleavings are played: those asked for by `INTERLEAVINGS`, else 2,000 with `ENDURANCE=1`, else 80. */
export const INTERLEAVINGS = Number(process.env['INTERLEAVINGS'] ?? (ENDURED ? ENDURANCE : USUAL));

/** What all worlds did together. */
export interface Played {
  readonly accepted: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
  readonly refusedByLaw: ReadonlyMap<string, number>;
  readonly edges: ReadonlySet<string>;
  readonly looks: number;
}

interface Adding {
  readonly accepted: Map<string, number>;
  readonly refused: Map<string, number>;
  readonly refusedByLaw: Map<string, number>;
  readonly edges: Set<string>;
  looks: number;
}

function add(to: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [key, count] of from) to.set(key, (to.get(key) ?? 0) + count);
}

/** One world; a history of it that fails is told by itself, with as few steps as still fail. */
async function world(seed: number): Promise<Outcome> {
  try {
    return await playWorld({ seed, histories: TOGETHER });
  } catch (failure) {
    throw failure instanceof HistoryFailed ? await shrunk(failure) : failure;
  }
}

/** Plays so many histories, the same every time. @throws HistoryFailed with how to play the one that fails again. */
export async function playInterleavings(count: number): Promise<Played> {
  const all: Adding = {
    accepted: new Map(),
    refused: new Map(),
    refusedByLaw: new Map(),
    edges: new Set(),
    looks: 0,
  };
  for (let done = 0; done * TOGETHER < count; done++) {
    const outcome = await world(FIRST_SEED + done);
    add(all.accepted, outcome.accepted);
    add(all.refused, outcome.refused);
    add(all.refusedByLaw, outcome.refusedByLaw);
    for (const edge of outcome.edges) all.edges.add(edge);
    all.looks += outcome.looks;
  }
  tell(all);
  return all;
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, each) => total + each, 0);

/** Figures for docs/endurance.md, where the long run asks for them. */
function tell({ accepted, refused, refusedByLaw, edges, looks }: Played): void {
  const file = process.env['FIGURES'];
  if (file === undefined) return;
  const figures = {
    operations: sum(accepted),
    refusals: sum(refused) + sum(refusedByLaw),
    looks,
    transitions: edges.size,
  };
  writeFileSync(file, JSON.stringify(figures));
}
