import { commitmentHolds, committedAt } from '../../domain/registry/commitment.js';
import { maskedIdentityNumber } from '../../domain/registry/identity-number.js';
import { primarySiteOn } from '../../domain/registry/primary-site.js';
import { registrationStands } from '../../domain/registry/registration.js';
import type { Warning } from '../../domain/registry/codes.js';
import type { Restriction, Standing } from '../../domain/qualification/standing.js';
import { statusOn } from '../../domain/qualification/timeline.js';
import { yearTotalOn } from '../../domain/qualification/year-total.js';
import { yearOf, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Merge } from './merge-store.js';
import type { FileStandAnswer, MergeAnswer, MovedFileAnswer } from './merge-answer.dto.js';
import type {
  CommitmentAnswer,
  FileMergeAnswer,
  PersonAnswer,
  RegistrationAnswer,
  RestrictionAnswer,
  StandingAnswer,
} from './person-answer.dto.js';
import type { MergeOutcome, MovedFile } from './person-merges.service.js';
import type { WholePerson } from './person-reader.service.js';
import type { Commitment, Registration } from './site-store.js';

/** What stands where a name or a number was that was erased. */
export const ERASED = '已删除个人信息';

const commitmentAnswer = (commitment: Commitment, today: CalendarDate): CommitmentAnswer => ({
  id: commitment.id,
  institutionCode: commitment.institutionCode,
  signedOn: commitment.signedOn,
  from: commitment.from,
  to: commitment.to,
  electronic: commitment.electronic,
  archiveNo: commitment.archiveNo,
  endedOn: commitment.endedOn,
  inForce: commitmentHolds(commitment, today),
  recordedAt: commitment.recordedAt,
});

/** The primary site; not told to an institution, which would learn of others by it. */
const primarySite = ({ sight, registrations, moves }: WholePerson, today: CalendarDate): string | null =>
  sight.of === 'INSTITUTION' ? null : primarySiteOn(registrations, moves, today);

function registrationAnswer(
  registration: Registration,
  person: WholePerson,
  today: CalendarDate,
): RegistrationAnswer {
  const { institutionCode } = registration;
  const site = person.institutions.get(institutionCode);
  const stands = registrationStands(registration, today);
  return {
    id: registration.id,
    personCode: registration.personCode,
    institutionCode,
    institutionName: site?.name ?? '',
    district: site?.district ?? '',
    departmentCode: registration.departmentCode,
    kind: registration.kind,
    practiceType: registration.practiceType,
    practiceCategory: registration.practiceCategory,
    practiceScope: registration.practiceScope,
    professionalTitle: registration.professionalTitle,
    multiSiteApproval: registration.multiSiteApproval,
    from: registration.from,
    cancelledOn: registration.cancelledOn,
    cancelReason: registration.cancelReason,
    status: stands ? statusOn(person.standing.restrictions, today) : null,
    committed: committedAt(person.commitments, institutionCode, today),
    primary:
      person.sight.of === 'INSTITUTION' ? null : stands && primarySite(person, today) === institutionCode,
    recordedAt: registration.recordedAt,
  };
}

const restrictionAnswer = ({ cause, kind, from, to, restoredOn }: Restriction): RestrictionAnswer => ({
  cause,
  kind,
  from,
  to,
  restoredOn,
});

const standAnswer = (standing: Standing, today: CalendarDate) =>
  ({
    year: yearOf(today),
    yearTotal: yearTotalOn(standing, today),
    status: statusOn(standing.restrictions, today),
    restrictions: standing.restrictions.map(restrictionAnswer),
  }) satisfies FileStandAnswer;

/** An institution sees where those stand who are registered with it today, and only the sum of it. */
function standingAnswer(
  { sight, standing, registrations }: WholePerson,
  today: CalendarDate,
): StandingAnswer | null {
  const whole = { on: today, ...standAnswer(standing, today) };
  if (sight.of !== 'INSTITUTION') return whole;
  const here = registrations.some((each) => registrationStands(each, today));
  return here ? { ...whole, restrictions: null } : null;
}

const mergeAnswer = ({ merge, undo, intoCodes, otherCodes }: Merge): FileMergeAnswer => ({
  id: merge.id,
  intoCodes: [...intoCodes],
  otherCodes: [...otherCodes],
  on: merge.on,
  reason: merge.reason,
  undoneOn: undo?.on ?? null,
  undoReason: undo?.reason ?? null,
});

/** The personnel file as sent. */
export const personAnswer = (
  person: WholePerson,
  today: CalendarDate,
  warnings: readonly Warning[],
): PersonAnswer => ({
  id: person.fileId,
  name: person.name,
  identityNumber: person.identityNumber === null ? ERASED : maskedIdentityNumber(person.identityNumber),
  codes: [...person.codes],
  primarySite: primarySite(person, today),
  commitments: person.commitments.map((each) => commitmentAnswer(each, today)),
  registrations: person.registrations.map((each) => registrationAnswer(each, person, today)),
  standing: standingAnswer(person, today),
  merges: person.merges.map(mergeAnswer),
  warnings: [...warnings],
});

const movedAnswer = ({ id, codes, before, after }: MovedFile, today: CalendarDate): MovedFileAnswer => ({
  id,
  codes: [...codes],
  before: standAnswer(before.standing, today),
  after: standAnswer(after.standing, today),
});

/** What a merge or its undoing moved, as sent. */
export const mergeOutcomeAnswer = ({ id, moved }: MergeOutcome, today: CalendarDate): MergeAnswer => ({
  id,
  moved: moved.map((each) => movedAnswer(each, today)),
});
