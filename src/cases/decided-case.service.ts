import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseTrack } from '../domain/procedure/case-states.js';
import type { OffenderKind } from '../domain/rulebook/instrument.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import { money, NO_MONEY } from '../domain/shared/money.js';
import type { CaseForm } from './case.dto.js';
import { CaseEntity } from './case.entity.js';
import { CaseEventEntity } from './case-event.entity.js';
import { CaseRevisionEntity } from './case-revision.entity.js';
import { eventsOf } from './case-store.js';

/** An act that a decision found: a violation, or a breach of the agreement. */
export interface DecidedAct {
  readonly id: string;
  /** Acts with the same one are one conduct. */
  readonly conductId: string;
  readonly facts: string;
  readonly conductEndedOn: CalendarDate;
}

/** What others may know of a case that is decided. */
export interface DecidedCase {
  readonly id: string;
  readonly track: CaseTrack;
  /** District code of the office that decided it. */
  readonly office: string;
  readonly district: string;
  readonly offenderKind: OffenderKind;
  readonly offenderCode: string | null;
  readonly inspectionNo: string;
  readonly decision: {
    readonly number: string;
    readonly madeOn: CalendarDate;
    /** When it takes effect: a measure under the agreement as stated, a penalty on the day it is made. */
    readonly effectiveOn: CalendarDate;
    /** Measures under the agreement, as the decision stands after changes. */
    readonly measures: readonly string[];
    /** Articles of all violations found, as they stand after changes. */
    readonly bases: readonly string[];
    /** Articles of the violations fined, as the decision stands after changes. */
    readonly finedBases: readonly string[];
    readonly withdrawn: boolean;
  } | null;
  readonly acts: readonly DecidedAct[];
}

interface StatedDecision {
  readonly madeOn: string;
  readonly effectiveOn?: string;
  readonly office?: string;
  readonly measures?: readonly string[];
  readonly violations?: readonly { readonly id: string; readonly basis: string }[];
  readonly figures?: readonly { readonly violationId: string; readonly fine: string }[];
}

interface StatedChange {
  /** Absent in what was recorded before a change could name them; empty: as they were. */
  readonly measures?: readonly string[];
  readonly bases?: readonly { readonly violationId: string; readonly basis: string }[];
  readonly figures: readonly { readonly violationId: string; readonly fine?: string }[];
}

const changesOf = (events: readonly CaseEventEntity[]): StatedChange[] =>
  events.filter(({ event }) => event === 'CHANGED').map(({ content }) => JSON.parse(content) as StatedChange);

/** Violations with a fine: those of the last change that names any, else those of the decision. */
function finedViolations(decision: StatedDecision, events: readonly CaseEventEntity[]): ReadonlySet<string> {
  const changed = changesOf(events).findLast(({ figures }) => figures.length > 0);
  const figures = changed?.figures ?? decision.figures ?? [];
  const fined = figures.filter(({ fine }) => fine === undefined || money(fine) > NO_MONEY);
  return new Set(fined.map(({ violationId }) => violationId));
}

const actsOf = ({ violations, breaches }: CaseForm): DecidedAct[] => [
  ...violations.map(({ id, conductId, facts, conductEndedOn }) => ({
    id,
    conductId: conductId ?? id,
    facts,
    conductEndedOn: date(conductEndedOn),
  })),
  ...breaches.map(({ id, facts, conductEndedOn }) => ({
    id,
    conductId: id,
    facts,
    conductEndedOn: date(conductEndedOn),
  })),
];

function decisionOf(events: readonly CaseEventEntity[]): DecidedCase['decision'] {
  const decided = events.find(({ event }) => event === 'DECIDED');
  if (decided === undefined) return null;
  const stated = JSON.parse(decided.content) as StatedDecision;
  const fined = finedViolations(stated, events);
  const changes = changesOf(events);
  const bases = new Map(
    changes.flatMap((change) => (change.bases ?? []).map(({ violationId, basis }) => [violationId, basis])),
  );
  const measures = changes.findLast((change) => (change.measures ?? []).length > 0)?.measures;
  const violations = (stated.violations ?? []).map(({ id, basis }) => ({
    id,
    basis: bases.get(id) ?? basis,
  }));
  const distinct = (each: readonly string[]): string[] => [...new Set(each)];
  return {
    number: decided.number ?? '',
    madeOn: date(stated.madeOn),
    effectiveOn: date(stated.effectiveOn ?? stated.madeOn),
    measures: measures ?? stated.measures ?? [],
    bases: distinct(violations.map(({ basis }) => basis)),
    finedBases: distinct(violations.filter(({ id }) => fined.has(id)).map(({ basis }) => basis)),
    withdrawn: events.some(({ event }) => event === 'WITHDRAWN'),
  };
}

/** Tells the modules above what was decided in a case. */
@Injectable()
export class DecidedCaseService {
  /** A case with its decision, if it has one; null when there is no such case. Whose business it is, is for the caller. */
  async byId(manager: EntityManager, id: string): Promise<DecidedCase | null> {
    const head = await manager.findOneBy(CaseEntity, { id });
    if (head === null) return null;
    const { content } = await manager.findOneByOrFail(CaseRevisionEntity, {
      caseId: id,
      revision: head.revision,
    });
    const events = await eventsOf(manager, id);
    return {
      id,
      track: head.track,
      office: officeOf(head, events),
      district: head.district,
      offenderKind: head.offenderKind,
      offenderCode: head.offenderCode,
      inspectionNo: head.inspectionNo,
      decision: decisionOf(events),
      acts: actsOf(JSON.parse(content) as CaseForm),
    };
  }
}

/** Written into every agreement decision; a penalty is decided by the municipal bureau, whose cases carry its code. */
function officeOf({ district }: CaseEntity, events: readonly CaseEventEntity[]): string {
  const decided = events.find(({ event }) => event === 'DECIDED');
  const { office } = JSON.parse(decided?.content ?? '{}') as Partial<StatedDecision>;
  return office ?? district;
}
