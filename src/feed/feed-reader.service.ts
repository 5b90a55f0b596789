import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import type { FeedItem, FeedKind, FeedPage } from './feed-item.js';
import { peopleThen, voidsOf, type PeopleThen } from './feed-people.js';
import { cursorOf, type FeedPosition } from './feed-position.js';
import { sourceRows, type SourceRow } from './feed-sources.js';

/** What to read of an institution's feed. */
export interface FeedQuestion {
  readonly institution: string;
  /** Not included; null: from the start. */
  readonly after: FeedPosition | null;
  /** Included; without it up to the end of the record. */
  readonly upTo?: FeedPosition;
  readonly limit: number;
}

type Told = Pick<FeedItem, 'kind' | 'change' | 'on'>;

/**
 * The feed of an institution: what changed for it and its people, in the order of the record.
 *
 * Nothing is kept for it; it is read from the append-only facts themselves, so that no module can forget to tell it, and
 * what was recorded before there was a feed is in it too. Nothing is skipped, with however many processes on the
 * database: the door gives every change its instant under the write lock, later than that of every change before, so
 * changes become visible in the order of their instants. The feed reads up to the instant of the last change
 * committed: everything up to there is visible already, and whatever follows gets a later instant, hence a later cursor.
 */
@Injectable()
export class FeedReaderService {
  /** @param manager `Database.read`, or the `tx` of a change. */
  async page(manager: EntityManager, { institution, after, upTo, limit }: FeedQuestion): Promise<FeedPage> {
    const by = await lastInstant(manager);
    const items: FeedItem[] = [];
    const take = limit + 1;
    let from = after;
    while (items.length <= limit && by !== null) {
      const stretch = { institution, after: from, by, upTo: upTo ?? null, take };
      const rows = await sourceRows(manager, stretch);
      items.push(...(await itemsOf(manager, institution, rows)));
      from = rows.at(-1) ?? null;
      if (rows.length < take) break;
    }
    const shown = items.slice(0, limit);
    const next = shown.at(-1)?.cursor ?? (after === null ? null : cursorOf(after));
    return { items: shown, next, more: items.length > limit };
  }
}

/** The instant of the last change committed; null before the first. */
async function lastInstant(manager: EntityManager): Promise<string | null> {
  const [last] = await manager.find(RecordEntryEntity, {
    select: ['at'],
    order: { sequence: 'DESC' },
    take: 1,
  });
  return last?.at ?? null;
}

async function itemsOf(
  manager: EntityManager,
  institution: string,
  rows: readonly SourceRow[],
): Promise<FeedItem[]> {
  const people = await peopleThen(manager, institution, rows);
  const voids = await voidsOf(manager, rows);
  return rows.flatMap((row): FeedItem[] => {
    const codes = codesOf(row, people);
    if (codes === null) return [];
    return [
      {
        cursor: cursorOf(row),
        at: row.at,
        ...told(row),
        personCode: codes[0] ?? null,
        personCodes: codes,
        reference: row.reference,
        departmentCode: row.department,
        until: row.until,
        dueOn: row.dueOn,
        citation: row.citation,
        provisional: Boolean(row.provisional),
        voids: voids.get(row.reference ?? '') ?? [],
      },
    ];
  });
}

/** The codes of the person at the institution; null where it was nobody registered there then. */
function codesOf(row: SourceRow, people: PeopleThen): readonly string[] | null {
  if (row.source === 'INSTITUTION_FACT') return [];
  if (row.personCode !== null) return [row.personCode];
  const concerned = row.source === 'MERGE' ? [row.personId, row.content] : [row.personId];
  const codes = people.codesAt(
    concerned.flatMap((id) => id ?? []),
    row.at,
  );
  return codes.length === 0 ? null : codes;
}

const KIND_OF: Readonly<Record<Exclude<SourceRow['source'], 'LEDGER'>, FeedKind>> = {
  REGISTRATION: 'REGISTERED',
  CANCELLATION: 'REGISTRATION_CANCELLED',
  COMMITMENT: 'COMMITTED',
  COMMITMENT_END: 'COMMITMENT_ENDED',
  INSTITUTION_FACT: 'AGREEMENT_CHANGED',
  MERGE: 'REJUDGED',
  SITE_NOTICE: 'STATUS_TO_CHANGE',
};

function told({ source, word, on, content }: SourceRow): Told {
  if (source === 'LEDGER') return toldByFact(JSON.parse(content ?? '') as LedgerFact);
  const change = source === 'MERGE' ? (word === 'MERGED' ? 'FILES_MERGED' : 'FILES_PARTED') : word;
  return { kind: KIND_OF[source], change, on };
}

function toldByFact(fact: LedgerFact): Told {
  switch (fact.type) {
    case 'SCORE':
      return { kind: 'SCORE_ISSUED', change: null, on: fact.effectiveOn };
    case 'RECEIVED':
      return { kind: 'SCORE_SERVED', change: null, on: fact.on };
    case 'REPAIR':
      return { kind: 'REPAIRED', change: fact.level === null ? 'TRAINING' : 'ACTIVITY', on: fact.on };
    case 'RESTORE':
      return { kind: 'RESTORED', change: null, on: fact.approvedOn };
    case 'REVISE':
      return { kind: 'REJUDGED', change: 'REVISED', on: fact.on };
    case 'REVOKE':
      return { kind: 'REJUDGED', change: 'REVOKED', on: fact.on };
    case 'MONTHS':
      return { kind: 'REJUDGED', change: 'MONTHS_CHOSEN', on: fact.on };
    case 'LINKED':
      return { kind: 'REJUDGED', change: 'LINKED', on: fact.on };
    case 'LINK_VOIDED':
      return { kind: 'REJUDGED', change: 'LINK_VOIDED', on: fact.on };
    case 'LINK_ENDED':
      return { kind: 'REJUDGED', change: 'LINK_ENDED', on: fact.on };
    case 'REPAIR_VOIDED':
      return { kind: 'REJUDGED', change: 'REPAIR_VOIDED', on: fact.on };
  }
}
