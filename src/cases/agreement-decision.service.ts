import { Injectable } from '@nestjs/common';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { requireDecider } from './case-rights.js';
import { loadCase, requireStep } from './case-store.js';
import type { AgreementDecisionForm } from './decision.dto.js';
import { decisionDateFaults, storeDecision } from './decision-store.js';
import { determinationClock } from './determination-clock.js';

/** Records what the agency decided under the agreement: no penalty, so nothing for the benchmark to say. */
@Injectable()
export class AgreementDecisionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly clocks: ClocksService,
  ) {}

  /** @throws RuleViolation on dates or number; Problem FORBIDDEN, CONFLICT, NOT_FOUND. */
  async decide(id: string, form: AgreementDecisionForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
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
      const due = determinationClock(head, { office: account.office, officeKind: 'AGENCY' }, form.madeOn);
      if (due !== null) await this.clocks.open(tx, due, at);
      const decision = { state, number, content: { ...content, office: account.office } };
      return storeDecision(tx, head, decision, at, account);
    });
  }
}
