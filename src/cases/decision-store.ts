import type { EntityManager } from 'typeorm';
import type { CaseState } from '../domain/procedure/case-states.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import type { Change } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { CaseEntity } from './case.entity.js';
import { CaseEventEntity } from './case-event.entity.js';
import { appendEvent } from './case-store.js';
import { asJson, offenderOf, recordOf, refuseNaming } from './record-of.js';

interface DecisionDays {
  readonly madeOn: string;
  readonly servedOn?: string;
}

/** A decision is not made in the future, and not served before it is made. */
export function decisionDateFaults({ madeOn, servedOn }: DecisionDays, today: CalendarDate): Fault[] {
  const faults: Fault[] = [];
  if (madeOn > today) {
    faults.push({
      pointer: '/madeOn',
      code: 'DATE_ORDER',
      detail: `作出日 ${madeOn} 晚于今日 ${today}，请核对。`,
    });
  }
  return [...faults, ...serviceDateFaults(madeOn, servedOn, today)];
}

export function serviceDateFaults(
  madeOn: string,
  servedOn: string | undefined,
  today: CalendarDate,
): Fault[] {
  if (servedOn === undefined) return [];
  if (servedOn < madeOn) {
    return [
      {
        pointer: '/servedOn',
        code: 'DATE_ORDER',
        detail: `送达日 ${servedOn} 早于作出日 ${madeOn}，请核对。`,
      },
    ];
  }
  return servedOn > today
    ? [{ pointer: '/servedOn', code: 'DATE_ORDER', detail: `送达日 ${servedOn} 晚于今日 ${today}，请核对。` }]
    : [];
}

interface NewDecision {
  readonly state: CaseState;
  readonly number: string;
  readonly content: object;
}

/**
 * Stores a decision and moves the case on.
 * @throws RuleViolation when the number belongs to another decision.
 */
export async function storeDecision(
  tx: EntityManager,
  head: CaseEntity,
  { state, number, content }: NewDecision,
  at: string,
  account: Account,
): Promise<Change<undefined>> {
  if (await tx.existsBy(CaseEventEntity, { number })) {
    const detail = `文号 ${number} 已用于另一决定，请核对。`;
    throw new RuleViolation([{ pointer: '/number', code: 'DUPLICATE_ID', detail }]);
  }
  refuseNaming(offenderOf(head), content);
  await appendEvent(tx, head.id, { event: 'DECIDED', number, content }, at, account);
  await tx.update(CaseEntity, { id: head.id }, { state, changedAt: at });
  const record = recordOf(account, {
    action: 'CASE_DECIDED',
    caseId: head.id,
    before: { state: head.state },
    after: { state, number, decision: asJson(content) },
  });
  return { result: undefined, record };
}
