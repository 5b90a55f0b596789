import type { CalendarDate } from '../shared/calendar-date.js';
import { asKnownAt, type Recorded } from './recorded.js';

export const INSTITUTION_FACTS = [
  'SIGNED',
  'SUSPENDED',
  'RESUMED',
  'DISSOLVED',
  'EXPIRED',
  'WITHDRAWN',
] as const;
/** What happens to an agreement or, suspended and resumed only, to a department; `WITHDRAWN` takes back an error. */
export type InstitutionFactType = (typeof INSTITUTION_FACTS)[number];

/** Something that happened to an institution's agreement, or to the service of one of its departments. */
export interface InstitutionFact extends Recorded {
  readonly id: string;
  /** Null: the agreement of the whole institution. */
  readonly departmentCode: string | null;
  readonly type: InstitutionFactType;
  /** First day of what it says; of DISSOLVED and EXPIRED the first day without an agreement. */
  readonly from: CalendarDate;
  /** Last day of an agreement or a suspension; null where none was set. */
  readonly to: CalendarDate | null;
  readonly documentNo: string;
  /** The fact that `WITHDRAWN` takes back; null for all others. */
  readonly withdraws: string | null;
}

export const AGREEMENT_STATES = ['NONE', 'IN_FORCE', 'SUSPENDED', 'DISSOLVED', 'EXPIRED'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];
export type DepartmentState = 'OPEN' | 'SUSPENDED';

/** A state with the document it rests on. */
export interface StateOnDay<S> {
  readonly state: S;
  /** Null where nothing was ever recorded. */
  readonly documentNo: string | null;
}

/** The facts that bear on a day, as known at an instant, by their days and then as recorded. */
function bearingOn(
  facts: readonly InstitutionFact[],
  departmentCode: string | null,
  day: CalendarDate,
  knownAt: string | null,
): InstitutionFact[] {
  const known = asKnownAt(facts, knownAt);
  const withdrawn = new Set(known.flatMap(({ withdraws }) => withdraws ?? []));
  return known
    .filter(({ id, type }) => type !== 'WITHDRAWN' && !withdrawn.has(id))
    .filter((fact) => fact.departmentCode === departmentCode && fact.from <= day)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

const lasts = ({ to }: InstitutionFact, day: CalendarDate): boolean => to === null || day <= to;

/**
 * The state of an institution's agreement on a day (PQ2025:7, S26). Pure.
 *
 * A suspension ends on its last day or when service is resumed; a new agreement does not lift it, only a
 * dissolution ends everything. One of several agreements that covers the day is enough.
 * @param facts of one institution, in the order in which they were recorded.
 * @param knownAt the instant by which facts count; null: all.
 */
export function agreementOn(
  facts: readonly InstitutionFact[],
  day: CalendarDate,
  knownAt: string | null = null,
): StateOnDay<AgreementState> {
  let periods: InstitutionFact[] = [];
  let suspensions: InstitutionFact[] = [];
  let ended: InstitutionFact | null = null;
  for (const fact of bearingOn(facts, null, day, knownAt)) {
    if (fact.type === 'SIGNED') periods.push(fact);
    else if (fact.type === 'SUSPENDED') suspensions.push(fact);
    else if (fact.type === 'RESUMED') suspensions = [];
    else {
      periods = [];
      ended = fact;
      if (fact.type === 'DISSOLVED') suspensions = [];
    }
  }
  return stateOf(periods, suspensions, ended, day);
}

function stateOf(
  periods: readonly InstitutionFact[],
  suspensions: readonly InstitutionFact[],
  ended: InstitutionFact | null,
  day: CalendarDate,
): StateOnDay<AgreementState> {
  const period = periods.findLast((each) => lasts(each, day));
  if (period !== undefined) {
    const suspension = suspensions.findLast((each) => lasts(each, day));
    return suspension === undefined
      ? { state: 'IN_FORCE', documentNo: period.documentNo }
      : { state: 'SUSPENDED', documentNo: suspension.documentNo };
  }
  const past = periods.at(-1);
  if (past !== undefined) return { state: 'EXPIRED', documentNo: past.documentNo };
  if (ended === null) return { state: 'NONE', documentNo: null };
  return {
    state: ended.type === 'DISSOLVED' ? 'DISSOLVED' : 'EXPIRED',
    documentNo: ended.documentNo,
  };
}

/**
 * Whether a department's service is open on a day (S26): open unless suspended. Says nothing of the agreement. Pure.
 * @param facts of one institution, in the order in which they were recorded.
 * @param knownAt the instant by which facts count; null: all.
 */
export function departmentOn(
  facts: readonly InstitutionFact[],
  departmentCode: string,
  day: CalendarDate,
  knownAt: string | null = null,
): StateOnDay<DepartmentState> {
  let suspensions: InstitutionFact[] = [];
  for (const fact of bearingOn(facts, departmentCode, day, knownAt)) {
    suspensions = fact.type === 'RESUMED' ? [] : [...suspensions, fact];
  }
  const suspension = suspensions.findLast((each) => lasts(each, day));
  return suspension === undefined
    ? { state: 'OPEN', documentNo: null }
    : { state: 'SUSPENDED', documentNo: suspension.documentNo };
}
