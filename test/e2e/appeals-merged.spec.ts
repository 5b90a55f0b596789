import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { filed, readyToDecide, servedToday, stepOn, workOn, type Effect } from '../support/appeals.js';
import { penalty } from '../support/decided-cases.js';
import { TrainingParticipantEntity } from '../../src/duties/talks/training-participant.entity.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { RegistryService } from '../../src/registry/registry.module.js';
import { replay } from '../../src/replay/replay.js';
import { registeredBody } from '../support/registry.js';
import {
  forMonths,
  found,
  HOSPITAL,
  noticed,
  numbered,
  ScoringBureau,
  standAlone,
  type FindingBody,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const DAY = '2025-09-26';
const [INTO, OTHER] = ['D110105000771', 'D110105000772'] as const;
const REASON = '身份证号录入有误，经核实为同一人';
const SIX = { circumstance: 'PQ2025:21(4)', basis: '服务协议第九条', degree: 'PRINCIPAL' };
const FOUR = { ...SIX, degree: 'GENERAL' };
const ofPenalty = { circumstance: 'PQ2025:21(1)', degree: 'PRINCIPAL' };

interface Reviewed {
  readonly effects: readonly Effect[];
  readonly findings: readonly { readonly personCode: string; readonly points: number }[];
}

let bureau: ScoringBureau;
beforeEach(async () => {
  bureau = await ScoringBureau.open(DAY);
  await bureau.told('district-agency', 'POST', '/persons', registeredBody(INTO, 771, HOSPITAL));
  await bureau.told('district-agency', 'POST', '/persons', registeredBody(OTHER, 772, HOSPITAL));
});
afterEach(async () => {
  const { app } = bureau.app;
  expect(await app.get(LedgerService).differences(app.get(Database).read)).toEqual([]);
  const report = await replay(app.get(Database).read);
  expect([report.firstDiffering, report.firstUnheld]).toEqual([null, null]);
  expect(await app.get(RecordKeeper).verify()).toMatchObject({ ok: true });
  await bureau.close();
});

const merge = async (acknowledged: readonly string[] = []): Promise<string> => {
  const body = { into: INTO, other: OTHER, on: DAY, reason: REASON, acknowledged };
  return (await bureau.told<Told>('district-agency', 'POST', '/persons/merges', body)).id;
};
const part = (id: string): Promise<unknown> =>
  bureau.told('district-agency', 'POST', `/persons/merges/${id}/undo`, { on: DAY, reason: '并非同一人' });

/** Total and status at the end of the year. */
async function totalOf(code: string): Promise<[number, string]> {
  const path = `/scoring/persons/${code}/ledger?on=2025-12-31`;
  const { yearTotal, status } = await bureau.told<{ yearTotal: number; status: string }>(
    'auditor',
    'GET',
    path,
  );
  return [yearTotal, status];
}

const noticeOf = (code: string, change: object): Promise<NoticeTold> =>
  noticed(bureau, standAlone(DAY, [found(code, { conductId: `检〔2025〕1号/${code}`, ...change })]), code);

const decide = (id: string, findings: readonly object[], more: object = {}) =>
  stepOn(bureau, 'district-agency-2', id, 'decision', {
    outcome: 'UPHELD_IN_PART',
    reasons: '责任较轻',
    findings,
    ...more,
  });

/** An objection to a notice, up to its decision. */
async function objected(notice: NoticeTold): Promise<string> {
  const { id } = await filed(bureau, notice.id, DAY);
  await readyToDecide(bureau, id, DAY);
  return id;
}

describe('an objection of somebody whose file was joined to another since the notice (PQ2025:37; S7, S31)', () => {
  const finding = (code: string): FindingBody =>
    found(code, { conductId: `检〔2025〕1号/${OTHER}`, ...FOUR });

  it.each([OTHER, INTO])('is upheld in part under the code %s of the file', async (code) => {
    const notice = await noticeOf(OTHER, SIX);
    await servedToday(bureau, notice.id, DAY);
    await merge();
    const decided = await decide(await objected(notice), [finding(code)]);
    expect(decided.effect).toMatchObject({
      before: { years: [{ total: 6 }] },
      after: { years: [{ total: 4 }] },
    });
    expect(await totalOf(INTO)).toEqual([4, 'NORMAL']);
  });

  it('keeps the outcome with the notice when the files are parted again', async () => {
    const notice = await noticeOf(OTHER, SIX);
    const own = await noticeOf(INTO, SIX);
    const id = await merge([own.id]);
    expect(await totalOf(INTO)).toEqual([12, 'NORMAL']);
    await decide(await objected(notice), [finding(INTO)]);
    expect(await totalOf(INTO)).toEqual([10, 'NORMAL']);
    await part(id);
    expect([await totalOf(INTO), await totalOf(OTHER)]).toEqual([
      [6, 'NORMAL'],
      [4, 'NORMAL'],
    ]);
    const now = await bureau.told<NoticeTold>('district-agency', 'GET', `/scoring/notices/${own.id}`);
    expect(now.now).toMatchObject({ points: 6, measure: null });
  });

  it('is decided after the files were parted, on the notice of whoever it was against', async () => {
    const id = await merge();
    const notice = await noticeOf(OTHER, SIX);
    const objection = await objected(notice);
    await part(id);
    const path = `/objections/${objection}/decision`;
    const body = { outcome: 'UPHELD_IN_PART', reasons: '责任较轻', findings: [finding(INTO)] };
    expect(await bureau.refused('district-agency-2', path, body)).toEqual([
      '/findings/0/personCode UNKNOWN_REFERENCE PQ2025:37',
      '/findings/0/conductId UNKNOWN_REFERENCE PQ2025:37',
    ]);
    await decide(objection, [finding(OTHER)]);
    expect([await totalOf(INTO), await totalOf(OTHER)]).toEqual([
      [0, 'NORMAL'],
      [4, 'NORMAL'],
    ]);
  });

  it('chooses the months of another notice of the file with it; parted, each keeps its own (PQ2025:26.2)', async () => {
    const notice = await noticeOf(OTHER, SIX);
    const own = await noticeOf(INTO, SIX);
    const id = await merge([own.id]);
    const objection = await objected(notice);
    const months = [{ noticeId: own.id, months: 3, reasons: '情节一般' }];
    const wrong = { outcome: 'UPHELD_IN_PART', reasons: '责任较轻', findings: [finding(OTHER)] };
    const path = `/objections/${objection}/decision`;
    const tooMany = [{ ...months[0], months: 5 }];
    expect(await bureau.refused('district-agency-2', path, { ...wrong, months: tooMany })).toEqual([
      '/months/0/months MONTHS_OUT_OF_RANGE PQ2025:26.2',
    ]);
    const decided = await decide(objection, [finding(OTHER)], { months });
    expect(decided).toMatchObject({ state: 'DECIDED', monthsOpen: [] });
    const now = await bureau.told<NoticeTold>('district-agency', 'GET', `/scoring/notices/${own.id}`);
    expect(now.now).toMatchObject({ yearTotalAfter: 10, measure: { kind: 'SUSPENSION', months: 3 } });
    await part(id);
    expect([await totalOf(INTO), await totalOf(OTHER)]).toEqual([
      [6, 'NORMAL'],
      [4, 'NORMAL'],
    ]);
    expect(await workOn(bureau, `score/${own.id}`)).toEqual([]);
  });
});

describe('a decision that falls or changes after two files were joined (PQ2025:16, 37; S7, S31)', () => {
  let caseId: string;
  let id: string;
  beforeEach(async () => {
    caseId = await penalty(bureau, '38', HOSPITAL, DAY);
  });
  const determined = async (codes: readonly string[]): Promise<void> => {
    const findings = codes.map((code) => found(code, ofPenalty));
    const body = standAlone(DAY, findings, { source: { kind: 'PENALTY_DECISION', caseId } });
    ({ id } = await bureau.told<Told>('city-bureau', 'POST', '/scoring/determinations', body));
  };
  const issued = (personCode: string): Promise<NoticeTold> =>
    bureau.told('city-agency', 'POST', `/scoring/determinations/${id}/notices`, {
      personCode,
      number: numbered('记'),
    });
  const reverse = (kind: string, change: object = {}): Promise<unknown> =>
    bureau.told('city-bureau', 'POST', `/cases/${caseId}/decision/reversal`, {
      kind,
      by: 'RECONSIDERATION',
      documentNo: '京政复〔2025〕1号',
      on: DAY,
      reasons: '事实不清',
      ...change,
    });
  const review = (findings: readonly object[]): Promise<Reviewed> =>
    bureau.told('city-bureau', 'POST', `/scoring/determinations/${id}/review`, {
      outcome: 'REVISED',
      reasons: '违法行为减少',
      findings,
    });
  const general = (code: string): FindingBody => found(code, { ...ofPenalty, degree: 'GENERAL' });

  it('revokes the points of the code it named, and leaves the others of the file', async () => {
    await determined([OTHER]);
    await issued(OTHER);
    const own = await noticeOf(INTO, FOUR);
    const merged = await merge([own.id]);
    expect(await totalOf(INTO)).toEqual([10, 'NORMAL']);
    await reverse('WITHDRAWN');
    expect(await totalOf(INTO)).toEqual([4, 'NORMAL']);
    await part(merged);
    expect([await totalOf(INTO), await totalOf(OTHER)]).toEqual([
      [4, 'NORMAL'],
      [0, 'NORMAL'],
    ]);
  });

  it.each([OTHER, INTO])('is reviewed naming the code %s of the file', async (code) => {
    await determined([OTHER]);
    await issued(OTHER);
    const merged = await merge();
    await reverse('CHANGED', { figures: [] });
    const done = await review([general(code)]);
    expect(done.effects).toMatchObject([{ personCode: OTHER, after: { years: [{ total: 4 }] } }]);
    expect(done.findings).toMatchObject([{ personCode: OTHER, points: 4 }]);
    await part(merged);
    expect([await totalOf(INTO), await totalOf(OTHER)]).toEqual([
      [0, 'NORMAL'],
      [4, 'NORMAL'],
    ]);
  });

  it('finds nobody noticed under either code, and has them determined anew', async () => {
    await determined([OTHER]);
    await merge();
    await reverse('CHANGED', { figures: [] });
    await review([general(INTO)]);
    const path = `/scoring/determinations/${id}/notices`;
    expect(await bureau.refused('city-agency', path, { personCode: INTO, number: numbered('记') })).toEqual([
      ' DETERMINATION_REVISED PQ2025:16',
    ]);
    expect(await workOn(bureau, `determination/${id}/${OTHER}`)).toEqual([]);
    expect(await workOn(bureau, `case/${caseId}/${OTHER}`)).toEqual(['DETERMINE_RESPONSIBILITY 110000 -']);
  });

  it('revises each notice by its own findings, when it named both before they were joined', async () => {
    await determined([INTO, OTHER]);
    const notices = [await issued(INTO), await issued(OTHER)];
    const merged = await merge();
    // One act of one person now: its points once (S6).
    expect(await totalOf(INTO)).toEqual([6, 'NORMAL']);
    await reverse('CHANGED', { figures: [] });
    const done = await review([general(INTO), general(OTHER)]);
    expect(done.effects.map(({ personCode }) => personCode)).toEqual([INTO, OTHER]);
    expect(await totalOf(INTO)).toEqual([4, 'NORMAL']);
    await part(merged);
    expect([await totalOf(INTO), await totalOf(OTHER)]).toEqual([
      [4, 'NORMAL'],
      [4, 'NORMAL'],
    ]);
    for (const notice of notices) {
      const now = await bureau.told<NoticeTold>('city-agency', 'GET', `/scoring/notices/${notice.id}`);
      expect(now.now).toMatchObject({ points: 4 });
    }
  });
});

describe('a suspension of a merged file (PQ2025:26, 37; S31)', () => {
  it('is void from the start when the notice it needed is revoked by the bureau, whichever file it was on', async () => {
    const nine = found(OTHER, { degree: 'PRINCIPAL' });
    const notice = await noticed(bureau, standAlone(DAY, [nine]), OTHER, forMonths(2));
    await servedToday(bureau, notice.id, DAY);
    await merge();
    expect(await totalOf(INTO)).toEqual([9, 'SUSPENDED']);
    const objection = await objected(notice);
    await stepOn(bureau, 'district-agency-2', objection, 'decision', {
      outcome: 'UPHELD',
      reasons: '没有责任',
    });
    expect(await totalOf(INTO)).toEqual([0, 'NORMAL']);
  });
});

describe('what is stated of a code while two files are joined (S7)', () => {
  const idOf = async (code: string): Promise<string> => {
    const manager = bureau.app.app.get(Database).read;
    return (await bureau.app.app.get(RegistryService).personByCode(manager, code))?.personId ?? '';
  };

  it('is kept with whose the code is, so that it stays theirs when the files are parted', async () => {
    const other = await idOf(OTHER);
    const id = await merge();
    expect(await idOf(OTHER)).toBe(other);
    const training = { on: DAY, topic: '医保政策', lecturer: '医保办', present: [OTHER] };
    const held = await bureau.told<Told>('hospital', 'POST', '/institution-trainings', training);
    const consent = { documentNo: '同意-1', on: DAY, scope: '查询能否登记备案' };
    const asked = { personCode: OTHER, consent };
    await bureau.told('pharmacy', 'POST', '/qualifications/pre-registration-check', asked);
    await part(id);
    const { read } = bureau.app.app.get(Database);
    const present = await read.findBy(TrainingParticipantEntity, { trainingId: held.id });
    expect(present.map(({ personId, personCode }) => [personId, personCode])).toEqual([[other, OTHER]]);
    const [line] = await read.findBy(RecordEntryEntity, { action: 'PRE_REGISTRATION_CHECKED' });
    expect(line?.after).toContain(`"personId":"${other}"`);
  });

  it('is of one person once at a training, under whichever of their codes', async () => {
    await merge();
    const body = { on: DAY, topic: '医保政策', lecturer: '医保办', present: [INTO, OTHER] };
    expect(await bureau.refused('hospital', '/institution-trainings', body)).toEqual([
      '/present/1 DUPLICATE_ID -',
    ]);
  });
});
