import { describe, expect, it } from '@jest/globals';
import { marksAmong } from './entry-marks.js';
import { scoreRules } from './point-rules.js';

/** `2 REVISED by 3`, for every mark among entries on one subject. */
function briefly(
  ...entries: readonly (readonly [action: string, before?: object | undefined, after?: object])[]
): string[] {
  const placed = entries.map(([action, before, after], index) => ({
    sequence: index + 1,
    at: `2025-07-0${index + 1}T00:00:00.000Z`,
    action,
    before: before === undefined ? null : JSON.stringify(before),
    after: JSON.stringify(after ?? {}),
  }));
  return [...marksAmong(placed)].flatMap(([sequence, marks]) =>
    marks.map(({ relation, by }) => `${sequence} ${relation} by ${by}`),
  );
}

describe('marksAmong', () => {
  it('tells a revised draft and the evaluation that it overtook', () => {
    expect(briefly(['CASE_OPENED'], ['CASE_EVALUATED'], ['CASE_REVISED'], ['CASE_EVALUATED'])).toEqual([
      '1 SUPERSEDED by 3',
      '2 SUPERSEDED by 3',
    ]);
  });

  it('tells a score revised, revised again, and revoked (PQ2025:37)', () => {
    expect(briefly(['SCORE_NOTICE_ISSUED'], ['SCORE_REVISED'], ['SCORE_REVISED'], ['SCORE_REVOKED'])).toEqual(
      ['1 REVISED by 2', '1 REVOKED by 4', '2 REVISED by 3', '2 REVOKED by 4', '3 REVOKED by 4'],
    );
  });

  it('takes a second proof of service for a correction only of the same recipient’s', () => {
    const served = (recipient: string, before?: object) =>
      ['SCORE_NOTICE_SERVED', before, { recipient }] as const;
    expect(briefly(served('INSTITUTION'), served('PERSON'), served('INSTITUTION', {}))).toEqual([
      '1 CORRECTED by 3',
    ]);
  });
});

describe('marksAmong, of what was taken back', () => {
  it.each([
    [['REPAIR_FILED', 'REPAIR_ASSESSED', 'REPAIR_REVOKED'], ['2 WITHDRAWN by 3']],
    [
      ['OBJECTION_DECIDED', 'OBJECTION_FURTHER_OBJECTION', 'OBJECTION_DECIDED'],
      ['1 OBJECTED by 2', '1 SUPERSEDED by 3'],
    ],
    [['MARKS_PUBLISHED', 'MARKS_TAKEN_DOWN'], ['1 ENDED by 2']],
    [
      ['REGISTERED', 'REGISTRATION_CANCELLED', 'REGISTRATION_RESUMED'],
      ['1 ENDED by 2', '2 VOIDED by 3'],
    ],
  ])('of %j tells %j', (actions, expected) => {
    expect(briefly(...actions.map((action) => [action] as const))).toEqual(expected);
  });

  it('takes a withdrawn erasure for that of its own proposal', () => {
    const of = (action: string, erasure: string) => [action, undefined, { erasure }] as const;
    expect(
      briefly(
        of('PERSON_ERASURE_PROPOSED', 'a'),
        of('PERSON_ERASURE_WITHDRAWN', 'a'),
        of('PERSON_ERASURE_PROPOSED', 'b'),
      ),
    ).toEqual(['1 WITHDRAWN by 2']);
  });
});

describe('scoreRules', () => {
  const fired = (said: Parameters<typeof scoreRules>[0]): string[] =>
    scoreRules(said, 9, 12).flatMap((each) => (each.fired ? [each.rule] : []));

  it.each([
    [{ points: 3, pointsAlone: 3, yearTotalAfter: 8, measure: null }, ['PQ2025:26.1']],
    [
      { points: 3, pointsAlone: 6, yearTotalAfter: 9, measure: { kind: 'SUSPENSION' as const } },
      ['PQ2025:18', 'PQ2025:26.2'],
    ],
    [
      { points: 12, pointsAlone: 12, yearTotalAfter: 12, measure: { kind: 'TERMINATION' as const } },
      ['PQ2025:26.3'],
    ],
    [{ points: 0, pointsAlone: 6, yearTotalAfter: 10, measure: null }, ['PQ2025:18']],
  ])('of %j fire %j', (said, expected) => {
    expect(fired(said)).toEqual(expected);
  });

  it('says why a notice that adds nothing has no measure, though the total is high (S11)', () => {
    const rules = scoreRules({ points: 0, pointsAlone: 6, yearTotalAfter: 10, measure: null }, 9, 12);
    expect(rules.find(({ rule }) => rule === 'PQ2025:26.2')?.detail).toBe(
      '当年此前 10 分，本次 0 分，累计 10 分；满 9 分、不满 12 分的暂停；本次没有增加记分，不另采取措施（S11）',
    );
  });
});
