import { describe, expect, it } from '@jest/globals';
import { addDays, date, type CalendarDate } from '../shared/calendar-date.js';
import { instructionsFor, siteChanges, type ToldInstruction } from './site-changes.js';
import type { Restriction } from './standing.js';
import { statusOn, type QualificationStatus } from './timeline.js';

const ALWAYS = { from: date('2025-04-15'), cancelledOn: null };

/** A site that does what it is told on the day it says, or at once for a day gone by. */
class ObedientSite {
  private readonly told: ToldInstruction[] = [];
  private readonly voided = new Set<string>();
  private status: QualificationStatus = 'NORMAL';

  live(day: CalendarDate): QualificationStatus {
    this.standing()
      .filter(({ on }) => on === day)
      .forEach((each) => this.set(each.action));
    return this.status;
  }

  tell(restrictions: readonly Restriction[], today: CalendarDate): void {
    const wanted = instructionsFor(restrictions, ALWAYS);
    for (const change of siteChanges(this.standing(), wanted, today)) {
      change.voids.forEach((id) => this.voided.add(id));
      if (change.action === 'DISREGARD') continue;
      const { action, on, until, causes, lasting } = change;
      this.told.push({ id: String(this.told.length), action, on, until, causes, lasting });
      if (change.toSet && on <= today) this.set(action);
    }
  }

  private standing(): ToldInstruction[] {
    return this.told.filter(({ id }) => !this.voided.has(id));
  }

  private set(action: ToldInstruction['action']): void {
    this.status = action === 'SUSPEND' ? 'SUSPENDED' : action === 'TERMINATE' ? 'TERMINATED' : 'NORMAL';
  }
}

const FIRST = date('2025-07-01');
const day = (number: number): CalendarDate => addDays(FIRST, number - 1);

const restriction = (
  cause: string,
  kind: Restriction['kind'],
  from: number,
  to: number | null,
  restored: number | null,
): Restriction => ({
  cause,
  kind,
  from: day(from),
  to: to === null ? null : day(to),
  restoredOn: restored === null ? null : day(restored),
});

const ends = [
  [4, null],
  [null, null],
  [3, 4],
  [4, 6],
] as const;

const singles = (cause: string): Restriction[] =>
  (['SUSPENSION', 'TERMINATION'] as const).flatMap((kind) =>
    [2, 3].flatMap((from) => ends.map(([to, restored]) => restriction(cause, kind, from, to, restored))),
  );

const HISTORIES: readonly (readonly Restriction[])[] = [
  [],
  ...singles('a').map((one) => [one]),
  ...singles('a').flatMap((one) =>
    [
      restriction('b', 'SUSPENSION', 5, 7, null),
      restriction('b', 'TERMINATION', 3, 5, 7),
      restriction('b', 'SUSPENSION', 4, 5, null),
    ].map((other) => [one, other]),
  ),
];

/** Tells a site of each history on its day; returns the days on which its status was not what the law said. */
function wrongDays(tellings: readonly (readonly [number, readonly Restriction[]])[]): string[] {
  const site = new ObedientSite();
  const wrong: string[] = [];
  let known: readonly Restriction[] = [];
  for (let number = 1; number <= 9; number += 1) {
    const now = tellings.find(([on]) => on === number);
    if (now !== undefined) {
      known = now[1];
      site.tell(known, day(number));
    }
    const status = site.live(day(number));
    const lawful = statusOn(known, day(number));
    if (status !== lawful)
      wrong.push(`${number}: ${status}, not ${lawful}, after ${JSON.stringify(tellings)}`);
  }
  return wrong;
}

describe('a site that does what it is told', () => {
  it('has the lawful status every day, whatever became of what it was told before', () => {
    const wrong = HISTORIES.flatMap((before) =>
      HISTORIES.flatMap((after) =>
        [3, 5].flatMap((on) =>
          wrongDays([
            [1, before],
            [on, after],
          ]),
        ),
      ),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('also after several changes of what it was told', () => {
    const some = HISTORIES.filter((_each, index) => index % 4 === 0);
    const wrong = some.flatMap((first) =>
      some.flatMap((second) =>
        some.flatMap((third) =>
          wrongDays([
            [1, first],
            [3, second],
            [6, third],
          ]),
        ),
      ),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});
