import type { EntityManager } from 'typeorm';
import { isWithin, reach, type Account } from '../../identity/identity.module.js';
import { Problem } from '../../platform/http/problem.js';
import type { NoticeContent, ServiceContent } from './notice-content.js';
import { NoticeEventEntity, type NoticeEvent } from './notice-event.entity.js';
import type { Recipient } from './notice.dto.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

/** A notice with all that happened to it. */
export interface WholeNotice {
  readonly head: ScoreNoticeEntity;
  readonly content: NoticeContent;
  readonly events: readonly NoticeEventEntity[];
}

/** A proof of service and who recorded it. */
export interface RecordedService extends ServiceContent {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly by: string;
}

/** Proofs of service in the order of recording. */
export const servicesOf = (events: readonly NoticeEventEntity[]): RecordedService[] =>
  events
    .filter(({ event }) => event === 'SERVED')
    .map(({ content, sequence, recordedAt, actor }) => ({
      ...(JSON.parse(content) as ServiceContent),
      sequence,
      recordedAt,
      by: actor,
    }));

/** The proof that stands for a recipient: the last recorded. */
export const standingService = (
  services: readonly RecordedService[],
  recipient: Recipient,
): RecordedService | undefined => services.filter((each) => each.recipient === recipient).at(-1);

/** An institution sees the notices about its own people, once served. */
function mayRead(account: Account, head: ScoreNoticeEntity, events: readonly NoticeEventEntity[]): boolean {
  const { office, district, institution } = head;
  if (!isWithin('notice.read', account, { district: [office, district], institution })) return false;
  return reach('notice.read', account) !== 'INSTITUTION' || servicesOf(events).length > 0;
}

/** A notice with all that happened to it. */
export async function wholeNotice(manager: EntityManager, head: ScoreNoticeEntity): Promise<WholeNotice> {
  const events = await manager.find(NoticeEventEntity, {
    where: { noticeId: head.id },
    order: { sequence: 'ASC' },
  });
  return { head, content: JSON.parse(head.content) as NoticeContent, events };
}

/**
 * Loads a notice the account may see.
 * @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see.
 */
export async function loadNotice(manager: EntityManager, id: string, account: Account): Promise<WholeNotice> {
  const head = await manager.findOneBy(ScoreNoticeEntity, { id });
  const notice = head === null ? null : await wholeNotice(manager, head);
  if (notice === null || !mayRead(account, notice.head, notice.events)) {
    throw new Problem('NOT_FOUND', `没有编号为 ${id} 的记分处理通知书。`);
  }
  return notice;
}

interface NewEvent {
  readonly event: NoticeEvent;
  readonly number?: string;
  readonly content: object;
}

/** Appends an event to a notice. */
export async function appendNoticeEvent(
  tx: EntityManager,
  { head, events }: WholeNotice,
  { event, number, content }: NewEvent,
  at: string,
  account: Account,
): Promise<NoticeEventEntity> {
  const row: NoticeEventEntity = {
    noticeId: head.id,
    sequence: (events.at(-1)?.sequence ?? 0) + 1,
    event,
    number: number ?? null,
    content: JSON.stringify(content),
    recordedAt: at,
    actor: account.username,
  };
  await tx.insert(NoticeEventEntity, row);
  return row;
}
