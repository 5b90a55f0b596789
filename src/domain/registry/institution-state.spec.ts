import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { institutionChangeFaults } from './institution-change.js';
import { agreementOn, departmentOn, type InstitutionFact } from './institution-state.js';

const JANUARY = '2025-01-01T00:00:00.000Z';
const LATER = '2025-09-01T00:00:00.000Z';
const LAST_DAY = date('2026-07-01');

type Given = Pick<InstitutionFact, 'type'> & { readonly from: string } & Partial<
    Omit<InstitutionFact, 'type' | 'from' | 'to'> & { readonly to: string }
  >;

/** Facts in the order of recording, named f1, f2, … */
const factsOf = (...given: readonly Given[]): InstitutionFact[] =>
  given.map(({ from, to, ...rest }, index) => ({
    id: `f${index + 1}`,
    departmentCode: null,
    documentNo: `文${index + 1}`,
    withdraws: null,
    recordedAt: JANUARY,
    ...rest,
    from: date(from),
    to: to === undefined ? null : date(to),
  }));

const states = (facts: readonly InstitutionFact[], days: readonly string[], knownAt?: string): string[] =>
  days.map((day) => agreementOn(facts, date(day), knownAt ?? null).state);

describe('agreementOn (PQ2025:7, S26)', () => {
  it('is NONE where nothing was ever signed, and before the first day', () => {
    expect(agreementOn([], date('2025-06-01'))).toEqual({ state: 'NONE', documentNo: null });
    const facts = factsOf({ type: 'SIGNED', from: '2025-01-01' });
    expect(states(facts, ['2024-12-31', '2025-01-01', '2099-01-01'])).toEqual([
      'NONE',
      'IN_FORCE',
      'IN_FORCE',
    ]);
  });

  it('expires after its last day by itself, and goes on where it was renewed', () => {
    const first = { type: 'SIGNED', from: '2025-01-01', to: '2025-12-31' } as const;
    expect(states(factsOf(first), ['2025-12-31', '2026-01-01'])).toEqual(['IN_FORCE', 'EXPIRED']);
    const renewed = factsOf(first, { type: 'SIGNED', from: '2025-12-15', to: '2026-12-31' });
    expect(states(renewed, ['2025-12-31', '2026-01-01', '2027-01-01'])).toEqual([
      'IN_FORCE',
      'IN_FORCE',
      'EXPIRED',
    ]);
  });

  it('is in force under an older agreement that outlasts a newer one', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-01-01', to: '2026-12-31' },
      { type: 'SIGNED', from: '2025-06-01', to: '2025-12-31' },
    );
    expect(agreementOn(facts, date('2026-01-01'))).toEqual({ state: 'IN_FORCE', documentNo: '文1' });
  });

  it('is suspended to the last day of the suspension, both days included', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-01-01' },
      { type: 'SUSPENDED', from: '2025-06-01', to: '2025-08-31' },
    );
    expect(states(facts, ['2025-05-31', '2025-06-01', '2025-08-31', '2025-09-01'])).toEqual([
      'IN_FORCE',
      'SUSPENDED',
      'SUSPENDED',
      'IN_FORCE',
    ]);
    expect(agreementOn(facts, date('2025-07-01')).documentNo).toBe('文2');
  });

  it('is suspended without end until it is resumed; a renewal does not lift it', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-01-01', to: '2025-12-31' },
      { type: 'SUSPENDED', from: '2025-11-01' },
      { type: 'SIGNED', from: '2026-01-01', to: '2026-12-31' },
      { type: 'RESUMED', from: '2026-02-01' },
    );
    expect(states(facts, ['2025-10-31', '2025-11-01', '2026-01-01', '2026-01-31', '2026-02-01'])).toEqual([
      'IN_FORCE',
      'SUSPENDED',
      'SUSPENDED',
      'SUSPENDED',
      'IN_FORCE',
    ]);
  });

  it('is gone from the day of dissolution, and with a new agreement unburdened', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-01-01' },
      { type: 'SUSPENDED', from: '2025-05-01' },
      { type: 'DISSOLVED', from: '2025-06-01' },
      { type: 'SIGNED', from: '2025-09-01' },
    );
    expect(states(facts, ['2025-05-31', '2025-06-01', '2025-08-31', '2025-09-01'])).toEqual([
      'SUSPENDED',
      'DISSOLVED',
      'DISSOLVED',
      'IN_FORCE',
    ]);
  });

  it('ends an open agreement by EXPIRED', () => {
    const facts = factsOf({ type: 'SIGNED', from: '2025-01-01' }, { type: 'EXPIRED', from: '2026-01-01' });
    expect(states(facts, ['2025-12-31', '2026-01-01'])).toEqual(['IN_FORCE', 'EXPIRED']);
  });

  it('says what was true and what was known of it at an instant', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-01-01' },
      { type: 'SUSPENDED', from: '2025-06-01', recordedAt: LATER },
      { type: 'WITHDRAWN', from: '2025-10-01', withdraws: 'f2', recordedAt: '2025-10-01T00:00:00.000Z' },
    );
    const day = ['2025-07-01'];
    expect(states(facts, day, '2024-12-31T23:59:59.999Z')).toEqual(['NONE']);
    expect(states(facts, day, JANUARY)).toEqual(['IN_FORCE']);
    expect(states(facts, day, LATER)).toEqual(['SUSPENDED']);
    expect(states(facts, day)).toEqual(['IN_FORCE']);
  });

  it('goes by the days, and on one day by the order of recording', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-06-01' },
      { type: 'SIGNED', from: '2025-01-01', to: '2025-05-31' },
      { type: 'DISSOLVED', from: '2025-03-01' },
    );
    expect(states(facts, ['2025-02-28', '2025-03-01', '2025-06-01'])).toEqual([
      'IN_FORCE',
      'DISSOLVED',
      'IN_FORCE',
    ]);
    const sameDay = [
      { type: 'DISSOLVED', from: '2025-03-01' },
      { type: 'SIGNED', from: '2025-03-01' },
    ] as const;
    expect(states(factsOf(...sameDay), ['2025-03-01'])).toEqual(['IN_FORCE']);
    expect(states(factsOf(...[...sameDay].reverse()), ['2025-03-01'])).toEqual(['DISSOLVED']);
  });

  it('is not touched by what happens to a department', () => {
    const facts = factsOf(
      { type: 'SIGNED', from: '2025-01-01' },
      { type: 'SUSPENDED', from: '2025-02-01', departmentCode: 'NK' },
    );
    expect(states(facts, ['2025-03-01'])).toEqual(['IN_FORCE']);
  });
});

describe('departmentOn (S26)', () => {
  const facts = factsOf(
    { type: 'SUSPENDED', from: '2025-02-01', departmentCode: 'NK', to: '2025-07-31' },
    { type: 'RESUMED', from: '2025-06-01', departmentCode: 'NK', recordedAt: LATER },
    { type: 'SUSPENDED', from: '2025-10-01', departmentCode: 'NK', recordedAt: LATER },
  );
  const on = (day: string, code = 'NK', knownAt: string | null = null): string =>
    departmentOn(facts, code, date(day), knownAt).state;

  it('is open but from a suspension to its last day or its end', () => {
    expect(
      ['2025-01-31', '2025-02-01', '2025-05-31', '2025-06-01', '2025-10-01'].map((day) => on(day)),
    ).toEqual(['OPEN', 'SUSPENDED', 'SUSPENDED', 'OPEN', 'SUSPENDED']);
    expect(on('2025-03-01', 'WK')).toBe('OPEN');
  });

  it('was known to be suspended until the resumption was recorded, and no longer than its last day', () => {
    expect(['2025-06-01', '2025-07-31', '2025-08-01'].map((day) => on(day, 'NK', JANUARY))).toEqual([
      'SUSPENDED',
      'SUSPENDED',
      'OPEN',
    ]);
  });

  it('names the document', () => {
    expect(departmentOn(facts, 'NK', date('2025-02-01'))).toEqual({ state: 'SUSPENDED', documentNo: '文1' });
  });
});

describe('institutionChangeFaults', () => {
  const signed = factsOf({ type: 'SIGNED', from: '2025-01-01', to: '2025-12-31' });

  const codes = (facts: readonly InstitutionFact[], given: Given): string[] =>
    factsOf(given).flatMap((change) =>
      institutionChangeFaults(facts, change, LAST_DAY).map(({ pointer, code }) => `${pointer} ${code}`),
    );

  it.each([
    ['a suspension of what is in force', { type: 'SUSPENDED', from: '2025-06-01', to: '2025-06-30' }],
    ['its dissolution', { type: 'DISSOLVED', from: '2025-06-01' }],
    ['a renewal', { type: 'SIGNED', from: '2026-01-01' }],
    ['a withdrawal', { type: 'WITHDRAWN', from: '2025-06-01', withdraws: 'f1' }],
  ] as const)('has nothing against %s', (_what, given) => {
    expect(codes(signed, given)).toEqual([]);
  });

  it.each([
    [{ type: 'SUSPENDED', from: '2026-01-01' }, ['/from AGREEMENT_NOT_IN_FORCE']],
    [{ type: 'DISSOLVED', from: '2024-12-31' }, ['/from AGREEMENT_NOT_IN_FORCE']],
    [{ type: 'RESUMED', from: '2025-06-01' }, ['/type NOT_SUSPENDED']],
    [{ type: 'EXPIRED', from: '2025-12-31' }, ['/from AGREEMENT_NOT_EXPIRED']],
    [{ type: 'EXPIRED', from: '2026-01-01' }, ['/from AGREEMENT_NOT_IN_FORCE']],
    [{ type: 'SUSPENDED', from: '2025-06-01', to: '2025-05-31' }, ['/to DATE_ORDER']],
    [{ type: 'SIGNED', from: '2026-07-02' }, ['/from DATE_ORDER']],
    [
      { type: 'SUSPENDED', from: '2026-07-02', to: '2026-07-01' },
      ['/from DATE_ORDER', '/to DATE_ORDER', '/from AGREEMENT_NOT_IN_FORCE'],
    ],
    [{ type: 'WITHDRAWN', from: '2025-06-01', withdraws: 'f9' }, ['/withdraws UNKNOWN_REFERENCE']],
    [
      { type: 'WITHDRAWN', from: '2025-06-01', withdraws: 'f1', departmentCode: 'NK' },
      ['/withdraws UNKNOWN_REFERENCE'],
    ],
    [{ type: 'RESUMED', from: '2025-06-01', departmentCode: 'NK' }, ['/type NOT_SUSPENDED']],
  ] as const)('refuses %j', (given, expected) => {
    expect(codes(signed, given)).toEqual(expected);
  });

  it('takes a fact back once, and not its withdrawal', () => {
    const withdrawn = factsOf(
      { type: 'SIGNED', from: '2025-01-01' },
      { type: 'WITHDRAWN', from: '2025-01-02', withdraws: 'f1' },
    );
    const again = (withdraws: string): string[] =>
      codes(withdrawn, { type: 'WITHDRAWN', from: '2025-01-03', withdraws });
    expect(again('f1')).toEqual(['/withdraws ALREADY_WITHDRAWN']);
    expect(again('f2')).toEqual(['/withdraws UNKNOWN_REFERENCE']);
  });
});
