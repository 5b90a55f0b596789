import { addDays, date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { MeasureOrigin } from './measure-origins.js';
import type { SiteNoticeAnswer, SiteNoticeState } from './site-notice.dto.js';
import { causesOf, type SiteNotice } from './site-notice-store.js';
import { titleOf } from './site-notice-words.js';

const ELSEWHERE = '另一执业点';
const OWN = '本机构';
const UNKNOWN = '未载明';

/** What an answer takes beside the notice. */
export interface AnswerContext {
  readonly today: CalendarDate;
  readonly origins: ReadonlyMap<string, MeasureOrigin>;
  /** Ids of the notices that each made void. */
  readonly voids: ReadonlyMap<string, readonly string[]>;
  /** The institution that asks, which learns nothing of other sites; null: an office. */
  readonly institution: string | null;
}

/** A hospital is told that a cause lies elsewhere, not where nor which. */
function causeAnswer(
  cause: string,
  { origins, institution }: AnswerContext,
): SiteNoticeAnswer['causes'][number] {
  const origin = origins.get(cause)?.institutionCode;
  if (institution === null) return { id: cause, source: origin ?? UNKNOWN };
  if (origin === institution) return { id: cause, source: OWN };
  return { id: null, source: origin === undefined ? UNKNOWN : ELSEWHERE };
}

function stateOf({ notice, voided, confirmation }: SiteNotice): Exclude<SiteNoticeState, 'LATE'> {
  if (confirmation !== null) return 'CONFIRMED';
  if (voided !== null) return 'VOID';
  return notice.dueOn === null ? 'INFORMATION' : 'OPEN';
}

function isLate({ notice, voided, confirmation }: SiteNotice, today: CalendarDate): boolean {
  if (confirmation !== null) return confirmation.daysLate > 0 || confirmation.confirmedDaysLate > 0;
  return voided === null && notice.dueOn !== null && notice.dueOn < today;
}

/** S33: the days on which the status should have been restricted and was not, because the site was late. */
function unmaintained(
  { notice, voided, confirmation }: SiteNotice,
  today: CalendarDate,
): SiteNoticeAnswer['unmaintained'] {
  const { action, dueOn } = notice;
  if (dueOn === null || (action !== 'SUSPEND' && action !== 'TERMINATE')) return null;
  const citation = 'PQ2025:39';
  if (confirmation !== null) {
    const late = confirmation.daysLate > 0;
    return late ? { from: dueOn, to: addDays(date(confirmation.changedOn), -1), citation } : null;
  }
  return voided === null && dueOn < today ? { from: dueOn, to: null, citation } : null;
}

function confirmationAnswer({ confirmation }: SiteNotice): SiteNoticeAnswer['confirmation'] {
  if (confirmation === null) return null;
  const { changedOn, daysLate, confirmedOn, confirmedDaysLate, note, actor, recordedAt } = confirmation;
  return { changedOn, daysLate, confirmedOn, confirmedDaysLate, note, by: actor, at: recordedAt };
}

/** A notice as whoever asks may see it. */
export function siteNoticeAnswer(each: SiteNotice, context: AnswerContext): SiteNoticeAnswer {
  const { notice, voided } = each;
  return {
    id: notice.id,
    institution: notice.institutionCode,
    district: notice.district,
    personCode: notice.personCode,
    action: notice.action,
    title: titleOf(notice),
    on: notice.on,
    until: notice.until,
    causes: causesOf(notice).map((cause) => causeAnswer(cause, context)),
    citation: notice.citation,
    provisional: notice.provisional,
    state: stateOf(each),
    late: isLate(each, context.today),
    dueOn: notice.dueOn,
    toldOn: notice.toldOn,
    voids: [...(context.voids.get(notice.id) ?? [])],
    voidedBy: voided?.byNoticeId ?? null,
    confirmation: confirmationAnswer(each),
    unmaintained: unmaintained(each, context.today),
  };
}
