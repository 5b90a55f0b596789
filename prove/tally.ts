/** What became of one statement: how many cases it spoke of, and the first that broke it. */
export interface Tally {
  cases: number;
  counterexample: string | null;
}

export type Tallies = Record<string, Tally>;

const shorter = (kept: string | null, other: string | null): string | null =>
  kept === null || (other !== null && other.length < kept.length) ? other : kept;

/** Notes that a statement spoke of a case; the shortest failure is kept, in words that let it be tried again. */
export function note(tallies: Tallies, id: string, held: boolean, inWords: () => string): void {
  const tally = (tallies[id] ??= { cases: 0, counterexample: null });
  tally.cases += 1;
  if (!held) tally.counterexample = shorter(tally.counterexample, inWords());
}

/** Adds up the tallies of parts; of several counterexamples the shortest stands. */
export function addTallies(parts: readonly Tallies[]): Tallies {
  const sum: Tallies = {};
  for (const part of parts) {
    for (const [id, { cases, counterexample }] of Object.entries(part)) {
      const tally = (sum[id] ??= { cases: 0, counterexample: null });
      tally.cases += cases;
      tally.counterexample = shorter(tally.counterexample, counterexample);
    }
  }
  return sum;
}
