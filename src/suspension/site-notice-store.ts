import { In, type EntityManager } from 'typeorm';
import type { ToldInstruction } from '../domain/qualification/site-changes.js';
import { date } from '../domain/shared/calendar-date.js';
import {
  SiteNoticeConfirmationEntity,
  SiteNoticeEntity,
  SiteNoticeVoidEntity,
} from './site-notice.entity.js';

/** A notice to a site with what became of it. */
export interface SiteNotice {
  readonly notice: SiteNoticeEntity;
  readonly voided: SiteNoticeVoidEntity | null;
  readonly confirmation: SiteNoticeConfirmationEntity | null;
}

/** The clock that waits for a site's confirmation speaks of this. */
export const siteNoticeSubject = (id: string): string => `site-notice/${id}`;

export const causesOf = ({ causes }: SiteNoticeEntity): readonly string[] => JSON.parse(causes) as string[];

/** Some notices with what became of them, in their order. */
export async function withOutcome(
  manager: EntityManager,
  notices: readonly SiteNoticeEntity[],
): Promise<SiteNotice[]> {
  const noticeId = In(notices.map(({ id }) => id));
  const voids = await manager.findBy(SiteNoticeVoidEntity, { noticeId });
  const confirmations = await manager.findBy(SiteNoticeConfirmationEntity, { noticeId });
  return notices.map((notice) => ({
    notice,
    voided: voids.find((each) => each.noticeId === notice.id) ?? null,
    confirmation: confirmations.find((each) => each.noticeId === notice.id) ?? null,
  }));
}

/** What a site was told of a registration and still holds, in the order of telling. */
export async function standingNotices(tx: EntityManager, registrationId: string): Promise<SiteNotice[]> {
  const notices = await tx.find(SiteNoticeEntity, {
    where: { registrationId },
    order: { sequence: 'ASC' },
  });
  return (await withOutcome(tx, notices)).filter(({ voided }) => voided === null);
}

/** Notices as the comparison takes them; those that only called others void are no instructions. */
export const toldInstructions = (notices: readonly SiteNotice[]): ToldInstruction[] =>
  notices.flatMap(({ notice }): ToldInstruction[] => {
    const { id, action, on, until, lasting } = notice;
    if (action === 'DISREGARD') return [];
    const days = { on: date(on), until: until === null ? null : date(until) };
    return [{ id, action, ...days, causes: causesOf(notice), lasting }];
  });
