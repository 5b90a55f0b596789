import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import { determinationFaults, type Determination, type DeterminedFinding } from './determination-faults.js';
import { pointsLawOn } from './points-law.js';

const TODAY = date('2025-07-10');

const finding = (change: Partial<DeterminedFinding> = {}): DeterminedFinding => ({
  person: 'p1',
  conductId: 'c1',
  circumstance: 'PQ2025:21(1)',
  degree: 'GENERAL',
  adjustment: 'NONE',
  points: null,
  basis: null,
  grounds: [],
  reasons: null,
  largeLossOrEffect: false,
  ...change,
});

const determination = (change: Partial<Determination> = {}): Determination => ({
  source: { kind: 'PENALTY_DECISION', madeOn: date('2025-07-01'), bases: ['REG735:38'] },
  institution: { kind: 'HOSPITAL', public: true },
  determinedOn: date('2025-07-01'),
  heardOn: date('2025-06-30'),
  findings: [finding()],
  notScored: [],
  ...change,
});

const codes = (change: Partial<Determination> = {}): string[] =>
  determinationFaults(determination(change), pointsLawOn(SHIPPED, date('2025-07-01')), TODAY).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('a determination of responsibility', () => {
  it('stands', () => expect(codes()).toEqual([]));

  it('is not of the future, nor older than its source (PQ2025:16)', () => {
    expect(codes({ determinedOn: date('2025-07-11') })).toEqual(['/determinedOn DATE_ORDER']);
    expect(codes({ determinedOn: date('2025-06-30') })).toEqual(['/determinedOn DATE_ORDER']);
  });

  it('may come before its agreement measure takes effect, not before it is decided (S14)', () => {
    const source = {
      kind: 'AGREEMENT_MEASURE',
      madeOn: date('2025-07-01'),
      effectiveOn: date('2025-07-08'),
      measures: ['SUMMONS'],
    } as const;
    const findings = [finding({ circumstance: 'PQ2025:20(1)' })];
    expect(codes({ source, findings })).toEqual([]);
    expect(codes({ source, findings, determinedOn: date('2025-06-30') })).toEqual([
      '/determinedOn DATE_ORDER',
    ]);
  });

  it('comes after the institution was heard (PQ2025:16.2)', () =>
    expect(codes({ heardOn: date('2025-07-02') })).toEqual(['/institutionHeard/on DATE_ORDER']));

  it('scores nothing from before the scheme (PQ2025:50, S32)', () => {
    const bases = ['REG735:38'];
    const on = date('2025-04-14');
    expect(codes({ source: { kind: 'PENALTY_DECISION', madeOn: on, bases } })).toEqual([
      '/source/caseId BEFORE_SCHEME',
    ]);
    expect(
      codes({
        source: { kind: 'LICENCE_REVOKED', on },
        findings: [finding({ circumstance: 'PQ2025:23(2)' })],
      }),
    ).toEqual(['/source/on BEFORE_SCHEME']);
    expect(codes({ source: { kind: 'PENALTY_DECISION', madeOn: date('2025-04-15'), bases } })).toEqual([]);
  });

  it('gives reasons for points that are not the default (S2)', () => {
    expect(codes({ findings: [finding({ points: 5 })] })).toEqual(['/findings/0/reasons REASONS_REQUIRED']);
    expect(codes({ findings: [finding({ points: 5, reasons: '金额较大' })] })).toEqual([]);
    expect(codes({ findings: [finding({ points: 4 })] })).toEqual([]);
  });

  it('asks once for reasons that are missing twice', () => {
    const both = finding({
      adjustment: 'LIGHTER',
      degree: 'PRINCIPAL',
      points: 5,
      grounds: ['MADE_GOOD', 'INTENT'],
    });
    expect(codes({ findings: [both] })).toEqual(['/findings/0/reasons REASONS_REQUIRED']);
  });

  it('holds the same person, act and circumstance once', () => {
    expect(codes({ findings: [finding(), finding()] })).toEqual(['/findings/1/personCode DUPLICATE_ID']);
    expect(codes({ findings: [finding(), finding({ conductId: 'c2' })] })).toEqual([]);
    expect(codes({ findings: [finding(), finding({ person: 'p2' })] })).toEqual([]);
    expect(codes({ findings: [finding(), finding({ circumstance: 'PQ2025:22(1)' })] })).toEqual([]);
  });

  it('does not both score somebody and not score them (PQ2025:16)', () => {
    expect(codes({ notScored: ['p1', 'p2', 'p2'] })).toEqual([
      '/notScored/0/personCode DUPLICATE_ID',
      '/notScored/2/personCode DUPLICATE_ID',
    ]);
  });

  it('tells every fault at once', () => {
    const findings = [
      finding({ circumstance: 'PQ2025:23(1)', degree: 'PRINCIPAL', adjustment: 'RAISE_BAND' }),
      finding({ person: 'p2', points: 7 }),
      finding({ person: 'p3', degree: 'PRINCIPAL', points: 4, reasons: '情节' }),
      finding({ person: 'p4', circumstance: 'PQ2025:22(3)' }),
    ];
    expect(codes({ determinedOn: date('2025-07-12'), findings })).toEqual([
      '/determinedOn DATE_ORDER',
      '/findings/0/circumstance CIRCUMSTANCE_NOT_FOR_SOURCE',
      '/findings/0/adjustment BAND_UNAVAILABLE',
      '/findings/0/grounds GROUND_REQUIRED',
      '/findings/1/points POINTS_OUT_OF_RANGE',
      '/findings/1/reasons REASONS_REQUIRED',
      '/findings/3/basis BASIS_REQUIRED',
      '/findings/2/points POINTS_ORDER',
    ]);
  });

  it('is judged as far as it can be while its source is not known', () =>
    expect(codes({ source: null, findings: [finding({ points: 9 })] })).toEqual([
      '/findings/0/points POINTS_OUT_OF_RANGE',
      '/findings/0/reasons REASONS_REQUIRED',
    ]));
});
