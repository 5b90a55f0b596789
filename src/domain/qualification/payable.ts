import type { CalendarDate } from '../shared/calendar-date.js';
import type { Restriction } from './standing.js';
import { inForceOn, statusOn, type QualificationStatus } from './timeline.js';

/** Everything the settlement check asks about a service, as it was on the day of service (S26). */
export interface ServiceFacts {
  readonly on: CalendarDate;
  /** Emergency, rescue or another recognised special case (PQ2025:15). */
  readonly emergency: boolean;
  readonly restrictions: readonly Restriction[];
  /** Registered at that institution on the day. */
  readonly registered: boolean;
  /** A service commitment in force at that institution on the day. */
  readonly committed: boolean;
  readonly agreementInForce: boolean;
  /** The department of the registration; true where none is named. */
  readonly departmentOpen: boolean;
  /** Whether a measure that has run out bars payment until it is restored (S19). */
  readonly unrestoredAfterExpiry: 'NOT_PAYABLE' | 'PAYABLE';
}

export const CHECK_REASONS = [
  'SUSPENDED',
  'TERMINATED',
  'EXPIRED_NOT_RESTORED',
  'NOT_REGISTERED',
  'NO_COMMITMENT',
  'AGREEMENT_NOT_IN_FORCE',
  'DEPARTMENT_SUSPENDED',
  'UNKNOWN_PERSON',
  'EMERGENCY_EXCEPTION',
] as const;
export type CheckReasonCode = (typeof CHECK_REASONS)[number];

export interface CheckReason {
  readonly code: CheckReasonCode;
  readonly citation: string;
  readonly detail: string;
}

export type CheckStatus = QualificationStatus | 'NOT_REGISTERED' | 'UNKNOWN';

/** Whether the service may be paid, with every reason that bears on it. */
export interface CheckVerdict {
  readonly status: CheckStatus;
  readonly payable: boolean;
  readonly reasons: readonly CheckReason[];
}

interface Found {
  readonly reason: CheckReason;
  readonly bars: boolean;
}

const found = (code: CheckReasonCode, citation: string, detail: string, bars = true): Found => ({
  reason: { code, citation, detail },
  bars,
});

const hasExpired = ({ to }: Restriction, on: CalendarDate): boolean => to !== null && to < on;

const latest = (days: readonly (CalendarDate | null)[]): CalendarDate | null =>
  days.reduce<CalendarDate | null>(
    (last, day) => (day !== null && (last === null || day > last) ? day : last),
    null,
  );

/** PQ2025:15, PQ2025:38, PQ2025:40: a measure that runs on the day. */
function s26Running(running: readonly Restriction[]): Found[] {
  const terminated = running.filter(({ kind }) => kind === 'TERMINATION');
  const gravest = terminated.length > 0 ? terminated : running;
  if (gravest.length === 0) return [];
  const last = gravest.some(({ to }) => to === null)
    ? '未定'
    : (latest(gravest.map(({ to }) => to)) ?? '未定');
  const words = `至 ${last}，期满须经批准恢复`;
  return terminated.length > 0
    ? [found('TERMINATED', 'PQ2025:15', `医保支付资格已终止，${words}。`)]
    : [found('SUSPENDED', 'PQ2025:15', `医保支付资格暂停中，${words}。`)];
}

/** S19: a measure that has run out and was not restored, with a code of its own. */
function s19Expired(expired: readonly Restriction[], { unrestoredAfterExpiry }: ServiceFacts): Found[] {
  const last = latest(expired.map(({ to }) => to));
  if (last === null) return [];
  const detail = `暂停或终止已于 ${last} 期满，但尚未批准恢复。`;
  return [found('EXPIRED_NOT_RESTORED', 'PQ2025:30', detail, unrestoredAfterExpiry === 'NOT_PAYABLE')];
}

function s26Standing(facts: ServiceFacts): Found[] {
  const { on, restrictions } = facts;
  const inForce = restrictions.filter((each) => inForceOn(each, on));
  return [
    ...s26Running(inForce.filter((each) => !hasExpired(each, on))),
    ...s19Expired(
      inForce.filter((each) => hasExpired(each, on)),
      facts,
    ),
  ];
}

/** What the emergency exception never lifts. */
function s26Entitlement(facts: ServiceFacts): Found[] {
  const { on, registered, committed, agreementInForce, departmentOpen } = facts;
  return [
    ...(registered ? [] : [found('NOT_REGISTERED', 'PQ2025:13', `${on} 未在该机构登记备案。`)]),
    ...(registered && !committed
      ? [found('NO_COMMITMENT', 'PQ2025:11', `${on} 在该机构没有有效的服务承诺。`)]
      : []),
    ...(agreementInForce
      ? []
      : [found('AGREEMENT_NOT_IN_FORCE', 'PQ2025:7', `该机构的医保服务协议 ${on} 未在履行。`)]),
    ...(registered && !departmentOpen
      ? [found('DEPARTMENT_SUSPENDED', 'PQ2025:27', `所在科室（部门）${on} 被中止或暂停涉及基金使用的服务。`)]
      : []),
  ];
}

const EXCEPTION = found(
  'EMERGENCY_EXCEPTION',
  'PQ2025:15',
  '急诊、抢救等特殊情形，不因暂停或终止而不予支付。',
  false,
).reason;

/** S26: the settlement check of one service by a person who is known. */
export function s26Check(facts: ServiceFacts): CheckVerdict {
  const standing = s26Standing(facts);
  const entitlement = s26Entitlement(facts);
  const lifted = facts.emergency && standing.length > 0;
  const barred = entitlement.length > 0 || (!lifted && standing.some(({ bars }) => bars));
  const reasons = [...standing, ...entitlement].map(({ reason }) => reason);
  return {
    status: facts.registered ? statusOn(facts.restrictions, facts.on) : 'NOT_REGISTERED',
    payable: !barred,
    reasons: lifted ? [...reasons, EXCEPTION] : reasons,
  };
}

/** What an institution learns of anybody who is not registered with it, and of nobody at all. */
export const s26NotRegistered = (on: CalendarDate): CheckVerdict => ({
  status: 'NOT_REGISTERED',
  payable: false,
  reasons: [found('NOT_REGISTERED', 'PQ2025:13', `${on} 未在该机构登记备案。`).reason],
});

/** What bureau, agency and auditor learn of a code that belongs to nobody. */
export const s26Unknown = (): CheckVerdict => ({
  status: 'UNKNOWN',
  payable: false,
  reasons: [found('UNKNOWN_PERSON', 'PQ2025:13', '没有使用此代码登记备案的人员。').reason],
});
