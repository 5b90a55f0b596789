import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { comparableCode } from '../domain/registry/codes.js';
import type { Finding } from '../domain/scoring/finding.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService } from '../registry/registry.module.js';
import {
  determineAnewSubject,
  issueSubject,
  LinkedMeasureEntity,
  loadDetermination,
  NoticeIssueService,
  noticesOfDetermination,
  officeKindOf,
  RevisedFindingsService,
  type ContentFinding,
  type RevisedFindings,
  type ScoredNotice,
  type WholeDetermination,
} from '../scoring/scoring.module.js';
import { ObjectionGroundService } from './objection-ground.service.js';
import type { Plain } from './plain.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { recordOf } from './record-of.js';
import { effectOf } from './reversal-effect.js';
import type { EffectAnswer } from './reversal-effect.dto.js';
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
import { ReversalService, type Reversed } from './reversal.service.js';

interface Done {
  readonly findings: readonly ContentFinding[];
  /** Codes as the determination names them. */
  readonly notResponsible: readonly string[];
  readonly effects: readonly EffectAnswer[];
  readonly record: readonly RecordEntry[];
  readonly reversals: readonly Reversed[];
}

const NOTHING: Done = { findings: [], notResponsible: [], effects: [], record: [], reversals: [] };

/** Somebody of a determination, with what is found of them now; null: they are not responsible. */
interface Revised {
  readonly personId: string;
  readonly personCode: string;
  readonly content: readonly ContentFinding[];
  readonly findings: readonly Finding[] | null;
}

/** After a decision was changed, who determined looks at the determination again: kept, revised or revoked (PQ2025:16). */
@Injectable()
export class ReversalReviewService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly revised: RevisedFindingsService,
    private readonly reversals: ReversalService,
    private readonly grounds: ReversalGroundService,
    private readonly raises: RaisedNoticesService,
    private readonly objections: ObjectionGroundService,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
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
      case 'REVISED': {
        const revised = await this.revised.judge(tx, determination, form.findings);
        const freed = await this.freedOf(tx, determination, form.notResponsible, revised);
        const faults = [...revised.faults, ...freed.faults];
        if (faults.length > 0) throw new RuleViolation(faults);
        return this.revise(tx, determination, [...revised.people, ...freed.people], account, at);
      }
    }
  }

  /** Those found not to be responsible; each named by the determination, and by no finding of the revision. */
  private async freedOf(
    tx: EntityManager,
    { people }: WholeDetermination,
    codes: readonly string[],
    { owners }: RevisedFindings,
  ): Promise<{ readonly faults: readonly Fault[]; readonly people: readonly Revised[] }> {
    const faults: Fault[] = [];
    const freed = new Map<string, Revised>();
    for (const [place, code] of codes.entries()) {
      const person = await this.registry.personByCode(tx, code);
      const rows = people.filter(({ scored }) => scored);
      const row =
        rows.find(({ personCode }) => comparableCode(personCode) === comparableCode(code)) ??
        rows.find(({ personCode }) => person?.codes.includes(personCode) === true);
      const fault = (which: string, detail: string): void => {
        faults.push({ pointer: `/notResponsible/${place}`, code: which, detail, citation: 'PQ2025:37' });
      };
      if (row === undefined) fault('UNKNOWN_REFERENCE', `责任认定书没有认定 ${code} 的责任。`);
      else if (owners.includes(row.personId) || freed.has(row.personId))
        fault('DUPLICATE_ID', `${code} 在更正后的认定中重复，请只保留一处。`);
      else freed.set(row.personId, freedPerson(row));
    }
    return { faults, people: [...freed.values()] };
  }

  /** Each notice issued follows; somebody not yet noticed is determined anew. A linked measure falls with its ground (S25). */
  private async revise(
    tx: EntityManager,
    { head }: WholeDetermination,
    people: readonly Revised[],
    account: Account,
    at: string,
  ): Promise<Done> {
    const notices = await noticesOfDetermination(tx, head.id);
    const done: { readonly personCode: string; readonly reversed: Reversed }[] = [];
    for (const { personId, personCode, findings } of people) {
      const issued = notices.find((each) => each.head.personId === personId);
      const gone = findings === null && issued !== undefined && (await this.isRevoked(tx, issued));
      const notice = gone ? undefined : issued;
      if (issued === undefined) await this.determineAnew(tx, head, personCode, findings, at);
      const links = await this.fallenLinks(tx, head.id, personId, findings);
      if (notice === undefined && links.length === 0) continue;
      const reversed = await this.reversals.reverse(
        tx,
        {
          personId,
          reversals: notice === undefined ? [] : [{ notice, findings }],
          links,
          reason: determinationSubject(head.id),
          pointerOf: () => '/findings',
        },
        account,
        at,
      );
      const ended =
        notice === undefined || findings !== null
          ? []
          : await this.objections.lose(tx, [notice], determinationSubject(head.id), account, at);
      done.push({ personCode, reversed: { ...reversed, record: [...reversed.record, ...ended] } });
    }
    return {
      record: done.flatMap(({ reversed }) => reversed.record),
      findings: people.flatMap(({ content }) => content),
      notResponsible: people.flatMap(({ personCode, findings }) => (findings === null ? [personCode] : [])),
      effects: done.map(({ personCode, reversed }) => effectOf(personCode, reversed.rejudged)),
      reversals: done.map(({ reversed }) => reversed),
    };
  }

  private async isRevoked(tx: EntityManager, { head }: ScoredNotice): Promise<boolean> {
    const facts = await this.ledger.factsOf(tx, head.personId);
    return facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === head.id);
  }

  /** What came with the institution's measure for somebody found principally responsible, who is not any more. */
  private async fallenLinks(
    tx: EntityManager,
    determinationId: string,
    personId: string,
    findings: Revised['findings'],
  ): Promise<readonly LinkedMeasureEntity[]> {
    if (findings?.some(({ degree }) => degree === 'PRINCIPAL') === true) return [];
    return tx.findBy(LinkedMeasureEntity, { determinationId, personId });
  }

  private async determineAnew(
    tx: EntityManager,
    head: WholeDetermination['head'],
    personCode: string,
    findings: Revised['findings'],
    at: string,
  ): Promise<void> {
    await this.clocks.close(tx, 'ISSUE_NOTICE', issueSubject(head.id, personCode), at);
    if (head.caseId === null || findings === null) return;
    await this.clocks.open(
      tx,
      {
        kind: 'DETERMINE_RESPONSIBILITY',
        subject: determineAnewSubject(head.caseId, personCode),
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

const freedPerson = ({ personId, personCode }: Pick<Revised, 'personId' | 'personCode'>): Revised => ({
  personId,
  personCode,
  content: [],
  findings: null,
});
