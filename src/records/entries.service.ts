import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { Database } from '../platform/database/database.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import {
  type Borne,
  borneSql,
  isDerived,
  personCodes,
  RecordIndexService,
} from '../record-index/record-index.module.js';
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

/** What each member of a filter asks of an entry, or of the index of what entries bear on. */
const BORNE: Readonly<Partial<Record<Name, (value: string) => Borne>>> = {
  office: (value) => ({ kind: 'OFFICE', keys: [value] }),
  district: (value) => ({ kind: 'DISTRICT', keys: [value] }),
  institution: (value) => ({ kind: 'INSTITUTION', keys: [comparableCode(value)] }),
  provision: (value) => ({ kind: 'PROVISION', keys: [value.normalize('NFKC').trim()] }),
  outcome: (value) => ({ kind: 'OUTCOME', keys: [value.trim().toUpperCase()] }),
  actor: (value) => ({ kind: 'OFFICER', keys: [value] }),
  action: (value) => ({ kind: 'ACTION', keys: [value] }),
};

/** What the others ask; of a person, every code counts. */
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

/** Entries of a page, and how many fit. */
export interface EntryPage {
  readonly items: StoredEntry[];
  readonly total: number;
  /** Every code of the person asked for; null where none was. */
  readonly personCodes: readonly string[] | null;
}

/** What is selected out of the first so many entries. */
export interface Selection {
  readonly filter: EntryFilter;
  readonly size: number;
  /** Every code of the person asked for, as those entries say; null where none was. */
  readonly personCodes: readonly string[] | null;
}

const END = 'SELECT COALESCE(MAX("sequence"), 0) AS "last" FROM "record_entry"';

interface Fitting {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: readonly (string | number)[];
  readonly sequence: string;
}

/** Selects entries of the record. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly database: Database,
    private readonly index: RecordIndexService,
  ) {}

  /** One page of the entries that fit, newest first. @throws Problem RECORD_BROKEN where the index has gaps */
  async page(query: EntryQuery): Promise<EntryPage> {
    const [end] = await this.database.read.query<{ last: number }[]>(END);
    const selection = await this.select(query, end?.last ?? 0);
    const fitting = await this.fitting(selection);
    const { from, where, values, sequence } = fitting;
    const sql = `SELECT ${SELECTED} FROM ${from}${all(where)} ORDER BY ${sequence} DESC LIMIT ? OFFSET ?`;
    const items = await this.database.read.query<StoredEntry[]>(sql, [
      ...values,
      query.pageSize,
      (query.page - 1) * query.pageSize,
    ]);
    return { items, total: await this.total(fitting), personCodes: selection.personCodes };
  }

  /** Of the first `size` entries those that fit. @throws Problem RECORD_BROKEN where the index has gaps */
  async select(filter: EntryFilter, size: number): Promise<Selection> {
    const { person } = filter;
    const asked = bearingsAsked(givenIn(filter));
    if (person !== undefined || asked.some(isDerived)) await this.index.requireReach();
    const codes =
      person === undefined ? null : await personCodes(this.database.read, comparableCode(person), size);
    return { filter, size, personCodes: codes };
  }

  /** How many entries it has. */
  async count(selection: Selection): Promise<number> {
    return this.total(await this.fitting(selection));
  }

  /** Its entries, oldest first, page by page: the same however often it is asked. */
  async *pages(selection: Selection): AsyncGenerator<StoredEntry[]> {
    const { from, where, values, sequence } = await this.fitting(selection);
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
  private async fitting({ filter, size, personCodes: codes }: Selection): Promise<Fitting> {
    const given = givenIn(filter);
    const ofPerson: Borne[] = codes === null ? [] : [{ kind: 'PERSON', keys: codes }];
    const borne = borneSql([...bearingsAsked(given), ...ofPerson]);
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
        `${sequence} <= ?`,
      ],
      values: [
        ...borne.values,
        ...conditions.map(({ value }) => value),
        ...bounds.map(({ place }) => place),
        size,
      ],
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
    const [end] = await this.database.read.query<{ last: number }[]>(END);
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

const bearingsAsked = (given: readonly (readonly [name: Name, value: string])[]): Borne[] =>
  given.flatMap(([name, value]) => BORNE[name]?.(value) ?? []);

/** The members of a filter that were given, instants as the record writes them. */
export function givenIn(filter: EntryFilter): [name: Name, value: string][] {
  return NAMES.flatMap((name): [Name, string][] => {
    const value = filter[name];
    if (value === undefined) return [];
    return [[name, name === 'from' || name === 'to' ? (recordInstant(value) ?? value) : value]];
  });
}
