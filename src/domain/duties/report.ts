import type { MeasureKind } from '../qualification/event.js';
import { DEGREES, type Degree, type NegativeCircumstance } from '../scoring/finding.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import { isWithin, type Period } from './period.js';
import type { Reported } from './reported.js';

/** What happened at an institution in a period (PQ2025:33). */
export interface InstitutionFigures {
  readonly institution: string;
  readonly notices: number;
  /** People with a notice. */
  readonly people: number;
  readonly points: number;
  /** Notices that lead to a suspension or a termination. */
  readonly suspensions: number;
  readonly terminations: number;
  readonly linked: number;
  /** Issued before the period, and recorded in it. */
  readonly recordedLate: number;
  readonly restored: number;
  readonly revised: number;
  readonly revoked: number;
}

/** Findings of one circumstance and degree at an institution, by what their notice led to. */
export interface FindingGroup {
  readonly institution: string;
  readonly circumstance: NegativeCircumstance;
  readonly degree: Degree;
  readonly measure: MeasureKind | null;
  readonly findings: number;
  readonly people: number;
  /** Of the findings by themselves, before S6's difference. */
  readonly points: number;
}

/** The figures of an agency's report to the bureau of its level. */
export interface ReportFigures {
  readonly total: Omit<InstitutionFigures, 'institution'>;
  readonly institutions: readonly InstitutionFigures[];
  readonly groups: readonly FindingGroup[];
  /** Notices and linked measures issued in the period, by number. */
  readonly issued: readonly Reported[];
  /** Issued earlier, and recorded, restored or corrected in the period. */
  readonly earlier: readonly Reported[];
}

/**
 * The report of a period (PQ2025:33): what the agency issued in it as it stands now, and what happened in it to what it
 * issued. Pure.
 * @param all everything that the agency ever issued.
 */
export function reportOf(all: readonly Reported[], period: Period): ReportFigures {
  const issued = all.filter(({ issuedOn }) => isWithin(issuedOn, period)).sort(byNumber);
  const touched = all.filter(
    (each) => recordedLate(each, period) || restoredWithin(each, period) || correctedWithin(each, period),
  );
  const earlier = touched.filter((each) => !issued.includes(each)).sort(byNumber);
  const mentioned = [...issued, ...earlier];
  const codes = [...new Set(mentioned.map(({ institution }) => institution))].sort();
  return {
    total: figuresOf(mentioned, period),
    institutions: codes.map((institution) => ({
      institution,
      ...figuresOf(
        mentioned.filter((each) => each.institution === institution),
        period,
      ),
    })),
    groups: groupsOf(issued),
    issued,
    earlier,
  };
}

const byNumber = (a: Reported, b: Reported): number => compare(a.number, b.number) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const dayWithin = (day: CalendarDate | null, period: Period): boolean =>
  day !== null && isWithin(day, period);

const recordedLate = ({ issuedOn, recordedOn }: Reported, period: Period): boolean =>
  issuedOn < period.from && isWithin(recordedOn, period);
const restoredWithin = ({ measure }: Reported, period: Period): boolean =>
  dayWithin(measure?.restoredOn ?? null, period);
const correctedWithin = ({ correctedOn }: Reported, period: Period): boolean =>
  dayWithin(correctedOn, period);

function figuresOf(all: readonly Reported[], period: Period): ReportFigures['total'] {
  const issued = all.filter(({ issuedOn }) => isWithin(issuedOn, period));
  const notices = issued.filter(({ source }) => source === 'NOTICE');
  const leadingTo = (kind: MeasureKind): number =>
    notices.filter(({ measure }) => measure?.kind === kind).length;
  const corrected = (state: Reported['state']): number =>
    all.filter((each) => each.state === state && correctedWithin(each, period)).length;
  return {
    notices: notices.length,
    people: new Set(notices.map(({ personId }) => personId)).size,
    points: notices.reduce((sum, { points }) => sum + points, 0),
    suspensions: leadingTo('SUSPENSION'),
    terminations: leadingTo('TERMINATION'),
    linked: issued.length - notices.length,
    recordedLate: all.filter((each) => recordedLate(each, period)).length,
    restored: all.filter((each) => restoredWithin(each, period)).length,
    revised: corrected('REVISED'),
    revoked: corrected('REVOKED'),
  };
}

function groupsOf(issued: readonly Reported[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup & { readonly who: Set<string> }>();
  for (const { institution, personId, findings, measure } of issued) {
    for (const { circumstance, degree, points } of findings) {
      const kind = measure?.kind ?? null;
      const key = [institution, circumstance, DEGREES.indexOf(degree), kind ?? ''].join(' ');
      const group = groups.get(key);
      const who = new Set([...(group?.who ?? []), personId]);
      groups.set(key, {
        institution,
        circumstance,
        degree,
        measure: kind,
        findings: (group?.findings ?? 0) + 1,
        people: who.size,
        points: (group?.points ?? 0) + points,
        who,
      });
    }
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([, { who: _who, ...group }]) => group);
}
