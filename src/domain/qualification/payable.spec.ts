import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import {
  s26Check,
  s26NotRegistered,
  s26Unknown,
  type CheckReasonCode,
  type ServiceFacts,
} from './payable.js';
import type { Restriction } from './standing.js';

const ON = date('2025-11-01');

const restriction = (kind: Restriction['kind'], to: string | null): Restriction => ({
  cause: 'n1',
  kind,
  from: date('2025-10-11'),
  to: to === null ? null : date(to),
  restoredOn: null,
});

/** The standings that the check tells apart, with the status and the code each has of its own. */
const STANDINGS = [
  { name: 'normal', restrictions: [], status: 'NORMAL', code: null },
  {
    name: 'not begun',
    restrictions: [{ ...restriction('SUSPENSION', '2026-01-10'), from: date('2025-11-02') }],
    status: 'NORMAL',
    code: null,
  },
  {
    name: 'restored',
    restrictions: [{ ...restriction('SUSPENSION', '2025-10-20'), restoredOn: ON }],
    status: 'NORMAL',
    code: null,
  },
  {
    name: 'suspended',
    restrictions: [restriction('SUSPENSION', '2025-11-01')],
    status: 'SUSPENDED',
    code: 'SUSPENDED',
  },
  {
    name: 'suspended without end',
    restrictions: [restriction('SUSPENSION', null)],
    status: 'SUSPENDED',
    code: 'SUSPENDED',
  },
  {
    name: 'terminated',
    restrictions: [restriction('TERMINATION', '2028-10-10')],
    status: 'TERMINATED',
    code: 'TERMINATED',
  },
  {
    name: 'suspension run out',
    restrictions: [restriction('SUSPENSION', '2025-10-31')],
    status: 'SUSPENDED',
    code: 'EXPIRED_NOT_RESTORED',
  },
  {
    name: 'termination run out',
    restrictions: [restriction('TERMINATION', '2025-10-31')],
    status: 'TERMINATED',
    code: 'EXPIRED_NOT_RESTORED',
  },
] as const;

const BOTH = [true, false] as const;
const POLICIES = ['NOT_PAYABLE', 'PAYABLE'] as const;

type Row = Omit<ServiceFacts, 'restrictions' | 'on'> & { readonly standing: (typeof STANDINGS)[number] };

/** Status × registration × commitment × agreement × department × emergency × policy. */
const TABLE: readonly Row[] = STANDINGS.flatMap((standing) =>
  BOTH.flatMap((registered) =>
    BOTH.flatMap((committed) =>
      BOTH.flatMap((agreementInForce) =>
        BOTH.flatMap((departmentOpen) =>
          BOTH.flatMap((emergency) =>
            POLICIES.map((unrestoredAfterExpiry) => ({
              standing,
              registered,
              committed,
              agreementInForce,
              departmentOpen,
              emergency,
              unrestoredAfterExpiry,
            })),
          ),
        ),
      ),
    ),
  ),
);

/** Said once more: the three codes of a measure, lifted by an emergency; the four that nothing lifts. */
function expected(row: Row): { status: string; payable: boolean; codes: CheckReasonCode[] } {
  const { standing, registered, committed, agreementInForce, departmentOpen, emergency } = row;
  const codes: CheckReasonCode[] = [];
  let payable = true;
  if (standing.code !== null) {
    codes.push(standing.code);
    const bars = standing.code !== 'EXPIRED_NOT_RESTORED' || row.unrestoredAfterExpiry === 'NOT_PAYABLE';
    if (bars && !emergency) payable = false;
  }
  const never: readonly (readonly [boolean, CheckReasonCode])[] = [
    [!registered, 'NOT_REGISTERED'],
    [registered && !committed, 'NO_COMMITMENT'],
    [!agreementInForce, 'AGREEMENT_NOT_IN_FORCE'],
    [registered && !departmentOpen, 'DEPARTMENT_SUSPENDED'],
  ];
  for (const [holds, code] of never) {
    if (!holds) continue;
    codes.push(code);
    payable = false;
  }
  if (standing.code !== null && emergency) codes.push('EMERGENCY_EXCEPTION');
  return { status: registered ? standing.status : 'NOT_REGISTERED', payable, codes };
}

describe('s26Check', () => {
  it(`answers each of the ${TABLE.length} combinations of the settlement check (PQ2025:15, PQ2025:38, PQ2025:40; S26, S19)`, () => {
    expect(TABLE).toHaveLength(8 * 2 ** 5 * 2);
    for (const row of TABLE) {
      const { standing, ...facts } = row;
      const { status, payable, reasons } = s26Check({
        ...facts,
        on: ON,
        restrictions: standing.restrictions,
      });
      expect([standing.name, facts, { status, payable, codes: reasons.map(({ code }) => code) }]).toEqual([
        standing.name,
        facts,
        expected(row),
      ]);
    }
  });

  it('tells a measure that runs beside one that has run out, each by its code (S13, S19)', () => {
    const { status, payable, reasons } = s26Check({
      on: ON,
      emergency: false,
      restrictions: [restriction('TERMINATION', '2025-10-31'), restriction('SUSPENSION', '2026-01-10')],
      registered: true,
      committed: true,
      agreementInForce: true,
      departmentOpen: true,
      unrestoredAfterExpiry: 'NOT_PAYABLE',
    });
    expect([status, payable, reasons]).toEqual([
      'TERMINATED',
      false,
      [
        {
          code: 'SUSPENDED',
          citation: 'PQ2025:15',
          detail: '医保支付资格暂停中，至 2026-01-10，期满须经批准恢复。',
        },
        {
          code: 'EXPIRED_NOT_RESTORED',
          citation: 'PQ2025:30',
          detail: '暂停或终止已于 2025-10-31 期满，但尚未批准恢复。',
        },
      ],
    ]);
  });

  it('makes somebody else of an institution look like nobody, and tells the offices of nobody', () => {
    expect(s26NotRegistered(ON)).toEqual({
      status: 'NOT_REGISTERED',
      payable: false,
      reasons: [{ code: 'NOT_REGISTERED', citation: 'PQ2025:13', detail: '2025-11-01 未在该机构登记备案。' }],
    });
    expect(s26Unknown()).toMatchObject({
      status: 'UNKNOWN',
      payable: false,
      reasons: [{ code: 'UNKNOWN_PERSON' }],
    });
  });
});
