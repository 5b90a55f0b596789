import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import { LedgerEntryEntity } from './ledger-entry.entity.js';

/** The facts of some persons in the order of recording, all or those recorded by an instant. */
export async function factsOf(
  manager: EntityManager,
  personIds: readonly string[],
  knownAt?: string,
): Promise<LedgerFact[]> {
  const rows = await manager.find(LedgerEntryEntity, {
    where: {
      personId: In([...personIds]),
      ...(knownAt === undefined ? {} : { recordedAt: LessThanOrEqual(knownAt) }),
    },
    order: { sequence: 'ASC' },
  });
  return rows.map(({ content }) => JSON.parse(content) as LedgerFact);
}

function referenceOf(fact: LedgerFact): string | null {
  switch (fact.type) {
    case 'SCORE':
    case 'LINKED':
      return fact.id;
    case 'LINK_VOIDED':
      return fact.linkId;
    case 'RECEIVED':
    case 'REVISE':
    case 'REVOKE':
    case 'MONTHS':
      return fact.scoreId;
    case 'REPAIR':
    case 'RESTORE':
      return null;
  }
}

/** Puts facts on a person's file. */
export async function insertFacts(
  tx: EntityManager,
  personId: string,
  facts: readonly LedgerFact[],
  recordedAt: string,
  actor: string,
): Promise<void> {
  const rows = facts.map((fact) => ({
    personId,
    type: fact.type,
    reference: referenceOf(fact),
    content: JSON.stringify(fact),
    recordedAt,
    actor,
  }));
  await tx.insert(LedgerEntryEntity, rows);
}
