import { isDeepStrictEqual } from 'node:util';
import { LedgerService } from '../../../src/ledger/ledger.module.js';
import { RegistryService } from '../../../src/registry/registry.module.js';
import { previewAnswer } from '../../../src/scoring/preview-answer.js';
import { date } from '../../../src/domain/shared/calendar-date.js';
import type { Chance } from './chance.js';
import { judged, type Previewed } from './judging.js';
import { registeredAs, standsOn, type Registered } from './registering.js';
import { daysAfter, daysBefore } from './days.js';
import type { HistoryState, Person } from './state.js';
import type { Checked } from '../qualifications.js';
import { HOSPITAL, SECOND_HOSPITAL } from '../scoring.js';

/** What somebody was answered, and when: asked again as of then, it has to be the same. */
export interface Remembered {
  readonly path: string;
  readonly knownAt: string;
  readonly answer: object;
  readonly receipt: string | null;
}

/** @throws Error that shows both. */
export function requireSame(what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(`${what}\n  is       ${JSON.stringify(found)}\n  expected ${JSON.stringify(expected)}`);
}

interface Ledger extends Pick<Previewed, 'status' | 'yearTotal' | 'scores' | 'timeline'> {
  readonly measures: readonly object[];
  readonly [member: string]: unknown;
}

/** The instant of the last change. */
async function lastInstant({ bureau }: HistoryState): Promise<string> {
  const [row] = await bureau.read.query<{ at: string }[]>('SELECT max(at) AS at FROM record_entry');
  return row?.at ?? '';
}

const ledgerPath = ({ code }: Person, on: string): string => `/scoring/persons/${code}/ledger?on=${on}`;

/** Stored standing = fold = preview of the events known, on the present day. */
export async function checkStanding(
  history: HistoryState,
  person: Person,
  expected: Previewed,
): Promise<Remembered> {
  const { bureau } = history;
  const { day } = bureau;
  const path = ledgerPath(person, day);
  const ledger = await bureau.told<Ledger>('auditor', 'GET', path);
  const { status, yearTotal, scores, timeline } = ledger;
  requireSame(
    `${path} beside the preview`,
    { status, yearTotal, scores, timeline },
    {
      status: expected.status,
      yearTotal: expected.yearTotal,
      scores: expected.scores,
      timeline: expected.timeline,
    },
  );
  await checkStored(history, person, ledger, expected);
  return { path, knownAt: await lastInstant(history), answer: ledger, receipt: null };
}

/** The projection, and what the registry tells from it, beside the fold and the preview. */
async function checkStored(
  history: HistoryState,
  person: Person,
  { measures, status, yearTotal }: Ledger,
  expected: Previewed,
): Promise<void> {
  const { app } = history.bureau.app;
  const { read, day } = history.bureau;
  const ledger = app.get(LedgerService);
  const found = await app.get(RegistryService).personByCode(read, person.code);
  if (found === null) throw new Error(`nobody has the code ${person.code}`);
  const stored = await ledger.storedHistoryOf(read, found.id);
  const folded = await ledger.historyOf(read, found.id);
  const plain = ({ standing, measureWhenHandled }: typeof stored) => ({
    standing,
    handled: [...measureWhenHandled],
  });
  requireSame('the projection', plain(stored), JSON.parse(JSON.stringify(plain(folded))));
  const { repairs, restorations } = previewAnswer(stored, [], date(day));
  requireSame(
    'repairs and restorations',
    { repairs, restorations },
    {
      repairs: expected.repairs,
      restorations: expected.restorations,
    },
  );
  const { standing } = await registeredAs(history, person);
  const year = Number(day.slice(0, 4));
  requireSame('the registry', standing, { on: day, status, year, yearTotal, restrictions: measures });
}

const isCommitted = ({ commitments }: Registered, institution: string, day: string): boolean =>
  commitments.some(
    ({ institutionCode, from, to, endedOn }) =>
      institutionCode === institution &&
      from <= day &&
      (to === null || day <= to) &&
      (endedOn === null || day < endedOn),
  );

/** The settlement check of a sampled day agrees with what the events known come to (S26). */
export async function checkQualification(
  history: HistoryState,
  person: Person,
  chance: Chance,
): Promise<Remembered> {
  const { bureau } = history;
  const on = chance.oneIn(3)
    ? bureau.day
    : chance.oneIn(2)
      ? daysBefore(bureau.day, chance.below(60))
      : daysAfter(bureau.day, chance.below(40));
  const institution = chance.oneIn(4) ? SECOND_HOSPITAL : HOSPITAL;
  const path = `/qualifications/${person.code}?institution=${institution}&on=${on}`;
  const { receipt, ...answer } = await bureau.told<Checked>('auditor', 'GET', path);
  const { status, yearTotal } = await judged(history, person, on);
  const registered = await registeredAs(history, person);
  const stands = registered.registrations.some(
    (each) => each.institutionCode === institution && standsOn(each, on),
  );
  requireSame(
    path,
    { status: answer.status, payable: answer.payable, yearTotal: answer.yearTotal },
    {
      status: stands ? status : 'NOT_REGISTERED',
      payable: stands && (status === 'NORMAL' || answer.payable) && isCommitted(registered, institution, on),
      yearTotal,
    },
  );
  if (answer.payable && status !== 'NORMAL') requireRunOut(answer);
  return { path, knownAt: await lastInstant(history), answer, receipt };
}

/** Paid for though restricted: only after the last day of the measure, where that was ruled (S19). */
function requireRunOut({ reasons, on }: Omit<Checked, 'receipt'>): void {
  if (reasons.some(({ code }) => code === 'EXPIRED_NOT_RESTORED')) return;
  throw new Error(`payable while restricted on ${on}: ${JSON.stringify(reasons)}`);
}

/** Asked as of then, the answer is the one that was given then, whole (two times). */
export async function checkRemembered(
  { bureau }: HistoryState,
  { path, knownAt, answer }: Remembered,
): Promise<void> {
  const again = await bureau.told<Record<string, unknown>>('auditor', 'GET', `${path}&knownAt=${knownAt}`);
  const { receipt: _receipt, ...asked } = again;
  requireSame(`${path} as known at ${knownAt}`, asked, 'knownAt' in answer ? { ...answer, knownAt } : answer);
}

/** The receipt of a check still verifies, whatever was recorded since. */
export async function checkReceipt({ bureau }: HistoryState, { answer, receipt }: Remembered): Promise<void> {
  if (receipt === null) return;
  const path = '/qualifications/receipts/verify';
  const body = { receipt };
  const { valid, answer: told } = await bureau.told<Verified>('auditor', 'POST', path, body);
  requireSame('the receipt', { valid, told }, { valid: true, told: answer });
}

interface Verified {
  readonly valid: boolean;
  readonly answer: object;
}
