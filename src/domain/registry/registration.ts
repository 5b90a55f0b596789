import type { CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import type { AgreementState } from './institution-state.js';
import { personnelKindFaults, type InstitutionKind, type PersonnelKind } from './personnel-kind.js';
import { recordedBy, type Recorded } from './recorded.js';

export const CANCELLATION_REASONS = [
  'LEFT',
  'RETIRED',
  'NOT_ON_DUTY',
  'CHANGED_EMPLOYER',
  'ENTERED_IN_ERROR',
] as const;
/** Why a registration is cancelled (PQ2025:13); one entered in error is cancelled from its first day on. */
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

export const CANCELLATION_GROUNDS = [...CANCELLATION_REASONS, 'RESTORED_ANEW'] as const;
/** A reason stated, or that a termination was restored, after which everybody registers anew (PQ2025:30). */
export type CancellationGround = (typeof CANCELLATION_GROUNDS)[number];

/** A person's registration at an institution (PQ2025:13). */
export interface RegistrationFact extends Recorded {
  readonly institutionCode: string;
  readonly kind: PersonnelKind;
  readonly from: CalendarDate;
  /** First day on which it no longer stands; null while it was not cancelled. */
  readonly cancelledOn: CalendarDate | null;
  readonly cancelRecordedAt: string | null;
}

/** Whether a registration stands on a day, as known at an instant. Pure. */
export function registrationStands(
  { from, cancelledOn, cancelRecordedAt, recordedAt }: RegistrationFact,
  day: CalendarDate,
  knownAt: string | null = null,
): boolean {
  if (!recordedBy(recordedAt, knownAt) || day < from) return false;
  const cancelled =
    cancelledOn !== null && recordedBy(cancelRecordedAt ?? recordedAt, knownAt) && day >= cancelledOn;
  return !cancelled;
}

export interface NewRegistration {
  readonly institutionCode: string;
  readonly departmentCode: string | null;
  readonly kind: PersonnelKind;
  readonly from: CalendarDate;
  /** Document by which practice at several sites was permitted (PQ2025:13). */
  readonly multiSiteApproval: string | null;
}

/** All that bears on whether a registration may be made. */
export interface RegistrationSetting {
  /** Latest first day that may be entered. */
  readonly lastDay: CalendarDate;
  readonly institutionKind: InstitutionKind;
  readonly departments: readonly string[];
  /** On the registration's first day. */
  readonly agreement: AgreementState;
  /** On the registration's first day, at that institution. */
  readonly committed: boolean;
  /** On the registration's first day, or today. */
  readonly restricted: boolean;
  /** Every registration of that person. */
  readonly others: readonly RegistrationFact[];
}

/**
 * Why a registration may not be made: all reasons at once.
 * @param at pointer of the registration in the request.
 */
export function registrationFaults(wanted: NewRegistration, setting: RegistrationSetting, at = ''): Fault[] {
  return [
    ...dayFaults(wanted, setting, at),
    ...departmentFaults(wanted, setting, at),
    ...personnelKindFaults(wanted.kind, setting.institutionKind, `${at}/kind`),
    ...groundFaults(wanted, setting, at),
    ...otherSiteFaults(wanted, setting.others, at),
  ];
}

function dayFaults({ from }: NewRegistration, { lastDay }: RegistrationSetting, at: string): Fault[] {
  if (from <= lastDay) return [];
  return [{ pointer: `${at}/from`, code: 'DATE_ORDER', detail: `起始日 ${from} 晚于 ${lastDay}，请核对。` }];
}

function departmentFaults(
  { departmentCode }: NewRegistration,
  { departments }: RegistrationSetting,
  at: string,
): Fault[] {
  if (departmentCode === null || departments.includes(departmentCode)) return [];
  const detail = `该机构没有代码为 ${departmentCode} 的科室，请先登记科室。`;
  return [{ pointer: `${at}/departmentCode`, code: 'UNKNOWN_REFERENCE', detail }];
}

/** Agreement, commitment, qualification: what has to be there on the first day. */
function groundFaults(
  { from }: NewRegistration,
  { agreement, committed, restricted }: RegistrationSetting,
  at: string,
): Fault[] {
  const pointer = `${at}/from`;
  const faults: Fault[] = [];
  if (agreement !== 'IN_FORCE') {
    const detail = `${from} 该机构没有有效的医保服务协议（状态 ${agreement}），不能登记备案。`;
    faults.push({ pointer, code: 'AGREEMENT_NOT_IN_FORCE', detail, citation: 'PQ2025:7' });
  }
  if (!committed) {
    const detail = `${from} 该人员在该机构没有有效的服务承诺，请先录入已签署的承诺书。`;
    faults.push({ pointer, code: 'NO_COMMITMENT', detail, citation: 'PQ2025:11' });
  }
  if (restricted) {
    const detail = '该人员的医保支付资格目前受限，在此期间不得新增登记备案。';
    faults.push({ pointer, code: 'RESTRICTED', detail, citation: 'PQ2025:27' });
  }
  return faults;
}

/** PQ2025:13: once at an institution; at several only doctors with a permission, and principals of pharmacies. */
function otherSiteFaults(wanted: NewRegistration, others: readonly RegistrationFact[], at: string): Fault[] {
  const beside = others.filter(
    ({ from, cancelledOn }) => cancelledOn === null || (cancelledOn > wanted.from && cancelledOn > from),
  );
  const faults: Fault[] = [];
  if (beside.some(({ institutionCode }) => institutionCode === wanted.institutionCode)) {
    const detail = '该人员在该机构已有登记备案；同一人员在同一机构同一时期只登记一次。';
    faults.push({ pointer: `${at}/from`, code: 'DUPLICATE_REGISTRATION', detail, citation: 'PQ2025:13' });
  }
  const elsewhere = beside.filter(({ institutionCode }) => institutionCode !== wanted.institutionCode);
  return elsewhere.length === 0 ? faults : [...faults, ...multiSiteFaults(wanted, elsewhere, at)];
}

function multiSiteFaults(
  { kind, multiSiteApproval }: NewRegistration,
  elsewhere: readonly RegistrationFact[],
  at: string,
): Fault[] {
  const code = 'MULTI_SITE_NOT_ALLOWED';
  const citation = 'PQ2025:13';
  const allAre = (one: PersonnelKind): boolean =>
    [kind, ...elsewhere.map((each) => each.kind)].every((each) => each === one);
  if (allAre('PHARMACY_PRINCIPAL')) return [];
  if (allAre('MEDICAL')) {
    if (multiSiteApproval !== null) return [];
    const detail = '该医师同一时期另有登记备案：多点执业须填写许可的文号（multiSiteApproval）。';
    return [{ pointer: `${at}/multiSiteApproval`, code, detail, citation }];
  }
  const detail = '该人员同一时期在其他机构另有登记备案，此类人员不得同时登记于两处。';
  return [{ pointer: `${at}/kind`, code, detail, citation }];
}

/** What is wrong with the day of a cancellation. */
export function cancellationFaults(
  { from }: Pick<RegistrationFact, 'from'>,
  on: CalendarDate,
  reason: CancellationReason,
  lastDay: CalendarDate,
): Fault[] {
  const fault = (detail: string): Fault[] => [
    { pointer: '/on', code: 'DATE_ORDER', detail, citation: 'PQ2025:13' },
  ];
  if (on < from) return fault(`取消日 ${on} 早于登记备案的起始日 ${from}，请核对。`);
  if (on > lastDay) return fault(`取消日 ${on} 晚于 ${lastDay}，请核对。`);
  if (reason === 'ENTERED_IN_ERROR' && on !== from)
    return fault(`误录的登记备案自始取消，取消日须为起始日 ${from}。`);
  return [];
}
