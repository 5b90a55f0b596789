import type { SiteDays } from '../qualification/site-changes.js';
import type { Standing } from '../qualification/standing.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import { isWithin, standsOn, standsWithin, type Period } from './period.js';
import { shareOf, type Share } from './share.js';

/** A person as the indicators see them: where registered, and where they stand. */
export interface CountedPerson {
  readonly personId: string;
  readonly registrations: readonly (SiteDays & { readonly institutionCode: string })[];
  readonly standing: Pick<Standing, 'scores' | 'restrictions'>;
}

/** People and person-times (人次), and their shares of the people registered. */
export interface Counted {
  readonly people: number;
  readonly times: number;
  readonly shareOfPeople: Share;
  readonly shareOfTimes: Share;
  /** Of these, those that go back to conduct at the institution itself. */
  readonly overOwnConduct: PeopleAndTimes;
}

export interface PeopleAndTimes {
  readonly people: number;
  readonly times: number;
}

/** The figures of PQ2025:9 for one institution, or several together. */
export interface Indicators {
  /** People registered on at least one day of the period: the whole of every share. */
  readonly registered: number;
  readonly scored: Counted & { readonly points: number };
  readonly suspended: Counted;
  readonly terminated: Counted;
  /** In no share: scored or restricted over conduct there, but registered there on no day of the period. */
  readonly formerPeople: {
    readonly scored: PeopleAndTimes;
    readonly suspended: PeopleAndTimes;
    readonly terminated: PeopleAndTimes;
  };
}

type What = 'scored' | 'suspended' | 'terminated';

interface Happening {
  readonly what: What;
  readonly personId: string;
  readonly points: number;
  /** Whether the person counts among those registered in the period. */
  readonly member: boolean;
  /** Whether it goes back to conduct at the institutions counted. */
  readonly own: boolean;
}

interface Incident {
  readonly what: What;
  readonly on: CalendarDate;
  readonly cause: string;
  readonly points: number;
}

/** What happened to a person in a period: scores that add points, by their points' day; measures by their first day. */
function incidentsOf({ standing }: CountedPerson, period: Period): Incident[] {
  const scores = standing.scores
    .filter(({ points }) => points > 0)
    .map(({ id, effectiveOn, points }): Incident => ({ what: 'scored', on: effectiveOn, cause: id, points }));
  const measures = standing.restrictions.map(({ kind, from, cause }): Incident => ({
    what: kind === 'SUSPENSION' ? 'suspended' : 'terminated',
    on: from,
    cause,
    points: 0,
  }));
  return [...scores, ...measures].filter(({ on }) => isWithin(on, period));
}

/**
 * The figures of a period (PQ2025:9). Pure. A score or measure is an institution's when the person was registered there
 * on its day, or when it goes back to conduct there.
 * @param people each once, by file.
 * @param institutions codes of those counted together; a person at several of them counts once.
 * @param institutionOf where a score or measure goes back to; null where that is not known.
 */
export function indicatorsOf(
  people: readonly CountedPerson[],
  institutions: ReadonlySet<string>,
  period: Period,
  institutionOf: (cause: string) => string | null,
): Indicators {
  const happenings: Happening[] = [];
  let registered = 0;
  for (const person of people) {
    const there = person.registrations.filter(({ institutionCode }) => institutions.has(institutionCode));
    const member = there.some((each) => standsWithin(each, period));
    if (member) registered += 1;
    for (const { what, on, cause, points } of incidentsOf(person, period)) {
      const origin = institutionOf(cause);
      const own = origin !== null && institutions.has(origin);
      if (own || there.some((each) => standsOn(each, on))) {
        happenings.push({ what, personId: person.personId, points, member, own });
      }
    }
  }
  return figures(happenings, registered);
}

function figures(happenings: readonly Happening[], registered: number): Indicators {
  const of = (what: What, member: boolean): Happening[] =>
    happenings.filter((each) => each.what === what && each.member === member);
  const counted = (what: What): Counted => {
    const all = of(what, true);
    const { people, times } = countOf(all);
    return {
      people,
      times,
      shareOfPeople: shareOf(people, registered),
      shareOfTimes: shareOf(times, registered),
      overOwnConduct: countOf(all.filter(({ own }) => own)),
    };
  };
  return {
    registered,
    scored: {
      ...counted('scored'),
      points: of('scored', true).reduce((sum, { points }) => sum + points, 0),
    },
    suspended: counted('suspended'),
    terminated: counted('terminated'),
    formerPeople: {
      scored: countOf(of('scored', false)),
      suspended: countOf(of('suspended', false)),
      terminated: countOf(of('terminated', false)),
    },
  };
}

const countOf = (happenings: readonly Happening[]): PeopleAndTimes => ({
  people: new Set(happenings.map(({ personId }) => personId)).size,
  times: happenings.length,
});
