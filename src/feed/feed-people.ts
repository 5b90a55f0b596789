import type { EntityManager } from 'typeorm';
import { Temporal } from 'temporal-polyfill';
import { registrationStands } from '../domain/registry/registration.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { SourceRow } from './feed-sources.js';
import { FileHistory, type FileMove } from './file-history.js';

interface RegistrationRow {
  readonly personId: string;
  readonly personCode: string;
  readonly from: CalendarDate;
  readonly recordedAt: string;
  readonly cancelledOn: CalendarDate | null;
  readonly cancelRecordedAt: string | null;
}

const REGISTRATIONS = `(SELECT r.person_id AS "personId", r.person_code AS "personCode", r.from_day AS "from",
    r.recorded_at AS "recordedAt", c.cancelled_on AS "cancelledOn", c.recorded_at AS "cancelRecordedAt",
    r.institution_code AS "institution"
  FROM registration r LEFT JOIN registration_cancellation c ON c.registration_id = r.id)`;
const MOVES = `(SELECT sequence AS "sequence", kind AS "kind", "into" AS "into", other AS "other",
    recorded_at AS "recordedAt"
  FROM ledger_merge)`;

const dayOf = (instant: string): CalendarDate =>
  date(Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString());

/** Who was registered at an institution at an instant, as it was known then: later entries change nothing of it. */
export class PeopleThen {
  constructor(
    private readonly registrations: readonly RegistrationRow[],
    private readonly files: FileHistory,
  ) {}

  /** The codes under which anybody of these was registered there then, on whichever file. */
  codesAt(personIds: readonly string[], instant: string): string[] {
    const files = personIds.map((id) => this.files.fileAt(id, instant));
    const day = dayOf(instant);
    const standing = this.registrations.filter(
      (each) =>
        files.includes(this.files.fileAt(each.personId, instant)) &&
        registrationStands({ ...each, institutionCode: '', kind: 'MEDICAL' }, day, instant),
    );
    return [...new Set(standing.map(({ personCode }) => personCode))].sort();
  }
}

/** What is needed to tell whom of an institution's people some rows concern. */
export async function peopleThen(
  manager: EntityManager,
  institution: string,
  rows: readonly SourceRow[],
): Promise<PeopleThen> {
  const asking = rows.filter(({ source }) => source === 'LEDGER' || source === 'MERGE');
  if (asking.length === 0) return new PeopleThen([], new FileHistory([]));
  const moves = await manager
    .createQueryBuilder()
    .select('g.*')
    .from(MOVES, 'g')
    .orderBy('g."sequence"', 'ASC')
    .getRawMany<FileMove>();
  const files = new FileHistory(moves);
  const ids = asking.flatMap(({ source, personId, content }) =>
    source === 'MERGE' ? [personId, content] : [personId],
  );
  const people = files.relativesOf(ids.flatMap((id) => id ?? []));
  const registrations = await manager
    .createQueryBuilder()
    .select('r.*')
    .from(REGISTRATIONS, 'r')
    .where('r."institution" = :institution AND r."personId" IN (:...people)', { institution, people })
    .getRawMany<RegistrationRow>();
  return new PeopleThen(registrations, files);
}

/** Ids of the notices that each site notice among the rows made void. */
export async function voidsOf(
  manager: EntityManager,
  rows: readonly SourceRow[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const notices = rows.flatMap(({ source, reference }) =>
    source === 'SITE_NOTICE' ? (reference ?? []) : [],
  );
  if (notices.length === 0) return new Map();
  const voided = await manager
    .createQueryBuilder()
    .select('v.*')
    .from('(SELECT notice_id AS "noticeId", by_notice_id AS "by" FROM site_notice_void)', 'v')
    .where('v."by" IN (:...notices)', { notices })
    .orderBy('v."noticeId"', 'ASC')
    .getRawMany<{ noticeId: string; by: string }>();
  return new Map(
    notices.map((id) => [id, voided.filter(({ by }) => by === id).map(({ noticeId }) => noticeId)]),
  );
}
