import type { HistoryEvent } from '../domain/qualification/event.js';
import { conductIdOf } from '../domain/scoring/conduct-id.js';
import type { Finding } from '../domain/scoring/finding.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { EventForm, FindingForm } from './preview.dto.js';

export const findingOf = (form: FindingForm): Finding => ({
  conductId: conductIdOf(form.conductId),
  circumstance: form.circumstance,
  degree: form.degree,
  adjustment: form.adjustment,
  points: form.points ?? null,
  basis: form.basis ?? null,
});

/** A member that the form has made sure of. */
function sure<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an event without a member that its type must have');
  return value;
}

const day = (text: string | undefined): CalendarDate => date(sure(text));
const dayOrNull = (text: string | undefined): CalendarDate | null => (text === undefined ? null : date(text));

/** The event that a sound form states. */
export function eventOf(form: EventForm): HistoryEvent {
  switch (form.type) {
    case 'SCORE':
      return {
        type: 'SCORE',
        id: sure(form.id),
        effectiveOn: day(form.effectiveOn),
        ...(form.issuedOn !== undefined && { issuedOn: date(form.issuedOn) }),
        findings: sure(form.findings).map(findingOf),
        noticeReceivedOn: dayOrNull(form.noticeReceivedOn),
        months: form.months ?? null,
      };
    case 'REPAIR':
      return { type: 'REPAIR', on: day(form.on), level: form.level ?? null };
    case 'RESTORE':
      return { type: 'RESTORE', appliedOn: day(form.appliedOn), approvedOn: day(form.approvedOn) };
    case 'REVISE':
      return {
        type: 'REVISE',
        on: day(form.on),
        scoreId: sure(form.scoreId),
        findings: sure(form.findings).map(findingOf),
        months: form.months ?? null,
      };
    case 'REVOKE':
      return { type: 'REVOKE', on: day(form.on), scoreId: sure(form.scoreId) };
    case 'MONTHS':
      return { type: 'MONTHS', on: day(form.on), scoreId: sure(form.scoreId), months: sure(form.months) };
    case 'LINKED':
      return {
        type: 'LINKED',
        id: sure(form.id),
        on: day(form.on),
        kind: sure(form.kind),
        from: day(form.from),
        to: dayOrNull(form.to),
      };
  }
}
