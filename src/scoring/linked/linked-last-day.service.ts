import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { loadDetermination } from '../determinations/determination-reader.service.js';
import { NoticeFollowService } from '../notices/notice-follow.service.js';
import type { Plain } from '../plain.js';
import { recordOf } from '../record-of.js';
import { requireAgencyOf } from '../scoring-rights.js';
import type { DepartmentSuspensionForm, LastDayForm, LinkedMeasureAnswer } from './linked-measure.dto.js';
import { LinkedMeasureEntity } from './linked-measure.entity.js';

const CITATION = 'PQ2025:27';

/** A linked measure as it is kept. */
interface LinkedContent extends Plain<LinkedMeasureAnswer> {
  readonly departmentSuspension: DepartmentSuspensionForm | null;
}

/**
 * Records the last day of a linked measure that began without one, once that of the institution's own is known: the measure
 * lasts as long as that, and only a measure with a last day can be restored (PQ2025:27, 30; S19, S20, S25).
 */
@Injectable()
export class LinkedLastDayService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly followed: NoticeFollowService,
    private readonly clock: Clock,
  ) {}

  /**
   * A day recorded wrongly is recorded anew by another person, until the measure is restored.
   * @throws RuleViolation DATE_ORDER, SECOND_PERSON_REQUIRED; Problem NOT_FOUND, FORBIDDEN, CONFLICT.
   */
  async record(
    determinationId: string,
    linkId: string,
    form: LastDayForm,
    account: Account,
  ): Promise<Plain<LinkedMeasureAnswer>> {
    return this.database.write(async (tx, at) => {
      const { head } = await loadDetermination(tx, determinationId, account);
      requireAgencyOf(account, head.office);
      const linked = await tx.findOneBy(LinkedMeasureEntity, { id: linkId, determinationId });
      if (linked === null) throw new Problem('NOT_FOUND', `没有编号为 ${linkId} 的随机构的措施。`);
      const { departmentSuspension, ...content } = JSON.parse(linked.content) as LinkedContent;
      await this.requireOpen(tx, linked, content.to);
      const recordedBy = await this.recordedBy(tx, linked);
      const faults = [
        ...lastDayFaults(form, content.from, departmentSuspension),
        ...(recordedBy === account.username ? [samePerson] : []),
      ];
      if (faults.length > 0) throw new RuleViolation(faults);
      const to = date(form.lastDay);
      const fact = { type: 'LINK_ENDED', on: this.clock.today(), linkId, to } as const;
      const rejudged = await this.ledger.append(tx, linked.personId, [fact], account, at);
      const lines = await this.followed.follow(tx, rejudged, account, at);
      const { lastDay, documentNo, reasons } = form;
      const line = recordOf(account, {
        action: 'LINKED_MEASURE_LAST_DAY_RECORDED',
        subject: `measure/${linkId}`,
        after: { person: linked.personId, determination: determinationId, lastDay, documentNo, reasons },
      });
      return { result: { ...answerOf(content), to: lastDay }, record: [line, ...lines] };
    });
  }

  /** @throws Problem CONFLICT where the last day was set with the measure, or the measure is over or void. */
  private async requireOpen(
    tx: EntityManager,
    { id, personId }: LinkedMeasureEntity,
    to: string | null,
  ): Promise<void> {
    if (to !== null) throw new Problem('CONFLICT', `此措施作出时已定末日 ${to}。`);
    const { restrictions } = await this.ledger.standingOf(tx, personId);
    const stands = restrictions.find(({ cause }) => cause === id);
    if (stands === undefined) throw new Problem('CONFLICT', '此措施已自始无效，没有末日可记录。');
    if (stands.restoredOn !== null)
      throw new Problem('CONFLICT', `此措施已于 ${stands.restoredOn} 恢复，末日不再更改。`);
  }

  /** Username of whoever recorded the last day before; null where nobody did. */
  private async recordedBy(tx: EntityManager, { id, personId }: LinkedMeasureEntity): Promise<string | null> {
    const entries = await this.ledger.entriesOf(tx, personId);
    return entries.findLast(({ fact }) => fact.type === 'LINK_ENDED' && fact.linkId === id)?.actor ?? null;
  }
}

function lastDayFaults(
  { lastDay }: LastDayForm,
  from: string,
  ordered: DepartmentSuspensionForm | null,
): Fault[] {
  const fault = (detail: string): Fault => ({
    pointer: '/lastDay',
    code: 'DATE_ORDER',
    detail,
    citation: CITATION,
  });
  return [
    ...(lastDay < from ? [fault(`末日 ${lastDay} 早于首日 ${from}，请核对。`)] : []),
    ...(ordered !== null && lastDay > ordered.orderedTo
      ? [fault(`晚于责令暂停的末日 ${ordered.orderedTo}，请核对。`)]
      : []),
  ];
}

const samePerson: Fault = {
  pointer: '/lastDay',
  code: 'SECOND_PERSON_REQUIRED',
  detail: '更正末日须由原记录人以外的人员办理。',
};

const answerOf = (linked: Plain<LinkedMeasureAnswer>): Plain<LinkedMeasureAnswer> => ({
  id: linked.id,
  determinationId: linked.determinationId,
  personCode: linked.personCode,
  kind: linked.kind,
  from: linked.from,
  to: linked.to,
  citation: linked.citation,
  reasons: linked.reasons,
  recordedAt: linked.recordedAt,
});
