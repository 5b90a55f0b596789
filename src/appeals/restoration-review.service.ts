import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { recordOf } from './record-of.js';
import { RestorationApprovalService } from './restoration-approval.service.js';
import { awaitReview, awaitTelling, restorationSubject } from './restoration-clock.js';
import type { RestorationReviewForm } from './restoration.dto.js';
import { requireDistrictAgency } from './restoration-rights.js';
import {
  loadRestoration,
  requireRestorationStep,
  takeRestorationStep,
  type OpinionContent,
  type WholeRestoration,
} from './restoration-store.js';

/** The two reviews of an application for restoration: the district's, and the city's by another person (PQ2025:30). */
@Injectable()
export class RestorationReviewService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clocks: ClocksService,
    private readonly approval: RestorationApprovalService,
  ) {}

  /** @throws Problem NOT_FOUND, FORBIDDEN, CONFLICT. */
  first(id: string, form: RestorationReviewForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRestoration(tx, this.registry, id, account);
      requireDistrictAgency(account, whole.head.district);
      const step = form.agreed ? 'AGREE_FIRST' : 'REFUSE_FIRST';
      await takeRestorationStep(tx, whole, { step, content: this.opinion(form) }, account, at);
      const rulebook = await this.rulebooks.asSeenBy(tx);
      const { head } = whole;
      if (form.agreed)
        await awaitReview(tx, this.clocks, { head, office: CITY, review: '复审' }, rulebook, at);
      else await awaitTelling(tx, this.clocks, { head, office: head.district }, rulebook, at);
      return { result: undefined, record: reviewed(whole, form, account, 'RESTORATION_FIRST_REVIEWED') };
    });
  }

  /**
   * Decides. An approval restores on the spot; the sites are told in the same change.
   * @throws RuleViolation SECOND_REVIEWER_SAME, REVIEWER_CONFLICT, and what stands against the approval; Problem NOT_FOUND,
   *   FORBIDDEN, CONFLICT.
   */
  second(id: string, form: RestorationReviewForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const whole = await loadRestoration(tx, this.registry, id, account);
      requireRestorationStep(whole, form.agreed ? 'APPROVE' : 'REFUSE_SECOND');
      await this.requireAnother(tx, whole, account);
      const rulebook = await this.rulebooks.asSeenBy(tx);
      await awaitTelling(tx, this.clocks, { head: whole.head, office: CITY }, rulebook, at);
      const line = reviewed(whole, form, account, 'RESTORATION_SECOND_REVIEWED');
      if (form.agreed) {
        const lines = await this.approval.approve(tx, whole, this.opinion(form), account, at);
        return { result: undefined, record: [line, ...lines] };
      }
      const refusal = { step: 'REFUSE_SECOND', content: this.opinion(form) } as const;
      await takeRestorationStep(tx, whole, refusal, account, at);
      return { result: undefined, record: line };
    });
  }

  private opinion({ opinion }: RestorationReviewForm): OpinionContent {
    return { on: this.clock.today(), opinion };
  }

  /** @throws RuleViolation for whoever had to do with it before; Problem FORBIDDEN for another office than the city's. */
  private async requireAnother(
    tx: EntityManager,
    whole: WholeRestoration,
    { username, role }: Account,
  ): Promise<void> {
    const first = whole.steps.find(({ step }) => step === 'AGREE_FIRST');
    if (first?.actor === username) {
      throw new RuleViolation([
        {
          pointer: '',
          code: 'SECOND_REVIEWER_SAME',
          detail: '复审须由初审人以外的人员办理。',
          citation: 'PQ2025:30',
        },
      ]);
    }
    if (role !== 'MUNICIPAL_AGENCY') throw new Problem('FORBIDDEN', '复审由市经办机构办理（PQ2025:30）。');
    if (!(await this.approval.involved(tx, whole)).has(username)) return;
    throw new RuleViolation([
      {
        pointer: '',
        code: 'REVIEWER_CONFLICT',
        detail: '认定责任、作出记分处理的人员不复审由此引起的恢复申请，请由其他人员办理。',
        citation: 'PQ2025:30',
      },
    ]);
  }
}

const reviewed = (
  { head }: WholeRestoration,
  { agreed, opinion }: RestorationReviewForm,
  account: Account,
  action: string,
): RecordEntry =>
  recordOf(account, {
    action,
    subject: restorationSubject(head.id),
    before: { state: head.state },
    after: { personCode: head.personCode, agreed, opinion },
  });
