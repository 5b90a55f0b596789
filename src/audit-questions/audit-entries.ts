import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { type Borne, borneSql, dayBounds } from '../record-index/record-index.module.js';
import type { AuditQuery } from './audit-query.dto.js';

const PAGE = 200;

/** What a query selects of the entries with some actions; each filter read as `GET /records/entries` reads it. */
export function borneBy(
  actions: readonly string[],
  { district, institution, officer, provision, outcome }: AuditQuery,
): Borne[] {
  const asked: readonly (readonly [kind: Borne['kind'], key: string | undefined])[] = [
    ['DISTRICT', district],
    ['INSTITUTION', institution === undefined ? undefined : comparableCode(institution)],
    ['OFFICER', officer],
    ['PROVISION', provision?.normalize('NFKC').trim()],
    ['OUTCOME', outcome?.trim().toUpperCase()],
  ];
  return [
    { kind: 'ACTION', keys: actions },
    ...asked.flatMap(([kind, key]) => (key === undefined ? [] : [{ kind, keys: [key] }])),
  ];
}

/**
 * The entries with some actions that a query selects, oldest first, one at a time.
 * @param size of the record that is looked at; without it, all there is.
 */
export async function* entriesOf(
  manager: EntityManager,
  actions: readonly string[],
  query: AuditQuery,
  size = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<StoredEntry> {
  const { from, where, values, sequence } = borneSql(borneBy(actions, query));
  const { start, end } = dayBounds(query.from, query.to);
  const conditions = [
    ...where,
    ...(start === null ? [] : ['"entry"."at" >= ?']),
    ...(end === null ? [] : ['"entry"."at" < ?']),
    `${sequence} <= ?`,
    `${sequence} > ?`,
  ];
  const sql = `SELECT "entry".* FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${sequence} LIMIT ${PAGE}`;
  const given = [...values, ...[start, end].filter((bound) => bound !== null), size];
  for (let after = 0; ;) {
    const page = await manager.query<StoredEntry[]>(sql, [...given, after]);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = last.sequence;
  }
}

/** What an entry says there is now. */
export const afterOf = ({ after }: Pick<StoredEntry, 'after'>): unknown => JSON.parse(after ?? '{}');

/** The id in the subject of an entry. */
export const idOf = ({ subject }: Pick<StoredEntry, 'subject'>): string =>
  subject.slice(subject.indexOf('/') + 1);
