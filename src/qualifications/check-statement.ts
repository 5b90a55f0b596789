/** What a row of the statement tells. */
export type Part = 'POSITION' | 'CODE' | 'REGISTRATION' | 'COMMITMENT' | 'SITE';

/** One row: what the columns hold hangs on the part. */
export interface Row {
  readonly part: Part;
  readonly key: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly c: string | null;
  readonly d: string | null;
  readonly e: string | null;
  readonly f: string | null;
  readonly g: string | null;
  readonly h: string | null;
  readonly i: string | null;
}

/** `key` and `a` to `i`. */
const COLUMNS = 10;

const part = (name: Part, columns: readonly string[], rest: string): string => {
  const all = Array.from({ length: COLUMNS }, (_each, index) => columns[index] ?? 'NULL');
  return `SELECT '${name}', ${all.join(', ')} FROM ${rest}`;
};

/** The last entry of the record, and the last import of the rulebook. */
const POSITION = `SELECT 'POSITION' AS part, CAST(entry.sequence AS text) AS key, entry.at AS a,
  (SELECT CAST(MAX(sequence) AS text) FROM rulebook_import) AS b, NULL AS c, NULL AS d, NULL AS e, NULL AS f,
  NULL AS g, NULL AS h, NULL AS i
  FROM record_entry entry WHERE entry.sequence = (SELECT MAX(sequence) FROM record_entry)`;

/** Whose a code is, with the stored history of the file. */
const CODES = part(
  'CODE',
  ['asked.code', 'asked.file_id', 'one.content'],
  'asked LEFT JOIN standing one ON one.person_id = asked.file_id',
);

const REGISTRATIONS = part(
  'REGISTRATION',
  [
    'member.file_id',
    'one.institution_code',
    'one.department_code',
    'one.kind',
    'one.from_day',
    'one.recorded_at',
    'gone.cancelled_on',
    'gone.recorded_at',
  ],
  `member CROSS JOIN registration one LEFT JOIN registration_cancellation gone ON gone.registration_id = one.id
   WHERE one.person_id = member.person_id`,
);

const COMMITMENTS = part(
  'COMMITMENT',
  [
    'member.file_id',
    'one.institution_code',
    'one.from_day',
    'one.to_day',
    'one.recorded_at',
    'gone.ended_on',
    'gone.recorded_at',
  ],
  `member CROSS JOIN commitment one LEFT JOIN commitment_end gone ON gone.commitment_id = one.id
   WHERE one.person_id = member.person_id`,
);

const SITES = part(
  'SITE',
  [
    'one.code',
    'one.district',
    'fact.id',
    'fact.department_code',
    'fact.type',
    'fact.from_day',
    'fact.to_day',
    'fact.withdraws',
    'fact.recorded_at',
    'CAST(fact.sequence AS text)',
  ],
  'institution one LEFT JOIN institution_fact fact ON fact.institution_code = one.code WHERE one.code IN',
);

/** So many placeholders, from a number on: `$3, $4`. */
const placeholders = (count: number, from: number): string =>
  Array.from({ length: count }, (_each, index) => `$${from + index}`).join(', ');

interface Asked {
  /** Codes with their files. */
  readonly codes: string;
  /** Persons with their files. */
  readonly members: string;
  readonly institutions: string;
}

/**
 * One statement, hence one place in the record. A cross join is taken in the order written, so that it goes from the
 * people asked about to their rows by index, whatever is known of the sizes of the tables.
 */
const statement = ({ codes, members, institutions }: Asked): string =>
  [
    `WITH asked(code, file_id) AS MATERIALIZED (${codes}),
     member(person_id, file_id) AS MATERIALIZED (${members})\n${POSITION}`,
    CODES,
    REGISTRATIONS,
    COMMITMENTS,
    `${SITES} (${institutions})`,
  ].join('\nUNION ALL ');

const MEMBERS = `SELECT DISTINCT one.person_id, one.file_id FROM asked CROSS JOIN person_file one
  WHERE one.file_id = asked.file_id`;

/** Nobody who was never registered there; joined to text, the code leads nobody through all of an institution's people. */
const everRegistered = (institution: string): string =>
  ` AND EXISTS (SELECT 1 FROM person_file other CROSS JOIN registration WHERE other.file_id = file.file_id
      AND registration.person_id = other.person_id AND registration.institution_code || '' = ${institution})`;

/**
 * Asks for the people with some codes, as they are now. Takes the codes, then the institution within which alone people
 * are looked for, if there is such a bound, then the institutions asked about.
 */
export function statementOfCodes(codes: number, institutions: number, bounded: boolean): string {
  const bound = bounded ? everRegistered(`$${codes + 1}`) : '';
  return statement({
    codes: `SELECT one.code, file.file_id FROM person_code one CROSS JOIN person_file file
      WHERE file.person_id = one.person_id AND one.code IN (${placeholders(codes, 1)})${bound}`,
    members: MEMBERS,
    institutions: placeholders(institutions, codes + Number(bounded) + 1),
  });
}

/** Rows of two placeholders each, from a number on. */
function pairs(count: number, from: number): string {
  if (count === 0) return "SELECT '', '' WHERE 1 = 0";
  const rows = Array.from(
    { length: count },
    (_each, index) => `($${from + 2 * index}, $${from + 2 * index + 1})`,
  );
  return `VALUES ${rows.join(', ')}`;
}

/** Asks for given files with given members. Takes codes with files, persons with files, then the institutions. */
export function statementOfFiles(files: number, members: number, institutions: number): string {
  return statement({
    codes: pairs(files, 1),
    members: pairs(members, 1 + 2 * files),
    institutions: placeholders(institutions, 1 + 2 * files + 2 * members),
  });
}
