import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { requireDecider } from './case-rights.js';
import { loadCase, requireStep } from './case-store.js';
import type { AgreementDecisionForm } from './decision.dto.js';
import { decisionDateFaults, storeDecision } from './decision-store.js';

/** Records what the agency decided under the agreement: no penalty, so nothing for the benchmark to say. */
@Injectable()
export class AgreementDecisionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation on dates or number; Problem FORBIDDEN, CONFLICT, NOT_FOUND. */
  async decide(id: string, form: AgreementDecisionForm, account: Account): Promise<void> {
    return this.database.write(async (tx) => {
      const { head } = await loadCase(tx, id, account);
      requireDecider(account, 'AGREEMENT', head.district);
      const state = requireStep(head, 'DECIDE');
      const faults = decisionDateFaults(form, this.clock.today());
      if (form.effectiveOn < form.madeOn) {
        const detail = `生效日 ${form.effectiveOn} 早于作出日 ${form.madeOn}，请核对。`;
        faults.push({ pointer: '/effectiveOn', code: 'DATE_ORDER', detail });
      }
      if (faults.length > 0) throw new RuleViolation(faults);
      const { number, ...content } = form;
      return storeDecision(tx, head, { state, number, content }, this.clock.instant(), account);
    });
  }
}
