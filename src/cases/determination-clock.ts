import type { NewClock } from '../clocks/clocks.module.js';
import { date } from '../domain/shared/calendar-date.js';
import type { CaseEntity } from './case.entity.js';

/** What the clocks of a case go by. */
export const caseSubject = (caseId: string): string => `case/${caseId}`;

/**
 * Responsibility is determined together with the decision (PQ2025:16): at once, by the office that decided.
 * @returns null for a case against anybody but an institution, which has no personnel to look at.
 */
export const determinationClock = (
  { id, offenderKind, inspectionNo }: CaseEntity,
  by: Pick<NewClock, 'office' | 'officeKind'>,
  madeOn: string,
): NewClock | null =>
  offenderKind === 'DESIGNATED_INSTITUTION'
    ? {
        kind: 'DETERMINE_RESPONSIBILITY',
        subject: caseSubject(id),
        ...by,
        title: `认定相关人员的责任（检查 ${inspectionNo}）`,
        citation: 'PQ2025:16',
        from: date(madeOn),
        term: null,
      }
    : null;
