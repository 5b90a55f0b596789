import { ENGINE_VERSION } from '../src/domain/discretion/engine-version.js';
import { STATEMENTS } from './statements.js';
import type { Tallies } from './tally.js';

interface Told {
  readonly id: string;
  readonly says: string;
  readonly citation: string;
}

const BESIDE: readonly Told[] = [
  { id: 'never-throws', says: 'No set of facts throws.', citation: 'contract: errors' },
  {
    id: 'one-more-mitigating',
    says: 'Where both sets of facts offer a range, one more item of arts. 13 or 14 never raises the lowest lawful fine.',
    citation: 'DB2025:13–15',
  },
  {
    id: 'one-more-aggravating',
    says: 'Where both sets of facts offer a range, one more item of art. 18 never lowers the highest lawful fine.',
    citation: 'DB2025:18, 19',
  },
  {
    id: 'proposals',
    says: 'A proposed figure passes exactly when it lies in an offered range.',
    citation: 'DB2025:10; contract: proposalFindings',
  },
  {
    id: 'rounding',
    says: 'Every fine is amount × multiple, rounded once, half up to one fen (random amounts).',
    citation: 'reading P34',
  },
  {
    id: 'limitation',
    says: 'A violation is out of time exactly when discovered after the anniversary of its end (random dates).',
    citation: 'DB2025:16(5); reading P27',
  },
];

export const ALL_STATEMENTS: readonly Told[] = [...STATEMENTS, ...BESIDE];

/** What a full run proved, as far as the sheet tells it. */
export interface Proof {
  readonly rulebookHash: string;
  readonly engineHash: string;
  readonly tallies: Tallies;
  readonly seen: Readonly<Record<string, number>>;
}

const count = (value: number): string => value.toLocaleString('en-US');

function line({ id, says, citation }: Told, tallies: Tallies): string {
  const tally = tallies[id];
  if (tally === undefined || tally.cases === 0)
    return `| ${id} | ${says} | ${citation} | 0 | **never tried** |`;
  const verdict = tally.counterexample === null ? 'holds' : `**broken**: \`${tally.counterexample}\``;
  return `| ${id} | ${says} | ${citation} | ${count(tally.cases)} | ${verdict} |`;
}

/** Whether every statement was tried and held. */
export const allHold = (tallies: Tallies): boolean =>
  ALL_STATEMENTS.every(({ id }) => (tallies[id]?.cases ?? 0) > 0 && tallies[id]?.counterexample === null);

export const hashLines = (rulebookHash: string, engine: string): string =>
  [
    `- rulebook: \`${rulebookHash}\``,
    `- engine ${ENGINE_VERSION}: \`${engine}\` (SHA-256 over the sources of \`src/domain/{shared,rulebook,discretion}\`)`,
  ].join('\n');

/** The theorem sheet in Markdown; the same run gives the same bytes. */
export function sheetOf({ rulebookHash, engineHash: engine, tallies, seen }: Proof): string {
  const reached = Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1));
  return `# Theorem sheet of the penalty rules

Written by \`npm run prove\`, which runs the rules themselves, not a copy: over all 2^22 sets of the listed items of
arts. 13, 14, 16, 17 and 18, once each for a loss (38), a fraud (41.2) and a fixed fine (39); and over every combination
of the classes that matter (items of 16 and 17, number in 13 and 14, 18(1), an item that may be an element, number of
others in 18, the grounds of 18(2)) × charge × offender × intent, refusal, serious consequences × every row of
\`sample-2025\` and none. What each answer is held against is written in \`prove/\` independently of the rules.

${hashLines(rulebookHash, engine)}

| statement | says | rests on | cases | verdict |
| --- | --- | --- | ---: | --- |
${ALL_STATEMENTS.map((each) => line(each, tallies)).join('\n')}

## What was reached

A cell that may be fined but offers no direction ("nothing offered") is one where heavier does not meet the grade; each
of them says so to the officer, with the range that the other midpoint would give.

| reached | times |
| --- | ---: |
${reached.map(([what, times]) => `| ${what} | ${count(times)} |`).join('\n')}
`;
}
