import { Injectable } from '@nestjs/common';
import { scheduleById } from '../domain/rulebook/rulebook.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { faultsOfNewSchedule } from './schedule-faults.js';
import { scheduleImport, scheduleOf, type ScheduleForm } from './schedule.dto.js';

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

  /**
   * Imports a schedule.
   * @throws RuleViolation naming every fault: outside the statute, out of order, an id already there.
   */
  async take(form: ScheduleForm, account: Account): Promise<Schedule> {
    const schedule = scheduleOf(form);
    return this.database.write(async (tx) => {
      const before = await this.rulebooks.asSeenBy(tx);
      const faults = faultsOfNewSchedule(schedule, before);
      if (faults.length > 0) throw new RuleViolation(faults);
      const { id, documentNo, validFrom, validTo } = schedule;
      const stored = await this.rulebooks.append(tx, scheduleImport(schedule));
      return {
        result: schedule,
        record: {
          actor: account.username,
          office: account.office,
          action: 'SCHEDULE_IMPORTED',
          subject: `schedule/${id}`,
          before: null,
          after: { documentNo, validFrom, validTo: validTo ?? null, hash: stored.hash },
          receipt: null,
        },
      };
    });
  }
}
