import type { MeasureKind } from './event.js';

/** What was done to an institution: under the agreement, or a department's service ordered to stop by a penalty. */
export type InstitutionMeasure =
  | { readonly track: 'AGREEMENT'; readonly measure: string }
  | {
      readonly track: 'PENALTY';
      /** The provision that the penalty rests on: `REG735:40`. */
      readonly basis: string;
      readonly departmentSuspended: boolean;
    };

const OF_AGREEMENT: ReadonlyMap<string, MeasureKind> = new Map([
  ['AGREEMENT_SUSPENDED', 'SUSPENSION'],
  ['DEPARTMENT_SERVICE_SUSPENDED', 'SUSPENSION'],
  ['AGREEMENT_DISSOLVED', 'TERMINATION'],
]);

/** The articles under which a department's service may be ordered to stop. */
const ORDERS_DEPARTMENT = /^REG735:(?:38|40)(?:[.(]|$)/u;

/**
 * S25: the measure that comes with the institution's for those principally responsible (PQ2025:27).
 * @returns null where none does.
 */
export function linkedMeasureOf(done: InstitutionMeasure): MeasureKind | null {
  if (done.track === 'AGREEMENT') return OF_AGREEMENT.get(done.measure) ?? null;
  return done.departmentSuspended && ORDERS_DEPARTMENT.test(done.basis) ? 'SUSPENSION' : null;
}

/** S25: of several measures the gravest that any of them leads to. */
export function gravestLinkedMeasure(all: readonly InstitutionMeasure[]): MeasureKind | null {
  const kinds = all.map(linkedMeasureOf);
  if (kinds.includes('TERMINATION')) return 'TERMINATION';
  return kinds.includes('SUSPENSION') ? 'SUSPENSION' : null;
}
