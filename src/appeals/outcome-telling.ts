import { Temporal } from 'temporal-polyfill';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import type { Raise, Recipient } from '../scoring/scoring.module.js';
import type { OutcomeTellingForm, OutcomeToldAnswer } from './outcome-telling.dto.js';
import type { Plain } from './plain.js';

/** A step of an objection or of an application, as far as a telling looks at it. */
interface StepTaken {
  readonly sequence: number;
  readonly step: string;
  readonly content: string;
  readonly recordedAt: string;
  readonly actor: string;
}

/** A telling as the history keeps it. */
export interface TellingContent extends Plain<OutcomeTellingForm> {
  /** Sequence of the step with the outcome that was told. */
  readonly of: number;
}

interface Telling extends TellingContent {
  readonly recordedAt: string;
  readonly actor: string;
}

/** What became of a matter, and who is to be told of it. */
export interface Outcome<S extends StepTaken = StepTaken> {
  readonly step: S;
  readonly recipients: readonly Recipient[];
  /** What obliges to it. */
  readonly citation: string;
}

const tellingsOf = (steps: readonly StepTaken[], { step }: Outcome): Telling[] =>
  steps
    .filter((each) => each.step === 'OUTCOME_TOLD')
    .map(({ content, recordedAt, actor }) => ({
      ...(JSON.parse(content) as TellingContent),
      recordedAt,
      actor,
    }))
    .filter(({ of }) => of === step.sequence);

/** Of several tellings to one recipient the last recorded stands. */
const standing = (tellings: readonly Telling[], recipient: Recipient): Telling | undefined =>
  tellings.findLast((each) => each.recipient === recipient);

/** Who was told of an outcome, and who is still to be. */
export function toldOf(steps: readonly StepTaken[], outcome: Outcome | null): OutcomeToldAnswer | null {
  if (outcome === null) return null;
  const tellings = tellingsOf(steps, outcome);
  const recipients = [...new Set(tellings.map(({ recipient }) => recipient))];
  const told = recipients.flatMap((recipient) => standing(tellings, recipient) ?? []);
  return {
    told: told.map(({ recipient, method, toldOn, toldBy, receivedBy = null, proof, recordedAt }) => ({
      ...{ recipient, method, toldOn, toldBy, receivedBy, proof, recordedAt },
    })),
    untold: outcome.recipients.filter((recipient) => !recipients.includes(recipient)),
  };
}

const dayOf = (instant: string): CalendarDate =>
  date(Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString());

/** What a telling is held against. */
interface Recording {
  readonly steps: readonly StepTaken[];
  readonly outcome: Outcome | null;
  readonly today: CalendarDate;
  readonly username: string;
}

/**
 * Judges a telling. @returns what is to be kept, and who is still to be told after it.
 * @throws Problem CONFLICT while there is no outcome, or when that recipient was told and nothing is corrected; RuleViolation
 *   DATE_ORDER, SECOND_PERSON_REQUIRED.
 */
export function telling(
  form: Plain<OutcomeTellingForm>,
  { steps, outcome, today, username }: Recording,
): { readonly content: TellingContent; readonly untold: readonly Recipient[] } {
  if (outcome === null) throw new Problem('CONFLICT', '尚无办理结果，没有可告知的。');
  const earlier = standing(tellingsOf(steps, outcome), form.recipient);
  requireFirst(form, earlier);
  const faults = [
    ...dayFaults(form, dayOf(outcome.step.recordedAt), today, outcome.citation),
    ...(earlier?.actor === username ? [samePerson] : []),
  ];
  if (faults.length > 0) throw new RuleViolation(faults);
  const untold = toldOf(steps, outcome)?.untold ?? [];
  return {
    content: { ...form, of: outcome.step.sequence },
    untold: untold.filter((recipient) => recipient !== form.recipient),
  };
}

/**
 * As {@link telling}, of a notice that carries more by the reversal of another (PQ2025:37).
 * @returns DATE_ORDER, SECOND_PERSON_REQUIRED. @throws Problem CONFLICT as there.
 */
export function raiseTellingFaults(
  form: Plain<OutcomeTellingForm>,
  { told, recordedAt }: Raise,
  today: CalendarDate,
  username: string,
): Fault[] {
  const earlier = told.find(({ by }) => by === form.recipient);
  requireFirst(form, earlier);
  return [
    ...dayFaults(form, dayOf(recordedAt), today, 'PQ2025:37'),
    ...(earlier?.actor === username ? [samePerson] : []),
  ];
}

/** @throws Problem CONFLICT */
function requireFirst({ recipient, correction }: OutcomeTellingForm, earlier: object | undefined): void {
  const who = recipient === 'INSTITUTION' ? '机构' : '本人';
  if (earlier !== undefined && correction === undefined)
    throw new Problem('CONFLICT', `对${who}的告知已有记录；记录有误的，请由另一人以 correction 更正。`);
  if (earlier === undefined && correction !== undefined)
    throw new Problem('CONFLICT', `对${who}的告知尚无记录，没有可更正的。`);
}

function dayFaults(
  { toldOn }: OutcomeTellingForm,
  outcomeOn: CalendarDate,
  today: CalendarDate,
  citation: string,
): Fault[] {
  if (toldOn >= outcomeOn && toldOn <= today) return [];
  const detail = `告知之日 ${toldOn} 须在作出结果之日 ${outcomeOn} 与今日 ${today} 之间，请核对。`;
  return [{ pointer: '/toldOn', code: 'DATE_ORDER', detail, citation }];
}

const samePerson: Fault = {
  pointer: '/correction',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '更正告知记录须由原记录人以外的人员办理。',
};
