import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { markOn, type Mark } from '../../domain/duties/marked.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { RegistryService, type InstitutionRef } from '../../registry/registry.module.js';
import type { MarkListAnswer } from './mark.dto.js';

export const MARK_CITATION = 'PQ2025:29';

/** A person with a mark. */
export interface Marked extends Mark {
  readonly personId: string;
  /** Under which the person is registered at the institution. */
  readonly personCode: string;
  readonly name: string;
}

/** Who of an institution's people is under a measure on a day (PQ2025:29). */
@Injectable()
export class MarkListService {
  constructor(
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
  ) {}

  /** By their codes. */
  async markedAt(manager: EntityManager, institutionCode: string, on: CalendarDate): Promise<Marked[]> {
    const marked: Marked[] = [];
    for (const { personId, personCode } of await this.registry.registeredAt(manager, institutionCode, on)) {
      const mark = markOn((await this.ledger.standingOf(manager, personId)).restrictions, on);
      if (mark === null || marked.some((each) => each.personId === personId)) continue;
      const name = (await this.registry.personById(manager, personId))?.name ?? '';
      marked.push({ personId, personCode, name, ...mark });
    }
    return marked.sort((a, b) => (a.personCode < b.personCode ? -1 : 1));
  }

  async list(
    manager: EntityManager,
    { code, name }: InstitutionRef,
    on: CalendarDate,
  ): Promise<MarkListAnswer> {
    const marked = await this.markedAt(manager, code, on);
    return {
      institution: code,
      institutionName: name,
      on,
      citation: MARK_CITATION,
      people: marked.map(({ personCode, name: ownName, status, since, until }) => ({
        personCode,
        name: ownName,
        status,
        since,
        until,
      })),
    };
  }
}
