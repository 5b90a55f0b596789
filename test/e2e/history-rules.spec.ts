import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decidedStory, type DecidedStory } from '../support/record/decided-story.js';
import { DOCTOR, NURSE, TECHNICIAN } from '../support/scoring.js';

const BUILD = 300_000;

interface Told {
  readonly items: readonly {
    readonly action: string;
    readonly rules:
      | readonly {
          violationId: string | null;
          rule: string;
          reading: string;
          fired: boolean;
          detail: string;
        }[]
      | null;
  }[];
}

let story: DecidedStory;

beforeAll(async () => {
  story = await decidedStory();
}, BUILD);

afterAll(() => story.bureau.close());

/** `+` a rule that fired, `-` one that did not, of everything done to anybody under an action. */
async function rulesOf(action: string): Promise<string[]> {
  const all: string[] = [];
  for (const person of [DOCTOR, NURSE, TECHNICIAN]) {
    const { items } = await story.bureau.told<Told>(
      'auditor',
      'GET',
      `/history/persons/${person}?action=${action}`,
    );
    for (const { rules } of items)
      all.push(
        ...(rules ?? []).map(
          ({ rule, reading, fired, detail }) => `${fired ? '+' : '-'} ${rule} ${reading} ${detail}`,
        ),
      );
  }
  return [...new Set(all)];
}

describe('a timeline tells the rules that fired and those that did not', () => {
  it.each([
    [
      'RESPONSIBILITY_DETERMINED',
      [
        '+ PQ2025:22(1) S35 D110105000001：记 9 分',
        '+ PQ2025:19 S2 D110105000001：主要责任，可记 7 至 9 分，缺省 9 分',
        '- PQ2025:17 S3 D110105000001：没有从轻、减轻、从重、加重',
        '+ PQ2025:22(1) S35 N110105000001：记 7 分',
        '+ PQ2025:19 S2 N110105000001：一般责任，可记 7 至 9 分，缺省 7 分',
        '- PQ2025:17 S3 N110105000001：没有从轻、减轻、从重、加重',
        '+ PQ2025:22(2) S35 N110105000001：记 9 分',
        '+ PQ2025:19 S2 N110105000001：主要责任，可记 7 至 9 分，缺省 9 分',
        '+ PQ2025:22(1) S35 HJ110105000001：记 7 分',
        '+ PQ2025:19 S2 HJ110105000001：一般责任，可记 7 至 9 分，缺省 7 分',
        '- PQ2025:17 S3 HJ110105000001：没有从轻、减轻、从重、加重',
        '+ PQ2025:20(3) S35 HJ110105000001：记 3 分',
        '+ PQ2025:19 S2 HJ110105000001：主要责任，可记 1 至 3 分，缺省 3 分',
      ],
    ],
    [
      'LINKED_MEASURE_DECIDED',
      [
        '+ PQ2025:27 S25 N110105000001：机构被中止的，主要责任人员随之暂停，2025-07-10 至 2026-01-09',
        '- PQ2025:27 S25 N110105000001：机构被解除的，主要责任人员随之终止',
      ],
    ],
    [
      'OBJECTION_DECIDED',
      [
        '- PQ2025:37 S31 申诉不成立的，维持原记分',
        '+ PQ2025:37 S31 部分成立的，更正为 7、2 分，自始按更正后的记分重新判断',
        '- PQ2025:37 S31 成立的，撤销记分，自始没有此次记分',
      ],
    ],
    [
      'REPAIR_ASSESSED',
      [
        '+ PQ2025:32(1) S22 2025-06-20 参加培训，减 1 分',
        '- PQ2025:32(2) S22 2025-06-20 现场参与活动的，另计',
        '- PQ2025:31 S23 计入 2025-06-20，不改变已作出的处理',
      ],
    ],
    ['RESTORATION_FIRST_REVIEWED', ['+ PQ2025:30 S19 区级审核同意']],
    ['RESTORATION_SECOND_REVIEWED', ['+ PQ2025:30 S19 市级审核同意']],
    [
      'SCORE_REVISED',
      [
        '+ PQ2025:37 S31 更正记分的，自始按更正后的记分重新判断',
        '- PQ2025:37 S31 撤销记分的，自始没有此次记分',
      ],
    ],
    [
      'RESTORED',
      [
        '+ PQ2025:30 S19 两级审核通过，1 项措施自 2025-07-24 起解除',
        '+ PQ2025:30 S20 2025-07-02 在可以申请的期间内申请',
        '- PQ2025:37 S31 没有自更早之日起计算的',
        '- PQ2025:30 S20 没有终止，无须重新承诺、登记备案',
        '+ PQ2025:30 S21 暂停恢复的，保留本年度的记分',
      ],
    ],
  ])('of %s', async (action, expected) => {
    expect(await rulesOf(action)).toEqual(expected);
  });
});
