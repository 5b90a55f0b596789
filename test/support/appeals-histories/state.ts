import type { HistoryBureau } from './bureau.js';
import type { FindingBody } from '../scoring.js';

/** An event of the preview (POST /scoring/preview), but for the receipt of a score, which its notice knows. */
export type KnownEvent =
  | {
      readonly type: 'SCORE';
      readonly id: string;
      readonly notice: Notice;
      readonly [member: string]: unknown;
    }
  | { readonly type: Exclude<string, 'SCORE'>; readonly [member: string]: unknown };

/** Somebody the history is about, with the events that users were told were recorded, as they were told. */
export interface Person {
  readonly code: string;
  readonly events: { readonly order: number; readonly event: KnownEvent }[];
}

/** The decision that determinations may rest on. */
export interface Case {
  readonly id: string;
  readonly track: 'AGREEMENT' | 'PENALTY';
  /** Who decides it, and takes it back. */
  readonly by: string;
  readonly effectiveOn: string;
  readonly circumstances: readonly string[];
  readonly suspendsAgreement: boolean;
  withdrawn: boolean;
}

export interface Determination {
  readonly id: string;
  /** Of the city's level: its bureau determined, its agency scores. */
  readonly ofCity: boolean;
  readonly case: Case | null;
  readonly pointsDay: string;
  /** Entered late: somebody else issues the notice. */
  readonly late: boolean;
  readonly person: Person;
  readonly findings: readonly FindingBody[];
  notice: Notice | null;
  linkedId: string | null;
  underReview: boolean;
  /** No notice can rest on it any more. */
  fell: boolean;
}

export interface Notice {
  readonly id: string;
  readonly determination: Determination;
  readonly person: Person;
  /** The agency account that issued it. */
  readonly by: string;
  /** Accounts that had a hand in it: they do not review it. */
  readonly handledBy: Set<string>;
  readonly issuedOn: string;
  /** As revised last. */
  findings: readonly FindingBody[];
  readonly received: { INSTITUTION?: Received; PERSON?: Received };
  revoked: boolean;
  /** The words of its act, as corrected last. */
  words: string;
}

interface Received {
  readonly on: string;
  readonly by: string;
}

export interface Training {
  readonly id: string;
  readonly on: string;
  readonly by: string;
  readonly present: Set<Person>;
}

/** Ids of what was handed in; where each stands is asked of the program. */
export interface Handed {
  readonly id: string;
  readonly person: Person;
}

/** The two readings of S16 that a ruling can put in the place of the adopted one. */
export type ObjectionFrom = 'INSTITUTION' | 'PERSON' | 'LATER';

/** What all histories of a world share. */
export interface World {
  readonly bureau: HistoryBureau;
  /** Whose receipt counts for a score of that points’ day, as ruled so far. */
  objectionFrom: ObjectionFrom;
  /** Changes so far, for the order in which they were recorded. */
  changes: number;
  /** How often a person was looked at. */
  looks: number;
}

/** One history: one or two persons, and all that was done about them. */
export interface HistoryState {
  readonly world: World;
  readonly bureau: HistoryBureau;
  readonly place: number;
  /** Mostly about one grave penalty and what becomes of its points, which else comes together too seldom. */
  readonly grave: boolean;
  readonly people: readonly [Person, ...Person[]];
  readonly cases: Case[];
  readonly determinations: Determination[];
  readonly objections: { readonly id: string; readonly notice: Notice }[];
  readonly restorations: Handed[];
  readonly repairs: (Handed & { readonly by: string })[];
  readonly trainings: Training[];
  /** The merge that stands. */
  merged: string | null;
}

export const noticesOf = ({ determinations }: HistoryState): Notice[] =>
  determinations.flatMap(({ notice }) => (notice === null ? [] : [notice]));

/** Scores that stand. */
export const standingNotices = (history: HistoryState): Notice[] =>
  noticesOf(history).filter(({ revoked }) => !revoked);

/** Whoever is on the file with a person. */
export const fileOf = ({ merged, people }: HistoryState, person: Person): readonly Person[] =>
  merged === null ? [person] : people;

/** Keeps an event that users were told was recorded. */
export function happened({ world }: HistoryState, { events }: Person, event: KnownEvent): void {
  world.changes += 1;
  events.push({ order: world.changes, event });
}

/** A linked measure that is void was never there (S31). */
export function forgetLinked(determination: Determination): void {
  const { events } = determination.person;
  const place = events.findIndex(({ event }) => event.id === determination.linkedId);
  if (determination.linkedId !== null && place >= 0) events.splice(place, 1);
  determination.linkedId = null;
}

function receiptOf({ received }: Notice, from: ObjectionFrom): string | undefined {
  const [institution, person] = [received.INSTITUTION?.on, received.PERSON?.on];
  if (from === 'INSTITUTION') return institution;
  if (from === 'PERSON') return person;
  if (institution === undefined || person === undefined) return undefined;
  return institution > person ? institution : person;
}

function formOf(event: KnownEvent, from: ObjectionFrom): object {
  if (event.type !== 'SCORE') return event;
  const { notice, ...form } = event as Extract<KnownEvent, { type: 'SCORE' }>;
  const noticeReceivedOn = receiptOf(notice, from);
  return { ...form, ...(noticeReceivedOn !== undefined && { noticeReceivedOn }) };
}

/** The events known of everybody on the person's file, as the preview takes them, in the order of their recording. */
export const eventsKnown = (history: HistoryState, person: Person): object[] =>
  fileOf(history, person)
    .flatMap(({ events }) => events)
    .sort((a, b) => a.order - b.order)
    .map(({ event }) => formOf(event, history.world.objectionFrom));

/** Findings as the preview takes them. */
export const findingForms = (findings: readonly FindingBody[]): object[] =>
  findings.map(({ conductId, circumstance, degree, points, basis }) => ({
    conductId,
    circumstance,
    degree,
    adjustment: 'NONE',
    ...(points !== undefined && { points }),
    ...(basis !== undefined && { basis }),
  }));
