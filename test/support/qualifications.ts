import type { CheckReasonCode } from '../../src/domain/qualification/payable.js';
import type { LedgerFact } from '../../src/domain/qualification/ledger-fact.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { commitmentBody, putOnFile, registeredBody, registrationBody, type Speaker } from './registry.js';
import type { TestApp } from './test-app.js';

/** An answer of the status check, as far as tests look at it. */
export interface Checked {
  readonly personCode: string;
  readonly institution: string;
  readonly on: string;
  readonly emergency: boolean;
  readonly status: string;
  readonly payable: boolean;
  readonly reasons: readonly { readonly code: string; readonly citation: string; readonly detail: string }[];
  readonly year: number | null;
  readonly yearTotal: number | null;
  readonly forecast: object | null;
  readonly receipt: string;
}

export const codesOf = ({ reasons }: Pick<Checked, 'reasons'>): string[] => reasons.map(({ code }) => code);

/** The day of service that the table asks about. */
export const SERVICE_DAY = '2025-11-01';

/** A measure that comes with the institution's, on the file from its first day. */
export const linkedFact = (
  id: string,
  kind: 'SUSPENSION' | 'TERMINATION',
  from: string,
  to: string | null,
): LedgerFact => ({
  type: 'LINKED',
  id,
  on: date(from),
  kind,
  from: date(from),
  to: to === null ? null : date(to),
});

export const restoredFact = (appliedOn: string, approvedOn: string): LedgerFact => ({
  type: 'RESTORE',
  appliedOn: date(appliedOn),
  approvedOn: date(approvedOn),
});

interface StandingOfTable {
  readonly name: string;
  readonly facts: readonly LedgerFact[];
  readonly status: string;
  readonly code: CheckReasonCode | null;
}

const FROM = '2025-10-11';

/** The standings that the check tells apart on the day of service, with the status and code of each. */
export const STANDINGS: readonly StandingOfTable[] = [
  { name: 'normal', facts: [], status: 'NORMAL', code: null },
  {
    name: 'not begun',
    facts: [linkedFact('m', 'SUSPENSION', '2025-11-02', '2026-01-10')],
    status: 'NORMAL',
    code: null,
  },
  {
    name: 'restored that day',
    facts: [linkedFact('m', 'SUSPENSION', FROM, '2025-10-20'), restoredFact('2025-10-20', SERVICE_DAY)],
    status: 'NORMAL',
    code: null,
  },
  {
    name: 'suspended for the last day',
    facts: [linkedFact('m', 'SUSPENSION', FROM, SERVICE_DAY)],
    status: 'SUSPENDED',
    code: 'SUSPENDED',
  },
  {
    name: 'suspended without end',
    facts: [linkedFact('m', 'SUSPENSION', FROM, null)],
    status: 'SUSPENDED',
    code: 'SUSPENDED',
  },
  {
    name: 'terminated',
    facts: [linkedFact('m', 'TERMINATION', FROM, '2028-10-10')],
    status: 'TERMINATED',
    code: 'TERMINATED',
  },
  {
    name: 'suspension run out',
    facts: [linkedFact('m', 'SUSPENSION', FROM, '2025-10-31')],
    status: 'SUSPENDED',
    code: 'EXPIRED_NOT_RESTORED',
  },
  {
    name: 'termination run out',
    facts: [linkedFact('m', 'TERMINATION', FROM, '2025-10-31')],
    status: 'TERMINATED',
    code: 'EXPIRED_NOT_RESTORED',
  },
];

export interface Registered {
  readonly id: string;
  readonly institutionCode: string;
}

interface PersonOfAgency {
  readonly registrations: readonly Registered[];
  readonly commitments: readonly Registered[];
}

/** Someone of the table, registered at each of its hospitals. */
export interface PersonOfTable {
  readonly code: string;
  readonly standing: StandingOfTable;
  readonly registered: boolean;
  readonly committed: boolean;
  readonly departmentOpen: boolean;
}

/** Hospitals of the table: one with its agreement in force, one with it suspended on the day of service. */
export const IN_FORCE = 'H11010500011';
export const NOT_IN_FORCE = 'H11010500012';
const SITES = [IN_FORCE, NOT_IN_FORCE] as const;
const OPEN = 'KS1';
const SUSPENDED = 'KS2';
const ENDED = '2025-11-01';
const FIRST_SERIAL = 100;

const BOTH = [true, false] as const;

/** Every standing with and without registration, commitment and an open department. */
export const PEOPLE: readonly PersonOfTable[] = STANDINGS.flatMap((standing) =>
  BOTH.flatMap((registered) =>
    BOTH.flatMap((committed) =>
      BOTH.map((departmentOpen) => ({ standing, registered, committed, departmentOpen })),
    ),
  ),
).map((each, index) => ({ code: `D1101050001${String(index).padStart(2, '0')}`, ...each }));

async function buildSites(agency: Speaker): Promise<void> {
  for (const code of SITES) {
    await agency.told('city-agency', 'POST', '/institutions', {
      code,
      name: `表中医院${code}`,
      kind: 'HOSPITAL',
      district: '110105',
      departments: [OPEN, SUSPENDED].map((each) => ({ code: each, name: each })),
      agreement: { from: '2025-01-01', documentNo: `协-${code}` },
    });
    const suspended = { type: 'SUSPENDED', from: '2025-10-15', documentNo: `中止-${code}` };
    await agency.told(
      'city-agency',
      'POST',
      `/institutions/${code}/departments/${SUSPENDED}/changes`,
      suspended,
    );
    if (code === NOT_IN_FORCE)
      await agency.told('city-agency', 'POST', `/institutions/${code}/agreement-changes`, suspended);
  }
}

async function buildPerson(
  bureau: TestApp,
  agency: Speaker,
  person: PersonOfTable,
  serial: number,
): Promise<void> {
  const { code, standing, registered, committed, departmentOpen } = person;
  const at = { departmentCode: departmentOpen ? OPEN : SUSPENDED, multiSiteApproval: '多点许可' };
  await agency.told('city-agency', 'POST', '/persons', registeredBody(code, serial, IN_FORCE, at));
  await agency.told('city-agency', 'POST', `/persons/${code}/commitments`, commitmentBody(NOT_IN_FORCE));
  await agency.told(
    'city-agency',
    'POST',
    `/persons/${code}/registrations`,
    registrationBody(NOT_IN_FORCE, at),
  );
  const file = await agency.told<PersonOfAgency>('city-agency', 'GET', `/persons/${code}`);
  for (const { id } of registered ? [] : file.registrations) {
    const body = { on: ENDED, reason: 'LEFT' };
    await agency.told('city-agency', 'POST', `/registrations/${id}/cancellation`, body);
  }
  for (const { id } of committed ? [] : file.commitments) {
    const body = { on: ENDED, reason: '合同解除' };
    await agency.told('city-agency', 'POST', `/commitments/${id}/end`, body);
  }
  if (standing.facts.length > 0) await putOnFile(bureau, code, standing.facts);
}

/** Enters the hospitals and people of the table; what takes one of them out of payment begins on or before the day. */
export async function buildTable(bureau: TestApp, agency: Speaker): Promise<void> {
  await buildSites(agency);
  for (const [index, person] of PEOPLE.entries())
    await buildPerson(bureau, agency, person, FIRST_SERIAL + index);
}

export type ExpiryPolicy = 'NOT_PAYABLE' | 'PAYABLE';

/** One row of the settlement check (S26). */
export interface RowOfTable {
  readonly person: PersonOfTable;
  readonly institution: string;
  readonly emergency: boolean;
}

/** Status × registration × commitment × agreement × department × emergency; under each policy. */
export const ROWS: readonly RowOfTable[] = PEOPLE.flatMap((person) =>
  SITES.flatMap((institution) => BOTH.map((emergency) => ({ person, institution, emergency }))),
);

/** S26 said once more: an emergency lifts what a measure bars; the other four bars nothing lifts. */
export function expectedOf({ person, institution, emergency }: RowOfTable, policy: ExpiryPolicy): object {
  const { standing, registered, committed, departmentOpen } = person;
  const measured = standing.code !== null;
  const barring = standing.code !== 'EXPIRED_NOT_RESTORED' || policy === 'NOT_PAYABLE';
  const never: CheckReasonCode[] = [
    ...(registered ? [] : ['NOT_REGISTERED' as const]),
    ...(registered && !committed ? ['NO_COMMITMENT' as const] : []),
    ...(institution === IN_FORCE ? [] : ['AGREEMENT_NOT_IN_FORCE' as const]),
    ...(registered && !departmentOpen ? ['DEPARTMENT_SUSPENDED' as const] : []),
  ];
  return {
    personCode: person.code,
    institution,
    on: SERVICE_DAY,
    emergency,
    status: registered ? standing.status : 'NOT_REGISTERED',
    payable: never.length === 0 && !(measured && barring && !emergency),
    codes: [
      ...(standing.code === null ? [] : [standing.code]),
      ...never,
      ...(measured && emergency ? ['EMERGENCY_EXCEPTION'] : []),
    ],
    year: 2025,
    yearTotal: 0,
  };
}
