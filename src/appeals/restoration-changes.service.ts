import { Injectable } from '@nestjs/common';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RegistryService, RestoredSitesService } from '../registry/registry.module.js';
import { asJson, recordOf } from './record-of.js';
import { restorationSubject } from './restoration-clock.js';
import { toBeLifted } from './restoration-effect.js';
import type { NewSitesForm, RestorationWithdrawalForm } from './restoration.dto.js';
import { requireFiler } from './restoration-rights.js';
import { loadRestoration, requireRestorationStep, takeRestorationStep } from './restoration-store.js';
import { requireOwnWithdrawal } from './restoration-withdrawal.js';

/** What whoever filed an application may still do: bring what is missing, or take it back. */
@Injectable()
export class RestorationChangesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ledger: LedgerService,
    private readonly registry: RegistryService,
    private readonly sites: RestoredSitesService,
    private readonly clocks: ClocksService,
  ) {}

  /** @throws Problem NOT_FOUND, FORBIDDEN, CONFLICT; RuleViolation with pointers into the form. */
  supplySites(id: string, form: NewSitesForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRestoration(tx, this.registry, id, account);
      requireFiler(account, whole.head);
      requireRestorationStep(whole, 'SUPPLY_SITES');
      const standing = await this.ledger.standingOf(tx, whole.head.personId);
      const on = this.clock.today();
      if (!toBeLifted(standing, whole.filing, on).some(({ kind }) => kind === 'TERMINATION')) {
        const detail = '暂停恢复的，登记备案和承诺不重新办理。';
        const citation = 'PQ2025:30';
        throw new RuleViolation([{ pointer: '/newSites', code: 'NOT_TERMINATED', detail, citation }]);
      }
      const faults = await this.sites.faultsOf(tx, form.newSites, '/newSites', account);
      if (faults.length > 0) throw new RuleViolation(faults);
      const content = { on, newSites: form.newSites };
      await takeRestorationStep(tx, whole, { step: 'SUPPLY_SITES', content }, account, at);
      const record = recordOf(account, {
        action: 'RESTORATION_SITES_SUPPLIED',
        subject: restorationSubject(id),
        after: { personCode: whole.head.personCode, newSites: asJson(form.newSites) },
      });
      return { result: undefined, record };
    });
  }

  /** @throws RuleViolation WRITTEN_WITHDRAWAL_REQUIRED, SECOND_PERSON_REQUIRED; Problem NOT_FOUND, FORBIDDEN, CONFLICT. */
  withdraw(id: string, form: RestorationWithdrawalForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRestoration(tx, this.registry, id, account);
      requireFiler(account, whole.head);
      requireRestorationStep(whole, 'WITHDRAW');
      const reviewers = whole.steps.flatMap(({ step, actor }) => (step === 'AGREE_FIRST' ? [actor] : []));
      requireOwnWithdrawal(account, form, reviewers, 'PQ2025:30');
      const { reason, documentNo } = form;
      const document = documentNo === undefined ? {} : { documentNo };
      const content = { on: this.clock.today(), opinion: reason, ...document };
      await takeRestorationStep(tx, whole, { step: 'WITHDRAW', content }, account, at);
      await this.clocks.close(tx, 'DECIDE_RESTORATION', restorationSubject(id), at);
      const record = recordOf(account, {
        action: 'RESTORATION_WITHDRAWN',
        subject: restorationSubject(id),
        before: { state: whole.head.state },
        after: { personCode: whole.head.personCode, reason, ...document },
      });
      return { result: undefined, record };
    });
  }
}
