import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import type { ProposalForm } from './case.dto.js';
import { CaseEntity } from './case.entity.js';
import { conductsOf, judge, questionOf, recordFaults } from './case-judgement.js';
import { requireWriter } from './case-rights.js';
import { appendEvent, evaluationsOf, loadCase, requireStep } from './case-store.js';
import { evaluationRequest } from './evaluation-request.js';
import { figureFaults, missingFigures } from './figure-faults.js';
import { OffenderPastService } from './offender-past.service.js';
import { asJson, recordOf, refuseNaming } from './record-of.js';
import { inStepRequest } from './step-faults.js';

/** Takes in the proposed penalty that a case goes on with (DB2025:21). */
@Injectable()
export class CaseProposalService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly past: OffenderPastService,
    private readonly clock: Clock,
  ) {}

  /**
   * Proposes fines on a case's newest evaluation.
   * @throws RuleViolation naming every figure that does not hold; Problem CONFLICT when the evaluation is not the newest
   *   or its rulebook is no longer in force.
   */
  async propose(id: string, form: ProposalForm, account: Account): Promise<void> {
    return this.database.write(async (tx) => {
      const { head, content } = await loadCase(tx, id, account);
      requireWriter(account, head.track, head.district);
      const state = requireStep(head, 'PROPOSE');
      const last = (await evaluationsOf(tx, id)).at(-1);
      const rulebook = await this.rulebooks.asSeenBy(tx);
      if (last?.sequence !== form.evaluation || last.rulebookHash !== rulebook.hash) {
        throw new Problem('CONFLICT', '所依据的评估不是最新的，或者规则库已有变化，请重新评估后再提出建议。');
      }
      const question = questionOf(evaluationRequest(content, undefined, form.figures), rulebook);
      if (!question.ok) throw new RuleViolation(inStepRequest(question.faults, null));
      const answer = judge(question.value, rulebook);
      if (!answer.ok) throw new RuleViolation(inStepRequest(answer.faults, null));
      const past = await this.past.pastOf(tx, head);
      const faults = [
        ...figureFaults(form.figures, answer.value, null),
        ...(answer.value.violations.some(({ directions }) => directions.length > 0)
          ? missingFigures(form.figures, answer.value, conductsOf(question.value))
          : []),
        ...inStepRequest(recordFaults(content, rulebook, past), null),
      ];
      if (faults.length > 0) throw new RuleViolation(faults);
      const at = this.clock.instant();
      refuseNaming(content.offender, form);
      const stated = asJson(form);
      await appendEvent(tx, id, { event: 'PROPOSED', content: form }, at, account);
      await tx.update(CaseEntity, { id }, { state, changedAt: at });
      const record = recordOf(account, {
        action: 'CASE_PROPOSED',
        caseId: id,
        before: { state: head.state },
        after: { state, proposal: stated },
        receipt: JSON.stringify(answer.value.receipt),
      });
      return { result: undefined, record };
    });
  }
}
