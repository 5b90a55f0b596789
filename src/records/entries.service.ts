import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { Database } from '../platform/database/database.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import { type Borne, borneSql } from '../record-index/record-index.module.js';
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

const SELECTED = COLUMNS.map((name) => `"entry"."${name}" AS "${name}"`).join(', ');

type Name = keyof EntryFilter;

/** What each member of a filter asks of the index of the record. */
const BORNE: Readonly<Partial<Record<Name, (value: string) => Borne>>> = {
  office: (value) => ({ kind: 'OFFICE', keys: [value] }),
  district: (value) => ({ kind: 'DISTRICT', keys: [value] }),
  institution: (value) => ({ kind: 'INSTITUTION', keys: [comparableCode(value)] }),
  person: (value) => ({ kind: 'PERSON', keys: [comparableCode(value)] }),
  provision: (value) => ({ kind: 'PROVISION', keys: [value.normalize('NFKC').trim()] }),
  outcome: (value) => ({ kind: 'OUTCOME', keys: [value.trim().toUpperCase()] }),
  actor: (value) => ({ kind: 'OFFICER', keys: [value] }),
  action: (value) => ({ kind: 'ACTION', keys: [value] }),
};

/** What the others ask of the entry itself. */
const CONDITIONS: Readonly<Partial<Record<Name, string>>> = {
  from: '"entry"."at" >= ?',
  to: '"entry"."at" <= ?',
  subject: 'instr("entry"."subject", ?) = 1',
};

const NAMES = [
  'from',
  'to',
  'office',
  'district',
  'institution',
  'person',
  'provision',
  'outcome',
  'subject',
  'actor',
  'action',
] as const satisfies readonly Name[];

interface Fitting {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: readonly (string | number)[];
  readonly sequence: string;
}

/** Selects entries of the record. */
@Injectable()
export class EntriesService {
  constructor(private readonly database: Database) {}

  /** One page of the entries that fit, newest first, and how many fit. */
  async page(query: EntryQuery): Promise<{ readonly items: StoredEntry[]; readonly total: number }> {
    const fitting = await this.fitting(query);
    const total = await this.total(fitting);
    const { from, where, values, sequence } = fitting;
    const sql = `SELECT ${SELECTED} FROM ${from}${all(where)} ORDER BY ${sequence} DESC LIMIT ? OFFSET ?`;
    const items = await this.database.read.query<StoredEntry[]>(sql, [
      ...values,
      query.pageSize,
      (query.page - 1) * query.pageSize,
    ]);
    return { items, total };
  }

  /** How many of the first `size` entries fit. */
  async count(filter: EntryFilter, size: number): Promise<number> {
    return this.total(upTo(await this.fitting(filter), size));
  }

  /** Those of the first `size` entries that fit, oldest first, page by page: the same however often it is asked. */
  async *pages(filter: EntryFilter, size: number): AsyncGenerator<StoredEntry[]> {
    const { from, where, values, sequence } = upTo(await this.fitting(filter), size);
    const sql = `SELECT ${SELECTED} FROM ${from}${all([...where, `${sequence} > ?`])}
      ORDER BY ${sequence} LIMIT ${PAGE}`;
    for (let after = 0; ;) {
      const page = await this.database.read.query<StoredEntry[]>(sql, [...values, after]);
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

  private async total({ from, where, values }: Fitting): Promise<number> {
    const sql = `SELECT COUNT(*) AS "total" FROM ${from}${all(where)}`;
    const [row] = await this.database.read.query<{ total: number }[]>(sql, [...values]);
    return row?.total ?? 0;
  }

  /** Instants only rise along the record, hence a period is a stretch of it. */
  private async fitting(filter: EntryFilter): Promise<Fitting> {
    const given = givenIn(filter);
    const borne = borneSql(given.flatMap(([name, value]) => BORNE[name]?.(value) ?? []));
    const { sequence } = borne;
    const conditions = given.flatMap(([name, value]) => {
      const condition = CONDITIONS[name];
      return condition === undefined ? [] : [{ condition, value }];
    });
    const bounds = await this.boundsOf(given);
    return {
      from: borne.from,
      where: [
        ...borne.where,
        ...conditions.map(({ condition }) => condition),
        ...bounds.map(({ sign }) => `${sequence} ${sign} ?`),
      ],
      values: [...borne.values, ...conditions.map(({ value }) => value), ...bounds.map(({ place }) => place)],
      sequence,
    };
  }

  private async boundsOf(
    given: readonly (readonly [name: Name, value: string])[],
  ): Promise<{ readonly sign: '>=' | '<'; readonly place: number }[]> {
    const bounds: { readonly sign: '>=' | '<'; readonly place: number }[] = [];
    for (const [name, value] of given) {
      if (name === 'from') bounds.push({ sign: '>=', place: await this.firstWhere((at) => at >= value) });
      if (name === 'to') bounds.push({ sign: '<', place: await this.firstWhere((at) => at > value) });
    }
    return bounds;
  }

  /** Sequence of the first entry whose instant is late enough; one beyond the last where none is. */
  private async firstWhere(lateEnough: (at: string) => boolean): Promise<number> {
    const [end] = await this.database.read.query<{ last: number | null }[]>(
      'SELECT MAX("sequence") AS "last" FROM "record_entry"',
    );
    let [low, high] = [1, (end?.last ?? 0) + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const at = (await this.bySequence(middle))?.at;
      if (at !== undefined && lateEnough(at)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const all = (where: readonly string[]): string => (where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`);

const upTo = (fitting: Fitting, size: number): Fitting => ({
  ...fitting,
  where: [...fitting.where, `${fitting.sequence} <= ?`],
  values: [...fitting.values, size],
});

/** The members of a filter that were given, instants as the record writes them. */
export function givenIn(filter: EntryFilter): [name: Name, value: string][] {
  return NAMES.flatMap((name): [Name, string][] => {
    const value = filter[name];
    if (value === undefined) return [];
    return [[name, name === 'from' || name === 'to' ? (recordInstant(value) ?? value) : value]];
  });
}
