import type { BearingKind } from './bearing.js';

/** What an entry must bear on: any of the keys of the kind. */
export interface Borne {
  readonly kind: BearingKind;
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
const NARROWEST_FIRST: readonly BearingKind[] = [
  'CASE',
  'PERSON',
  'OFFICER',
  'INSTITUTION',
  'PROVISION',
  'OUTCOME',
  'ACTION',
  'OFFICE',
  'DISTRICT',
];

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

const keyIds = (count: number): string =>
  `(SELECT "id" FROM "record_bearing_key" WHERE "kind" = ? AND "key" IN (${marks(count)}))`;

/** How the entries that bear on everything asked for are found, by index, in the order of the record. */
export function borneSql(borne: readonly Borne[]): BorneSql {
  const rank = ({ kind }: Borne): number => NARROWEST_FIRST.indexOf(kind);
  const [lead, ...others] = [...borne].sort((one, other) => rank(one) - rank(other));
  if (lead === undefined)
    return { from: '"record_entry" "entry"', where: [], values: [], sequence: '"entry"."sequence"' };
  const found =
    lead.keys.length === 1
      ? `"record_bearing"`
      : `(SELECT DISTINCT "sequence" FROM "record_bearing" WHERE "key_id" IN ${keyIds(lead.keys.length)})`;
  const led = lead.keys.length === 1 ? [`"bearing"."key_id" = ${keyIds(1)}`] : [];
  return {
    from: `${found} "bearing" CROSS JOIN "record_entry" "entry" ON "entry"."sequence" = "bearing"."sequence"`,
    where: [...led, ...others.map(bears)],
    values: [lead, ...others].flatMap(({ kind, keys }) => [kind, ...keys]),
    sequence: '"bearing"."sequence"',
  };
}

const bears = ({ keys }: Borne): string =>
  `EXISTS (SELECT 1 FROM "record_bearing" "also" WHERE "also"."sequence" = "bearing"."sequence" AND "also"."key_id" IN ${keyIds(keys.length)})`;
