import { Injectable } from '@nestjs/common';
import { eventsOfFacts, type LedgerFact } from '../../domain/qualification/ledger-fact.js';
import { historyTrace } from '../../domain/qualification/history-trace.js';
import type { History } from '../../domain/qualification/history.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { findingOf } from '../events-of-form.js';
import type { PreviewAnswer } from '../preview-answer.dto.js';
import { previewAnswer } from '../preview-answer.js';
import type { PersonPreviewAnswer, PersonPreviewForm } from './person.dto.js';

const shown = (history: History, facts: readonly LedgerFact[], asOf: CalendarDate): PreviewAnswer => ({
  ...previewAnswer(
    history,
    eventsOfFacts(facts, () => 'INSTITUTION').map(({ event }) => event),
    asOf,
  ),
  trace: historyTrace(history),
});

/** The fact a fault speaks of is the notice as a whole: its members are those of the request. */
const inRequest = ({ pointer, ...fault }: Fault): Fault => ({
  ...fault,
  pointer: pointer.replace(/^\/0/u, ''),
});

/** Answers what a notice would lead to for somebody on file; nothing is written. */
@Injectable()
export class PersonPreviewService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws RuleViolation as the ledger gives it; Problem NOT_FOUND. */
  async preview(personCode: string, form: PersonPreviewForm): Promise<PersonPreviewAnswer> {
    const manager = this.database.read;
    const person = await this.registry.personByCode(manager, personCode);
    if (person === null) throw new Problem('NOT_FOUND', `没有代码为 ${personCode} 的人员。`);
    const asOf = form.asOf === undefined ? this.clock.today() : date(form.asOf);
    const recorded = await this.ledger.factsOf(manager, person.id);
    const added = this.factsOf(form);
    try {
      const before = await this.ledger.historyOf(manager, person.id);
      const { after } = await this.ledger.suppose(manager, person.id, added);
      return { before: shown(before, recorded, asOf), after: shown(after, [...recorded, ...added], asOf) };
    } catch (refusal) {
      if (refusal instanceof RuleViolation) throw new RuleViolation(refusal.errors.map(inRequest));
      throw refusal;
    }
  }

  private factsOf({ effectiveOn, findings, months, receivedOn }: PersonPreviewForm): LedgerFact[] {
    const id = this.ids.next();
    const score: LedgerFact = {
      type: 'SCORE',
      id,
      effectiveOn: date(effectiveOn),
      ...(effectiveOn < this.clock.today() && { issuedOn: this.clock.today() }),
      findings: findings.map(findingOf),
      noticeReceivedOn: null,
      months: months ?? null,
    };
    return receivedOn === undefined
      ? [score]
      : [
          score,
          { type: 'RECEIVED', on: date(receivedOn), scoreId: id, recipient: 'INSTITUTION' },
          { type: 'RECEIVED', on: date(receivedOn), scoreId: id, recipient: 'PERSON' },
        ];
  }
}
