import type { NoticeMeasure } from '../../domain/qualification/standing.js';
import type { ContentFinding, Warning } from '../determinations/determination-content.js';
import type { Plain } from '../plain.js';
import type { NoticeReceipt } from './notice-receipt.js';
import type { ServiceForm } from './notice.dto.js';

/** What a score notice tells, as it was when it was issued. */
export interface NoticeContent {
  readonly findings: readonly ContentFinding[];
  readonly months: number | null;
  readonly monthsReasons: string | null;
  /** Why it was entered after the day it bears. */
  readonly backdating: string | null;
  /** What it adds (S6), and what its acts come to by themselves. */
  readonly points: number;
  readonly pointsAlone: number;
  /** Of the calendar year of the points' day, at that moment. */
  readonly yearTotalAfter: number;
  /** Without dates: nothing runs before the notice is received. */
  readonly measure: NoticeMeasure | null;
  readonly warnings: readonly Warning[];
  readonly receipt: NoticeReceipt;
}

/** A proof of service, as recorded. */
export type ServiceContent = Plain<ServiceForm>;

export interface MonthsContent {
  readonly months: number;
  readonly reasons: string;
  readonly allowedMonths: { readonly min: number; readonly max: number };
}

/** The paper of suspension or termination (PQ2025:24). */
export interface MeasureNoticeContent {
  readonly kind: 'SUSPENSION' | 'TERMINATION';
  /** Year total that leads to it. */
  readonly yearTotal: number;
  readonly months: number | null;
  readonly years: number | null;
  readonly from: string;
  readonly to: string;
  readonly issuedOn: string;
  readonly objectionDeadline: string;
  /** First day to apply for restoration; null while a year it depends on has no calendar (S34). */
  readonly restorationFrom: string | null;
  /** How restoration is applied for (PQ2025:30). */
  readonly restoration: string;
  readonly rulebookHash: string;
}
