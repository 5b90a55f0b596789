import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import type { Retained } from '../domain/registry/retention.js';
import { registrationStands } from '../domain/registry/registration.js';
import { parseDate, type CalendarDate } from '../domain/shared/calendar-date.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { RegistryService } from '../registry/registry.module.js';
import { accountsOf, daysOf, openMatters, type WholeFile } from './file-matters.js';

/** Gathers what stands against erasing a file. */
@Injectable()
export class RetainedService {
  constructor(
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async of(manager: EntityManager, file: WholeFile): Promise<Retained> {
    const today = this.clock.today();
    const registrations = await this.registry.registrationsOf(manager, file.fileId);
    const commitments = await this.registry.commitmentsOf(manager, file.fileId);
    const { restrictions } = await this.ledger.standingOf(manager, file.fileId);
    const unended = commitments.filter(({ to, endedOn }) =>
      endedOn === null ? to === null || to >= today : endedOn > today,
    );
    const ahead = registrations.filter((each) => registrationStands(each, today) || each.from > today);
    const unrestored = restrictions.filter(({ restoredOn }) => restoredOn === null || restoredOn > today);
    return {
      registeredAt: ahead.filter((each) => !endedBefore(each.cancelledOn, each.from)).map(siteOf),
      committedTo: unended.map(siteOf),
      unrestored: unrestored.map(({ cause }) => cause),
      open: await openMatters(manager, file, today),
      accounts: await accountsOf(manager, file.codes),
      lastDay: latest([
        ...registrations.flatMap(({ from, cancelledOn }) => [from, cancelledOn]),
        ...commitments.flatMap(({ to, endedOn }) => [endedOn ?? to]),
        ...restrictions.flatMap(({ from, to, restoredOn }) => [from, to, restoredOn]),
        ...(await daysOf(manager, file)).map(dayOf),
      ]),
    };
  }
}

const siteOf = ({ institutionCode }: { readonly institutionCode: string }): string => institutionCode;

/** Entered in error: it never stood. */
const endedBefore = (end: CalendarDate | null, from: CalendarDate): boolean => end !== null && end <= from;

/** A day as it is stored, or the day in Shanghai of an instant. */
function dayOf(stored: string): CalendarDate | null {
  if (!stored.includes('T')) return parseDate(stored);
  const there = Temporal.Instant.from(stored).toZonedDateTimeISO('Asia/Shanghai');
  return parseDate(there.toPlainDate().toString());
}

const latest = (days: readonly (CalendarDate | null)[]): CalendarDate | null =>
  days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null);
