import { In, type EntityManager } from 'typeorm';
import type { LedgerFact } from '../../domain/qualification/ledger-fact.js';
import { LinkedMeasureEntity } from '../linked/linked-measure.entity.js';
import { ScoreNoticeEntity } from '../notices/score-notice.entity.js';
import { DeterminationEntity } from '../determinations/determination.entity.js';

/** The score or linked measure that a fact is, or speaks of. */
export function referenceOf(fact: LedgerFact): string | null {
  switch (fact.type) {
    case 'SCORE':
    case 'LINKED':
      return fact.id;
    case 'LINK_VOIDED':
    case 'LINK_ENDED':
      return fact.linkId;
    case 'RECEIVED':
    case 'REVISE':
    case 'REVOKE':
    case 'MONTHS':
      return fact.scoreId;
    case 'REPAIR':
    case 'REPAIR_VOIDED':
    case 'RESTORE':
      return null;
  }
}

/** The papers behind the facts of a file. */
export interface Papers {
  readonly notices: ReadonlyMap<string, ScoreNoticeEntity>;
  /** Institution of the determination that a linked measure rests on, by its id. */
  readonly siteOfLinked: ReadonlyMap<string, string>;
}

/** Loads the papers that the facts refer to. */
export const papersOf = (manager: EntityManager, facts: readonly LedgerFact[]): Promise<Papers> =>
  papersOfIds(manager, [...new Set(facts.map(referenceOf).filter((id) => id !== null))]);

/** Loads the papers of scores and linked measures. */
export async function papersOfIds(manager: EntityManager, ids: readonly string[]): Promise<Papers> {
  const notices = await manager.findBy(ScoreNoticeEntity, { id: In(ids) });
  const linked = await manager.findBy(LinkedMeasureEntity, { id: In(ids) });
  const determinations = await manager.findBy(DeterminationEntity, {
    id: In(linked.map(({ determinationId }) => determinationId)),
  });
  const siteOf = new Map(determinations.map(({ id, institution }) => [id, institution]));
  return {
    notices: new Map(notices.map((notice) => [notice.id, notice])),
    siteOfLinked: new Map(linked.map(({ id, determinationId }) => [id, siteOf.get(determinationId) ?? ''])),
  };
}

/** The institution that a fact is about; null where no paper of this module tells. */
export function institutionOf(fact: LedgerFact, { notices, siteOfLinked }: Papers): string | null {
  const id = referenceOf(fact) ?? '';
  return notices.get(id)?.institution ?? siteOfLinked.get(id) ?? null;
}

/** The number of the notice that a fact is, or speaks of. */
export const numberOf = (fact: LedgerFact, { notices }: Papers): string | null =>
  notices.get(referenceOf(fact) ?? '')?.number ?? null;
