import type { CaseTrack } from '../../domain/procedure/case-states.js';
import { endOfMonths } from '../../domain/qualification/measure.js';
import type { MonthRange } from '../../domain/rulebook/instrument.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { DepartmentSuspensionForm, LinkedMeasureForm } from './linked-measure.dto.js';

/** What the days of a linked measure are held against. */
export interface LinkedSetting {
  /** First day of the scheme (S32). */
  readonly schemeStart: CalendarDate;
  /** The decision on the institution; null where the determination rests on none. */
  readonly decision: {
    readonly track: CaseTrack;
    readonly madeOn: CalendarDate;
    readonly effectiveOn: CalendarDate;
  } | null;
  /** How long the provision named lets a department be stopped (P24); null where it does not. */
  readonly months: MonthRange | null;
  /** Codes and names of the institution's departments. */
  readonly departments: readonly string[];
}

const dateOrder = (pointer: string, detail: string, citation = 'PQ2025:27'): Fault => ({
  pointer,
  code: 'DATE_ORDER',
  detail,
  citation,
});

/** What is wrong with the days of a linked measure, and of the order it follows (PQ2025:27; S25, S32, P24). Pure. */
export function linkedDayFaults(form: LinkedMeasureForm, setting: LinkedSetting): Fault[] {
  const { from, to, departmentSuspension: ordered } = form;
  const { decision, schemeStart } = setting;
  const ofPenalty = decision?.track === 'PENALTY' ? ordered : undefined;
  const begins = ofPenalty?.orderedFrom ?? decision?.effectiveOn ?? from;
  const faults: Fault[] = [];
  if (from < schemeStart) {
    const detail = `首日 ${from} 早于制度施行日 ${schemeStart}。`;
    faults.push({ pointer: '/from', code: 'BEFORE_SCHEME', detail, citation: 'PQ2025:50' });
  }
  if (from < begins) faults.push(dateOrder('/from', `首日 ${from} 早于机构措施的首日 ${begins}，请核对。`));
  if (to !== undefined && to < from) faults.push(dateOrder('/to', `末日 ${to} 早于首日 ${from}，请核对。`));
  if (ofPenalty !== undefined && (to ?? from) > ofPenalty.orderedTo)
    faults.push(dateOrder('/to', `晚于责令暂停的末日 ${ofPenalty.orderedTo}，请核对。`));
  return ordered === undefined ? faults : [...faults, ...orderFaults(ordered, setting)];
}

function orderFaults(
  { department, orderedFrom, orderedTo, basis }: DepartmentSuspensionForm,
  { decision, months, departments }: LinkedSetting,
): Fault[] {
  const at = '/departmentSuspension';
  const faults: Fault[] = [];
  if (!departments.includes(department)) {
    const detail = `该机构没有名称或代码为 ${department} 的科室，请核对。`;
    faults.push({ pointer: `${at}/department`, code: 'UNKNOWN_REFERENCE', detail });
  }
  if (decision !== null && orderedFrom < decision.madeOn) {
    const detail = `责令暂停的首日 ${orderedFrom} 早于决定日 ${decision.madeOn}，请核对。`;
    faults.push(dateOrder(`${at}/orderedFrom`, detail));
  }
  if (orderedTo < orderedFrom) {
    faults.push(dateOrder(`${at}/orderedTo`, '责令暂停的末日早于首日，请核对。'));
  } else if (months !== null) {
    const first = date(orderedFrom);
    const [least, most] = [endOfMonths(first, months.minMonths), endOfMonths(first, months.maxMonths)];
    if (orderedTo < least || orderedTo > most) {
      const detail = `责令暂停须为 ${months.minMonths} 至 ${months.maxMonths} 个月，末日在 ${least} 至 ${most} 之间；填写的是 ${orderedTo}。`;
      faults.push({ pointer: `${at}/orderedTo`, code: 'MONTHS_OUT_OF_RANGE', detail, citation: basis });
    }
  }
  return faults;
}
