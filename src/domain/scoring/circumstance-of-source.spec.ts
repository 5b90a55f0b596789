import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import {
  circumstanceFaults,
  circumstancesOf,
  circumstancesOfAnySource,
  type SourceInstitution,
} from './circumstance-of-source.js';
import { NEGATIVE_CIRCUMSTANCES, type NegativeCircumstance } from './finding.js';
import type { DeterminationSource } from './points-day.js';

const day = date('2025-07-01');
const PUBLIC: SourceInstitution = { kind: 'HOSPITAL', public: true };
const PRIVATE: SourceInstitution = { kind: 'HOSPITAL', public: false };
const PHARMACY: SourceInstitution = { kind: 'PHARMACY', public: false };

const penalty = (...bases: string[]): DeterminationSource => ({
  kind: 'PENALTY_DECISION',
  madeOn: day,
  bases,
});
const measure = (...measures: string[]): DeterminationSource => ({
  kind: 'AGREEMENT_MEASURE',
  madeOn: day,
  effectiveOn: day,
  measures,
});
const circular: DeterminationSource = { kind: 'CIRCULAR', on: day };
const revoked: DeterminationSource = { kind: 'LICENCE_REVOKED', on: day };
const alone: DeterminationSource = { kind: 'STAND_ALONE', determinedOn: day };

const LEADS: readonly [string, DeterminationSource, SourceInstitution, NegativeCircumstance[]][] = [
  ['a penalty under art. 38', penalty('REG735:38'), PRIVATE, ['PQ2025:21(1)']],
  ['a penalty under art. 39', penalty('REG735:39'), PHARMACY, ['PQ2025:21(1)']],
  ['a penalty under art. 40', penalty('REG735:40'), PUBLIC, ['PQ2025:23(1)']],
  ['one under both', penalty('REG735:38', 'REG735:40'), PUBLIC, ['PQ2025:21(1)', 'PQ2025:23(1)']],
  ['a decision without a penalty', penalty(), PUBLIC, []],
  ['a penalty under another article', penalty('REG735:41.2'), PUBLIC, []],
  ['a summons', measure('SUMMONS'), PUBLIC, ['PQ2025:20(1)']],
  ['withheld payment', measure('WITHHELD_PAYMENT'), PHARMACY, ['PQ2025:20(1)']],
  ['recovery alone, of a hospital', measure('RECOVERY'), PUBLIC, []],
  ['a breach notice alone', measure('BREACH_NOTICE'), PUBLIC, []],
  ['recovery with a breach notice', measure('RECOVERY', 'BREACH_NOTICE'), PRIVATE, ['PQ2025:21(2)']],
  ['refusal with a yellow card', measure('REFUSAL_OF_PAYMENT', 'YELLOW_CARD'), PUBLIC, ['PQ2025:21(2)']],
  [
    'recovery with a breach notice, of a pharmacy',
    measure('RECOVERY', 'BREACH_NOTICE'),
    PHARMACY,
    ['PQ2025:21(3)'],
  ],
  ['refusal, of a pharmacy', measure('REFUSAL_OF_PAYMENT'), PHARMACY, ['PQ2025:21(3)']],
  ['the agreement suspended', measure('AGREEMENT_SUSPENDED'), PHARMACY, ['PQ2025:22(2)']],
  ['a department’s service suspended', measure('DEPARTMENT_SERVICE_SUSPENDED'), PUBLIC, ['PQ2025:22(2)']],
  ['the agreement dissolved', measure('AGREEMENT_DISSOLVED'), PRIVATE, ['PQ2025:23(3)']],
  ['a circular on a public hospital', circular, PUBLIC, ['PQ2025:20(2)']],
  ['a circular on another hospital', circular, PRIVATE, []],
  ['a licence revoked', revoked, PRIVATE, ['PQ2025:23(2)']],
  ['a stand-alone determination', alone, PUBLIC, []],
];

const codes = (
  circumstance: NegativeCircumstance,
  source: DeterminationSource,
  institution: SourceInstitution | null,
  largeLossOrEffect = false,
): string[] =>
  circumstanceFaults({ circumstance, largeLossOrEffect }, source, institution, '/findings/0').map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('from the institution’s measure to the circumstance (PQ2025:20–23, S35)', () => {
  it.each(LEADS)('%s', (_what, source, institution, expected) => {
    expect(circumstancesOf(source, institution).map(({ circumstance }) => circumstance)).toEqual(expected);
  });

  it.each(LEADS)('and exactly those stand: %s', (_what, source, institution, expected) => {
    const standing = NEGATIVE_CIRCUMSTANCES.filter(
      (each) => codes(each, source, institution, true).length === 0,
    );
    expect(standing).toEqual([...expected, ...circumstancesOfAnySource()].sort());
  });

  it('goes with any source for 22(1) and the residual items', () =>
    expect(circumstancesOfAnySource()).toEqual([
      'PQ2025:20(3)',
      'PQ2025:21(4)',
      'PQ2025:22(1)',
      'PQ2025:22(3)',
      'PQ2025:23(4)',
    ]));
});

describe('a circumstance that does not fit', () => {
  const at = '/findings/0/circumstance';

  it('says so of the source, with the item', () => {
    expect(
      circumstanceFaults(
        { circumstance: 'PQ2025:23(1)', largeLossOrEffect: false },
        penalty('REG735:38'),
        PUBLIC,
        '/findings/0',
      ),
    ).toEqual([
      {
        pointer: at,
        code: 'CIRCUMSTANCE_NOT_FOR_SOURCE',
        detail: 'PQ2025:23(1) 须有：机构依 REG735:40 受到行政处罚；本认定的来源不是。',
        citation: 'PQ2025:23(1)',
      },
    ]);
  });

  it('says so of the institution', () => {
    expect(codes('PQ2025:21(2)', measure('RECOVERY', 'YELLOW_CARD'), PHARMACY)).toEqual([
      `${at} CIRCUMSTANCE_NOT_FOR_INSTITUTION`,
    ]);
    expect(codes('PQ2025:21(3)', measure('RECOVERY'), PUBLIC, true)).toEqual([
      `${at} CIRCUMSTANCE_NOT_FOR_INSTITUTION`,
    ]);
    expect(codes('PQ2025:20(2)', circular, PRIVATE)).toEqual([`${at} PUBLIC_HOSPITAL_ONLY`]);
    expect(codes('PQ2025:20(2)', circular, { kind: 'PHARMACY', public: true })).toEqual([
      `${at} PUBLIC_HOSPITAL_ONLY`,
    ]);
  });

  it('says both at once', () =>
    expect(codes('PQ2025:20(2)', alone, PHARMACY)).toEqual([
      `${at} CIRCUMSTANCE_NOT_FOR_SOURCE`,
      `${at} PUBLIC_HOSPITAL_ONLY`,
    ]));

  it('takes the officer’s finding of a large loss or effect (PQ2025:21(3))', () =>
    expect(codes('PQ2025:21(3)', measure('RECOVERY'), PHARMACY, false)).toEqual([
      '/findings/0/largeLossOrEffect CIRCUMSTANCE_NOT_FOR_SOURCE',
    ]));

  it('is judged by the source alone while the institution is not known', () =>
    expect(codes('PQ2025:21(2)', measure('RECOVERY', 'YELLOW_CARD'), null)).toEqual([]));
});
