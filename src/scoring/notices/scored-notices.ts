import type { EntityManager } from 'typeorm';
import type { Account } from '../../identity/identity.module.js';
import { DeterminationEntity } from '../determinations/determination.entity.js';
import type { MonthsContent } from './notice-content.js';
import { NoticeEventEntity } from './notice-event.entity.js';
import {
  appendNoticeEvent,
  servicesOf,
  standingService,
  wholeNotice,
  type WholeNotice,
} from './notice-store.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

/** A notice, what it rests on, and who had a hand in it. */
export interface ScoredNotice extends WholeNotice {
  readonly determination: DeterminationEntity;
  /** Receipts that stand, one for each recipient served. */
  readonly receipts: readonly { readonly by: 'INSTITUTION' | 'PERSON'; readonly on: string }[];
  /** Usernames of those who determined, scored, or chose the months. */
  readonly handledBy: ReadonlySet<string>;
}

const RECIPIENTS = ['INSTITUTION', 'PERSON'] as const;

async function scored(manager: EntityManager, head: ScoreNoticeEntity): Promise<ScoredNotice> {
  const notice = await wholeNotice(manager, head);
  const determination = await manager.findOneByOrFail(DeterminationEntity, { id: head.determinationId });
  const services = servicesOf(notice.events);
  const chose = notice.events.filter(({ event }) => event === 'MONTHS_CHOSEN').map(({ actor }) => actor);
  return {
    ...notice,
    determination,
    receipts: RECIPIENTS.flatMap((by) => {
      const service = standingService(services, by);
      return service === undefined ? [] : [{ by, on: service.receivedOn }];
    }),
    handledBy: new Set([determination.actor, head.actor, ...chose]),
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
