import { describe, expect, it } from '@jest/globals';
import type { Restriction } from '../qualification/standing.js';
import { date } from '../shared/calendar-date.js';
import { money } from '../shared/money.js';
import { compareStatus, type Difference, type Maintained } from './comparison.js';
import { s33Loss } from './loss.js';
import { requiredDays, type RequiredStatus } from './required-status.js';

const site = (from: string, cancelledOn: string | null = null) => ({
  from: date(from),
  cancelledOn: cancelledOn === null ? null : date(cancelledOn),
});
const measure = (kind: Restriction['kind'], from: string, restoredOn: string | null): Restriction => ({
  cause: from,
  kind,
  from: date(from),
  to: null,
  restoredOn: restoredOn === null ? null : date(restoredOn),
});
const shows = (status: RequiredStatus, since: string): Maintained => ({ status, since: date(since) });

const SITES = [site('2025-04-15')];
const SUSPENDED = requiredDays([measure('SUSPENSION', '2025-07-01', null)], SITES);
const RESTORED = requiredDays([measure('SUSPENSION', '2025-07-01', '2025-09-20')], SITES);
const NORMAL = requiredDays([], SITES);
const ON = date('2025-08-01');

const brief = (difference: Difference | null) =>
  difference === null
    ? null
    : {
        kind: difference.kind,
        required: difference.required,
        since: difference.requiredSince,
        toMend: difference.toMend,
        wrong: difference.wrong.map(({ from, to, required, maintained, days }) =>
          [from, to, required, maintained, days].join(' '),
        ),
        daysWrong: difference.daysWrong,
        daysOpen: difference.daysOpen,
      };

describe('what a registration has to show', () => {
  it('turns with measures and registrations, neighbours of one status being one stretch', () => {
    const restrictions = [
      measure('SUSPENSION', '2025-07-01', '2025-09-20'),
      measure('TERMINATION', '2025-08-01', '2025-09-01'),
    ];
    const sites = [site('2025-04-15', '2025-10-01'), site('2025-10-01', '2025-12-01')];
    expect(requiredDays(restrictions, sites)).toEqual([
      { from: '2025-04-15', until: '2025-07-01', status: 'NORMAL' },
      { from: '2025-07-01', until: '2025-08-01', status: 'SUSPENDED' },
      { from: '2025-08-01', until: '2025-09-01', status: 'TERMINATED' },
      { from: '2025-09-01', until: '2025-09-20', status: 'SUSPENDED' },
      { from: '2025-09-20', until: '2025-12-01', status: 'NORMAL' },
      { from: '2025-12-01', until: null, status: 'NOT_REGISTERED' },
    ]);
  });

  it('is nothing where nobody was ever registered', () => {
    expect(requiredDays([measure('SUSPENSION', '2025-07-01', null)], [])).toEqual([]);
  });
});

describe('comparison with what is maintained (PQ2025:39)', () => {
  it.each([
    ['normal', NORMAL, shows('NORMAL', '2025-04-15')],
    ['suspended from the day on', SUSPENDED, shows('SUSPENDED', '2025-07-01')],
    ['never registered, and not on the list', [], null],
    ['never registered, and listed so', [], shows('NOT_REGISTERED', '2025-04-15')],
  ])('finds nothing: %s', (_, required, maintained) => {
    expect(compareStatus(required, maintained, ON)).toBeNull();
  });

  it('finds a suspension not carried out, each day of it up to and with the day of the comparison', () => {
    expect(brief(compareStatus(SUSPENDED, shows('NORMAL', '2025-04-15'), ON))).toEqual({
      kind: 'NOT_SUSPENDED',
      required: 'SUSPENDED',
      since: '2025-07-01',
      toMend: true,
      wrong: ['2025-07-01 2025-08-01 SUSPENDED NORMAL 32'],
      daysWrong: 32,
      daysOpen: 32,
    });
  });

  it('finds a suspension carried out late: the days before it was set', () => {
    expect(brief(compareStatus(SUSPENDED, shows('SUSPENDED', '2025-07-11'), ON))).toEqual({
      kind: 'LATE',
      required: 'SUSPENDED',
      since: '2025-07-01',
      toMend: false,
      wrong: ['2025-07-01 2025-07-10 SUSPENDED  10'],
      daysWrong: 10,
      daysOpen: 10,
    });
  });

  it('finds a suspension set before it began', () => {
    expect(brief(compareStatus(SUSPENDED, shows('SUSPENDED', '2025-06-29'), ON))).toEqual({
      kind: 'EARLY',
      required: 'SUSPENDED',
      since: '2025-07-01',
      toMend: false,
      wrong: ['2025-06-29 2025-06-30 NORMAL SUSPENDED 2'],
      daysWrong: 2,
      daysOpen: 0,
    });
  });

  it('finds a return to normal before the restoration (S19): those days were open', () => {
    const found = compareStatus(RESTORED, shows('NORMAL', '2025-09-10'), date('2025-10-01'));
    expect(brief(found)).toEqual({
      kind: 'EARLY',
      required: 'NORMAL',
      since: '2025-09-20',
      toMend: false,
      wrong: ['2025-09-10 2025-09-19 SUSPENDED NORMAL 10'],
      daysWrong: 10,
      daysOpen: 10,
    });
  });

  it('finds that a restored person is still suspended: wrong, but the fund was not open', () => {
    const found = compareStatus(RESTORED, shows('SUSPENDED', '2025-07-01'), date('2025-09-21'));
    expect(brief(found)).toEqual({
      kind: 'NOT_RESTORED',
      required: 'NORMAL',
      since: '2025-09-20',
      toMend: true,
      wrong: ['2025-09-20 2025-09-21 NORMAL SUSPENDED 2'],
      daysWrong: 2,
      daysOpen: 0,
    });
  });

  it('finds a suspension where a termination is due: closed either way', () => {
    const required = requiredDays([measure('TERMINATION', '2025-07-01', null)], SITES);
    expect(compareStatus(required, shows('SUSPENDED', '2025-07-01'), ON)).toMatchObject({
      kind: 'NOT_TERMINATED',
      daysWrong: 32,
      daysOpen: 0,
    });
  });

  it('finds a registration not cancelled (PQ2025:13.4), also one that never was', () => {
    const left = requiredDays([], [site('2025-04-15', '2025-07-31')]);
    expect(brief(compareStatus(left, shows('NORMAL', '2025-04-15'), ON))).toMatchObject({
      kind: 'NOT_CANCELLED',
      since: '2025-07-31',
      wrong: ['2025-07-31 2025-08-01 NOT_REGISTERED NORMAL 2'],
      daysOpen: 2,
    });
    expect(brief(compareStatus([], shows('NORMAL', '2025-07-31'), ON))).toMatchObject({
      kind: 'NOT_CANCELLED',
      since: null,
      wrong: ['2025-07-31 2025-08-01 NOT_REGISTERED NORMAL 2'],
    });
  });

  it('finds a registered person missing from the list', () => {
    expect(brief(compareStatus(SUSPENDED, null, ON))).toEqual({
      kind: 'MISSING',
      required: 'SUSPENDED',
      since: '2025-07-01',
      toMend: true,
      wrong: ['2025-07-01 2025-08-01 SUSPENDED NOT_REGISTERED 32'],
      daysWrong: 32,
      daysOpen: 0,
    });
  });

  it('finds a person listed before being registered', () => {
    expect(brief(compareStatus(NORMAL, shows('NORMAL', '2025-04-10'), ON))).toMatchObject({
      kind: 'EARLY',
      toMend: false,
      wrong: ['2025-04-10 2025-04-14 NOT_REGISTERED NORMAL 5'],
    });
  });
});

describe('the loss that late upkeep puts on the institution (S33)', () => {
  it.each([
    [0, money('100.00'), { amount: null, reason: 'NO_DAYS_OPEN' }],
    [3, null, { amount: null, reason: 'AMOUNT_NOT_STATED' }],
    [3, money('57227.4'), { amount: '57227.40', reason: null }],
    [3, money('0'), { amount: '0.00', reason: null }],
  ])('%d days open and %s paid', (daysOpen, paid, loss) => {
    expect(s33Loss({ daysOpen }, paid)).toEqual(loss);
  });
});
