import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { FeedPosition } from './feed-position.js';

/** A row of one of the sources. */
export interface SourceRow extends FeedPosition {
  readonly source: Source;
  /** The person's own id, or the file at that time. */
  readonly personId: string | null;
  readonly personCode: string | null;
  readonly reference: string | null;
  readonly word: string | null;
  readonly on: string | null;
  readonly until: string | null;
  readonly department: string | null;
  readonly dueOn: string | null;
  readonly citation: string | null;
  readonly provisional: number | boolean | null;
  /** JSON of a ledger fact; of files joined or parted the other file. */
  readonly content: string | null;
}

export type Source =
  | 'REGISTRATION'
  | 'CANCELLATION'
  | 'COMMITMENT'
  | 'COMMITMENT_END'
  | 'INSTITUTION_FACT'
  | 'MERGE'
  | 'LEDGER'
  | 'SITE_NOTICE';

const COLUMNS = {
  at: '',
  rank: '',
  number: '0',
  id: "''",
  source: '',
  personId: 'NULL',
  personCode: 'NULL',
  reference: 'NULL',
  word: 'NULL',
  on: 'NULL',
  until: 'NULL',
  department: 'NULL',
  dueOn: 'NULL',
  citation: 'NULL',
  provisional: 'NULL',
  content: 'NULL',
} as const;
type Column = keyof typeof COLUMNS;
type Given = Readonly<Partial<Record<Exclude<Column, 'rank' | 'source'>, string>>> & { readonly at: string };

/** One arm of the union: every column of {@link SourceRow} in its order. */
function arm(rank: number, source: Source, given: Given, from: string): string {
  const all: Readonly<Partial<Record<Column, string>>> = {
    ...given,
    rank: String(rank),
    source: `'${source}'`,
  };
  const columns = (Object.keys(COLUMNS) as Column[]).map(
    (name) => `${all[name] ?? COLUMNS[name]} AS "${name}"`,
  );
  return `SELECT ${columns.join(', ')} ${from}`;
}

/** Own people, and everybody whose file was ever joined to another: who of them it was is told by {@link FileHistory}. */
const PEOPLE = `SELECT person_id FROM registration WHERE institution_code = :institution
  UNION SELECT "into" FROM ledger_merge UNION SELECT other FROM ledger_merge`;

/**
 * Every append-only table that says something new of an institution's people, as one table. The order of the arms is the
 * order within a change: what happened comes before what it leads to. A new source goes to the end of its change's
 * story by a rank of its own; ranks are never given anew, since clients keep cursors.
 */
const SOURCES = [
  arm(
    10,
    'INSTITUTION_FACT',
    {
      at: 'i.recorded_at',
      number: 'i.sequence',
      reference: 'i.id',
      word: 'i.type',
      on: 'i.from_day',
      until: 'i.to_day',
      department: 'i.department_code',
    },
    'FROM institution_fact i WHERE i.institution_code = :institution',
  ),
  arm(
    20,
    'COMMITMENT',
    {
      at: 'm.recorded_at',
      id: 'm.id',
      personId: 'm.person_id',
      personCode: 'm.person_code',
      reference: 'm.id',
      on: 'm.from_day',
      until: 'm.to_day',
    },
    'FROM commitment m WHERE m.institution_code = :institution',
  ),
  arm(
    30,
    'CANCELLATION',
    {
      at: 'c.recorded_at',
      id: 'c.registration_id',
      personId: 'r.person_id',
      personCode: 'r.person_code',
      reference: 'r.id',
      word: 'c.reason',
      on: 'c.cancelled_on',
      department: 'r.department_code',
    },
    `FROM registration r JOIN registration_cancellation c ON c.registration_id = r.id
     WHERE r.institution_code = :institution`,
  ),
  arm(
    40,
    'COMMITMENT_END',
    {
      at: 'e.recorded_at',
      id: 'e.commitment_id',
      personId: 'm.person_id',
      personCode: 'm.person_code',
      reference: 'm.id',
      on: 'e.ended_on',
    },
    `FROM commitment m JOIN commitment_end e ON e.commitment_id = m.id
     WHERE m.institution_code = :institution`,
  ),
  arm(
    50,
    'REGISTRATION',
    {
      at: 'r.recorded_at',
      id: 'r.id',
      personId: 'r.person_id',
      personCode: 'r.person_code',
      reference: 'r.id',
      on: 'r.from_day',
      department: 'r.department_code',
    },
    'FROM registration r WHERE r.institution_code = :institution',
  ),
  arm(
    60,
    'MERGE',
    { at: 'g.recorded_at', number: 'g.sequence', personId: 'g."into"', word: 'g.kind', content: 'g.other' },
    'FROM ledger_merge g',
  ),
  arm(
    70,
    'LEDGER',
    {
      at: 'l.recorded_at',
      number: 'l.sequence',
      personId: 'l.person_id',
      reference: 'CASE WHEN o.institution_code = :institution THEN l.reference END',
      word: 'l.type',
      content: 'l.content',
    },
    `FROM ledger_entry l LEFT JOIN measure_origin o ON o.cause = l.reference WHERE l.person_id IN (${PEOPLE})`,
  ),
  arm(
    80,
    'SITE_NOTICE',
    {
      at: 's.recorded_at',
      number: 's.sequence',
      personId: 's.person_id',
      personCode: 's.person_code',
      reference: 's.id',
      word: 's.action',
      on: 's.on_day',
      until: 's.until_day',
      dueOn: 's.due_day',
      citation: 's.citation',
      provisional: 's.provisional',
    },
    'FROM site_notice s WHERE s.institution_code = :institution',
  ),
];

/** Which stretch of the sources to read. */
export interface Stretch {
  readonly institution: string;
  /** Not included; null: from the start. */
  readonly after: FeedPosition | null;
  /** Last instant of the record to be read: everything up to it is there, and nothing will come in between. */
  readonly by: string;
  /** Included; null: up to `by`. */
  readonly upTo: FeedPosition | null;
  readonly take: number;
}

const place = (name: string): string => `(:${name}At, :${name}Rank, :${name}Number, :${name}Id)`;
const parameters = (
  name: string,
  { at, rank, number, id }: FeedPosition,
): Record<string, string | number> => ({
  [`${name}At`]: at,
  [`${name}Rank`]: rank,
  [`${name}Number`]: number,
  [`${name}Id`]: id,
});

/** The rows of a stretch, in their order. */
export async function sourceRows(manager: EntityManager, stretch: Stretch): Promise<SourceRow[]> {
  const { institution, after, by, upTo, take } = stretch;
  const position = '(f."at", f."rank", f."number", f."id")';
  const rows: SelectQueryBuilder<object> = manager
    .createQueryBuilder()
    .select('f.*')
    .from(`(${SOURCES.join(' UNION ALL ')})`, 'f')
    .where('f."at" <= :by', { by, institution });
  if (after !== null) rows.andWhere(`${position} > ${place('after')}`, parameters('after', after));
  if (upTo !== null) rows.andWhere(`${position} <= ${place('last')}`, parameters('last', upTo));
  for (const column of ['at', 'rank', 'number', 'id']) rows.addOrderBy(`f."${column}"`, 'ASC');
  return rows.limit(take).getRawMany<SourceRow>();
}
