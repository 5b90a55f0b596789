import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DiscretionAnswer } from '../../src/audit-questions/discretion.dto.js';
import type { EntryAnswer } from '../../src/records/records.dto.js';
import { filed, servedToday } from '../support/appeals.js';
import { shenzeCase } from '../support/cases.js';
import {
  DOCTOR,
  forMonths,
  found,
  noticed,
  numbered,
  NURSE,
  ScoringBureau,
  SECOND_HOSPITAL,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

let bureau: ScoringBureau;
let notice: NoticeTold;

/** Actions of the entries that a filter finds, oldest first. */
async function foundBy(query: string): Promise<string[]> {
  const path = `/records/entries?pageSize=200&${query}`;
  const { items } = await bureau.told<{ items: EntryAnswer[] }>('auditor', 'GET', path);
  return items.map(({ action }) => action).reverse();
}

/** A case under REG735:38, dealt with as its circumstances have it, without a fine. */
async function unpunished(code: string, circumstance: object): Promise<void> {
  const form = {
    ...shenzeCase(code),
    decisionDate: '2025-09-26',
    facts: [{ id: 'f1', words: '检查笔录所载事实' }],
    circumstances: [{ factId: 'f1', ...circumstance }],
  };
  const { id } = await bureau.told<Told>('city-bureau', 'POST', '/cases', form);
  await bureau.told('city-bureau', 'POST', `/cases/${id}/evaluate`);
  const said = { figures: [], reasons: '依法不予处罚' };
  await bureau.told('city-bureau', 'POST', `/cases/${id}/proposal`, { evaluation: 1, ...said });
  const decision = { number: numbered('不罚'), madeOn: '2025-09-26', ...said };
  await bureau.told('city-bureau', 'POST', `/cases/${id}/decision/penalty`, decision);
}

beforeAll(async () => {
  bureau = await ScoringBureau.open('2025-09-26');
  await unpunished(SECOND_HOSPITAL, { code: 'DB2025:16(3)', violationIds: ['v1'] });
  const finding = found(DOCTOR, { degree: 'PRINCIPAL' });
  notice = await noticed(bureau, standAlone('2025-09-26', [finding]), DOCTOR, forMonths(2));
  await servedToday(bureau, notice.id, '2025-09-26');
  await noticed(bureau, standAlone('2025-09-26', [found(NURSE)]), NURSE);
  await filed(bureau, notice.id, '2025-09-26');
  bureau.today('2025-10-10');
  const paper = { number: numbered('暂') };
  await bureau.told('district-agency', 'POST', `/scoring/notices/${notice.id}/measure-notice`, paper);
});

afterAll(() => bureau.close());

describe('the filter by provision', () => {
  it.each([
    ['provision=PQ2025:26', ['SCORE_NOTICE_ISSUED', 'SCORE_NOTICE_ISSUED', 'MEASURE_NOTICE_ISSUED']],
    ['provision=PQ2025:26.2', ['SCORE_NOTICE_ISSUED', 'MEASURE_NOTICE_ISSUED']],
    [`provision=PQ2025:26.1&person=${NURSE}`, ['SCORE_NOTICE_ISSUED']],
    ['provision=PQ2025:26.3', []],
    [
      `provision=PQ2025:24&person=${DOCTOR}&office=110105`,
      ['SCORE_NOTICE_ISSUED', 'SCORE_NOTICE_SERVED', 'SITE_TOLD', 'SITE_TOLD', 'MEASURE_NOTICE_ISSUED'],
    ],
    ['provision=PQ2025:34&actor=hospital', ['OBJECTION_FILED']],
    [`provision=PQ2025:11&institution=${SECOND_HOSPITAL}&person=${DOCTOR}`, ['COMMITMENT_ENTERED']],
    ['provision=DB2025:16(3)&action=CASE_DECIDED', ['CASE_DECIDED']],
  ])('finds under %s what was done under it', async (query, expected) => {
    expect(await foundBy(query)).toEqual(expected);
  });
});

describe('the filter by outcome', () => {
  it.each([
    ['outcome=NO_PENALTY', ['CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED']],
    ['outcome=NO_FINE', []],
    ['outcome=PENALISE', []],
    ['outcome=SUSPENSION', ['SCORE_NOTICE_ISSUED', 'MEASURE_NOTICE_ISSUED']],
    [`outcome=NO_MEASURE`, ['SCORE_NOTICE_ISSUED']],
  ])('finds by %s what came to it', async (query, expected) => {
    expect(await foundBy(query)).toEqual(expected);
  });
});

describe('the use of discretion', () => {
  it('tells what is not punished (DB2025:16) from what carries no fine', async () => {
    const { city } = await bureau.told<DiscretionAnswer>('auditor', 'GET', '/audit/discretion');
    expect(city).toMatchObject({ decisions: 1, violations: 1, noFine: 1, noPenalty: 1 });
  });
});
