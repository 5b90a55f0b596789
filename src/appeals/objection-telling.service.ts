import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type { DecidedContent } from './objection-decision.service.js';
import { ObjectionLoadingService } from './objection-loading.service.js';
import { objectionOutcome } from './objection-outcome.js';
import { requireDistrictAgency } from './objection-rights.js';
import { appendStep, happenedLine, objectionSubject } from './objection-store.js';
import type { OutcomeTellingForm } from './outcome-telling.dto.js';
import { telling } from './outcome-telling.js';
import type { Plain } from './plain.js';
import { RaisedNoticesService } from './raised-notices.service.js';

/** Records that the institution and the person were told what became of an objection (PQ2025:37). */
@Injectable()
export class ObjectionTellingService {
  constructor(
    private readonly database: Database,
    private readonly loading: ObjectionLoadingService,
    private readonly raises: RaisedNoticesService,
    private readonly clocks: ObjectionClocksService,
    private readonly clock: Clock,
  ) {}

  /**
   * The district agency tells, whoever decided; once both were told its clock ends.
   * @throws RuleViolation DATE_ORDER, SECOND_PERSON_REQUIRED; Problem NOT_FOUND, FORBIDDEN, CONFLICT.
   */
  async tell(id: string, form: Plain<OutcomeTellingForm>, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const { head, steps } = await this.loading.objection(tx, id, account);
      requireDistrictAgency(account, head);
      const outcome = objectionOutcome(steps);
      const today = this.clock.today();
      const { content, untold } = telling(form, { steps, outcome, today, username: account.username });
      const told = { step: 'OUTCOME_TOLD', state: head.state, content } as const;
      await appendStep(tx, id, told, account, at);
      const { raised = [] } = JSON.parse(outcome?.step.content ?? '{}') as Partial<DecidedContent>;
      const about = { institution: head.institution, raised: raised.map(({ noticeId }) => noticeId) };
      await this.raises.toldWith(tx, objectionSubject(id), form, about, account, at);
      if (untold.length === 0) await this.clocks.told(tx, head, at);
      const { recipient, method, toldOn, correction } = form;
      const stated = { recipient, method, toldOn, correction: correction?.reason ?? null };
      const line = happenedLine(account, head, head, { as: 'OUTCOME_TOLD', told: stated });
      return { result: undefined, record: line };
    });
  }
}
