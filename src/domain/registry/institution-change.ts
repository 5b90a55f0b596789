import type { CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { agreementOn, departmentOn, type InstitutionFact } from './institution-state.js';

/** A change as it is asked for. */
export type InstitutionChange = Pick<
  InstitutionFact,
  'departmentCode' | 'type' | 'from' | 'to' | 'withdraws'
>;

const fault = (pointer: string, code: string, detail: string, citation?: string): Fault => ({
  pointer,
  code,
  detail,
  ...(citation !== undefined && { citation }),
});

/** What a change to an agreement or department says that cannot be, given what is recorded. */
export function institutionChangeFaults(
  facts: readonly InstitutionFact[],
  change: InstitutionChange,
  lastDay: CalendarDate,
): Fault[] {
  return [...dayFaults(change, lastDay), ...withdrawalFaults(facts, change), ...stateFaults(facts, change)];
}

function dayFaults({ from, to }: InstitutionChange, lastDay: CalendarDate): Fault[] {
  const faults: Fault[] = [];
  if (from > lastDay) faults.push(fault('/from', 'DATE_ORDER', `起始日 ${from} 晚于 ${lastDay}，请核对。`));
  if (to !== null && to < from)
    faults.push(fault('/to', 'DATE_ORDER', `末日 ${to} 早于起始日 ${from}，请核对。`));
  return faults;
}

/** A fact is taken back once, and a withdrawal is not taken back itself. */
function withdrawalFaults(
  facts: readonly InstitutionFact[],
  { withdraws, departmentCode }: InstitutionChange,
): Fault[] {
  if (withdraws === null) return [];
  const found = facts.find(({ id, departmentCode: of }) => id === withdraws && of === departmentCode);
  if (found === undefined || found.type === 'WITHDRAWN') {
    return [fault('/withdraws', 'UNKNOWN_REFERENCE', `没有编号为 ${withdraws} 的可撤回记录。`)];
  }
  return facts.some((each) => each.withdraws === withdraws)
    ? [fault('/withdraws', 'ALREADY_WITHDRAWN', '此记录已经撤回，不必再次撤回。')]
    : [];
}

/** An agreement with a last day of its own expires by itself; before that day it can only be dissolved. */
const runsOnBy = (facts: readonly InstitutionFact[], day: CalendarDate): boolean =>
  ['IN_FORCE', 'SUSPENDED'].includes(agreementOn(facts, day).state) &&
  facts.some(({ type, from, to }) => type === 'SIGNED' && from <= day && to !== null && day <= to);

function stateFaults(facts: readonly InstitutionFact[], change: InstitutionChange): Fault[] {
  const { type, from, departmentCode } = change;
  if (type === 'SIGNED' || type === 'WITHDRAWN') return [];
  if (type === 'EXPIRED' && runsOnBy(facts, from)) {
    return [fault('/from', 'AGREEMENT_NOT_EXPIRED', `${from} 仍在一份载明期限的服务协议期内，尚未到期。`)];
  }
  const { state } =
    departmentCode === null ? agreementOn(facts, from) : departmentOn(facts, departmentCode, from);
  if (type === 'RESUMED') {
    return state === 'SUSPENDED'
      ? []
      : [fault('/type', 'NOT_SUSPENDED', `${from} 并未中止（状态 ${state}），无从恢复。`)];
  }
  return state === 'IN_FORCE' || state === 'SUSPENDED' || state === 'OPEN'
    ? []
    : [
        fault(
          '/from',
          'AGREEMENT_NOT_IN_FORCE',
          `${from} 没有有效的服务协议（状态 ${state}），请核对日期。`,
          'PQ2025:7',
        ),
      ];
}
