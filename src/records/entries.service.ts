import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { Database } from '../platform/database/database.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import { type EntryFilter, type EntryQuery, recordInstant } from './filter.dto.js';

/** Small, so that what a page leaves behind is cleared away while it is young. */
const PAGE = 100;

const COLUMNS = [
  'sequence',
  'at',
  'actor',
  'office',
  'action',
  'subject',
  'before',
  'after',
  'receipt',
] as const satisfies readonly (keyof StoredEntry)[];

/** Keeps `%` and `_` of the user's words from matching anything. */
const literally = (text: string): string => text.replace(/[\\%_]/gu, (sign) => `\\${sign}`);

type Entries = SelectQueryBuilder<RecordEntryEntity>;

/** What each member of a filter asks of an entry; `:value` is what was given. */
const CONDITIONS: Readonly<Record<keyof EntryFilter, string>> = {
  from: 'entry.at >= :value',
  to: 'entry.at <= :value',
  office: 'entry.office = :value',
  // An institution's code carries its district after a letter.
  district: '(entry.office = :value OR (length(entry.office) = 12 AND substr(entry.office, 2, 6) = :value))',
  institution: `(entry.office = :value OR '/' || entry.subject || '/' LIKE '%/' || :literal || '/%' ESCAPE '\\')`,
  subject: 'substr(entry.subject, 1, length(:value)) = :value',
  actor: 'entry.actor = :value',
  action: 'entry.action = :value',
};

/** Selects entries of the record. */
@Injectable()
export class EntriesService {
  constructor(private readonly database: Database) {}

  /** One page of the entries that fit, newest first, and how many fit. */
  async page(query: EntryQuery): Promise<{ readonly items: StoredEntry[]; readonly total: number }> {
    const total = await this.fitting(query).getCount();
    const items = await this.fitting(query)
      .orderBy('entry.sequence', 'DESC')
      .offset((query.page - 1) * query.pageSize)
      .limit(query.pageSize)
      .getRawMany<StoredEntry>();
    return { items, total };
  }

  /** How many of the first `size` entries fit. */
  count(filter: EntryFilter, size: number): Promise<number> {
    return this.fitting(filter).andWhere('entry.sequence <= :size', { size }).getCount();
  }

  /** Those of the first `size` entries that fit, oldest first, page by page: the same however often it is asked. */
  async *pages(filter: EntryFilter, size: number): AsyncGenerator<StoredEntry[]> {
    for (let after = 0; ;) {
      const page = await this.fitting(filter)
        .andWhere('entry.sequence > :after AND entry.sequence <= :size', { after, size })
        .orderBy('entry.sequence', 'ASC')
        .limit(PAGE)
        .getRawMany<StoredEntry>();
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      after = last.sequence;
    }
  }

  /** One entry, or null. */
  async bySequence(sequence: number): Promise<StoredEntry | null> {
    return this.database.read.findOneBy(RecordEntryEntity, { sequence });
  }

  private fitting(filter: EntryFilter): Entries {
    const entries = this.database.read.createQueryBuilder(RecordEntryEntity, 'entry').select([]);
    for (const column of COLUMNS) entries.addSelect(`entry.${column}`, column);
    for (const [name, value] of givenIn(filter)) {
      const condition = CONDITIONS[name].replaceAll(/:(value|literal)/g, `:$1_${name}`);
      entries.andWhere(condition, { [`value_${name}`]: value, [`literal_${name}`]: literally(value) });
    }
    return entries;
  }
}

/** The members of a filter that were given, instants as the record writes them. */
export function givenIn(filter: EntryFilter): [name: keyof EntryFilter, value: string][] {
  const names = Object.keys(CONDITIONS) as (keyof EntryFilter)[];
  return names.flatMap((name): [keyof EntryFilter, string][] => {
    const value = filter[name];
    if (value === undefined) return [];
    return [[name, name === 'from' || name === 'to' ? (recordInstant(value) ?? value) : value]];
  });
}
