import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarYear } from '../domain/rulebook/calendar-year.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import {
  calendarFaults,
  calendarImport,
  calendarImported,
  RulebookService,
} from '../rulebook/rulebook.module.js';
import type { CalendarImportAnswer, CalendarYearForm } from './calendar-years.dto.js';
import { recordOf } from './record-of.js';
import { RecountService } from './recount.service.js';

const calendarOf = (rulebook: Rulebook, wanted: number): CalendarYear | undefined =>
  rulebook.calendars.find(({ year }) => year === wanted);

/** Takes in a year's working-day arrangement, and counts again everything that was counted without it (S34). */
@Injectable()
export class CalendarYearService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly recounts: RecountService,
  ) {}

  /**
   * Imports an arrangement; one of a year that is known replaces the earlier.
   * @returns every day that moved, and what stays provisional.
   * @throws RuleViolation naming every fault.
   */
  async take(form: CalendarYearForm, account: Account): Promise<CalendarImportAnswer> {
    return this.database.write(async (tx, at) => {
      const before = await this.rulebooks.asSeenBy(tx);
      const faults = [...calendarFaults(form), ...(await this.knownFaults(tx, form, before))];
      if (faults.length > 0) throw new RuleViolation(faults);
      const { moved, provisional, record } = await this.recounts.recount(tx, account, at, () =>
        this.rulebooks.append(tx, calendarImport(form), at),
      );
      const { year, documentNo } = form;
      const replaced = calendarOf(before, year)?.documentNo ?? null;
      const result = { year, documentNo, replaced, moved, provisional };
      return { result, record: [await this.recordOf(tx, result, before, account), ...record] };
    });
  }

  private async knownFaults(
    tx: EntityManager,
    { year, documentNo }: CalendarYearForm,
    rulebook: Rulebook,
  ): Promise<Fault[]> {
    const known =
      calendarOf(rulebook, year)?.documentNo === documentNo ||
      (await calendarImported(tx, { year, documentNo }));
    if (!known) return [];
    const detail = `${year} 年的安排 ${documentNo} 已经导入；更正的安排应有自己的文号。`;
    return [{ pointer: '/documentNo', code: 'DUPLICATE_ID', detail }];
  }

  private async recordOf(
    tx: EntityManager,
    { year, documentNo, replaced, moved }: CalendarImportAnswer,
    before: Rulebook,
    account: Account,
  ): Promise<RecordEntry> {
    const { hash } = await this.rulebooks.asSeenBy(tx);
    return recordOf(account, {
      action: 'CALENDAR_YEAR_IMPORTED',
      subject: `calendar/${year}`,
      before: { documentNo: replaced, rulebookHash: before.hash },
      after: {
        documentNo,
        rulebookHash: hash,
        moved: moved.map(({ what, subject, part, kind, was, now }) => ({
          what,
          subject,
          part,
          kind,
          was,
          now,
        })),
      },
    });
  }
}
