import { Injectable } from '@nestjs/common';
import { liabilitiesOn, scheduleById, type Rulebook } from '../domain/rulebook/rulebook.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import { admitSchedule, type ScheduleAdmission } from '../domain/rulebook/schedule-admission.js';
import { type Candidates, gradeCandidates } from '../domain/rulebook/schedule-candidates.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import { type RulebookImport, RulebookService } from '../rulebook/rulebook.module.js';
import { scheduleImport, scheduleOf } from './schedule-mapping.js';
import type { SentSchedule } from './schedule-reading.js';
import type { CandidateQuery } from './schedule.dto.js';

/** Takes in grade schedules (DB2025:9, 24); what was taken in is never changed. */
@Injectable()
export class ScheduleService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
  ) {}

  async list(): Promise<readonly Schedule[]> {
    return (await this.rulebooks.current()).schedules;
  }

  async byId(id: string): Promise<Schedule | undefined> {
    return scheduleById(await this.rulebooks.current(), id);
  }

  /** What an import would meet with; writes nothing. */
  async check(sent: SentSchedule): Promise<ScheduleAdmission> {
    return admissionOf(sent, await this.rulebooks.current());
  }

  /**
   * The rows an officer may choose from for a basis on a day.
   * @throws RuleViolation where the statute of that day sets no fine for the basis.
   */
  async candidates({ basis, on }: CandidateQuery): Promise<readonly Candidates[]> {
    const rulebook = await this.rulebooks.current();
    const day = date(on);
    const bases = liabilitiesOn(rulebook, day).flatMap((each) => (each.fine === null ? [] : [each.basis]));
    if (bases.includes(basis)) return gradeCandidates(rulebook.schedules, basis, day);
    const detail = `${on} 没有设定罚款的处罚依据 ${basis}；可用的有：${bases.join('、') || '（无）'}`;
    throw new RuleViolation([{ pointer: '/basis', code: 'UNKNOWN_REFERENCE', detail }]);
  }

  /**
   * Imports a schedule.
   * @returns the schedule as it now stands in the rulebook.
   * @throws RuleViolation naming every fault and every peculiarity that is not confirmed.
   */
  async take(sent: SentSchedule, account: Account): Promise<Schedule> {
    return this.database.write(async (tx, at) => {
      const { faults, unconfirmed, schedule } = admissionOf(sent, await this.rulebooks.asSeenBy(tx));
      if (faults.length + unconfirmed.length > 0) {
        throw new RuleViolation([...faults, ...unconfirmed].map(sent.placed));
      }
      const stored = await this.rulebooks.append(tx, scheduleImport(schedule), at);
      return { result: schedule, record: recordOf(schedule, stored, account) };
    });
  }
}

const admissionOf = ({ form }: SentSchedule, rulebook: Rulebook): ScheduleAdmission =>
  admitSchedule(scheduleOf(form), form.confirmations, rulebook);

const recordOf = (
  { id, documentNo, validFrom, validTo, supersedes, confirmed }: Schedule,
  { hash }: RulebookImport,
  { username, office }: Account,
): RecordEntry => ({
  actor: username,
  office,
  action: 'SCHEDULE_IMPORTED',
  subject: `schedule/${id}`,
  before: null,
  after: {
    documentNo,
    validFrom,
    validTo: validTo ?? null,
    supersedes: supersedes ?? null,
    confirmations: (confirmed ?? []).map(({ key, reason }) => ({ key, reason })),
    hash,
  },
  receipt: null,
});
