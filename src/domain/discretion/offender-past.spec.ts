import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import type { ItemCode } from './items.js';
import { lawOn } from './law.js';
import {
  p17RepeatsWithinYear,
  proposalsFromPast,
  ticksAgainstRecord,
  type JudgedViolation,
  type PastViolation,
} from './offender-past.js';

const law = lawOn(SHIPPED, date('2025-09-01'));
if (law === null) throw new Error('no law');

const violation = (conductEndedOn: string, basis = 'REG735:38', id = 'v1'): JudgedViolation => ({
  id,
  basis,
  conductEndedOn: date(conductEndedOn),
});

const earlier = (conductEndedOn: string, basis = 'REG735:38'): PastViolation => ({
  caseId: 'c1',
  decisionNo: '甲1号',
  madeOn: date('2025-07-01'),
  basis,
  conductEndedOn: date(conductEndedOn),
});

const tick = (code: ItemCode, ground: 'REFUSAL' | 'REPEAT' | null, recordReason: string | null = null) => ({
  code,
  ground,
  recordReason,
  violationIds: null,
  factId: 'f1',
  basis: null,
});

describe('a repeat within a year (DB2025:18(2), P17)', () => {
  it.each([
    ['2024-06-20', '2025-06-20', true],
    ['2024-06-20', '2025-06-21', false],
    ['2025-06-20', '2024-06-20', true],
    ['2025-06-21', '2024-06-20', false],
    ['2024-02-29', '2025-02-28', true],
    ['2024-02-29', '2025-03-01', false],
  ])('conduct of %s and of %s: %s', (first, second, repeats) => {
    expect(p17RepeatsWithinYear(law, violation(second), earlier(first))).toBe(repeats);
  });

  it('is of the same nature under the same article only', () => {
    expect(p17RepeatsWithinYear(law, violation('2025-06-20'), earlier('2025-06-01', 'REG735:40'))).toBe(
      false,
    );
  });
});

describe("what the offender's past suggests", () => {
  it('is a first time for every violation where nothing was decided before (DB2025:17)', () => {
    const proposals = proposalsFromPast(
      law,
      [violation('2025-06-20'), violation('2025-06-20', 'REG735:40', 'v2')],
      [],
    );
    expect(proposals.map(({ violationId, code, ground }) => [violationId, code, ground])).toEqual([
      ['v1', 'DB2025:17', null],
      ['v2', 'DB2025:17', null],
    ]);
  });

  it('is a repeat that names the earlier decision', () => {
    const past = [earlier('2025-06-01'), earlier('2020-01-01')];
    const proposals = proposalsFromPast(law, [violation('2025-06-20')], past);
    expect(proposals).toMatchObject([
      {
        code: 'DB2025:18(2)',
        ground: 'REPEAT',
        reading: 'P17',
        detail:
          '一年内已有同一性质的违法行为：甲1号（2025-07-01 作出，REG735:38，行为终了 2025-06-01）；请认定是否构成从重情形。',
        earlier: [past[0]],
      },
    ]);
  });

  it('is neither where the earlier decision is of another article', () => {
    expect(proposalsFromPast(law, [violation('2025-06-20')], [earlier('2025-06-01', 'REG735:40')])).toEqual(
      [],
    );
  });
});

describe('a tick against the record', () => {
  const past = [earlier('2025-06-01')];
  const pointers = (list: readonly { readonly pointer: string }[]): string[] =>
    list.map(({ pointer }) => pointer);

  it('of a first time needs a reason where decisions exist', () => {
    const ticks = [tick('DB2025:17', null), tick('DB2025:17', null, '先前决定系同名机构')];
    expect(pointers(ticksAgainstRecord(law, ticks, [violation('2025-06-20')], past))).toEqual([
      '/circumstances/0/recordReason',
    ]);
  });

  it('of a repeat needs a reason where none is on record', () => {
    const ticks = [tick('DB2025:18(2)', 'REPEAT')];
    expect(ticksAgainstRecord(law, ticks, [violation('2025-06-20')], past)).toEqual([]);
    expect(pointers(ticksAgainstRecord(law, ticks, [violation('2025-06-20')], []))).toEqual([
      '/circumstances/0/recordReason',
    ]);
  });

  it('is none for a refusal, or for items the record says nothing of', () => {
    const ticks = [tick('DB2025:18(2)', 'REFUSAL'), tick('DB2025:18(2)', null), tick('DB2025:14(1)', null)];
    expect(ticksAgainstRecord(law, ticks, [violation('2025-06-20')], [])).toEqual([]);
  });
});
