import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { decimal } from '../shared/decimal.js';
import { figure } from './figure.js';
import type { Instrument } from './instrument.js';
import { inForceOn, instrumentOn, liabilitiesOn, scheduleById } from './rulebook.js';

const version = (id: string, validFrom: string, validTo?: string): Instrument => ({
  id,
  title: id,
  documentNo: id,
  validFrom: date(validFrom),
  ...(validTo === undefined ? {} : { validTo: date(validTo) }),
  textAvailable: true,
  provisions: [
    {
      citation: `${id}:1`,
      heading: validFrom,
      modelling: 'COMPUTED',
      figures: { limit: { value: decimal('2'), unit: 'years', citation: `${id}:1` } },
    },
  ],
  liabilities: [
    {
      basis: `${id}:1`,
      offender: 'AGENCY',
      provisions: [`${id}:1`],
      amount: 'NOT_APPLICABLE',
      fine: null,
      withIntent: null,
      departmentSuspension: null,
      settlementSuspension: null,
      measures: [],
    },
  ],
});

describe('versions in force', () => {
  it('counts both ends', () => {
    const each = version('X', '2025-06-09', '2025-06-30');
    expect(inForceOn(each, date('2025-06-08'))).toBe(false);
    expect(inForceOn(each, date('2025-06-09'))).toBe(true);
    expect(inForceOn(each, date('2025-06-30'))).toBe(true);
    expect(inForceOn(each, date('2025-07-01'))).toBe(false);
  });

  it('takes the version that came into force last, whatever the order of files', () => {
    const versions = [version('X', '2026-01-01'), version('X', '2025-01-01'), version('Y', '2026-06-01')];
    for (const instruments of [versions, versions.toReversed()]) {
      expect(instrumentOn({ instruments }, 'X', date('2025-12-31'))?.validFrom).toBe('2025-01-01');
      expect(instrumentOn({ instruments }, 'X', date('2026-01-01'))?.validFrom).toBe('2026-01-01');
      expect(instrumentOn({ instruments }, 'X', date('2024-12-31'))).toBeUndefined();
      expect(instrumentOn({ instruments }, 'Z', date('2026-01-01'))).toBeUndefined();
    }
  });

  it('gives the liabilities of one version of every text in force', () => {
    const instruments = [version('X', '2025-01-01'), version('X', '2026-01-01'), version('Y', '2026-06-01')];
    const basesOn = (day: string): string[] =>
      liabilitiesOn({ instruments }, date(day)).map(({ basis }) => basis);
    expect(basesOn('2026-03-01')).toEqual(['X:1']);
    expect(basesOn('2026-06-01')).toEqual(['X:1', 'Y:1']);
    expect(basesOn('2024-01-01')).toEqual([]);
  });
});

describe('lookups', () => {
  it('gives a figure with its unit and citation', () => {
    expect(figure(version('X', '2025-01-01'), 'X:1', 'limit')).toEqual({
      value: decimal('2'),
      unit: 'years',
      citation: 'X:1',
    });
  });

  it.each([
    ['X:1', 'other'],
    ['X:2', 'limit'],
  ])('throws for %s %s, naming both', (citation, key) => {
    expect(() => figure(version('X', '2025-01-01'), citation, key)).toThrow(
      `${citation} has no figure ${key}`,
    );
  });

  it('finds a schedule by its id', () => {
    const schedule = {
      id: 's1',
      title: 't',
      documentNo: 'd',
      validFrom: date('2025-06-09'),
      sample: true,
      rows: [],
    };
    expect(scheduleById({ schedules: [schedule] }, 's1')).toBe(schedule);
    expect(scheduleById({ schedules: [schedule] }, 's2')).toBeUndefined();
  });
});
