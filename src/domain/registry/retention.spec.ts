import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { erasureFaults, retentionEnds, RETENTION_YEARS, type Retained } from './retention.js';

const NOTHING: Retained = {
  registeredAt: [],
  committedTo: [],
  unrestored: [],
  open: [],
  accounts: [],
  lastDay: date('2025-06-30'),
};
const on = (day: string, change: Partial<Retained> = {}): string[] =>
  erasureFaults({ ...NOTHING, ...change }, date(day)).map(
    ({ code, citation }) => `${code} ${citation ?? '-'}`,
  );

describe('what forbids erasing a person', () => {
  it('is longer than all that the two instruments know', () => {
    expect(RETENTION_YEARS).toBe(30);
    expect(retentionEnds(date('2024-02-29'))).toBe('2054-02-28');
  });

  it('is the retention, until its last day', () => {
    expect(on('2055-06-29')).toEqual(['RETENTION_RUNNING -']);
    expect(on('2055-06-30')).toEqual([]);
  });

  it('is an unknown last day, for ever', () => {
    expect(on('2199-12-31', { lastDay: null })).toEqual(['RETENTION_UNKNOWN -']);
  });

  it('is everything that stands or is open, all told at once', () => {
    const all = {
      registeredAt: ['H11010500001'],
      committedTo: ['H11010500001'],
      unrestored: ['score-1'],
      open: ['objection/1', 'case/2'],
      accounts: ['person'],
    };
    expect(on('2026-01-01', all)).toEqual([
      'REGISTRATION_STANDS PQ2025:13',
      'COMMITMENT_HOLDS PQ2025:11',
      'MEASURE_OPEN PQ2025:30',
      'MATTER_OPEN -',
      'ACCOUNT_STANDS -',
      'RETENTION_RUNNING -',
    ]);
    expect(erasureFaults({ ...NOTHING, open: all.open }, date('2056-01-01'))).toEqual([
      { pointer: '', code: 'MATTER_OPEN', detail: '尚有未办结的事项：objection/1、case/2。' },
    ]);
  });
});
