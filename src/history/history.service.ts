import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import type { Json } from '../platform/database/record-entry.js';
import { Problem } from '../platform/http/problem.js';
import { type Borne, borneSql, citationsIn, dayBounds } from '../record-index/record-index.module.js';
import { RegistryService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { actionWords } from './action-words.js';
import { type Mark, RELATION_WORDS } from './entry-marks.js';
import { EntryRules } from './entry-rules.js';
import type { HistoryAnswer, HistoryEntryAnswer, HistoryQuery } from './history.dto.js';
import { seenBy } from './history-rights.js';

import { marksOf } from './timeline-marks.js';

/** Whose timeline it is. */
interface Asked {
  readonly of: string;
  readonly borne: Borne;
  readonly codes: readonly string[];
  /** Codes that came by merges, of which entries are marked. */
  readonly merged: readonly string[];
  readonly unknown: string;
}

interface Selected {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: readonly (string | number)[];
  readonly sequence: string;
}

/** Puts everything about a case, a person or an institution on one timeline, from the record. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
  ) {}

  /** @throws Problem NOT_FOUND, also for a case that is not the office's to see */
  ofCase(id: string, query: HistoryQuery, account: Account): Promise<HistoryAnswer> {
    const borne = { kind: 'CASE', keys: [id] } as const;
    return this.answer(
      { of: id, borne, codes: [], merged: [], unknown: `没有编号为 ${id} 的案件。` },
      query,
      account,
    );
  }

  /** @throws Problem NOT_FOUND, also where nothing of the institution is the office's to see */
  ofInstitution(given: string, query: HistoryQuery, account: Account): Promise<HistoryAnswer> {
    const code = comparableCode(given);
    const borne = { kind: 'INSTITUTION', keys: [code] } as const;
    const unknown = `没有代码为 ${code} 的定点医药机构。`;
    return this.answer({ of: code, borne, codes: [], merged: [], unknown }, query, account);
  }

  /** With what stands under the other codes of the person's file. @throws Problem NOT_FOUND */
  async ofPerson(given: string, query: HistoryQuery, account: Account): Promise<HistoryAnswer> {
    const code = comparableCode(given);
    const manager = this.database.read;
    const person = await this.registry.personByCode(manager, code);
    const codes = person === null ? [code] : person.codes.map(comparableCode);
    const borne = { kind: 'PERSON', keys: codes } as const;
    const own = await manager.query<{ code: string }[]>(OWN_CODES, [code]);
    const merged = codes.filter((each) => !own.some((row) => row.code === each));
    const unknown = `没有代码为 ${code} 的人员。`;
    return this.answer({ of: code, borne, codes, merged, unknown }, query, account);
  }

  private async answer(asked: Asked, query: HistoryQuery, account: Account): Promise<HistoryAnswer> {
    await this.requireSeen(asked, account);
    const { page, pageSize } = query;
    const selected = selectedBy(asked.borne, query, account);
    const total = await this.total(selected);
    const rows = await this.rows(selected, query);
    const items = await this.entries(rows, asked);
    return { of: asked.of, codes: [...asked.codes], items, total, page, pageSize };
  }

  /** Whoever sees no entry of a thing is not told that it exists. */
  private async requireSeen({ of, borne, unknown }: Asked, account: Account): Promise<void> {
    const { from, where, values } = visible([borne], account);
    // Whose the case is decides, not what followed from it.
    const itself =
      borne.kind === 'CASE' ? { where: ['"entry"."subject" = ?'], values: [`case/${of}`] } : NOTHING;
    const sql = `SELECT 1 FROM ${from}${all([...where, ...itself.where])} LIMIT 1`;
    const rows = await this.database.read.query<object[]>(sql, [...values, ...itself.values]);
    if (rows.length === 0) throw new Problem('NOT_FOUND', unknown);
  }

  private async total({ from, where, values }: Selected): Promise<number> {
    const sql = `SELECT COUNT(*) AS "total" FROM ${from}${all(where)}`;
    const [row] = await this.database.read.query<{ total: number }[]>(sql, [...values]);
    return row?.total ?? 0;
  }

  private rows(
    { from, where, values, sequence }: Selected,
    { order, page, pageSize }: HistoryQuery,
  ): Promise<StoredEntry[]> {
    const direction = order === 'NEWEST_FIRST' ? 'DESC' : 'ASC';
    const sql = `SELECT "entry".* FROM ${from}${all(where)} ORDER BY ${sequence} ${direction} LIMIT ? OFFSET ?`;
    return this.database.read.query<StoredEntry[]>(sql, [...values, pageSize, (page - 1) * pageSize]);
  }

  private async entries(rows: readonly StoredEntry[], { merged }: Asked): Promise<HistoryEntryAnswer[]> {
    const manager = this.database.read;
    const rules = new EntryRules(manager, this.rulebooks);
    const marks = await marksOf(manager, rows);
    const items: HistoryEntryAnswer[] = [];
    for (const row of rows) {
      const looked = await rules.of(row);
      const under = merged.length === 0 ? [] : await this.codesOf(row.sequence, merged);
      items.push(
        entryAnswer(row, marks.get(row.sequence) ?? [], looked === null ? null : [...looked], under),
      );
    }
    return items;
  }

  private async codesOf(sequence: number, codes: readonly string[]): Promise<string[]> {
    const { from, where, values } = borneSql([{ kind: 'PERSON', keys: codes.slice(0, 1) }]);
    const found: string[] = [];
    for (const code of codes) {
      const sql = `SELECT 1 FROM ${from}${all([...where, '"entry"."sequence" = ?'])}`;
      const rows = await this.database.read.query<object[]>(sql, [values[0] ?? '', code, sequence]);
      if (rows.length > 0) found.push(code);
    }
    return found;
  }
}

const NOTHING = { where: [], values: [] };

/** The codes of whoever has a code, merges aside. */
const OWN_CODES = `SELECT "code" FROM "person_code" WHERE "person_id" =
  (SELECT "person_id" FROM "person_code" WHERE "code" = ?)`;

function visible(borne: readonly Borne[], account: Account): Selected {
  const { from, where, values, sequence } = borneSql(borne);
  const seen = seenBy(account);
  return { from, where: [...where, ...seen.where], values: [...values, ...seen.values], sequence };
}

function selectedBy(borne: Borne, { from, to, action, officer }: HistoryQuery, account: Account): Selected {
  const officers: Borne[] = officer === undefined ? [] : [{ kind: 'OFFICER', keys: [officer] }];
  const seen = visible([borne, ...officers], account);
  const { start, end } = dayBounds(from, to);
  const asked: readonly (readonly [condition: string, value: string | null])[] = [
    ['"entry"."at" >= ?', start],
    ['"entry"."at" < ?', end],
    ['"entry"."action" = ?', action ?? null],
  ];
  const given = asked.flatMap(([condition, value]) => (value === null ? [] : [{ condition, value }]));
  return {
    ...seen,
    where: [...seen.where, ...given.map(({ condition }) => condition)],
    values: [...seen.values, ...given.map(({ value }) => value)],
  };
}

const all = (where: readonly string[]): string => (where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`);

const jsonOf = (text: string | null): Json => (text === null ? null : (JSON.parse(text) as Json));

function entryAnswer(
  row: StoredEntry,
  marks: readonly Mark[],
  rules: HistoryEntryAnswer['rules'],
  mergedFrom: string[],
): HistoryEntryAnswer {
  const [before, after] = [jsonOf(row.before), withoutHashes(jsonOf(row.after))];
  return {
    sequence: row.sequence,
    at: row.at,
    officer: row.actor,
    office: row.office,
    action: row.action,
    words: actionWords(row.action),
    subject: row.subject,
    before,
    after,
    receipt: row.receipt,
    citations: citationsIn([before, after]),
    marks: marks.map((mark) => ({ ...mark, words: RELATION_WORDS[mark.relation] })),
    rules,
    mergedFrom,
  };
}

/** What stood after, but for the hashes of rows: they are for whoever verifies an export. */
function withoutHashes(after: Json): Json {
  if (typeof after !== 'object' || after === null || Array.isArray(after)) return after;
  const { rowHashes: _hashes, ...told } = after as Readonly<Record<string, Json | undefined>>;
  return told;
}
