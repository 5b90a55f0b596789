import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { commitmentFaults, commitmentHolds, committedAt, type CommitmentFact } from './commitment.js';
import type { PersonnelKind } from './personnel-kind.js';
import { primarySiteOn } from './primary-site.js';
import {
  cancellationFaults,
  registrationFaults,
  registrationStands,
  type NewRegistration,
  type RegistrationFact,
  type RegistrationSetting,
} from './registration.js';

const JANUARY = '2025-01-01T00:00:00.000Z';
const LATER = '2025-09-01T00:00:00.000Z';

const registered = (
  institutionCode: string,
  from: string,
  more: Partial<RegistrationFact> & { readonly until?: string } = {},
): RegistrationFact => {
  const { until, ...rest } = more;
  return {
    institutionCode,
    kind: 'MEDICAL',
    from: date(from),
    cancelledOn: until === undefined ? null : date(until),
    cancelRecordedAt: until === undefined ? null : LATER,
    recordedAt: JANUARY,
    ...rest,
  };
};

const WANTED: NewRegistration = {
  institutionCode: 'H1',
  departmentCode: null,
  kind: 'MEDICAL',
  from: date('2025-07-01'),
  multiSiteApproval: null,
};

const FREE: RegistrationSetting = {
  lastDay: date('2026-07-01'),
  institutionKind: 'HOSPITAL',
  departments: ['NK'],
  agreement: 'IN_FORCE',
  committed: true,
  restricted: false,
  others: [],
};

const faults = (wanted: Partial<NewRegistration>, setting: Partial<RegistrationSetting> = {}): string[] =>
  registrationFaults({ ...WANTED, ...wanted }, { ...FREE, ...setting }, '/registration').map(
    ({ pointer, code, citation }) => `${pointer} ${code} ${citation ?? '-'}`,
  );

describe('registrationStands', () => {
  const registration = registered('H1', '2025-06-01', { until: '2025-08-01' });

  it('from its first day to the day before its cancellation (PQ2025:13)', () => {
    expect(
      ['2025-05-31', '2025-06-01', '2025-07-31', '2025-08-01'].map((day) =>
        registrationStands(registration, date(day)),
      ),
    ).toEqual([false, true, true, false]);
  });

  it('as it was known: not before it was recorded, and to the end before its cancellation was', () => {
    const known = (knownAt: string): boolean => registrationStands(registration, date('2025-08-01'), knownAt);
    expect(known('2024-12-31T23:59:59.999Z')).toBe(false);
    expect(known(JANUARY)).toBe(true);
    expect(known(LATER)).toBe(false);
  });
});

describe('registrationFaults', () => {
  it('has nothing against a sound registration', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ departmentCode: 'NK', from: date('2026-07-01') })).toEqual([]);
  });

  it('tells every reason at once, each with its article', () => {
    expect(
      faults(
        { kind: 'PHARMACY_STAFF', departmentCode: 'XX', from: date('2026-07-02') },
        {
          agreement: 'SUSPENDED',
          committed: false,
          restricted: true,
          others: [registered('H1', '2025-06-01')],
        },
      ),
    ).toEqual([
      '/registration/from DATE_ORDER -',
      '/registration/departmentCode UNKNOWN_REFERENCE -',
      '/registration/kind KIND_NOT_FOR_INSTITUTION PQ2025:10(1)',
      '/registration/from AGREEMENT_NOT_IN_FORCE PQ2025:7',
      '/registration/from NO_COMMITMENT PQ2025:11',
      '/registration/from RESTRICTED PQ2025:27',
      '/registration/from DUPLICATE_REGISTRATION PQ2025:13',
    ]);
  });

  it.each<readonly [PersonnelKind, 'HOSPITAL' | 'PHARMACY']>([
    ['MEDICAL', 'HOSPITAL'],
    ['PHARMACY', 'HOSPITAL'],
    ['NURSING', 'HOSPITAL'],
    ['TECHNICAL', 'HOSPITAL'],
    ['FEE_AUDIT', 'HOSPITAL'],
    ['PHARMACY_PRINCIPAL', 'PHARMACY'],
    ['PHARMACY_STAFF', 'PHARMACY'],
  ])('knows %s at a %s only (PQ2025:10)', (kind, institutionKind) => {
    const other = institutionKind === 'HOSPITAL' ? 'PHARMACY' : 'HOSPITAL';
    const citation = other === 'HOSPITAL' ? 'PQ2025:10(1)' : 'PQ2025:10(2)';
    expect(faults({ kind }, { institutionKind })).toEqual([]);
    expect(faults({ kind }, { institutionKind: other })).toEqual([
      `/registration/kind KIND_NOT_FOR_INSTITUTION ${citation}`,
    ]);
  });

  it.each(['NONE', 'SUSPENDED', 'DISSOLVED', 'EXPIRED'] as const)(
    'wants an agreement in force, not %s (PQ2025:7)',
    (agreement) => {
      expect(faults({}, { agreement })).toEqual(['/registration/from AGREEMENT_NOT_IN_FORCE PQ2025:7']);
    },
  );

  it('lets a doctor practise elsewhere only with a permission, whichever came first (PQ2025:13)', () => {
    for (const from of ['2025-06-01', '2025-07-01', '2025-12-01']) {
      const others = [registered('H2', from)];
      expect(faults({}, { others })).toEqual([
        '/registration/multiSiteApproval MULTI_SITE_NOT_ALLOWED PQ2025:13',
      ]);
      expect(faults({ multiSiteApproval: '许〔2025〕1号' }, { others })).toEqual([]);
    }
  });

  it('does not mind what ended by the first day, nor what never stood', () => {
    const others = [
      registered('H1', '2025-01-01', { until: '2025-07-01' }),
      registered('H2', '2025-01-01', { until: '2025-07-01' }),
      registered('H2', '2025-09-01', { until: '2025-09-01' }),
    ];
    expect(faults({}, { others })).toEqual([]);
    expect(faults({}, { others: [registered('H1', '2025-01-01', { until: '2025-07-02' })] })).toEqual([
      '/registration/from DUPLICATE_REGISTRATION PQ2025:13',
    ]);
  });

  it.each(['PHARMACY', 'NURSING', 'TECHNICAL', 'FEE_AUDIT'] as const)(
    'keeps %s to one institution, permission or not (PQ2025:13)',
    (kind) => {
      const others = [registered('H2', '2025-01-01', { kind })];
      expect(faults({ kind, multiSiteApproval: '许〔2025〕1号' }, { others })).toEqual([
        '/registration/kind MULTI_SITE_NOT_ALLOWED PQ2025:13',
      ]);
    },
  );

  it('lets a principal hold several pharmacies, but not be on the staff of another (PQ2025:18)', () => {
    const pharmacy = { institutionKind: 'PHARMACY' } as const;
    const others = [registered('P2', '2025-01-01', { kind: 'PHARMACY_PRINCIPAL' })];
    expect(faults({ kind: 'PHARMACY_PRINCIPAL' }, { ...pharmacy, others })).toEqual([]);
    expect(faults({ kind: 'PHARMACY_STAFF' }, { ...pharmacy, others })).toEqual([
      '/registration/kind MULTI_SITE_NOT_ALLOWED PQ2025:13',
    ]);
  });

  it('does not let a doctor be something else elsewhere', () => {
    const others = [registered('H2', '2025-01-01', { kind: 'FEE_AUDIT' })];
    expect(faults({ multiSiteApproval: '许〔2025〕1号' }, { others })).toEqual([
      '/registration/kind MULTI_SITE_NOT_ALLOWED PQ2025:13',
    ]);
  });
});

describe('cancellationFaults', () => {
  const registration = registered('H1', '2025-06-01');
  const of = (on: string, reason: 'LEFT' | 'ENTERED_IN_ERROR' = 'LEFT'): string[] =>
    cancellationFaults(registration, date(on), reason, date('2026-07-01')).map(({ code }) => code);

  it('keeps the day from the first day of the registration to a year ahead', () => {
    expect(['2025-05-31', '2025-06-01', '2026-07-01', '2026-07-02'].map((on) => of(on))).toEqual([
      ['DATE_ORDER'],
      [],
      [],
      ['DATE_ORDER'],
    ]);
  });

  it('cancels an error from the first day on', () => {
    expect(of('2025-06-01', 'ENTERED_IN_ERROR')).toEqual([]);
    expect(of('2025-06-02', 'ENTERED_IN_ERROR')).toEqual(['DATE_ORDER']);
    expect(
      registrationStands(registered('H1', '2025-06-01', { until: '2025-06-01' }), date('2025-06-01')),
    ).toBe(false);
  });
});

describe('a commitment (PQ2025:11)', () => {
  const commitment: CommitmentFact = {
    institutionCode: 'H1',
    from: date('2025-04-15'),
    to: date('2026-04-14'),
    endedOn: date('2025-08-01'),
    endRecordedAt: LATER,
    recordedAt: JANUARY,
  };
  const open: CommitmentFact = { ...commitment, to: null, endedOn: null, endRecordedAt: null };

  it('holds as long as the contract, both days included', () => {
    const whole = { ...commitment, endedOn: null };
    expect(
      ['2025-04-14', '2025-04-15', '2026-04-14', '2026-04-15'].map((day) =>
        commitmentHolds(whole, date(day)),
      ),
    ).toEqual([false, true, true, false]);
    expect(commitmentHolds(open, date('2099-01-01'))).toBe(true);
  });

  it('ends with the contract, as far as that was known', () => {
    const on = (day: string, knownAt: string | null): boolean =>
      commitmentHolds(commitment, date(day), knownAt);
    expect([on('2025-07-31', null), on('2025-08-01', null), on('2025-08-01', JANUARY)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(on('2025-05-01', '2024-12-31T00:00:00.000Z')).toBe(false);
  });

  it('counts at its own institution only; a new one stands beside the old (PQ2025:30)', () => {
    const renewed = { ...open, from: date('2025-10-01') };
    const days = ['2025-07-31', '2025-08-01', '2025-10-01'].map((day) => date(day));
    expect(days.map((day) => committedAt([commitment, renewed], 'H1', day))).toEqual([true, false, true]);
    expect(committedAt([open], 'H2', date('2025-07-01'))).toBe(false);
  });

  it('is refused for days that cannot be', () => {
    const codes = (signedOn: string, from: string, to: string | null): string[] =>
      commitmentFaults(
        { signedOn: date(signedOn), from: date(from), to: to === null ? null : date(to) },
        date('2025-07-01'),
        date('2026-07-01'),
        '/commitment',
      ).map(({ pointer, code, citation }) => `${pointer} ${code} ${citation ?? '-'}`);
    expect(codes('2025-07-01', '2025-07-01', '2025-07-01')).toEqual([]);
    expect(codes('2025-07-01', '2026-07-01', null)).toEqual([]);
    expect(codes('2025-07-02', '2025-07-01', '2025-06-30')).toEqual([
      '/commitment/signedOn DATE_ORDER PQ2025:11',
      '/commitment/from DATE_ORDER PQ2025:11',
      '/commitment/to DATE_ORDER PQ2025:11',
    ]);
    expect(codes('2025-06-01', '2026-07-02', null)).toEqual(['/commitment/from DATE_ORDER PQ2025:11']);
  });
});

describe('primarySiteOn', () => {
  const first = registered('H1', '2025-01-01', { until: '2025-10-01' });
  const second = registered('H2', '2025-03-01');
  const third = registered('H3', '2025-04-01', { until: '2025-06-01' });
  const site = (moves: readonly (readonly [string, string])[], day: string, knownAt: string | null = null) =>
    primarySiteOn(
      [second, first, third],
      moves.map(([institutionCode, from]) => ({ institutionCode, from: date(from), recordedAt: LATER })),
      date(day),
      knownAt,
    );

  it('is the earliest registration that stands', () => {
    expect(['2024-12-31', '2025-01-01', '2025-05-01', '2025-10-01'].map((day) => site([], day))).toEqual([
      null,
      'H1',
      'H1',
      'H2',
    ]);
  });

  it('is where it was last moved to, as long as the person is registered there', () => {
    const moves = [
      ['H3', '2025-05-01'],
      ['H2', '2025-04-10'],
    ] as const;
    expect(['2025-04-09', '2025-04-10', '2025-05-01', '2025-06-01'].map((day) => site(moves, day))).toEqual([
      'H1',
      'H2',
      'H3',
      'H1',
    ]);
    expect(site(moves, '2025-05-01', JANUARY)).toBe('H1');
  });
});
