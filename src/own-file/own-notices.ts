import { In, type EntityManager } from 'typeorm';
import { objectionRoad, type ObjectionRoad } from '../appeals/appeals.module.js';
import {
  objectionWindow,
  periodInWords,
  type ObjectionWindow,
} from '../domain/procedure/objection-window.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { History } from '../domain/qualification/history.js';
import type { JudgedScore } from '../domain/qualification/standing.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import {
  raiseAnswer,
  scoreAnswer,
  scoredNotice,
  ScoreNoticeEntity,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import type { OwnObjectionAnswer, OwnNoticeSummary } from './own-notice.dto.js';

/** A person's own notice, as it was issued and as it stands now. */
export interface OwnNotice {
  readonly notice: ScoredNotice;
  readonly score: JudgedScore;
  readonly history: History;
  readonly revoked: boolean;
  readonly window: ObjectionWindow;
  /** How the person may object to it, apart from the time. */
  readonly road: ObjectionRoad;
  /** Working days to object, by the rules of the points' day (PQ2025:34). */
  readonly workingDays: number;
}

/** By what a file is read. */
export interface OwnReading {
  readonly history: History;
  readonly facts: readonly LedgerFact[];
  readonly rulebook: Rulebook;
  readonly today: CalendarDate;
}

/** Every notice behind the scores of a file, oldest points' day first. */
export async function ownNotices(manager: EntityManager, reading: OwnReading): Promise<OwnNotice[]> {
  const { scores } = reading.history.standing;
  const heads = await manager.findBy(ScoreNoticeEntity, { id: In(scores.map(({ id }) => id)) });
  const notices: OwnNotice[] = [];
  for (const score of scores) {
    const head = heads.find(({ id }) => id === score.id);
    const notice = head === undefined ? null : await scoredNotice(manager, head.id);
    if (notice === null) continue;
    const road = await objectionRoad(manager, notice, 'PERSON');
    notices.push(ownNotice(notice, score, road, reading));
  }
  return notices;
}

function ownNotice(
  notice: ScoredNotice,
  score: JudgedScore,
  road: ObjectionRoad,
  { history, facts, rulebook, today }: OwnReading,
): OwnNotice {
  const law = pointsLawOn(rulebook, date(notice.head.pointsDay));
  const time = { workingDays: law.objectionDays, counts: law.objectionFrom };
  const receipts = notice.objectionFrom.map(({ by, on }) => ({ by, on: date(on) }));
  return {
    notice,
    score,
    history,
    road,
    revoked: facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === score.id),
    window: objectionWindow(receipts, time, today, rulebook.calendars),
    workingDays: law.objectionDays,
  };
}

/** Until when the person may object, and how that was counted. */
function objectionAnswer(own: OwnNotice): OwnObjectionAnswer {
  const { window, workingDays, revoked, road } = own;
  const { period } = window;
  return {
    open: window.inTime && !revoked && (road.kind === 'NEW' || road.kind === 'JOIN'),
    until: period?.deadline ?? null,
    workingDays,
    receivedBy: period?.receipt.by ?? null,
    receivedOn: period?.receipt.on ?? null,
    passedOver: period === null ? [] : [...period.passedOver],
    madeUp: period === null ? [] : [...period.madeUp],
    provisional: period?.provisional ?? false,
    inWords: inWordsOf(own),
    citation: 'PQ2025:34',
  };
}

function inWordsOf({ notice, window: { period }, workingDays }: OwnNotice): string {
  const raise = raiseAnswer(notice.events);
  const counted = period === null ? '' : `${periodInWords(period, workingDays)}。`;
  if (raise !== null) return `${raise.inWords}${counted}`;
  if (period !== null) return periodInWords(period, workingDays);
  return notice.receipts.length === 0
    ? '通知书尚未送达，申诉期尚未起算。'
    : '据以起算的一方尚未收到，申诉期尚未起算。';
}

/** The score as it stands; of a raised notice the time to object is that of the raise. */
const nowOf = ({ notice, score, history, window }: OwnNotice): OwnNoticeSummary['now'] => {
  const now = scoreAnswer(score, history);
  const isRaised = raiseAnswer(notice.events) !== null;
  return isRaised ? Object.assign(now, { objectionDeadline: window.period?.deadline ?? null }) : now;
};

/** A notice in short, with what it comes to now. */
export function ownNoticeSummary(own: OwnNotice): OwnNoticeSummary {
  const { head, receipts, events } = own.notice;
  const raise = raiseAnswer(events);
  return {
    id: head.id,
    number: head.number,
    institution: head.institution,
    office: head.office,
    pointsDay: head.pointsDay,
    issuedOn: head.issuedOn,
    state: own.revoked ? 'REVOKED' : receipts.length > 0 ? 'SERVED' : 'UNSERVED',
    now: nowOf(own),
    raise,
    objection: objectionAnswer(own),
  };
}
