import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { Finding } from '../domain/scoring/finding.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { changedMeasures, LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import {
  LinkedMeasureEntity,
  NoticeFollowService,
  noticeSubject,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import { asJson, recordOf } from './record-of.js';
import { yearTotals } from './reversal-effect.js';
import { inWords, raisedNotice, raisedNotices, type RaisedNotice } from './reversal-raised.js';

/** A score about to stand otherwise. */
export interface Reversal {
  readonly notice: ScoredNotice;
  /** What takes the place of its findings; null: it is revoked. */
  readonly findings: readonly Finding[] | null;
}

/** Months chosen together with a reversal. */
export interface MonthsChosen {
  readonly scoreId: string;
  /** Whose the score is: what is chosen is kept with it. */
  readonly personId: string;
  readonly months: number;
}

/** What is to stand otherwise of one person. */
export interface ReversalOfPerson {
  /** Whose the scores are: a file that was joined to another keeps its own facts. */
  readonly personId: string;
  readonly reversals: readonly Reversal[];
  /** Links to void even where no notice of the person rests on the same determination. */
  readonly links?: readonly LinkedMeasureEntity[];
  readonly months?: readonly MonthsChosen[];
  /** Goes into the record: the number of a paper, or `objection/ID`. */
  readonly reason: string;
  /** Where a fault of the ledger is shown: by place among the reversals, or among the months. */
  readonly pointerOf: (part: 'reversals' | 'months', place: number, member: string) => string;
}

export interface Reversed {
  readonly rejudged: Rejudged;
  readonly record: readonly RecordEntry[];
  /** Scores whose months are open since. */
  readonly monthsOpen: readonly string[];
  /** Other notices that carry more since; whoever decides has to acknowledge them. */
  readonly raised: readonly RaisedNotice[];
  /** Ids of the notices reversed. */
  readonly noticeIds: readonly string[];
}

/**
 * Lets points stand otherwise from the start (PQ2025:37, S31): the file is judged anew, measures that no longer follow are
 * void from the start, changed ones get new dates, and every site is told, all in the change of whoever decides.
 */
@Injectable()
export class ReversalService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly followed: NoticeFollowService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation: REVISION_RAISES, MONTHS_OUT_OF_RANGE and whatever else the ledger refuses. */
  async reverse(
    tx: EntityManager,
    stated: ReversalOfPerson,
    account: Account,
    at: string,
  ): Promise<Reversed> {
    const { personId, reversals } = stated;
    const openBefore = await this.monthsOpen(tx, await this.ledger.storedHistoryOf(tx, personId));
    const links = await this.fallenLinks(tx, stated);
    const rejudged = await this.append(tx, stated, links, account, at);
    const faults = raised(stated, rejudged);
    if (faults.length > 0) throw new RuleViolation(faults);
    const told = await this.followed.follow(tx, rejudged, account, at);
    for (const { notice, findings } of reversals) {
      if (findings === null) await this.clocks.closeAll(tx, noticeSubject(notice.head.id), at);
    }
    const openAfter = await this.monthsOpen(tx, rejudged.after);
    const record = [
      ...reversals.map((each) => reversedLine(each, stated.reason, rejudged, account)),
      ...links.map((each) => unlinkedLine(each, stated.reason, account)),
      ...told,
    ];
    const noticeIds = reversals.map(({ notice }) => notice.head.id);
    return {
      rejudged,
      record,
      monthsOpen: newlyOpen(rejudged, openBefore, openAfter),
      raised: raisedNotices(rejudged, new Set(noticeIds)),
      noticeIds,
    };
  }

  /** A linked measure falls with the responsibility as a principal that it came from (PQ2025:27, S25). */
  private async fallenLinks(
    tx: EntityManager,
    { personId, reversals, links = [] }: ReversalOfPerson,
  ): Promise<readonly LinkedMeasureEntity[]> {
    const fallen = new Map(links.map((link) => [link.id, link]));
    for (const { notice, findings } of reversals) {
      if (findings?.some(({ degree }) => degree === 'PRINCIPAL') === true) continue;
      const { determinationId, personId: noticed } = notice.head;
      const link = await tx.findOneBy(LinkedMeasureEntity, { determinationId, personId: noticed });
      if (link !== null) fallen.set(link.id, link);
    }
    const facts = await this.ledger.factsOf(tx, personId);
    const voided = new Set(facts.flatMap((fact) => (fact.type === 'LINK_VOIDED' ? [fact.linkId] : [])));
    return [...fallen.values()].filter(({ id }) => !voided.has(id));
  }

  private factsOf({ reversals }: ReversalOfPerson, links: readonly LinkedMeasureEntity[]): LedgerFact[] {
    const on = this.clock.today();
    return [
      ...reversals.map(({ notice, findings }): LedgerFact => {
        const scoreId = notice.head.id;
        return findings === null
          ? { type: 'REVOKE', on, scoreId }
          : { type: 'REVISE', on, scoreId, findings, months: null };
      }),
      ...links.map(({ id }): LedgerFact => ({ type: 'LINK_VOIDED', on, linkId: id })),
    ];
  }

  /** The reversal goes on the file first; then the months, each on the file of its own score. */
  private async append(
    tx: EntityManager,
    stated: ReversalOfPerson,
    links: readonly LinkedMeasureEntity[],
    account: Account,
    at: string,
  ): Promise<Rejudged> {
    const { personId, months = [], pointerOf } = stated;
    const facts = this.factsOf(stated, links);
    let rejudged = await pointed(this.ledger.append(tx, personId, facts, account, at), (place, member) =>
      pointerOf('reversals', place, member),
    );
    for (const [place, { personId: owner, scoreId, months: chosen }] of months.entries()) {
      const fact = { type: 'MONTHS', on: this.clock.today(), scoreId, months: chosen } as const;
      const next = await pointed(this.ledger.append(tx, owner, [fact], account, at), (_place, member) =>
        pointerOf('months', place, member),
      );
      rejudged = { ...next, before: rejudged.before };
    }
    return rejudged;
  }

  private async monthsOpen(tx: EntityManager, { standing }: Rejudged['after']): Promise<ReadonlySet<string>> {
    const open = new Set<string>();
    for (const { id, measure } of standing.scores) {
      if (measure?.kind !== 'SUSPENSION') continue;
      if ((await this.clocks.find(tx, 'CHOOSE_MONTHS', `score/${id}`)) !== null) open.add(id);
    }
    return open;
  }
}

/** What the ledger makes of facts; a refusal points into what they were stated in. @throws RuleViolation */
async function pointed(
  judging: Promise<Rejudged>,
  pointerOf: (place: number, member: string) => string,
): Promise<Rejudged> {
  try {
    return await judging;
  } catch (refusal) {
    if (!(refusal instanceof RuleViolation)) throw refusal;
    throw new RuleViolation(
      refusal.errors.map((fault) => {
        const [, place = '', ...member] = fault.pointer.split('/');
        return { ...fault, pointer: pointerOf(Number(place), member.join('/')) };
      }),
    );
  }
}

/** A reversal never raises what the score itself adds or leads to, whatever its acts come to elsewhere (S6, S31). */
function raised({ reversals, pointerOf }: ReversalOfPerson, rejudged: Rejudged): Fault[] {
  return reversals.flatMap(({ notice: { head } }, place): Fault[] => {
    const own = raisedNotice(rejudged, head.id);
    if (own === null) return [];
    const detail = `更正不得加重：本次记分原为 ${inWords(own.before)}，更正后 ${inWords(own.after)}。`;
    const pointer = pointerOf('reversals', place, 'findings');
    return [{ pointer, code: 'REVISION_RAISES', detail, citation: 'PQ2025:37' }];
  });
}

/** Scores whose months were not open before, or whose range is another now. */
function newlyOpen(
  { before, after }: Rejudged,
  openBefore: ReadonlySet<string>,
  openAfter: ReadonlySet<string>,
): string[] {
  const range = ({ standing }: Rejudged['after'], scoreId: string): string => {
    const measure = standing.scores.find(({ id }) => id === scoreId)?.measure;
    return measure?.kind === 'SUSPENSION' ? JSON.stringify(measure.allowedMonths) : '';
  };
  return [...openAfter].filter((id) => !openBefore.has(id) || range(before, id) !== range(after, id));
}

function reversedLine(
  { notice: { head }, findings }: Reversal,
  reason: string,
  { before, after }: Rejudged,
  account: Account,
): RecordEntry {
  return recordOf(account, {
    action: findings === null ? 'SCORE_REVOKED' : 'SCORE_REVISED',
    subject: noticeSubject(head.id),
    before: asJson({ totals: yearTotals(before) }),
    after: asJson({
      reason,
      personCode: head.personCode,
      findings,
      totals: yearTotals(after),
      measures: changedMeasures(before, after),
    }),
  });
}

const unlinkedLine = (
  { id, personId, determinationId }: LinkedMeasureEntity,
  reason: string,
  account: Account,
): RecordEntry =>
  recordOf(account, {
    action: 'MEASURE_UNLINKED',
    subject: `measure/${id}`,
    after: { person: personId, determination: determinationId, reasons: reason },
  });
