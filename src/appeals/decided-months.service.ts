import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { History } from '../domain/qualification/history.js';
import type { NoticeMeasure } from '../domain/qualification/standing.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import {
  noteMonthsChosen,
  noticeSubject,
  scoredNotice,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import type { ObjectionMonthsForm } from './objection.dto.js';
import type { ObjectionEntity } from './objection.entity.js';
import { recordOf } from './record-of.js';

/** The file before and after a decision, and the notice objected to. */
interface Decided extends Rejudged {
  readonly own: string;
}

/** Months chosen with the decision on an objection, of suspensions whose months it leaves open (PQ2025:26.2, S31). */
@Injectable()
export class DecidedMonthsService {
  constructor(private readonly ledger: LedgerService) {}

  /**
   * Chosen by the agency that scored, of the notices on this person's file.
   * @returns the notices by id. @throws RuleViolation
   */
  async chosen(
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

  /**
   * Notes the months on their notices.
   * @returns lines for the record. @throws RuleViolation NO_MONTHS_TO_CHOOSE, REVISION_RAISES
   */
  async note(
    tx: EntityManager,
    months: readonly ObjectionMonthsForm[],
    notices: ReadonlyMap<string, ScoredNotice>,
    decided: Decided,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const faults = monthsFaults(months, decided);
    if (faults.length > 0) throw new RuleViolation(faults);
    const lines: RecordEntry[] = [];
    for (const { noticeId, months: chosen, reasons } of months) {
      const notice = notices.get(noticeId);
      const measure = suspensionOf(decided.after, noticeId);
      if (notice === undefined || measure === null) continue;
      const content = { months: chosen, reasons, allowedMonths: measure.allowedMonths };
      await noteMonthsChosen(tx, notice, content, at, account);
      const subject = noticeSubject(noticeId);
      lines.push(
        recordOf(account, {
          action: 'SUSPENSION_MONTHS_CHOSEN',
          subject,
          after: { months: chosen, reasons },
        }),
      );
    }
    return lines;
  }
}

type Suspension = Extract<NoticeMeasure, { kind: 'SUSPENSION' }>;

function suspensionOf({ standing }: History, scoreId: string): Suspension | null {
  const measure = standing.scores.find(({ id }) => id === scoreId)?.measure ?? null;
  return measure?.kind === 'SUSPENSION' ? measure : null;
}

/** Months are chosen where a suspension follows whose months the outcome leaves open, and never made longer (S31). */
function monthsFaults(months: readonly ObjectionMonthsForm[], { own, before, after }: Decided): Fault[] {
  return months.flatMap(({ noticeId, months: chosen }, place): Fault[] => {
    const fault = (code: string, detail: string): Fault[] => [
      { pointer: `/months/${place}/months`, code, detail, citation: 'PQ2025:26.2' },
    ];
    const measure = suspensionOf(after, noticeId);
    if (measure === null) return fault('NO_MONTHS_TO_CHOOSE', '此通知书此后不导致暂停，没有月数可选。');
    const { min, max } = measure.allowedMonths;
    const was = suspensionOf(before, noticeId)?.months ?? null;
    const fits = was !== null && was >= min && was <= max;
    if (fits && noticeId !== own)
      return fault('NO_MONTHS_TO_CHOOSE', `此通知书原定 ${was} 个月仍然适用，没有月数待选。`);
    return fits && chosen > was
      ? fault('REVISION_RAISES', `原定 ${was} 个月仍然适用，更正不得加长为 ${chosen} 个月。`)
      : [];
  });
}
