import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import {
  loadDetermination,
  NoticeIssueService,
  officeKindOf,
  type WholeDetermination,
} from '../scoring/scoring.module.js';
import { DeterminationRevisionService, type Done } from './determination-revision.service.js';
import type { Plain } from './plain.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { recordOf } from './record-of.js';
import { effectOf } from './reversal-effect.js';
import { determinationSubject, ReversalGroundService } from './reversal-ground.service.js';
import { raisedByAll } from './reversal-raised.js';
import type {
  DeterminationReviewAnswer,
  DeterminationReviewForm,
  ReviewOpeningForm,
} from './reversal-review.dto.js';
import { DeterminationReviewEntity, type ReviewEntry } from './reversal-review.entity.js';
import {
  openingFaults,
  requireOfficeOrSuperior,
  requireOtherThanOpener,
  reviewAnswer,
  reviewsOf,
  type ReviewContent,
} from './reversal-review-store.js';

const NOTHING: Done = { findings: [], notResponsible: [], effects: [], record: [], reversals: [] };

/** After a decision was changed, who determined looks at the determination again: kept, revised or revoked (PQ2025:16). */
@Injectable()
export class ReversalReviewService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly revisions: DeterminationRevisionService,
    private readonly grounds: ReversalGroundService,
    private readonly raises: RaisedNoticesService,
    private readonly issues: NoticeIssueService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.issues.alsoAsk((tx, determinationId, personCode) =>
      this.standsAgainst(tx, determinationId, personCode),
    );
  }

  /**
   * Opens a review on a ground that no change of a case carries (S28, S35), by the office that determined or its superior.
   * @throws RuleViolation DATE_ORDER, GROUND_NOT_FOR_SOURCE; Problem FORBIDDEN, NOT_FOUND; CONFLICT when it is under review
   *   already, or revoked.
   */
  async open(
    determinationId: string,
    form: Plain<ReviewOpeningForm>,
    account: Account,
  ): Promise<DeterminationReviewAnswer> {
    return this.database.write(async (tx, at) => {
      const determination = await loadDetermination(tx, determinationId, account);
      const subject = determinationSubject(determinationId);
      requireOfficeOrSuperior(account, determination);
      const rows = await reviewsOf(tx, determinationId);
      if ((await this.clocks.find(tx, 'REVIEW_DETERMINATION', subject)) !== null)
        throw new Problem('CONFLICT', '此责任认定书已在复核之中。');
      if (rows.some(({ outcome }) => outcome === 'REVOKED'))
        throw new Problem('CONFLICT', '此责任认定书已被撤销，没有可复核的。');
      const faults = openingFaults(form, determination, this.clock.today());
      if (faults.length > 0) throw new RuleViolation(faults);
      const { reasons, ...opening } = form;
      const row = this.rowOf(determinationId, 'OPENED', { reasons, opening }, account, at);
      await tx.insert(DeterminationReviewEntity, row);
      await this.grounds.askForReview(tx, determination, at);
      const after = { ...opening, reasons };
      const record = recordOf(account, { action: 'DETERMINATION_REVIEW_OPENED', subject, after });
      return { result: reviewAnswer(row), record };
    });
  }

  /**
   * @throws RuleViolation on the findings, OTHER_NOTICE_RAISED, SECOND_PERSON_REQUIRED; Problem FORBIDDEN, NOT_FOUND;
   *   CONFLICT when there is nothing to review.
   */
  async review(
    determinationId: string,
    form: Plain<DeterminationReviewForm>,
    account: Account,
  ): Promise<DeterminationReviewAnswer> {
    return this.database.write(async (tx, at) => {
      const determination = await loadDetermination(tx, determinationId, account);
      const subject = determinationSubject(determinationId);
      requireDeterminingOffice(account, determination);
      if ((await this.clocks.find(tx, 'REVIEW_DETERMINATION', subject)) === null)
        throw new Problem('CONFLICT', '此责任认定书没有待复核的变更。');
      requireOtherThanOpener(account, await reviewsOf(tx, determinationId));
      const done = await this.carryOut(tx, determination, form, account, at);
      const { outcome, reasons, acknowledged } = form;
      const raising = { by: subject, acknowledged, reasons };
      const raised = await this.raises.settle(tx, raisedByAll(done.reversals), raising, account, at);
      await this.clocks.close(tx, 'REVIEW_DETERMINATION', subject, at);
      const { findings, notResponsible, effects } = done;
      const content = { reasons, findings, notResponsible, effects };
      const row = this.rowOf(determinationId, outcome, content, account, at);
      await tx.insert(DeterminationReviewEntity, row);
      const people = [...new Set(findings.map(({ personCode }) => personCode))];
      const line = recordOf(account, {
        action: 'DETERMINATION_REVIEWED',
        subject,
        after: { outcome, reasons, revised: people, notResponsible: [...notResponsible] },
      });
      return { result: reviewAnswer(row), record: [line, ...done.record, ...raised] };
    });
  }

  private rowOf(
    determinationId: string,
    outcome: ReviewEntry,
    content: ReviewContent,
    { username }: Account,
    at: string,
  ): DeterminationReviewEntity {
    const id = this.ids.next();
    return {
      id,
      determinationId,
      outcome,
      content: JSON.stringify(content),
      recordedAt: at,
      actor: username,
    };
  }

  /** The reviews of a determination, in order. @throws Problem NOT_FOUND */
  async of(determinationId: string, account: Account): Promise<DeterminationReviewAnswer[]> {
    await loadDetermination(this.database.read, determinationId, account);
    return (await reviewsOf(this.database.read, determinationId)).map(reviewAnswer);
  }

  private async carryOut(
    tx: EntityManager,
    determination: WholeDetermination,
    form: Plain<DeterminationReviewForm>,
    account: Account,
    at: string,
  ): Promise<Done> {
    switch (form.outcome) {
      case 'KEPT':
        return NOTHING;
      case 'REVOKED': {
        const reason = determinationSubject(determination.head.id);
        const done = await this.grounds.revokeAll(tx, determination, reason, account, at);
        return {
          ...NOTHING,
          record: done.flatMap(({ reversed }) => reversed.record),
          effects: done.map(({ personCode, reversed }) => effectOf(personCode, reversed.rejudged)),
          reversals: done.map(({ reversed }) => reversed),
        };
      }
      case 'REVISED':
        return this.revisions.carryOut(tx, determination, form, account, at);
    }
  }

  /** No notice goes out on findings that are being looked at again, or that were found not to hold. */
  private async standsAgainst(
    tx: EntityManager,
    determinationId: string,
    personCode: string,
  ): Promise<readonly Fault[]> {
    const fault = (code: string, detail: string): Fault[] => [
      { pointer: '', code, detail, citation: 'PQ2025:16' },
    ];
    const subject = determinationSubject(determinationId);
    if ((await this.clocks.find(tx, 'REVIEW_DETERMINATION', subject)) !== null)
      return fault('DETERMINATION_UNDER_REVIEW', '所依据的决定已变更，责任认定书复核之后才能记分。');
    const reviews = await reviewsOf(tx, determinationId);
    if (reviews.some(({ outcome }) => outcome === 'REVOKED'))
      return fault('DETERMINATION_REVOKED', '责任认定书已被撤销，不能据以记分。');
    const isRevised = reviews.some(({ content }) => {
      const { findings = [], notResponsible = [] } = JSON.parse(content) as ReviewContent;
      return [...notResponsible, ...findings.map((each) => each.personCode)].includes(personCode);
    });
    return isRevised
      ? fault('DETERMINATION_REVISED', `对 ${personCode} 的认定已被更正，须另作责任认定书。`)
      : [];
  }
}

/** @throws Problem FORBIDDEN */
function requireDeterminingOffice(account: Account, { head }: WholeDetermination): void {
  if (account.office === head.office && officeKindOf(account) === head.officeKind) return;
  throw new Problem('FORBIDDEN', '由作出责任认定的单位复核（PQ2025:16）。');
}
