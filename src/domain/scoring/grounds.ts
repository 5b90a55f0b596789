import type { Fault } from '../shared/result.js';
import type { Adjustment } from './finding.js';

export const LENIENT_GROUNDS = [
  'CAME_FORWARD',
  'EXPLAINED_TRUTHFULLY',
  'MADE_GOOD',
  'REMOVED_EFFECTS',
] as const;
export const SEVERE_GROUNDS = [
  'INCITED_OR_FORCED',
  'INTENT',
  'REFUSED_TO_COOPERATE',
  'REFUSED_TO_CORRECT',
] as const;
export const GROUNDS = [...LENIENT_GROUNDS, ...SEVERE_GROUNDS] as const;

/** A person's own ground for fewer or more points (PQ2025:17, S3). */
export type Ground = (typeof GROUNDS)[number];

export type Leaning = 'NONE' | 'LENIENT' | 'SEVERE';

/** Which way an adjustment goes. */
export function leaningOf(adjustment: Adjustment): Leaning {
  switch (adjustment) {
    case 'NONE':
      return 'NONE';
    case 'LIGHTER':
    case 'REDUCE_BAND':
      return 'LENIENT';
    case 'HEAVIER':
    case 'RAISE_BAND':
      return 'SEVERE';
  }
}

const isLenient = (ground: Ground): boolean => (LENIENT_GROUNDS as readonly Ground[]).includes(ground);

interface Grounded {
  readonly adjustment: Adjustment;
  readonly grounds: readonly Ground[];
  readonly reasons: string | null;
}

/** Faults of the grounds of a finding (PQ2025:17, S3), with pointers below `at`. */
export function groundFaults({ adjustment, grounds, reasons }: Grounded, at: string): Fault[] {
  const citation = 'PQ2025:17';
  const lenient = grounds.some(isLenient);
  const severe = grounds.some((each) => !isLenient(each));
  const faults: Fault[] = [];
  const leaning = leaningOf(adjustment);
  const [wanted, against] = leaning === 'LENIENT' ? [lenient, severe] : [severe, lenient];
  if (leaning !== 'NONE' && !wanted) {
    faults.push(
      against
        ? {
            pointer: `${at}/adjustment`,
            code: 'GROUND_CONTRADICTS',
            detail: `所列情节都是${leaning === 'LENIENT' ? '从重' : '从轻'}的，与 ${adjustment} 相反。`,
            citation,
          }
        : {
            pointer: `${at}/grounds`,
            code: 'GROUND_REQUIRED',
            detail: `${adjustment} 须有${leaning === 'LENIENT' ? '从轻' : '从重'}的情节：${(leaning === 'LENIENT' ? LENIENT_GROUNDS : SEVERE_GROUNDS).join('、')}。`,
            citation,
          },
    );
  }
  if (lenient && severe && reasons === null) {
    const detail = '从轻、从重的情节都有：由承办人员权衡，须说明理由（reasons）。';
    faults.push({ pointer: `${at}/reasons`, code: 'REASONS_REQUIRED', detail, citation });
  }
  return faults;
}
