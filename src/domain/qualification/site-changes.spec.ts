import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { instructionsFor, siteChanges, type SiteChange, type ToldInstruction } from './site-changes.js';
import type { Restriction } from './standing.js';

type Days = readonly [from: string, to: string | null, restoredOn?: string];

const measure =
  (kind: Restriction['kind']) =>
  (cause: string, [from, to, restoredOn]: Days): Restriction => ({
    cause,
    kind,
    from: date(from),
    to: to === null ? null : date(to),
    restoredOn: restoredOn === undefined ? null : date(restoredOn),
  });
const suspended = measure('SUSPENSION');
const terminated = measure('TERMINATION');

const ALWAYS = { from: date('2025-04-15'), cancelledOn: null };

/** What a site has that was told of these measures on time. */
const toldOf = (restrictions: readonly Restriction[]): ToldInstruction[] =>
  instructionsFor(restrictions, ALWAYS).map((each) => ({
    ...each,
    id: `${each.action} ${each.on}`,
    lasting: true,
  }));

const changes = (
  before: readonly Restriction[],
  after: readonly Restriction[],
  today = '2025-06-16',
): SiteChange[] => siteChanges(toldOf(before), instructionsFor(after, ALWAYS), date(today));

/** One line a change: what, when, until when; `!` where something has to be set; what it voids. */
const lines = (...args: Parameters<typeof changes>): string[] =>
  changes(...args).map(
    ({ action, on, until, toSet, voids }) =>
      `${action} ${on} ${until ?? '-'}${toSet ? ' !' : ''}${voids.map((id) => ` (${id})`).join('')}`,
  );

const N1 = suspended('n1', ['2025-06-24', '2025-08-23']);

describe('siteChanges', () => {
  it('tells nothing where nothing changed', () => {
    expect(lines([N1], [N1])).toEqual([]);
    expect(lines([], [])).toEqual([]);
  });

  it('tells a new suspension with its first and last day (S24)', () => {
    expect(changes([], [N1])).toEqual([
      {
        action: 'SUSPEND',
        on: '2025-06-24',
        until: '2025-08-23',
        causes: ['n1'],
        lasting: true,
        toSet: true,
        amends: null,
        voids: [],
      },
    ]);
  });

  it('tells a new termination, and a measure whose last day is not known yet', () => {
    expect(lines([], [terminated('n1', ['2025-06-24', '2026-06-23'])])).toEqual([
      'TERMINATE 2025-06-24 2026-06-23 !',
    ]);
    expect(lines([], [suspended('n1', ['2025-06-24', null])])).toEqual(['SUSPEND 2025-06-24 - !']);
  });

  it('states a prolonged and a shortened measure anew, amending the earlier', () => {
    const longer = suspended('n1', ['2025-06-24', '2025-09-23']);
    expect(lines([N1], [longer])).toEqual(['SUSPEND 2025-06-24 2025-09-23 ! (SUSPEND 2025-06-24)']);
    expect(lines([longer], [N1])).toEqual(['SUSPEND 2025-06-24 2025-08-23 ! (SUSPEND 2025-06-24)']);
    expect(changes([longer], [N1])[0]?.amends).toBe('SUSPEND 2025-06-24');
  });

  it('states a last day that became known', () => {
    expect(lines([suspended('n1', ['2025-06-24', null])], [N1])).toEqual([
      'SUSPEND 2025-06-24 2025-08-23 ! (SUSPEND 2025-06-24)',
    ]);
  });

  it('moves a first day that has not come', () => {
    const later = suspended('n1', ['2025-06-26', '2025-08-25']);
    expect(lines([N1], [later])).toEqual(['SUSPEND 2025-06-26 2025-08-25 ! (SUSPEND 2025-06-24)']);
    expect(changes([N1], [later])[0]?.amends).toBeNull();
  });

  it('sets a site back to normal at once where the first day moved from the past into the future', () => {
    const later = suspended('n1', ['2025-07-20', '2025-09-19']);
    expect(lines([N1], [later], '2025-07-10')).toEqual([
      'RESTORE_NORMAL 2025-07-10 - !',
      'SUSPEND 2025-07-20 2025-09-19 ! (SUSPEND 2025-06-24)',
    ]);
  });

  it('voids a measure that has not begun: nothing is to be set (S31)', () => {
    expect(lines([N1], [])).toEqual(['DISREGARD 2025-06-24 - (SUSPEND 2025-06-24)']);
  });

  it('voids a measure that has begun: normal from the day the site is told (S31)', () => {
    for (const today of ['2025-06-24', '2025-07-10', '2025-10-01']) {
      expect(lines([N1], [], today)).toEqual([`RESTORE_NORMAL ${today} - ! (SUSPEND 2025-06-24)`]);
    }
  });

  it('tells the day of a restoration, and nothing else of it', () => {
    const restored = suspended('n1', ['2025-06-24', '2025-08-23', '2025-08-24']);
    expect(lines([N1], [restored], '2025-08-20')).toEqual(['RESTORE_NORMAL 2025-08-24 - !']);
  });

  it('has nothing to set for a measure that was over and restored before it was told', () => {
    const over = suspended('n1', ['2025-06-24', '2025-07-23', '2025-08-01']);
    expect(lines([], [over], '2025-10-01')).toEqual([
      'SUSPEND 2025-06-24 2025-07-23',
      'RESTORE_NORMAL 2025-08-01 - !',
    ]);
    const next = suspended('n2', ['2025-09-10', '2025-10-09']);
    expect(lines([next], [over, next], '2025-10-01')).toEqual([
      'SUSPEND 2025-06-24 2025-07-23',
      'RESTORE_NORMAL 2025-08-01 -',
    ]);
  });

  it('voids the end of a span together with its beginning, once', () => {
    const restored = suspended('n1', ['2025-06-24', '2025-08-23', '2025-08-24']);
    expect(lines([restored], [], '2025-08-23')).toEqual([
      'RESTORE_NORMAL 2025-08-23 - ! (SUSPEND 2025-06-24)',
      'DISREGARD 2025-08-24 - (RESTORE_NORMAL 2025-08-24)',
    ]);
    expect(lines([restored], [], '2025-09-01')).toEqual([
      'DISREGARD 2025-06-24 - (SUSPEND 2025-06-24) (RESTORE_NORMAL 2025-08-24)',
    ]);
  });

  it('lets a termination take over from a suspension without a return to normal between (S13)', () => {
    const n2 = terminated('n2', ['2025-07-10', '2026-07-09']);
    expect(lines([N1], [N1, n2], '2025-07-02')).toEqual(['TERMINATE 2025-07-10 2026-07-09 !']);
  });

  it('sets a site back to the suspension beneath a termination that fell away', () => {
    const n2 = terminated('n2', ['2025-07-10', '2026-07-09']);
    expect(lines([N1, n2], [N1], '2025-07-20')).toEqual([
      'SUSPEND 2025-07-20 2025-08-23 ! (TERMINATE 2025-07-10)',
    ]);
    expect(lines([N1, n2], [N1], '2025-07-02')).toEqual(['DISREGARD 2025-07-10 - (TERMINATE 2025-07-10)']);
  });

  it('tells nothing of the suspension when a termination of the same first day covers it', () => {
    const graver = terminated('n1', ['2025-06-24', '2026-06-23']);
    expect(lines([N1], [graver])).toEqual([
      'TERMINATE 2025-06-24 2026-06-23 !',
      'DISREGARD 2025-06-24 - (SUSPEND 2025-06-24)',
    ]);
    expect(lines([N1], [graver], '2025-07-01')).toEqual([
      'TERMINATE 2025-06-24 2026-06-23 ! (SUSPEND 2025-06-24)',
    ]);
  });

  it('prolongs one span by a second measure that begins within it (S13)', () => {
    const n2 = suspended('n2', ['2025-07-10', '2025-11-09']);
    expect(lines([N1], [N1, n2], '2025-07-02')).toEqual([
      'SUSPEND 2025-06-24 2025-11-09 ! (SUSPEND 2025-06-24)',
    ]);
  });

  it('keeps two spans apart, each with its own day of return', () => {
    const first = suspended('n1', ['2025-06-24', '2025-07-23', '2025-07-24']);
    const second = suspended('n2', ['2025-09-01', '2025-09-30']);
    expect(lines([first], [first, second], '2025-08-20')).toEqual(['SUSPEND 2025-09-01 2025-09-30 !']);
    expect(lines([], [first, second], '2025-06-20')).toEqual([
      'SUSPEND 2025-06-24 2025-07-23 !',
      'RESTORE_NORMAL 2025-07-24 - !',
      'SUSPEND 2025-09-01 2025-09-30 !',
    ]);
    expect(lines([first, second], [first], '2025-08-25')).toEqual([
      'DISREGARD 2025-09-01 - (SUSPEND 2025-09-01)',
    ]);
  });

  it('restates another cause without anything to set', () => {
    expect(lines([N1], [suspended('n2', ['2025-06-24', '2025-08-23'])])).toEqual([
      'SUSPEND 2025-06-24 2025-08-23 (SUSPEND 2025-06-24)',
    ]);
  });

  it('voids an earlier setting right that has become wrong', () => {
    const righting: ToldInstruction = {
      id: 'right',
      action: 'RESTORE_NORMAL',
      on: date('2025-07-01'),
      until: null,
      causes: [],
      lasting: false,
    };
    const wanted = instructionsFor([N1], ALWAYS);
    expect(siteChanges([righting], wanted, date('2025-07-02'))[0]?.voids).toEqual(['right']);
    expect(siteChanges([righting], [], date('2025-07-02'))).toEqual([]);
  });
});

describe('instructionsFor', () => {
  const restored = suspended('n1', ['2025-06-24', '2025-08-23', '2025-08-24']);
  const days = (from: string, cancelledOn: string | null): string[] =>
    instructionsFor([restored], {
      from: date(from),
      cancelledOn: cancelledOn === null ? null : date(cancelledOn),
    }).map(({ action, on }) => `${action} ${on}`);

  it('tells a site whose registration stands on any day of the span', () => {
    const both = ['SUSPEND 2025-06-24', 'RESTORE_NORMAL 2025-08-24'];
    expect(days('2025-04-15', null)).toEqual(both);
    expect(days('2025-04-15', '2025-08-25')).toEqual(both);
    expect(days('2025-08-23', null)).toEqual(both);
  });

  it('tells a site nothing of days after its registration was cancelled', () => {
    expect(days('2025-04-15', '2025-08-24')).toEqual(['SUSPEND 2025-06-24']);
    expect(days('2025-04-15', '2025-06-25')).toEqual(['SUSPEND 2025-06-24']);
    expect(days('2025-04-15', '2025-06-24')).toEqual([]);
  });

  it('tells a site nothing of spans that were over before its registration', () => {
    expect(days('2025-08-24', null)).toEqual([]);
  });
});
