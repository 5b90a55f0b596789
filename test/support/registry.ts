import type { LedgerFact } from '../../src/domain/qualification/ledger-fact.js';
import { checkCharacter } from '../../src/domain/registry/identity-number.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import type { Account } from '../../src/identity/identity.module.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { RegistryService } from '../../src/registry/registry.module.js';
import { expectProblem } from './problem.js';
import type { Answer, TestApp } from './test-app.js';

type Method = 'GET' | 'POST';

export interface ToldFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly citation?: string;
}

/** `/from NO_COMMITMENT PQ2025:11`, for every fault of a refusal by law. */
export const briefly = (faults: readonly ToldFault[]): string[] =>
  faults.map(({ pointer, code, citation }) => `${pointer} ${code} ${citation ?? '-'}`);

/** Speaks to the program as its accounts do, each signed in once. */
export class Speaker {
  private readonly tokens = new Map<string, string>();

  constructor(private readonly bureau: TestApp) {}

  async ask(username: string, method: Method, path: string, body?: unknown): Promise<Answer> {
    const token = this.tokens.get(username) ?? (await this.bureau.tokenOf(username));
    this.tokens.set(username, token);
    const options = body === undefined ? { token } : { token, body };
    return this.bureau.request(method, `/api/v1${path}`, options);
  }

  /** The answer of a request that is carried out. */
  async told<T>(username: string, method: Method, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask(username, method, path, body);
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return answer.json() as T;
  }

  /** The faults of a request that the law forbids. */
  async refused(username: string, path: string, body: unknown): Promise<string[]> {
    const problem = expectProblem(await this.ask(username, 'POST', path, body), 422, 'RULE_VIOLATION');
    return briefly(problem['errors'] as ToldFault[]);
  }
}

const SERIAL_DIGITS = 3;

/** A sound identity number of nobody, another for each serial number from 0 to 999. */
export function identityNumber(serial: number): string {
  const digits = `11010519020202${String(serial).padStart(SERIAL_DIGITS, '0')}`;
  return digits + checkCharacter(digits);
}

export interface PersonBody {
  readonly codes: readonly string[];
  readonly name: string;
  readonly identityNumber: string;
}

export const personBody = (code: string, serial: number, name = `张试${serial}`): PersonBody => ({
  codes: [code],
  name,
  identityNumber: identityNumber(serial),
});

export const commitmentBody = (institutionCode: string, signedOn = '2025-05-01'): object => ({
  institutionCode,
  signedOn,
  archiveNo: `档-${institutionCode}`,
});

export const registrationBody = (institutionCode: string, more: object = {}): object => ({
  institutionCode,
  kind: 'MEDICAL',
  practiceType: '执业医师',
  practiceCategory: '临床',
  practiceScope: '内科专业',
  professionalTitle: '主治医师',
  from: '2025-05-01',
  ...more,
});

/** A person with commitment and registration, in one request. */
export const registeredBody = (
  code: string,
  serial: number,
  institutionCode: string,
  more: object = {},
): PersonBody & { readonly commitment: object; readonly registration: object } => ({
  ...personBody(code, serial),
  commitment: commitmentBody(institutionCode),
  registration: registrationBody(institutionCode, more),
});

const OFFICER: Account = {
  id: 'officer',
  username: 'city-agency',
  displayName: '经办人员',
  role: 'MUNICIPAL_AGENCY',
  office: '110000',
  post: 'OFFICER',
  personCode: null,
};

const CIRCUMSTANCES = ['PQ2025:20(1)', 'PQ2025:21(1)', 'PQ2025:22(1)', 'PQ2025:23(1)'] as const;
const BAND_WIDTH = 3;

/** A notice of one finding of 1 to 12 points. */
export const scoreFact = (
  id: string,
  effectiveOn: string,
  points: number,
  months: number | null = null,
): LedgerFact => ({
  type: 'SCORE',
  id,
  effectiveOn: date(effectiveOn),
  findings: [
    {
      conductId: `conduct of ${id}`,
      circumstance: CIRCUMSTANCES[Math.ceil(points / BAND_WIDTH) - 1] ?? 'PQ2025:23(1)',
      degree: 'PRINCIPAL',
      adjustment: 'NONE',
      points,
      basis: null,
    },
  ],
  noticeReceivedOn: null,
  months,
});

export const receivedFact = (scoreId: string, on: string): LedgerFact => ({
  type: 'RECEIVED',
  scoreId,
  on: date(on),
});

/** Puts facts on the file of a person, as the modules above the registry do. */
export async function putOnFile(
  bureau: TestApp,
  personCode: string,
  facts: readonly LedgerFact[],
): Promise<void> {
  const registry = bureau.app.get(RegistryService);
  await bureau.app.get(Database).write(async (tx, at) => {
    const person = await registry.personByCode(tx, personCode);
    if (person === null) throw new Error(`nobody has the code ${personCode}`);
    await bureau.app.get(LedgerService).append(tx, person.id, facts, OFFICER, at);
    const { username: actor, office } = OFFICER;
    const subject = `person/${person.id}`;
    const record = { actor, office, action: 'TEST', subject, before: null, after: null, receipt: null };
    return { result: undefined, record };
  });
}
