import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { districtWithin, type Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { recordOf } from '../record-of.js';
import type { LicenceListAnswer, LicenceListForm, LicenceRowAnswer } from './licence-list.dto.js';
import { LicenceListEntity } from './licence-list.entity.js';
import { LicenceMatchingService } from './licence-matching.service.js';

/** Takes in lists of revoked licences from other authorities (PQ2025:43) and matches them to the registered people. */
@Injectable()
export class LicenceListService {
  constructor(
    private readonly database: Database,
    private readonly matching: LicenceMatchingService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws RuleViolation on days, repeated rows, a list that came before. */
  async takeIn(form: LicenceListForm, account: Account): Promise<LicenceListAnswer> {
    return this.database.write(async (tx, at) => {
      const { documentNo, authority, receivedOn } = form;
      const faults = [
        ...(await documentFaults(tx, form, account.office)),
        ...rowFaults(form),
        ...receiptFaults(receivedOn, this.clock.today()),
      ];
      if (faults.length > 0) throw new RuleViolation(faults);
      const district = districtWithin('licence-list.match', account);
      const rows: LicenceRowAnswer[] = [];
      for (const row of form.rows) rows.push(await this.matching.match(tx, row, authority, district));
      const list: LicenceListEntity = {
        id: this.ids.next(),
        documentNo,
        authority,
        receivedOn,
        office: account.office,
        content: JSON.stringify(rows),
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(LicenceListEntity, list);
      const count = (match: string): number => rows.filter((row) => row.match === match).length;
      const record = recordOf(account, {
        action: 'REVOKED_LICENCES_RECEIVED',
        subject: `licence-list/${list.id}`,
        after: {
          documentNo,
          authority,
          receivedOn,
          matched: count('MATCHED'),
          ambiguous: count('AMBIGUOUS'),
          unmatched: count('UNMATCHED'),
        },
      });
      return { result: answerOf(list), record };
    });
  }

  /** @throws Problem NOT_FOUND, also for the list of another district. */
  async byId(id: string, account: Account): Promise<LicenceListAnswer> {
    const list = await this.database.read.findOneBy(LicenceListEntity, { id });
    const own = districtWithin('licence-list.read', account);
    if (list === null || (own !== null && list.office !== own)) {
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的名单。`);
    }
    return answerOf(list);
  }
}

const answerOf = (list: LicenceListEntity): LicenceListAnswer => ({
  id: list.id,
  documentNo: list.documentNo,
  authority: list.authority,
  receivedOn: list.receivedOn,
  rows: JSON.parse(list.content) as LicenceRowAnswer[],
  recordedAt: list.recordedAt,
  by: list.actor,
});

async function documentFaults(
  tx: EntityManager,
  { documentNo, authority }: LicenceListForm,
  office: string,
): Promise<Fault[]> {
  if (!(await tx.existsBy(LicenceListEntity, { office, documentNo, authority }))) return [];
  const detail = `${authority} 的 ${documentNo} 已经录入。`;
  return [{ pointer: '/documentNo', code: 'DUPLICATE_ID', detail, citation: 'PQ2025:43' }];
}

const receiptFaults = (receivedOn: string, today: CalendarDate): Fault[] =>
  receivedOn > today
    ? [
        {
          pointer: '/receivedOn',
          code: 'DATE_ORDER',
          detail: `收到之日 ${receivedOn} 晚于今日 ${today}，请核对。`,
        },
      ]
    : [];

function rowFaults({ rows, receivedOn }: LicenceListForm): Fault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ licenceNo, decisionNo, decidedOn }, place): Fault[] => {
    const at = `/rows/${place}`;
    const key = JSON.stringify([licenceNo, decisionNo]);
    const faults: Fault[] = [];
    if (seen.has(key)) {
      const detail = `证书 ${licenceNo} 的同一决定已在名单中。`;
      faults.push({ pointer: `${at}/licenceNo`, code: 'DUPLICATE_ID', detail });
    }
    seen.add(key);
    if (decidedOn > receivedOn) {
      const detail = `决定日 ${decidedOn} 晚于收到之日 ${receivedOn}，请核对。`;
      faults.push({ pointer: `${at}/decidedOn`, code: 'DATE_ORDER', detail });
    }
    return faults;
  });
}
