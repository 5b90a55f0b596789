import { In, type EntityManager } from 'typeorm';
import type { Account } from '../../identity/identity.module.js';
import { DeterminationEntity } from '../determinations/determination.entity.js';
import type { MonthsContent, NoticeContent } from './notice-content.js';
import { NoticeEventEntity, type NoticeEvent } from './notice-event.entity.js';
import {
  objectionRunsFrom,
  receiptsOf,
  standingRaises,
  type Carried,
  type RaisedContent,
  type RaiseToldContent,
  type Reception,
} from './notice-raise.js';
import { appendNoticeEvent, wholeNotice, type WholeNotice } from './notice-store.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

/** A notice, what it rests on, and who had a hand in it. */
export interface ScoredNotice extends WholeNotice {
  readonly determination: DeterminationEntity;
  /** Receipts that stand, one for each recipient served. */
  readonly receipts: readonly Reception[];
  /** From what the time to object runs: the receipts, or of a notice raised since the tellings of that (PQ2025:34, 37). */
  readonly objectionFrom: readonly Reception[];
  /** Usernames of those who determined, scored, served, chose the months or issued the paper of the measure. */
  readonly handledBy: ReadonlySet<string>;
}

const HANDLING: readonly NoticeEvent[] = ['SERVED', 'MONTHS_CHOSEN', 'MEASURE_NOTICE'];

async function scored(manager: EntityManager, head: ScoreNoticeEntity): Promise<ScoredNotice> {
  const notice = await wholeNotice(manager, head);
  const determination = await manager.findOneByOrFail(DeterminationEntity, { id: head.determinationId });
  const handled = notice.events.filter(({ event }) => HANDLING.includes(event)).map(({ actor }) => actor);
  return {
    ...notice,
    determination,
    receipts: receiptsOf(notice.events),
    objectionFrom: objectionRunsFrom(notice.events),
    handledBy: new Set([determination.actor, head.actor, ...handled]),
  };
}

/** A notice for whoever may see it: rights are the caller's to check. Null when there is none. */
export async function scoredNotice(manager: EntityManager, id: string): Promise<ScoredNotice | null> {
  const head = await manager.findOneBy(ScoreNoticeEntity, { id });
  return head === null ? null : scored(manager, head);
}

/** The notices issued on a determination, in the order of their recording. */
export async function noticesOfDetermination(
  manager: EntityManager,
  determinationId: string,
): Promise<readonly ScoredNotice[]> {
  const heads = await manager.find(ScoreNoticeEntity, {
    where: { determinationId },
    order: { recordedAt: 'ASC', id: 'ASC' },
  });
  const notices: ScoredNotice[] = [];
  for (const head of heads) notices.push(await scored(manager, head));
  return notices;
}

/** Those of the notices that carry more by a raise that stands. */
export async function raisedAmong(
  manager: EntityManager,
  ids: readonly string[],
): Promise<readonly ScoredNotice[]> {
  const raised = await manager.findBy(NoticeEventEntity, { noticeId: In([...ids]), event: 'RAISED' });
  const notices: ScoredNotice[] = [];
  for (const id of new Set(raised.map(({ noticeId }) => noticeId))) {
    const notice = await scoredNotice(manager, id);
    if (notice !== null && standingRaises(notice.events).length > 0) notices.push(notice);
  }
  return notices;
}

/** What notices were issued with. */
export async function issuedWith(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Carried>> {
  const heads = await manager.findBy(ScoreNoticeEntity, { id: In([...ids]) });
  return new Map(
    heads.map(({ id, content }) => {
      const { points, measure } = JSON.parse(content) as NoticeContent;
      return [id, { points, measure }];
    }),
  );
}

/** Whether a document of scoring has the number. */
export const noticeNumberUsed = async (manager: EntityManager, number: string): Promise<boolean> =>
  (await manager.existsBy(ScoreNoticeEntity, { number })) ||
  (await manager.existsBy(NoticeEventEntity, { number }));

/** Notes on a notice the months chosen with another decision; the ledger has them from there. */
export async function noteMonthsChosen(
  tx: EntityManager,
  notice: WholeNotice,
  content: MonthsContent,
  at: string,
  account: Account,
): Promise<void> {
  await appendNoticeEvent(tx, notice, { event: 'MONTHS_CHOSEN', content }, at, account);
}

/** Notes on a notice that it carries more by the reversal of another. */
export async function noteRaised(
  tx: EntityManager,
  notice: WholeNotice,
  content: RaisedContent,
  at: string,
  account: Account,
): Promise<void> {
  await appendNoticeEvent(tx, notice, { event: 'RAISED', content }, at, account);
}

/** Notes on a notice that one side was told of that. */
export async function noteRaiseTold(
  tx: EntityManager,
  notice: WholeNotice,
  content: RaiseToldContent,
  at: string,
  account: Account,
): Promise<void> {
  await appendNoticeEvent(tx, notice, { event: 'RAISE_TOLD', content }, at, account);
}

/** Notes on a notice that its last raise is over. */
export async function noteRaiseEnded(
  tx: EntityManager,
  notice: WholeNotice,
  content: { readonly by: string; readonly carried: Carried },
  at: string,
  account: Account,
): Promise<NoticeEventEntity> {
  return appendNoticeEvent(tx, notice, { event: 'RAISE_ENDED', content }, at, account);
}
