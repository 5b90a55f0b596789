import { ENGINE_VERSION } from '../src/domain/discretion/engine-version.js';
import { PENALTY_FOLDERS, POINTS_FOLDERS } from './engine-hash.js';
import { FAMILIES } from './histories/families.js';
import { HISTORY_STATEMENTS } from './histories/history-statements.js';
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

const BESIDE_HISTORIES: readonly Told[] = [
  { id: 'history-never-throws', says: 'No history throws.', citation: 'contract: errors' },
  {
    id: 'finding-refusals',
    says: 'A finding is refused exactly where its band does not exist, its points lie outside what is open to it, or its basis is missing.',
    citation: 'PQ2025:17, 19–23; readings S1–S4, S8',
  },
  {
    id: 'only-points-matter',
    says: 'A history is judged by the points of its findings alone: as with the plain finding of the same points.',
    citation: 'PQ2025:18, 26',
  },
  {
    id: 'same-day-order',
    says: 'Notices of different sites on one day come to one total in any order.',
    citation: 'PQ2025:18; reading S7',
  },
  {
    id: 'revoke-all',
    says: 'With every score revoked nothing is left: no points, no measure, no restriction.',
    citation: 'PQ2025:37; reading S31',
  },
  {
    id: 'revoke-one',
    says: 'With one score revoked the rest stands as if it had never been.',
    citation: 'PQ2025:37; reading S31',
  },
  {
    id: 'revise-to-the-same',
    says: 'A revision to the same findings changes nothing.',
    citation: 'PQ2025:37; reading S31',
  },
];

export const PENALTY_STATEMENTS: readonly Told[] = [...STATEMENTS, ...BESIDE];
export const POINTS_STATEMENTS: readonly Told[] = [...HISTORY_STATEMENTS, ...BESIDE_HISTORIES];
export const ALL_STATEMENTS: readonly Told[] = [...PENALTY_STATEMENTS, ...POINTS_STATEMENTS];

/** The hashes that say of what a sheet is. */
export interface ProvedOf {
  readonly rulebookHash: string;
  readonly penaltyHash: string;
  readonly pointsHash: string;
}

/** What a full run proved, as far as the sheet tells it. */
export interface Proof extends ProvedOf {
  readonly tallies: Tallies;
  readonly seen: Readonly<Record<string, number>>;
  readonly seenInHistories: Readonly<Record<string, number>>;
}

const count = (value: number): string => value.toLocaleString('en-US');

function line({ id, says, citation }: Told, tallies: Tallies): string {
  const tally = tallies[id];
  if (tally === undefined || tally.cases === 0)
    return `| ${id} | ${says} | ${citation} | 0 | **never tried** |`;
  const verdict = tally.counterexample === null ? 'holds' : `**broken**: \`${tally.counterexample}\``;
  return `| ${id} | ${says} | ${citation} | ${count(tally.cases)} | ${verdict} |`;
}

/** Whether every one of the statements was tried and held. */
export const allHold = (tallies: Tallies, statements: readonly Told[] = ALL_STATEMENTS): boolean =>
  statements.every(({ id }) => (tallies[id]?.cases ?? 0) > 0 && tallies[id]?.counterexample === null);

const sources = (folders: readonly string[]): string =>
  `(SHA-256 over the sources of \`src/domain/{${folders.join(',')}}\`)`;

export const hashLines = ({ rulebookHash, penaltyHash, pointsHash }: ProvedOf): string =>
  [
    `- rulebook: \`${rulebookHash}\``,
    `- engine ${ENGINE_VERSION}: \`${penaltyHash}\` ${sources(PENALTY_FOLDERS)}`,
    `- points: \`${pointsHash}\` ${sources(POINTS_FOLDERS)}`,
  ].join('\n');

const table = (statements: readonly Told[], tallies: Tallies): string =>
  `| statement | says | rests on | cases | verdict |
| --- | --- | --- | ---: | --- |
${statements.map((each) => line(each, tallies)).join('\n')}`;

function reachedTable(seen: Readonly<Record<string, number>>): string {
  const reached = Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1));
  return `| reached | times |
| --- | ---: |
${reached.map(([what, times]) => `| ${what} | ${count(times)} |`).join('\n')}`;
}

const penaltySection = ({ tallies, seen }: Proof): string => `## Penalty rules (DB2025, REG735)

Over all 2^22 sets of the listed items of arts. 13, 14, 16, 17 and 18, once each for a loss (38), a fraud (41.2) and a
fixed fine (39); and over every combination of the classes that matter (items of 16 and 17, number in 13 and 14, 18(1),
an item that may be an element, number of others in 18, the grounds of 18(2)) × charge × offender × intent, refusal,
serious consequences × every row of \`sample-2025\` and none.

${table(PENALTY_STATEMENTS, tallies)}

### What was reached

A cell that may be fined but offers no direction ("nothing offered") is one where heavier does not meet the grade; each
of them says so to the officer, with the range that the other midpoint would give.

${reachedTable(seen)}
`;

const pointsSection = ({
  tallies,
  seenInHistories,
}: Proof): string => `## Points and payment qualification (PQ2025)

Over every finding (circumstance × degree × adjustment × points × basis), and over these families of histories, each with
everything it goes through on the way. A history is judged by the points of its findings alone (\`only-points-matter\`),
so one finding of each number of points, 1 to 12, stands for all. Fewer points are one or two of each band and the bounds:
they reach every total. A counterexample is the body of a \`POST /scoring/preview\`.

| family | histories of |
| --- | --- |
${FAMILIES.map(({ name, says }) => `| ${name} | ${says} |`).join('\n')}

${table(POINTS_STATEMENTS, tallies)}

### What was reached in histories

${reachedTable(seenInHistories)}
`;

/** The theorem sheet in Markdown; the same run gives the same bytes. */
export function sheetOf(proof: Proof): string {
  return `# Theorem sheet

Written by \`npm run prove\`, which runs the rules themselves, not a copy. What each answer is held against is written in
\`prove/\` independently of the rules.

${hashLines(proof)}

${penaltySection(proof)}
${pointsSection(proof)}`;
}
