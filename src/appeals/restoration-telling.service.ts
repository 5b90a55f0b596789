import { Injectable } from '@nestjs/common';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import type { OutcomeTellingForm } from './outcome-telling.dto.js';
import { telling } from './outcome-telling.js';
import type { Plain } from './plain.js';
import { recordOf } from './record-of.js';
import { restorationSubject } from './restoration-clock.js';
import type { RestorationEntity } from './restoration.entity.js';
import { restorationOutcome } from './restoration-outcome.js';
import { requireReviewer } from './restoration-rights.js';
import { appendRestorationStep, loadRestoration } from './restoration-store.js';

/** Records that the person, and of a refusal the institution, were told what became of an application (PQ2025:30). */
@Injectable()
export class RestorationTellingService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /**
   * Once everybody was told the clock ends.
   * @throws RuleViolation DATE_ORDER, NO_INSTITUTION, SECOND_PERSON_REQUIRED; Problem NOT_FOUND, FORBIDDEN, CONFLICT.
   */
  tell(id: string, form: Plain<OutcomeTellingForm>, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRestoration(tx, this.registry, id, account);
      const { head, steps } = whole;
      requireReviewer(account, head);
      requireInstitution(form, head);
      const outcome = restorationOutcome(whole);
      const today = this.clock.today();
      const { content, untold } = telling(form, { steps, outcome, today, username: account.username });
      await appendRestorationStep(tx, whole, { step: 'OUTCOME_TOLD', content }, account, at);
      if (untold.length === 0) await this.clocks.close(tx, 'TELL_OUTCOME', restorationSubject(id), at);
      const { recipient, method, toldOn, correction } = form;
      const record = recordOf(account, {
        action: 'RESTORATION_OUTCOME_TOLD',
        subject: restorationSubject(id),
        after: {
          personCode: head.personCode,
          recipient,
          method,
          toldOn,
          correction: correction?.reason ?? null,
        },
      });
      return { result: undefined, record };
    });
  }
}

/** @throws RuleViolation NO_INSTITUTION: an application filed directly came through none. */
function requireInstitution({ recipient }: OutcomeTellingForm, { institution }: RestorationEntity): void {
  if (recipient === 'PERSON' || institution !== null) return;
  const detail = '此申请由本人直接提出，没有申报的机构，只告知本人。';
  throw new RuleViolation([{ pointer: '/recipient', code: 'NO_INSTITUTION', detail, citation: 'PQ2025:30' }]);
}
