import type { CalendarYear } from '../rulebook/calendar-year.js';
import { highestByAct, pointsOf, type Finding } from '../scoring/finding.js';
import type { PointsLaw } from '../scoring/points-law.js';
import { addDays, yearOf, type CalendarDate } from '../shared/calendar-date.js';
import type { HistoryEvent, LinkedEvent, RepairEvent, RestoreEvent, ScoreEvent } from './event.js';
import {
  consequenceOf,
  monthsOfYears,
  s16Objection,
  s18LastDay,
  s20WindowOpens,
  type Consequence,
  type Objection,
} from './measure.js';
import type {
  JudgedRepair,
  JudgedRestoration,
  JudgedScore,
  Movement,
  NoticeMeasure,
  Restriction,
  Standing,
} from './standing.js';
import { yearTotalOn } from './year-total.js';

/** How scores stand after objections: their findings, or none when revoked; and the months last chosen. */
export interface Revisions {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly revoked: ReadonlySet<string>;
  readonly months: ReadonlyMap<string, number>;
}

/** What a fold goes by: the law and calendars, and answers that are the same for every fold of one history. */
export interface FoldContext {
  /** The rules by which what happens on the day is judged: a score by its points' day. */
  readonly lawOn: (day: CalendarDate) => PointsLaw;
  readonly calendars: readonly CalendarYear[];
  readonly objections: Map<string, Objection>;
  readonly windows: Map<string, CalendarDate>;
}

function remembered<V>(known: Map<string, V>, key: string, compute: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = compute();
  known.set(key, value);
  return value;
}

type Route = 'TRAINING' | 'ACTIVITY';

/** What a repair could not take off yet for want of points, and its place among the repairs. */
interface Unpaid {
  readonly event: RepairEvent;
  readonly place: number;
  readonly points: number;
}

const capKey = ({ on, level }: RepairEvent): string => {
  const route: Route = level === null ? 'TRAINING' : 'ACTIVITY';
  return `${yearOf(on)} ${route}`;
};

/** S9: one finding alone carries the limit, and adds something; by policy the notice as a whole. */
function s9AtOnce(law: PointsLaw, findings: readonly Finding[], added: ReadonlyMap<string, number>): boolean {
  if (law.onceMeans === 'NOTICE') {
    return [...added.values()].reduce((sum, each) => sum + each, 0) >= law.terminationFrom;
  }
  return findings.some(
    (finding) => pointsOf(law, finding) >= law.terminationFrom && (added.get(finding.conductId) ?? 0) > 0,
  );
}

/**
 * One pass over a history in order, with every score as it stands after objections (S31): built up step by step, read
 * off at any time.
 */
export class HistoryFold {
  private readonly scores = new Map<string, JudgedScore>();
  private readonly repairs: JudgedRepair[] = [];
  private readonly restorations: JudgedRestoration[] = [];
  private readonly movements: Movement[] = [];
  private restrictions: Restriction[] = [];
  /** By calendar year: a new one starts from zero (PQ2025:25, S15). */
  private readonly yearTotals = new Map<number, number>();
  private readonly scoredActs = new Map<string, number>();
  private readonly capUsed = new Map<string, number>();
  private unpaid: Unpaid[] = [];

  constructor(
    private readonly context: FoldContext,
    private readonly revisions: Revisions,
  ) {}

  get standing(): Standing {
    const { repairs, restorations, restrictions, movements } = this;
    return { scores: [...this.scores.values()], repairs, restorations, restrictions, movements };
  }

  scoreOf(id: string): JudgedScore | undefined {
    return this.scores.get(id);
  }

  step(event: HistoryEvent): void {
    switch (event.type) {
      case 'SCORE':
        this.score(event);
        return;
      case 'REPAIR':
        this.repair(event);
        return;
      case 'RESTORE':
        this.restore(event);
        return;
      case 'LINKED':
        this.link(event);
        return;
      case 'REVISE':
      case 'REVOKE':
      case 'MONTHS':
        return;
    }
  }

  private total(year: number): number {
    return this.yearTotals.get(year) ?? 0;
  }

  private move(on: CalendarDate, points: number): number {
    const total = this.total(yearOf(on)) + points;
    this.yearTotals.set(yearOf(on), total);
    this.movements.push({ on, points });
    return total;
  }

  /** S6, S11: all findings first, each act by what it adds; then the year total is looked up. */
  private score(event: ScoreEvent): void {
    const law = this.context.lawOn(event.effectiveOn);
    const findings = this.findingsOf(event);
    const acts = highestByAct(law, findings);
    const added = new Map(
      [...acts].map(([act, points]) => [act, Math.max(0, points - (this.scoredActs.get(act) ?? 0))]),
    );
    const points = [...added.values()].reduce((sum, each) => sum + each, 0);
    for (const [act, highest] of acts) {
      this.scoredActs.set(act, Math.max(highest, this.scoredActs.get(act) ?? 0));
    }
    const yearTotalAfter = this.move(event.effectiveOn, points);
    const objection = this.objectionOf(event);
    const consequence =
      points === 0 ? null : consequenceOf(law, yearTotalAfter, s9AtOnce(law, findings, added));
    const measure = consequence && this.measureOf(event, consequence, objection);
    this.scores.set(event.id, {
      id: event.id,
      effectiveOn: event.effectiveOn,
      points,
      pointsAlone: [...acts.values()].reduce((sum, each) => sum + each, 0),
      yearTotalAfter,
      objectionDeadline: objection?.deadline ?? null,
      provisional: objection?.provisional ?? false,
      measure,
    });
    if (measure !== null && measure.from !== null) {
      const { kind, from, to } = measure;
      this.restrictions.push({ cause: event.id, kind, from, to, restoredOn: null });
    }
    this.payOut(event);
  }

  /**
   * S14, S22: a repair between the points' day and the day of the notice counts against these points too; it is paid out
   * when the notice is issued, whose own measure was looked up before.
   */
  private payOut({ effectiveOn, issuedOn }: ScoreEvent): void {
    if (issuedOn === undefined || issuedOn === effectiveOn) return;
    for (const { event, place, points } of this.unpaid) {
      const { on } = event;
      if (yearOf(on) !== yearOf(effectiveOn) || on < effectiveOn || this.terminatedOn(issuedOn)) continue;
      const key = capKey(event);
      const more = Math.min(points, this.capOf(event) - (this.capUsed.get(key) ?? 0), this.leastSince(on));
      if (more <= 0) continue;
      this.capUsed.set(key, (this.capUsed.get(key) ?? 0) + more);
      this.move(on, -more);
      const paid = this.repairs[place]?.deducted ?? 0;
      this.repairs[place] = { on, deducted: paid + more, code: null };
      this.unpaid = this.unpaid.map((each) =>
        each.place === place ? { ...each, points: points - more } : each,
      );
    }
  }

  /** The lowest total of the year from a day on: what can be taken off on it without falling below zero later. */
  private leastSince(day: CalendarDate): number {
    const { movements } = this;
    const days = movements.map(({ on }) => on).filter((on) => on > day && yearOf(on) === yearOf(day));
    return Math.min(...[day, ...days].map((each) => yearTotalOn({ movements }, each)));
  }

  private findingsOf({ id, findings }: ScoreEvent): readonly Finding[] {
    return this.revisions.revoked.has(id) ? [] : (this.revisions.findings.get(id) ?? findings);
  }

  private objectionOf({ effectiveOn, noticeReceivedOn }: ScoreEvent): Objection | null {
    if (noticeReceivedOn === null) return null;
    const { lawOn, calendars, objections } = this.context;
    return remembered(objections, `${effectiveOn} ${noticeReceivedOn}`, () =>
      s16Objection(lawOn(effectiveOn), noticeReceivedOn, calendars),
    );
  }

  private measureOf(event: ScoreEvent, consequence: Consequence, objection: Objection | null): NoticeMeasure {
    const law = this.context.lawOn(event.effectiveOn);
    const from = objection?.measureFrom ?? null;
    const until = (months: number | null): CalendarDate | null =>
      objection === null || months === null ? null : s18LastDay(law, objection, months);
    if (consequence.kind === 'TERMINATION') {
      return { ...consequence, from, to: until(monthsOfYears(consequence.years)) };
    }
    const months = this.monthsOf(event.id, consequence);
    return { ...consequence, months, from, to: until(months) };
  }

  /** The months last chosen where they fit, else the least of the range; open while none were chosen. */
  private monthsOf(
    id: string,
    { allowedMonths }: Extract<Consequence, { kind: 'SUSPENSION' }>,
  ): number | null {
    const chosen = this.revisions.months.get(id);
    if (chosen === undefined) return null;
    return chosen >= allowedMonths.min && chosen <= allowedMonths.max ? chosen : allowedMonths.min;
  }

  private link({ id, kind, from, to }: LinkedEvent): void {
    this.restrictions.push({ cause: id, kind, from, to, restoredOn: null });
  }

  private terminatedOn(day: CalendarDate): boolean {
    return this.restrictions.some(
      ({ kind, from, restoredOn }) =>
        kind === 'TERMINATION' && from <= day && (restoredOn === null || day < restoredOn),
    );
  }

  /** S22, S23: at most what is left of the route's cap and of the year's points; never while terminated. */
  private repair(event: RepairEvent): void {
    const { on, level } = event;
    const law = this.context.lawOn(on);
    const worth = level === null ? law.trainingPoints : law.activityPoints[level];
    const cap = this.capOf(event);
    const key = capKey(event);
    const left = cap - (this.capUsed.get(key) ?? 0);
    const total = this.total(yearOf(on));
    const code = this.terminatedOn(on)
      ? 'TERMINATED'
      : left <= 0
        ? 'CAP_REACHED'
        : total <= 0
          ? 'NOTHING_TO_REPAIR'
          : null;
    const deducted = code === null ? Math.min(worth, left, total) : 0;
    if (code === null) {
      this.capUsed.set(key, cap - left + deducted);
      this.move(on, -deducted);
    }
    const points = code === null || code === 'NOTHING_TO_REPAIR' ? worth - deducted : 0;
    if (points > 0) this.unpaid.push({ event, place: this.repairs.length, points });
    this.repairs.push({ on, deducted, code });
  }

  private capOf({ on, level }: RepairEvent): number {
    const law = this.context.lawOn(on);
    return level === null ? law.trainingCap : law.activityCap;
  }

  /** S19, S20: looks at every measure begun and not yet restored; back to normal after the latest of them. */
  private restore({ appliedOn, approvedOn }: RestoreEvent): void {
    const begun = this.restrictions.filter((each) => each.restoredOn === null && each.from <= approvedOn);
    const latest = begun.reduce<CalendarDate | null>(
      (last, { to }) => (to !== null && (last === null || to > last) ? to : last),
      null,
    );
    if (begun.length === 0) this.refuse(approvedOn, 'NOT_RESTRICTED');
    else if (
      latest === null ||
      begun.some(({ to }) => to === null) ||
      appliedOn < this.windowOpens(latest, appliedOn)
    ) {
      this.refuse(approvedOn, 'TOO_EARLY');
    } else {
      const next = addDays(latest, 1);
      const effectiveOn = approvedOn > next ? approvedOn : next;
      this.restrictions = this.restrictions.map((each) =>
        begun.includes(each) ? { ...each, restoredOn: effectiveOn } : each,
      );
      this.restorations.push({ approvedOn, effectiveOn, code: null });
    }
  }

  private windowOpens(lastDay: CalendarDate, appliedOn: CalendarDate): CalendarDate {
    const { lawOn, calendars, windows } = this.context;
    return remembered(windows, `${lastDay} ${appliedOn}`, () =>
      s20WindowOpens(lawOn(appliedOn), lastDay, calendars),
    );
  }

  private refuse(approvedOn: CalendarDate, code: 'NOT_RESTRICTED' | 'TOO_EARLY'): void {
    this.restorations.push({ approvedOn, effectiveOn: null, code });
  }
}
