import type { Rulebook } from '../../src/domain/rulebook/rulebook.js';
import type { Tallies } from '../tally.js';
import { FAMILIES } from './families.js';
import { sweepFindings } from './findings.js';

/** What one processor sweeps at a time: every finding, or a family from one first notice on. */
export type HistoryPart =
  { readonly kind: 'findings' } | { readonly kind: 'family'; readonly name: string; readonly first: number };

export const historyParts = (): HistoryPart[] => [
  { kind: 'findings' },
  ...FAMILIES.flatMap(({ name, firsts }) =>
    firsts.map((first): HistoryPart => ({ kind: 'family', name, first })),
  ),
];

/** Runs one part. */
export function sweepHistories(
  part: HistoryPart,
  rulebook: Rulebook,
  tallies: Tallies,
  seen: Record<string, number>,
): void {
  const sweep = { rulebook, tallies, seen };
  if (part.kind === 'findings') sweepFindings(sweep);
  else FAMILIES.find(({ name }) => name === part.name)?.sweep(part.first, sweep);
}
