import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { History } from '../domain/qualification/history.js';
import type { NoticeMeasure } from '../domain/qualification/standing.js';
import type { Finding } from '../domain/scoring/finding.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import {
  loadDetermination,
  noteMonthsChosen,
  noticeSubject,
  RevisedFindingsService,
  scoredNotice,
  type ContentFinding,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type { ObjectionDecisionForm, ObjectionMonthsForm } from './objection.dto.js';
import type { ObjectionEntity } from './objection.entity.js';
import { spokeIn } from './objection-handling.service.js';
import { ObjectionLoadingService, type ObjectionAtHand } from './objection-loading.service.js';
import { requireBureau, requireDecidingAgency, requireOtherReviewer } from './objection-rights.js';
import { happenedLine, moveOn, objectionSubject, requireObjectionStep } from './objection-store.js';
import type { Plain } from './plain.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { recordOf } from './record-of.js';
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
    const chosen = await this.chosenMonths(tx, months, head, account);
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
    const faults = monthsFaults(months, head.noticeId, reversed.rejudged);
    if (faults.length > 0) throw new RuleViolation(faults);
    const lines = await noteMonths(tx, months, chosen, reversed.rejudged.after, account, at);
    return { ...reversed, record: [...reversed.record, ...lines] };
  }

  /** Months are chosen by the agency that scored, of the notices on this person's file (PQ2025:26.2). @throws RuleViolation */
  private async chosenMonths(
    tx: EntityManager,
    months: readonly ObjectionMonthsForm[],
    head: ObjectionEntity,
    account: Account,
  ): Promise<ReadonlyMap<string, ScoredNotice>> {
    const notices = new Map<string, ScoredNotice>();
    const faults: Fault[] = [];
    const file = await this.ledger.fileOf(tx, head.personId);
    for (const [place, { noticeId }] of months.entries()) {
      const fault = (code: string, detail: string): void => {
        faults.push({ pointer: `/months/${place}/noticeId`, code, detail, citation: 'PQ2025:26.2' });
      };
      const notice = await scoredNotice(tx, noticeId);
      if (notice === null || (await this.ledger.fileOf(tx, notice.head.personId)) !== file)
        fault('UNKNOWN_REFERENCE', `此人没有编号为 ${noticeId} 的记分处理通知书。`);
      else if (notices.has(noticeId)) fault('DUPLICATE_ID', '同一通知书的月数只选定一次。');
      else if (!account.role.endsWith('_AGENCY') || notice.head.office !== account.office)
        fault('MONTHS_BY_AGENCY', '暂停月数由作出该记分处理的经办机构选定。');
      if (notice !== null) notices.set(noticeId, notice);
    }
    if (faults.length > 0) throw new RuleViolation(faults);
    return notices;
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

/** Notes the months on their notices. @returns lines for the record. */
async function noteMonths(
  tx: EntityManager,
  months: readonly ObjectionMonthsForm[],
  notices: ReadonlyMap<string, ScoredNotice>,
  after: History,
  account: Account,
  at: string,
): Promise<readonly RecordEntry[]> {
  const lines: RecordEntry[] = [];
  for (const { noticeId, months: chosen, reasons } of months) {
    const notice = notices.get(noticeId);
    const measure = suspensionOf(after, noticeId);
    if (notice === undefined || measure === null) continue;
    const content = { months: chosen, reasons, allowedMonths: measure.allowedMonths };
    await noteMonthsChosen(tx, notice, content, at, account);
    const subject = noticeSubject(noticeId);
    lines.push(
      recordOf(account, { action: 'SUSPENSION_MONTHS_CHOSEN', subject, after: { months: chosen, reasons } }),
    );
  }
  return lines;
}

/** @throws Problem FORBIDDEN, RuleViolation REVIEWER_CONFLICT */
function requireDecider(account: Account, { head, notice, steps }: ObjectionAtHand): void {
  if (head.state === 'FURTHER_OBJECTED') requireBureau(account, head);
  else requireDecidingAgency(account, head);
  requireOtherReviewer(account, notice, spokeIn(steps));
}

type Suspension = Extract<NoticeMeasure, { kind: 'SUSPENSION' }>;

function suspensionOf({ standing }: History, scoreId: string): Suspension | null {
  const measure = standing.scores.find(({ id }) => id === scoreId)?.measure ?? null;
  return measure?.kind === 'SUSPENSION' ? measure : null;
}

/** Months are chosen where a suspension follows whose months the outcome leaves open, and never made longer (S31). */
function monthsFaults(
  months: readonly ObjectionMonthsForm[],
  ownNoticeId: string,
  { before, after }: Rejudged,
): Fault[] {
  return months.flatMap(({ noticeId, months: chosen }, place): Fault[] => {
    const fault = (code: string, detail: string): Fault[] => [
      { pointer: `/months/${place}/months`, code, detail, citation: 'PQ2025:26.2' },
    ];
    const measure = suspensionOf(after, noticeId);
    if (measure === null) return fault('NO_MONTHS_TO_CHOOSE', '此通知书此后不导致暂停，没有月数可选。');
    const { min, max } = measure.allowedMonths;
    const was = suspensionOf(before, noticeId)?.months ?? null;
    const fits = was !== null && was >= min && was <= max;
    if (fits && noticeId !== ownNoticeId)
      return fault('NO_MONTHS_TO_CHOOSE', `此通知书原定 ${was} 个月仍然适用，没有月数待选。`);
    return fits && chosen > was
      ? fault('REVISION_RAISES', `原定 ${was} 个月仍然适用，更正不得加长为 ${chosen} 个月。`)
      : [];
  });
}
