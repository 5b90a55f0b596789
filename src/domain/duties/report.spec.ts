import { describe, expect, it } from '@jest/globals';
import type { LedgerFact } from '../qualification/ledger-fact.js';
import type { Standing } from '../qualification/standing.js';
import type { Finding } from '../scoring/finding.js';
import type { PointsLaw } from '../scoring/points-law.js';
import { date } from '../shared/calendar-date.js';
import { calendarYear } from './period.js';
import { reportOf } from './report.js';
import { reportedOf, type PaperHead, type Reported } from './reported.js';

/** Only bands matter here. */
const LAW = {
  bands: [
    { min: 1, max: 3 },
    { min: 4, max: 6 },
    { min: 7, max: 9 },
    { min: 10, max: 12 },
  ],
} as unknown as PointsLaw;
const lawOn = (): PointsLaw => LAW;

const finding = (over: Partial<Finding> = {}): Finding => ({
  conductId: 'c1',
  circumstance: 'PQ2025:22(1)',
  degree: 'PRINCIPAL',
  adjustment: 'NONE',
  points: null,
  basis: null,
  ...over,
});
const HEAD: PaperHead = {
  id: 'n1',
  source: 'NOTICE',
  number: '记〔2025〕1号',
  institution: 'H1',
  personId: 'a',
  personCode: 'D1',
  issuedOn: date('2025-06-20'),
  recordedOn: date('2025-06-20'),
};
const SCORE: LedgerFact = {
  type: 'SCORE',
  id: 'n1',
  effectiveOn: date('2025-06-10'),
  findings: [finding()],
  noticeReceivedOn: null,
  months: 2,
};
const MEASURE = { kind: 'SUSPENSION', allowedMonths: { min: 1, max: 2 }, months: 2 } as const;
const standing = (
  points: number,
  over: Partial<Standing> = {},
): Pick<Standing, 'scores' | 'restrictions'> => ({
  scores: [
    {
      id: 'n1',
      effectiveOn: date('2025-06-10'),
      points,
      pointsAlone: points,
      yearTotalAfter: points,
      objectionDeadline: null,
      provisional: false,
      measure: points < 9 ? null : { ...MEASURE, from: null, to: null },
    },
  ],
  restrictions: [],
  ...over,
});

describe('a notice as it stands', () => {
  it('has the default points of its findings and a measure without dates before it is received', () => {
    expect(reportedOf(HEAD, [SCORE], standing(9), lawOn)).toEqual({
      ...HEAD,
      state: 'STANDING',
      correctedOn: null,
      pointsDay: '2025-06-10',
      points: 9,
      yearTotalAfter: 9,
      findings: [{ circumstance: 'PQ2025:22(1)', degree: 'PRINCIPAL', points: 9 }],
      measure: { kind: 'SUSPENSION', from: null, to: null, restoredOn: null },
    });
  });

  it('has the dates of its restriction once that has begun', () => {
    const restriction = {
      cause: 'n1',
      kind: 'SUSPENSION',
      from: date('2025-06-24'),
      to: date('2025-08-23'),
      restoredOn: date('2025-08-24'),
    } as const;
    expect(reportedOf(HEAD, [SCORE], standing(9, { restrictions: [restriction] }), lawOn).measure).toEqual({
      kind: 'SUSPENSION',
      from: '2025-06-24',
      to: '2025-08-23',
      restoredOn: '2025-08-24',
    });
  });

  it('has the findings of its last revision, and none after a revocation (S31)', () => {
    const revise = (points: number, on: string): LedgerFact => ({
      type: 'REVISE',
      on: date(on),
      scoreId: 'n1',
      findings: [finding({ points })],
      months: null,
    });
    const revoke: LedgerFact = { type: 'REVOKE', on: date('2025-09-03'), scoreId: 'n1' };
    const facts = [SCORE, revise(8, '2025-09-01'), revise(7, '2025-09-02')];
    expect(reportedOf(HEAD, facts, standing(7), lawOn)).toMatchObject({
      state: 'REVISED',
      correctedOn: '2025-09-02',
      findings: [{ points: 7 }],
      measure: null,
    });
    expect(reportedOf(HEAD, [...facts, revoke], standing(0), lawOn)).toMatchObject({
      state: 'REVOKED',
      correctedOn: '2025-09-03',
      points: 0,
      findings: [],
    });
  });

  it('is revoked too when it is a linked measure whose ground fell (S25)', () => {
    const head: PaperHead = { ...HEAD, id: 'l1', source: 'LINKED' };
    const facts: LedgerFact[] = [{ type: 'LINK_VOIDED', on: date('2025-09-01'), linkId: 'l1' }];
    expect(reportedOf(head, facts, standing(9), lawOn)).toMatchObject({
      state: 'REVOKED',
      pointsDay: null,
      points: 0,
      findings: [],
      measure: null,
    });
  });
});

const reported = (id: string, over: Partial<Reported> = {}): Reported => ({
  ...HEAD,
  id,
  number: id,
  personId: id,
  state: 'STANDING',
  correctedOn: null,
  pointsDay: date('2025-06-10'),
  points: 2,
  yearTotalAfter: 2,
  findings: [{ circumstance: 'PQ2025:20(1)', degree: 'IMPORTANT', points: 2 }],
  measure: null,
  ...over,
});

const OLD = { issuedOn: date('2024-11-01'), recordedOn: date('2024-11-01') };

describe('the report of a period (PQ2025:33)', () => {
  const all = [
    reported('n2', { institution: 'H2' }),
    reported('n1', {
      points: 9,
      findings: [
        { circumstance: 'PQ2025:22(1)', degree: 'PRINCIPAL', points: 9 },
        { circumstance: 'PQ2025:20(1)', degree: 'IMPORTANT', points: 2 },
      ],
      measure: { kind: 'SUSPENSION', from: null, to: null, restoredOn: null },
    }),
    reported('n3', { personId: 'n1' }),
    reported('l1', {
      source: 'LINKED',
      points: 0,
      findings: [],
      measure: { kind: 'TERMINATION', from: null, to: null, restoredOn: null },
    }),
    reported('old1', {
      ...OLD,
      measure: { kind: 'SUSPENSION', from: null, to: null, restoredOn: date('2025-02-01') },
    }),
    reported('old2', { ...OLD, state: 'REVOKED', correctedOn: date('2025-03-01') }),
    reported('old3', { ...OLD, state: 'REVISED', correctedOn: date('2024-12-31') }),
    reported('late', { issuedOn: date('2024-12-30'), recordedOn: date('2025-01-02') }),
  ];
  const report = reportOf(all, calendarYear(2025));

  it('tells what was issued, and what was recorded or became of it in the period though issued before', () => {
    expect(report.issued.map(({ id }) => id)).toEqual(['l1', 'n1', 'n2', 'n3']);
    expect(report.earlier.map(({ id }) => id)).toEqual(['late', 'old1', 'old2']);
  });

  it('sums by institution and over all, each person once', () => {
    const rest = { linked: 0, recordedLate: 0, restored: 0, revised: 0, revoked: 0 };
    expect(report.institutions).toEqual([
      {
        institution: 'H1',
        notices: 2,
        people: 1,
        points: 11,
        suspensions: 1,
        terminations: 0,
        linked: 1,
        recordedLate: 1,
        restored: 1,
        revised: 0,
        revoked: 1,
      },
      { institution: 'H2', notices: 1, people: 1, points: 2, suspensions: 0, terminations: 0, ...rest },
    ]);
    expect(report.total).toEqual({
      notices: 3,
      people: 2,
      points: 13,
      suspensions: 1,
      terminations: 0,
      linked: 1,
      recordedLate: 1,
      restored: 1,
      revised: 0,
      revoked: 1,
    });
  });

  it('groups findings by institution, circumstance, degree and measure', () => {
    expect(report.groups.map((each): unknown[] => Object.values(each))).toEqual([
      ['H1', 'PQ2025:20(1)', 'IMPORTANT', null, 1, 1, 2],
      ['H1', 'PQ2025:20(1)', 'IMPORTANT', 'SUSPENSION', 1, 1, 2],
      ['H1', 'PQ2025:22(1)', 'PRINCIPAL', 'SUSPENSION', 1, 1, 9],
      ['H2', 'PQ2025:20(1)', 'IMPORTANT', null, 1, 1, 2],
    ]);
  });
});
