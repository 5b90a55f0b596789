import type { BearingKind } from './bearing.js';

/** What an entry says itself, and the column where: asked of the entry, never of what was derived from it. */
const OWN = { OFFICER: 'actor', OFFICE: 'office', ACTION: 'action' } as const;

/** What an entry must bear on, or say: any of the keys of the kind. An officer's is also what a deputy did for them. */
export interface Borne {
  readonly kind: BearingKind | keyof typeof OWN;
  readonly keys: readonly string[];
}

/** SQL over `record_entry` as `entry`. */
export interface BorneSql {
  /** What stands after FROM. */
  readonly from: string;
  /** Conditions, to be joined by AND. */
  readonly where: readonly string[];
  /** The values of `from`, then those of `where`. */
  readonly values: readonly (string | number)[];
  /** Column that holds the sequence in the order of which the entries are found. */
  readonly sequence: string;
}

/** The kinds that select the fewest first: the index of one leads, the others are looked up. */
const NARROWEST_FIRST: readonly Borne['kind'][] = [
  'CASE',
  'PERSON',
  'INSTITUTION',
  'PROVISION',
  'OUTCOME',
  'DISTRICT',
];

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

const keyIds = (count: number): string =>
  `(SELECT "id" FROM "record_bearing_key" WHERE "kind" = ? AND "key" IN (${marks(count)}))`;

const isOwn = ({ kind }: Borne): boolean => kind in OWN;

/** Whether the index is needed to find what bears on it. */
export const isDerived = (borne: Borne): boolean => !isOwn(borne);

/** How the entries that bear on everything asked for are found, by index, in the order of the record. */
export function borneSql(borne: readonly Borne[]): BorneSql {
  const rank = ({ kind }: Borne): number => NARROWEST_FIRST.indexOf(kind);
  const own = borne.filter(isOwn);
  const [lead, ...others] = borne.filter(isDerived).sort((one, other) => rank(one) - rank(other));
  if (lead === undefined) return ownSql(own);
  const said = { where: own.map(says), values: own.flatMap(saidValues) };
  const found =
    lead.keys.length === 1
      ? `"record_bearing"`
      : `(SELECT DISTINCT "sequence" FROM "record_bearing" WHERE "key_id" IN ${keyIds(lead.keys.length)})`;
  const led = lead.keys.length === 1 ? [`"bearing"."key_id" = ${keyIds(1)}`] : [];
  const sequence = '"bearing"."sequence"';
  return {
    from: `${found} "bearing" CROSS JOIN "record_entry" "entry" ON "entry"."sequence" = "bearing"."sequence"`,
    where: [...led, ...others.map(bears), ...said.where, inRecord(sequence)],
    values: [...[lead, ...others].flatMap(({ kind, keys }) => [kind, ...keys]), ...said.values],
    sequence,
  };
}

/** What stands before the first entry is none. The sign keeps SQLite from searching by this bound instead of a page's. */
const inRecord = (sequence: string): string => `+${sequence} > 0`;

const bears = ({ keys }: Borne): string =>
  `EXISTS (SELECT 1 FROM "record_bearing" "also" WHERE "also"."sequence" = "bearing"."sequence" AND "also"."key_id" IN ${keyIds(keys.length)})`;

/** An officer leads: by a condition of two halves the database would find all theirs anew for every page. */
function ownSql(own: readonly Borne[]): BorneSql {
  const sequence = '"entry"."sequence"';
  const officer = own.find(({ kind }) => kind === 'OFFICER');
  const others = own.filter((each) => each !== officer);
  return {
    from: officer === undefined ? '"record_entry" "entry"' : `${doneBy(officer)} "entry"`,
    where: [inRecord(sequence), ...others.map(says)],
    values: [...(officer === undefined ? [] : saidValues(officer)), ...others.flatMap(saidValues)],
    sequence,
  };
}

/** Entries by the officers, and those by others in their name. */
const doneBy = ({ keys: { length } }: Borne): string =>
  `(SELECT * FROM "record_entry" WHERE "actor" IN (${marks(length)}) UNION ALL
    SELECT * FROM "record_entry" "entry" WHERE ${byDeputy(length)})`;

/** Only who was ever appointed is asked, whom the index on who acted finds. */
const byDeputy = (count: number): string =>
  `"entry"."actor" IN (SELECT json_extract("after", '$.deputy') FROM "record_entry"
     WHERE "action" = 'DEPUTY_APPOINTED' AND "subject" IN (${marks(count)}))
   AND "entry"."actor" NOT IN (${marks(count)}) AND instr("entry"."after", '"actingFor"') > 0
   AND json_extract("entry"."after", '$.actingFor') IN (${marks(count)})`;

function says({ kind, keys }: Borne): string {
  const column = `"entry"."${OWN[kind as keyof typeof OWN]}"`;
  const own = keys.length === 1 ? `${column} = ?` : `${column} IN (${marks(keys.length)})`;
  return kind === 'OFFICER' ? `(${own} OR ${byDeputy(keys.length)})` : own;
}

const saidValues = ({ kind, keys }: Borne): readonly string[] =>
  kind === 'OFFICER' ? [...keys, ...keys.map((key) => `account/${key}`), ...keys, ...keys] : keys;
