import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import type { PastViolation } from '../domain/discretion/offender-past.js';
import { date } from '../domain/shared/calendar-date.js';
import { CaseEntity } from './case.entity.js';
import { CaseEventEntity } from './case-event.entity.js';
import type { DecisionContent } from './decision-content.js';

const contentOf = (event: CaseEventEntity): DecisionContent => JSON.parse(event.content) as DecisionContent;

const violationsOf = (event: CaseEventEntity): PastViolation[] => {
  const { madeOn, violations } = contentOf(event);
  return violations.map(({ basis, conductEndedOn }) => ({
    caseId: event.caseId,
    decisionNo: event.number ?? '',
    madeOn: date(madeOn),
    basis,
    conductEndedOn: date(conductEndedOn),
  }));
};

/** What standing penalty decisions found on an offender before. */
@Injectable()
export class OffenderPastService {
  /**
   * Violations found by other cases' decisions on the same offender, oldest decision first; a withdrawn decision found
   * nothing. Null for an offender without a code, who cannot be told from others.
   */
  async pastOf(manager: EntityManager, head: CaseEntity): Promise<PastViolation[] | null> {
    if (head.offenderCode === null) return null;
    const cases = await manager.find(CaseEntity, {
      select: { id: true },
      where: {
        offenderCode: head.offenderCode,
        offenderKind: head.offenderKind,
        track: 'PENALTY',
        state: 'DECIDED',
        id: Not(head.id),
      },
    });
    const events = await manager.find(CaseEventEntity, {
      where: { caseId: In(cases.map(({ id }) => id)), event: In(['DECIDED', 'WITHDRAWN']) },
      order: { caseId: 'ASC', sequence: 'ASC' },
    });
    const withdrawn = new Set(
      events.filter(({ event }) => event === 'WITHDRAWN').map(({ caseId }) => caseId),
    );
    return events
      .filter(({ event, caseId }) => event === 'DECIDED' && !withdrawn.has(caseId))
      .flatMap(violationsOf)
      .sort((a, b) => (a.madeOn < b.madeOn ? -1 : a.madeOn > b.madeOn ? 1 : 0));
  }
}
