import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import {
  issueSubject,
  loadDetermination,
  NoticeIssueService,
  noticesOfDetermination,
  officeKindOf,
  RevisedFindingsService,
  type ContentFinding,
  type RevisedFindings,
  type WholeDetermination,
} from '../scoring/scoring.module.js';
import { recordOf } from './record-of.js';
import { effectOf } from './reversal-effect.js';
import type { EffectAnswer } from './reversal-effect.dto.js';
import { determinationSubject, ReversalGroundService } from './reversal-ground.service.js';
import type { DeterminationReviewAnswer, DeterminationReviewForm } from './reversal-review.dto.js';
import { DeterminationReviewEntity } from './reversal-review.entity.js';
import { ReversalService } from './reversal.service.js';

interface ReviewContent {
  readonly reasons: string;
  readonly findings: readonly ContentFinding[];
  readonly effects: readonly EffectAnswer[];
}

interface Done extends Omit<ReviewContent, 'reasons'> {
  readonly record: readonly RecordEntry[];
}

/** After a decision was changed, who determined looks at the determination again: kept, revised or revoked (PQ2025:16). */
@Injectable()
export class ReversalReviewService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly revised: RevisedFindingsService,
    private readonly reversals: ReversalService,
    private readonly grounds: ReversalGroundService,
    private readonly issues: NoticeIssueService,
    private readonly ledger: LedgerService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.issues.alsoAsk((tx, determinationId, personCode) =>
      this.standsAgainst(tx, determinationId, personCode),
    );
  }

  /** @throws RuleViolation on the findings; Problem FORBIDDEN, NOT_FOUND; CONFLICT when there is nothing to review. */
  async review(
    determinationId: string,
    form: DeterminationReviewForm,
    account: Account,
  ): Promise<DeterminationReviewAnswer> {
    return this.database.write(async (tx, at) => {
      const determination = await loadDetermination(tx, determinationId, account);
      const subject = determinationSubject(determinationId);
      requireDeterminingOffice(account, determination);
      if ((await this.clocks.find(tx, 'REVIEW_DETERMINATION', subject)) === null)
        throw new Problem('CONFLICT', '此责任认定书没有待复核的变更。');
      const { record, findings, effects } = await this.carryOut(tx, determination, form, account, at);
      await this.clocks.close(tx, 'REVIEW_DETERMINATION', subject, at);
      const { outcome, reasons } = form;
      const row: DeterminationReviewEntity = {
        id: this.ids.next(),
        determinationId,
        outcome,
        content: JSON.stringify({ reasons, findings, effects }),
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(DeterminationReviewEntity, row);
      const people = [...new Set(findings.map(({ personCode }) => personCode))];
      const line = recordOf(account, {
        action: 'DETERMINATION_REVIEWED',
        subject,
        after: { outcome, reasons, revised: people },
      });
      return { result: reviewAnswer(row), record: [line, ...record] };
    });
  }

  /** The reviews of a determination, in order. @throws Problem NOT_FOUND */
  async of(determinationId: string, account: Account): Promise<DeterminationReviewAnswer[]> {
    await loadDetermination(this.database.read, determinationId, account);
    const rows = await this.database.read.find(DeterminationReviewEntity, {
      where: { determinationId },
      order: { recordedAt: 'ASC' },
    });
    return rows.map(reviewAnswer);
  }

  private async carryOut(
    tx: EntityManager,
    determination: WholeDetermination,
    form: DeterminationReviewForm,
    account: Account,
    at: string,
  ): Promise<Done> {
    switch (form.outcome) {
      case 'KEPT':
        return { record: [], findings: [], effects: [] };
      case 'REVOKED': {
        const reason = determinationSubject(determination.head.id);
        const done = await this.grounds.revokeAll(tx, determination, reason, account, at);
        return {
          record: done.flatMap(({ reversed }) => reversed.record),
          findings: [],
          effects: done.map(({ personCode, reversed }) => effectOf(personCode, reversed.rejudged)),
        };
      }
      case 'REVISED': {
        const revised = await this.revised.judge(tx, determination, form.findings);
        if (revised.faults.length > 0) throw new RuleViolation(revised.faults);
        return this.revise(tx, determination, revised, account, at);
      }
    }
  }

  /** Each notice issued follows; somebody not yet noticed is determined anew. */
  private async revise(
    tx: EntityManager,
    { head }: WholeDetermination,
    { people }: RevisedFindings,
    account: Account,
    at: string,
  ): Promise<Done> {
    const notices = await noticesOfDetermination(tx, head.id);
    const files = await Promise.all(notices.map((notice) => this.ledger.fileOf(tx, notice.head.personId)));
    const record: RecordEntry[] = [];
    const effects: EffectAnswer[] = [];
    for (const { personId, content, findings } of people) {
      const notice = notices[files.indexOf(personId)];
      const personCode = content[0]?.personCode ?? personId;
      if (notice === undefined) {
        await this.determineAnew(tx, head, personCode, at);
        continue;
      }
      const reason = determinationSubject(head.id);
      const reversed = await this.reversals.reverse(
        tx,
        {
          personId: notice.head.personId,
          reversals: [{ notice, findings }],
          reason,
          pointerOf: () => '/findings',
        },
        account,
        at,
      );
      record.push(...reversed.record);
      effects.push(effectOf(personCode, reversed.rejudged));
    }
    return { record, findings: people.flatMap(({ content }) => content), effects };
  }

  private async determineAnew(
    tx: EntityManager,
    head: WholeDetermination['head'],
    personCode: string,
    at: string,
  ): Promise<void> {
    await this.clocks.close(tx, 'ISSUE_NOTICE', issueSubject(head.id, personCode), at);
    if (head.caseId === null) return;
    await this.clocks.open(
      tx,
      {
        kind: 'DETERMINE_RESPONSIBILITY',
        subject: `case/${head.caseId}`,
        office: head.office,
        officeKind: head.officeKind,
        title: `决定变更后重新认定 ${personCode} 的责任（原认定书 ${head.number}）`,
        citation: 'PQ2025:16',
        from: this.clock.today(),
        term: null,
      },
      at,
    );
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
    const reviews = await tx.findBy(DeterminationReviewEntity, { determinationId });
    if (reviews.some(({ outcome }) => outcome === 'REVOKED'))
      return fault('DETERMINATION_REVOKED', '责任认定书已被撤销，不能据以记分。');
    const isRevised = reviews.some(({ content }) =>
      (JSON.parse(content) as ReviewContent).findings.some((each) => each.personCode === personCode),
    );
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

const reviewAnswer = ({
  id,
  determinationId,
  outcome,
  content,
  recordedAt,
  actor,
}: DeterminationReviewEntity): DeterminationReviewAnswer => ({
  id,
  determinationId,
  outcome,
  ...(JSON.parse(content) as ReviewContent),
  recordedAt,
  by: actor,
});
