import type { EntityManager } from 'typeorm';
import type { MeasureKind } from '../domain/qualification/event.js';
import type { PersonnelKind } from '../domain/registry/personnel-kind.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';

/** A person registered at an institution on a day. */
export interface StaffRow {
  /** The code under which they practise there. */
  readonly code: string;
  readonly file: string;
  readonly name: string;
  readonly kind: PersonnelKind;
  readonly department: string | null;
  /** The gravest measure that restricts them on the day (S13): of the two, the later in the alphabet. */
  readonly measure: MeasureKind | null;
}

const STAFF = `SELECT one.person_code AS "code", file.file_id AS "file", person.name AS "name", one.kind AS "kind",
    one.department_code AS "department",
    (SELECT MAX(measure.kind) FROM restriction measure WHERE measure.person_id = file.file_id
      AND measure.from_day <= $1 AND (measure.restored_on IS NULL OR measure.restored_on > $2)) AS "measure"
  FROM registration one
  JOIN person_file file ON file.person_id = one.person_id
  JOIN person ON person.id = one.person_id
  LEFT JOIN registration_cancellation gone ON gone.registration_id = one.id
  WHERE one.institution_code = $3 AND one.from_day <= $4
    AND (gone.cancelled_on IS NULL OR gone.cancelled_on > $5)
  ORDER BY one.person_code, one.id`;

/** Everybody registered at an institution on a day, once each, by code. */
export async function staffOf(
  manager: EntityManager,
  institution: string,
  on: CalendarDate,
): Promise<StaffRow[]> {
  const rows = await manager.query<StaffRow[]>(STAFF, [on, on, institution, on, on]);
  const seen = new Set<string>();
  return rows.filter(({ file }) => !seen.has(file) && seen.add(file));
}
