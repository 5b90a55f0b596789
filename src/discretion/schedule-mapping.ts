import { inForceOn } from '../domain/rulebook/in-force.js';
import {
  confirmedOfRow,
  type ConfirmedPeculiarity,
  type Schedule,
  type ScheduleRow,
} from '../domain/rulebook/schedule.js';
import type { ScheduleAdmission } from '../domain/rulebook/schedule-admission.js';
import type { Candidates } from '../domain/rulebook/schedule-candidates.js';
import { type CalendarDate, date } from '../domain/shared/calendar-date.js';
import { decimal, formatDecimal } from '../domain/shared/decimal.js';
import type { RulebookImport } from '../rulebook/rulebook.module.js';
import type { SentSchedule } from './schedule-reading.js';
import type {
  CandidateScheduleAnswer,
  ConfirmedAnswer,
  ScheduleAnswer,
  ScheduleCheckAnswer,
  ScheduleForm,
  ScheduleRowAnswer,
  ScheduleRowForm,
  ScheduleSummary,
} from './schedule.dto.js';

const rowOf = ({ min, max, ...row }: ScheduleRowForm): ScheduleRow => ({
  ...row,
  min: decimal(min),
  max: decimal(max),
});

/** The schedule that a sound form states, its confirmations aside. */
export const scheduleOf = (form: ScheduleForm): Schedule => ({
  id: form.id,
  title: form.title,
  documentNo: form.documentNo,
  validFrom: date(form.validFrom),
  ...(form.validTo === undefined ? {} : { validTo: date(form.validTo) }),
  sample: form.sample,
  rows: form.rows.map(rowOf),
  ...(form.supersedes === undefined ? {} : { supersedes: form.supersedes }),
});

const summaryOf = ({ rows: _rows, confirmed: _confirmed, ...schedule }: Schedule, today: CalendarDate) => ({
  ...schedule,
  inForceToday: inForceOn(schedule, today),
});

export const scheduleSummary = (schedule: Schedule, today: CalendarDate): ScheduleSummary =>
  summaryOf(schedule, today);

/** Exact figures as shortest decimals. */
const figures = ({ min, max }: Pick<ScheduleRow, 'min' | 'max'>): { min: string; max: string } => ({
  min: formatDecimal(min),
  max: formatDecimal(max),
});

const rowAnswer = (row: ScheduleRow): ScheduleRowAnswer => ({ ...row, ...figures(row) });

const confirmedAnswers = (confirmed: readonly ConfirmedPeculiarity[]): ConfirmedAnswer[] =>
  confirmed.map((each) => ({ ...each, ...figures(each) }));

export const scheduleAnswer = (schedule: Schedule, today: CalendarDate): ScheduleAnswer => ({
  ...summaryOf(schedule, today),
  rows: schedule.rows.map(rowAnswer),
  ...(schedule.confirmed && { confirmations: confirmedAnswers(schedule.confirmed) }),
});

/** The import that a schedule comes to. */
export const scheduleImport = (schedule: Schedule): Omit<RulebookImport, 'hash'> => ({
  kind: 'SCHEDULE',
  id: schedule.id,
  documentNo: schedule.documentNo,
  validFrom: schedule.validFrom,
  ...(schedule.validTo === undefined ? {} : { validTo: schedule.validTo }),
  content: {
    title: schedule.title,
    sample: schedule.sample,
    rows: schedule.rows.map(rowAnswer),
    ...(schedule.supersedes !== undefined && { supersedes: schedule.supersedes }),
    ...(schedule.confirmed && { confirmed: confirmedAnswers(schedule.confirmed) }),
  },
});

/** What an import would meet with, each with its place in the file. */
export function admissionAnswer(
  { faults, peculiarities, schedule }: ScheduleAdmission,
  { placed }: SentSchedule,
): ScheduleCheckAnswer {
  const confirmed = new Set(schedule.confirmed?.map(({ key }) => key));
  return {
    faults: faults.map(placed),
    peculiarities: peculiarities.map((each) => ({
      ...each,
      ...figures(each),
      detail: placed({ ...each, code: each.kind }).detail,
      confirmed: confirmed.has(each.key),
    })),
  };
}

export const candidatesAnswer = (
  candidates: readonly Candidates[],
  basis: string,
): CandidateScheduleAnswer[] =>
  candidates.map(({ schedule, rows }) => ({
    scheduleId: schedule.id,
    title: schedule.title,
    documentNo: schedule.documentNo,
    sample: schedule.sample,
    rows: rows.map((row) => {
      const { bases: _bases, ...answer } = rowAnswer(row);
      return { ...answer, confirmations: confirmedAnswers(confirmedOfRow(schedule, row.id, basis)) };
    }),
  }));
