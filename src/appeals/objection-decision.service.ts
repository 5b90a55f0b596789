import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Finding } from '../domain/scoring/finding.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import {
  loadDetermination,
  RevisedFindingsService,
  type ContentFinding,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type { ObjectionDecisionForm } from './objection.dto.js';
import { spokeIn } from './objection-handling.service.js';
import { ObjectionLoadingService, type ObjectionAtHand } from './objection-loading.service.js';
import { DecidedMonthsService } from './decided-months.service.js';
import { requireBureau, requireDecidingAgency, requireOtherReviewer } from './objection-rights.js';
import { happenedLine, moveOn, objectionSubject, requireObjectionStep } from './objection-store.js';
import type { Plain } from './plain.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import type { EffectAnswer } from './reversal-effect.dto.js';
import { effectOf } from './reversal-effect.js';
import type { RaisedNotice } from './reversal-raised.js';
import { ReversalService, type Reversed } from './reversal.service.js';

/** What a decision on an objection states, as it is kept. */
export interface DecidedContent extends Omit<Plain<ObjectionDecisionForm>, 'findings'> {
  readonly findings: readonly ContentFinding[];
  readonly effect: EffectAnswer | null;
  readonly monthsOpen: readonly string[];
  /** Other notices that carry more since. */
  readonly raised: readonly RaisedNotice[];
}

/** What takes the place of the findings; nothing where they stay. */
interface Replaced {
  readonly findings: readonly Finding[] | null;
  readonly content: readonly ContentFinding[];
}

/** Decides objections (PQ2025:35, 37): the agency, and after it the bureau; the effect comes in the same change (S31). */
@Injectable()
export class ObjectionDecisionService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly loading: ObjectionLoadingService,
    private readonly revised: RevisedFindingsService,
    private readonly reversals: ReversalService,
    private readonly months: DecidedMonthsService,
    private readonly raises: RaisedNoticesService,
    private readonly clocks: ObjectionClocksService,
  ) {}

  /**
   * @throws RuleViolation REVIEWER_CONFLICT, REVISION_RAISES, OTHER_NOTICE_RAISED, MONTHS_OUT_OF_RANGE, faults of the findings;
   *   Problem FORBIDDEN, CONFLICT, NOT_FOUND.
   */
  async decide(id: string, form: Plain<ObjectionDecisionForm>, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const atHand = await this.loading.objection(tx, id, account);
      const { head } = atHand;
      requireObjectionStep(head, 'DECIDE');
      requireDecider(account, atHand);
      const replaced = await this.replacedBy(tx, form, atHand, account);
      const reversed = replaced === null ? null : await this.reverse(tx, form, atHand, replaced, account, at);
      const monthsOpen = reversed?.monthsOpen ?? [];
      const raised = reversed?.raised ?? [];
      const content: DecidedContent = {
        ...form,
        findings: replaced?.content ?? [],
        effect: reversed === null ? null : effectOf(head.personCode, reversed.rejudged),
        monthsOpen,
        raised,
      };
      const happening = {
        takes: monthsOpen.length > 0 ? 'LEAVE_MONTHS_OPEN' : 'DECIDE',
        as: 'DECIDED',
        content,
        told: { outcome: form.outcome, monthsOpen: [...monthsOpen], acknowledged: [...form.acknowledged] },
        change: { monthsOpen: JSON.stringify(monthsOpen) },
      } as const;
      const after = await moveOn(tx, head, happening, account, at);
      await this.clocks.decided(tx, after, at);
      const { acknowledged, reasons } = form;
      const by = objectionSubject(id);
      const others = await this.raises.settle(tx, raised, { by, acknowledged, reasons }, account, at);
      const line = happenedLine(account, head, after, happening);
      return { result: undefined, record: [line, ...(reversed?.record ?? []), ...others] };
    });
  }

  /** @returns null where the objection is refused. @throws RuleViolation */
  private async replacedBy(
    tx: EntityManager,
    { outcome, findings }: ObjectionDecisionForm,
    { head, notice }: ObjectionAtHand,
    account: Account,
  ): Promise<Replaced | null> {
    if (outcome === 'REFUSED') return null;
    if (outcome === 'UPHELD') return { findings: null, content: [] };
    const determination = await loadDetermination(tx, notice.head.determinationId, account);
    const judged = await this.revised.judge(tx, determination, findings);
    const others = judged.owners.flatMap((owner, place): Fault[] =>
      owner === notice.head.personId
        ? []
        : [
            {
              pointer: `/findings/${place}/personCode`,
              code: 'UNKNOWN_REFERENCE',
              detail: `此申诉只涉及 ${head.personCode}，不更正他人的认定。`,
              citation: 'PQ2025:37',
            },
          ],
    );
    const [own] = judged.people;
    const same = own !== undefined && (await this.stands(tx, notice, own.findings));
    const faults = [...others, ...judged.faults, ...(same ? [NOTHING_REVISED] : [])];
    if (faults.length > 0 || own === undefined) throw new RuleViolation(faults);
    return own;
  }

  /** Whether the score stands on just these findings. */
  private async stands(
    tx: EntityManager,
    { head }: ScoredNotice,
    findings: readonly Finding[],
  ): Promise<boolean> {
    const facts = await this.ledger.factsOf(tx, head.personId);
    const stated = facts.flatMap((fact) => {
      if (fact.type === 'SCORE') return fact.id === head.id ? [fact.findings] : [];
      return fact.type === 'REVISE' && fact.scoreId === head.id ? [fact.findings] : [];
    });
    return inOrder(stated.at(-1) ?? []) === inOrder(findings);
  }

  private async reverse(
    tx: EntityManager,
    { months }: ObjectionDecisionForm,
    { head, notice }: ObjectionAtHand,
    { findings }: Replaced,
    account: Account,
    at: string,
  ): Promise<Reversed> {
    const chosen = await this.months.chosen(tx, months, head, account);
    const reversed = await this.reversals.reverse(
      tx,
      {
        personId: head.personId,
        reversals: [{ notice, findings }],
        months: months.map((each) => ({
          scoreId: each.noticeId,
          personId: chosen.get(each.noticeId)?.head.personId ?? head.personId,
          months: each.months,
        })),
        reason: objectionSubject(head.id),
        pointerOf: (part, place, member) =>
          part === 'reversals'
            ? `/${member}`
            : `/months/${place}/${member === 'scoreId' ? 'noticeId' : member}`,
      },
      account,
      at,
    );
    const rejudged = { own: head.noticeId, ...reversed.rejudged };
    const lines = await this.months.note(tx, months, chosen, rejudged, account, at);
    return { ...reversed, record: [...reversed.record, ...lines] };
  }
}

const NOTHING_REVISED: Fault = {
  pointer: '/findings',
  code: 'NOTHING_REVISED',
  detail: '更正后的认定与现行认定相同；维持原状的，结果为 REFUSED 并告知原因。',
  citation: 'PQ2025:37',
};

const inOrder = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings
      .map(({ conductId, circumstance, degree, adjustment, points, basis }) =>
        JSON.stringify([conductId, circumstance, degree, adjustment, points, basis]),
      )
      .sort(),
  );

/** @throws Problem FORBIDDEN, RuleViolation REVIEWER_CONFLICT */
function requireDecider(account: Account, { head, notice, steps }: ObjectionAtHand): void {
  if (head.state === 'FURTHER_OBJECTED') requireBureau(account, head);
  else requireDecidingAgency(account, head);
  requireOtherReviewer(account, notice, spokeIn(steps));
}
