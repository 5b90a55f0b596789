import type { CalendarDate } from '../shared/calendar-date.js';

/** What a determination of responsibility rests on (PQ2025:16, PQ2025:24, PQ2025:43). */
export type DeterminationSource =
  | {
      readonly kind: 'PENALTY_DECISION';
      readonly madeOn: CalendarDate;
      /** Articles under which the institution was punished: `REG735:38`. */
      readonly bases: readonly string[];
    }
  | {
      readonly kind: 'AGREEMENT_MEASURE';
      readonly madeOn: CalendarDate;
      readonly effectiveOn: CalendarDate;
      readonly measures: readonly string[];
    }
  | { readonly kind: 'CIRCULAR' | 'LICENCE_REVOKED'; readonly on: CalendarDate }
  | { readonly kind: 'STAND_ALONE'; readonly determinedOn: CalendarDate };

export const SOURCE_KINDS = [
  'PENALTY_DECISION',
  'AGREEMENT_MEASURE',
  'CIRCULAR',
  'LICENCE_REVOKED',
  'STAND_ALONE',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** S14: the day that decides the year of the points (PQ2025:24); it follows from the source and is never typed. */
export function pointsDayOf(source: DeterminationSource): CalendarDate {
  switch (source.kind) {
    case 'PENALTY_DECISION':
      return source.madeOn;
    case 'AGREEMENT_MEASURE':
      return source.effectiveOn;
    case 'CIRCULAR':
    case 'LICENCE_REVOKED':
      return source.on;
    case 'STAND_ALONE':
      return source.determinedOn;
  }
}

/** The day from which the source can found a determination: an agreement measure from its decision on (PQ2025:16). */
export const sourceDayOf = (source: DeterminationSource): CalendarDate =>
  source.kind === 'AGREEMENT_MEASURE' ? source.madeOn : pointsDayOf(source);
