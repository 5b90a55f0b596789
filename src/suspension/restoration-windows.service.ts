import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { restorationWindow, type RestorationWindow } from '../domain/qualification/restoration-window.js';
import type { Restriction } from '../domain/qualification/standing.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { RestrictionEntity } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RegistryService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { measuredPerson } from './measured-people.js';
import { keepToDistrict } from './measure-district.js';
import type { WindowListAnswer, WindowQuery } from './measures.dto.js';

interface PersonWindow extends RestorationWindow {
  readonly personId: string;
}

const restrictionOf = ({ cause, kind, from, to }: RestrictionEntity): Restriction => ({
  cause,
  kind,
  from: date(from),
  to: to === null ? null : date(to),
  restoredOn: null,
});

const byOpening = (a: PersonWindow, b: PersonWindow): number =>
  a.opensOn < b.opensOn ? -1 : a.opensOn > b.opensOn ? 1 : 0;

/** When each measure that runs may be lifted. */
@Injectable()
export class RestorationWindowsService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  /** One page of the restorations to come, in the order in which they may be applied for (S20). */
  async upcoming({ district, page, pageSize }: WindowQuery, account: Account): Promise<WindowListAnswer> {
    const manager = this.database.read;
    const today = this.clock.today();
    const windows = await this.windows(manager, await this.seen(manager, district, account), today);
    const first = (page - 1) * pageSize;
    const items: WindowListAnswer['items'] = [];
    for (const { personId, ...window } of windows.slice(first, first + pageSize)) {
      const person = await measuredPerson(this.registry, manager, personId, today);
      items.push({ person, ...window, open: window.opensOn <= today });
    }
    return { today, items, total: windows.length, page, pageSize };
  }

  /** Those whose measures the account may see. */
  private async seen(
    manager: EntityManager,
    district: string | undefined,
    account: Account,
  ): Promise<ReadonlySet<string>> {
    const measures = manager
      .createQueryBuilder(RestrictionEntity, 'measure')
      .where('measure.restoredOn IS NULL');
    keepToDistrict(measures, district, account);
    return new Set((await measures.getMany()).map(({ personId }) => personId));
  }

  private async windows(
    manager: EntityManager,
    people: ReadonlySet<string>,
    today: CalendarDate,
  ): Promise<PersonWindow[]> {
    const rulebook = await this.rulebooks.current();
    const restrictions = new Map([...people].map((personId): [string, Restriction[]] => [personId, []]));
    for (const row of await manager.findBy(RestrictionEntity, { restoredOn: IsNull() })) {
      restrictions.get(row.personId)?.push(restrictionOf(row));
    }
    return [...restrictions]
      .flatMap(([personId, own]) => {
        const window = restorationWindow(own, today, rulebook);
        return window === null || window.lastDay < today ? [] : [{ personId, ...window }];
      })
      .sort(byOpening);
  }
}
