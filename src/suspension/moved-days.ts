import type { ClockView } from '../clocks/clocks.module.js';
import type { JudgedScore, Restriction } from '../domain/qualification/standing.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import type { MovedDayAnswer, ProvisionalDayAnswer } from './calendar-years.dto.js';
import { siteNoticeSubject } from './site-notice-store.js';
import type { Told } from './site-telling.service.js';

type About = Pick<MovedDayAnswer, 'what' | 'subject' | 'part' | 'kind'>;

const moved = (about: About, was: string | null, now: string | null): MovedDayAnswer[] =>
  was === null || now === null || was === now ? [] : [{ ...about, was, now }];

/** Clocks that ran before and run still, and whose first or last day is another. */
export function movedClocks(before: readonly ClockView[], after: readonly ClockView[]): MovedDayAnswer[] {
  const earlier = new Map(before.map((clock) => [clock.id, clock]));
  return after.flatMap((clock) => {
    const was = earlier.get(clock.id);
    if (was === undefined) return [];
    const { kind, subject } = clock;
    const opens =
      kind === 'RESTORATION_WINDOW'
        ? moved({ what: 'CLOCK', subject, part: 'OPENS', kind }, was.from, clock.from)
        : [];
    return [...opens, ...moved({ what: 'CLOCK', subject, part: 'DUE', kind }, was.dueOn, clock.dueOn)];
  });
}

function movedMeasures(before: readonly Restriction[], after: readonly Restriction[]): MovedDayAnswer[] {
  return after.flatMap((restriction) => {
    const was = before.find(({ cause }) => cause === restriction.cause);
    if (was === undefined) return [];
    const about = { what: 'MEASURE', subject: `measure/${restriction.cause}`, kind: null } as const;
    return [
      ...moved({ ...about, part: 'FROM' }, was.from, restriction.from),
      ...moved({ ...about, part: 'TO' }, was.to, restriction.to),
    ];
  });
}

function movedDeadlines(before: readonly JudgedScore[], after: readonly JudgedScore[]): MovedDayAnswer[] {
  return after.flatMap(({ id, objectionDeadline }) => {
    const was = before.find((score) => score.id === id)?.objectionDeadline ?? null;
    const about = { what: 'OBJECTION_DEADLINE', subject: `score/${id}`, part: 'DUE', kind: null } as const;
    return moved(about, was, objectionDeadline);
  });
}

/** The days of a file that moved when it was judged anew. */
export const movedInFile = ({ before, after }: Rejudged): MovedDayAnswer[] => [
  ...movedDeadlines(before.standing.scores, after.standing.scores),
  ...movedMeasures(before.standing.restrictions, after.standing.restrictions),
];

/** The days that sites were told otherwise than before; each under the notice that holds now. */
export const movedAtSites = (told: readonly Told[]): MovedDayAnswer[] =>
  told.flatMap(({ notice, voided }) => {
    const was = voided.find((each) => each.notice.lasting && each.notice.action === notice.action);
    if (was === undefined) return [];
    const about = { what: 'SITE_NOTICE', subject: siteNoticeSubject(notice.id), kind: null } as const;
    return [
      ...moved({ ...about, part: 'FROM' }, was.notice.on, notice.on),
      ...moved({ ...about, part: 'TO' }, was.notice.until, notice.until),
    ];
  });

export const provisionalClocks = (clocks: readonly ClockView[]): ProvisionalDayAnswer[] =>
  clocks.flatMap(({ kind, subject, dueOn, provisional }) =>
    provisional && dueOn !== null ? [{ what: 'CLOCK' as const, subject, kind, day: dueOn }] : [],
  );

export const provisionalDeadlines = (scores: readonly JudgedScore[]): ProvisionalDayAnswer[] =>
  scores.flatMap(({ id, objectionDeadline, provisional }) =>
    provisional && objectionDeadline !== null
      ? [{ what: 'OBJECTION_DEADLINE' as const, subject: `score/${id}`, kind: null, day: objectionDeadline }]
      : [],
  );
