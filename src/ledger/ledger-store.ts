import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import { LedgerEntryEntity } from './ledger-entry.entity.js';

/** A fact with the circumstances of its recording. */
export interface RecordedFact {
  readonly fact: LedgerFact;
  /** Whose file it was put on. */
  readonly personId: string;
  /** Instant, RFC 3339. */
  readonly recordedAt: string;
  /** Username. */
  readonly actor: string;
}

/** What was put on the files of some persons, in the order of recording, all or what was recorded by an instant. */
export async function entriesOf(
  manager: EntityManager,
  personIds: readonly string[],
  knownAt?: string,
): Promise<RecordedFact[]> {
  const rows = await manager.find(LedgerEntryEntity, {
    where: {
      personId: In([...personIds]),
      ...(knownAt === undefined ? {} : { recordedAt: LessThanOrEqual(knownAt) }),
    },
    order: { sequence: 'ASC' },
  });
  return rows.map(({ content, personId, recordedAt, actor }) => ({
    fact: JSON.parse(content) as LedgerFact,
    personId,
    recordedAt,
    actor,
  }));
}

/** The facts alone of {@link entriesOf}. */
export const factsOf = async (
  manager: EntityManager,
  personIds: readonly string[],
  knownAt?: string,
): Promise<LedgerFact[]> => (await entriesOf(manager, personIds, knownAt)).map(({ fact }) => fact);

function referenceOf(fact: LedgerFact): string | null {
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
