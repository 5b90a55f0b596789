import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import { scoredNotice, type ScoredNotice } from '../scoring/scoring.module.js';
import { NoticeCorrectionEntity } from './correction.entity.js';
import { ObjectionEntity } from './objection.entity.js';
import { seesObjection, standingOf, type Standing } from './objection-rights.js';
import { DeterminationReviewEntity } from './reversal-review.entity.js';
import { stepsOf, type WholeObjection } from './objection-store.js';

/** An objection with its history and the notice it is against. */
export interface ObjectionAtHand extends WholeObjection {
  readonly notice: ScoredNotice;
}

/** Loads objections and their notices for those whose business they are. */
@Injectable()
export class ObjectionLoadingService {
  constructor(private readonly registry: RegistryService) {}

  /** @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see. */
  async objection(manager: EntityManager, id: string, account: Account): Promise<ObjectionAtHand> {
    const head = await manager.findOneBy(ObjectionEntity, { id });
    if (head === null || !(await seesObjection(this.registry, manager, account, head)))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的异议申诉。`);
    const notice = await scoredNotice(manager, head.noticeId);
    if (notice === null) throw new Error(`objection ${id} is against no notice`);
    return { head, steps: await stepsOf(manager, id), notice: await withAllHands(manager, notice) };
  }

  /**
   * A notice about which the account may hand something in, and as whom. It need not have been served: whoever knows of
   * it may object.
   * @throws Problem NOT_FOUND
   */
  async notice(
    manager: EntityManager,
    id: string,
    account: Account,
  ): Promise<{ readonly notice: ScoredNotice; readonly as: Standing }> {
    const notice = await scoredNotice(manager, id);
    const as = notice === null ? null : await standingOf(this.registry, manager, account, notice.head);
    if (notice === null || as === null) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的记分处理通知书。`);
    return { notice, as };
  }

  /** As whom the account hands something in about an objection. @throws Problem FORBIDDEN */
  async standing(manager: EntityManager, head: ObjectionEntity, account: Account): Promise<Standing> {
    const as = await standingOf(this.registry, manager, account, head);
    if (as === null) throw new Problem('FORBIDDEN', '由本人、其机构或辖区经办机构窗口提出（PQ2025:34）。');
    return as;
  }
}

/** Whoever looked at the determination again, or corrected the notice, had a hand in it too. */
async function withAllHands(manager: EntityManager, notice: ScoredNotice): Promise<ScoredNotice> {
  const { id: noticeId, determinationId } = notice.head;
  const reviews = await manager.findBy(DeterminationReviewEntity, { determinationId });
  const corrections = await manager.findBy(NoticeCorrectionEntity, { noticeId });
  const hands = [...reviews, ...corrections].map(({ actor }) => actor);
  return { ...notice, handledBy: new Set([...notice.handledBy, ...hands]) };
}
