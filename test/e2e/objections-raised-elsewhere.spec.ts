import { afterEach, describe, expect, it } from '@jest/globals';
import {
  filed,
  objectionBody,
  readyToDecide,
  servedToday,
  stepOn,
  workOn,
  type ObjectionTold,
} from '../support/appeals.js';
import { expectProblem } from '../support/problem.js';
import {
  DOCTOR,
  forMonths,
  found,
  noticed,
  NURSE,
  ScoringBureau,
  servedOn,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const SIX = { circumstance: 'PQ2025:21(4)', basis: '服务协议第九条', degree: 'PRINCIPAL' };
const RESIDUAL = { circumstance: 'PQ2025:20(3)', basis: '服务协议第九条' };
const TEN = { circumstance: 'PQ2025:23(4)', basis: '服务协议第九条', degree: 'GENERAL' };
const MERGES = '/persons/merges';

interface Raised extends NoticeTold {
  readonly raise: Record<string, unknown> | null;
}

interface OwnFile {
  readonly notices: readonly {
    readonly id: string;
    readonly state: string;
    readonly now: { readonly points: number; readonly objectionDeadline: string | null };
    readonly raise: object | null;
    readonly objection: Record<string, unknown>;
  }[];
  readonly mayHandIn: readonly Record<string, unknown>[];
}

let bureau: ScoringBureau;
afterEach(() => bureau.close());

const noticeOf = (id: string, username = 'auditor'): Promise<Raised> =>
  bureau.told<Raised>(username, 'GET', `/scoring/notices/${id}`);
const ownFile = (): Promise<OwnFile> => bureau.told<OwnFile>('person', 'GET', '/me/file');
const handIns = async (): Promise<string[]> =>
  (await ownFile()).mayHandIn
    .filter(({ what }) => what !== 'REPAIR' && what !== 'RESTORATION')
    .map(({ what, until, endpoint }) => [what, until ?? '-', endpoint].join(' '));

const scored = (
  day: string,
  code: string,
  conductId: string,
  change: object,
  more = {},
): Promise<NoticeTold> =>
  noticed(bureau, standAlone(day, [found(code, { conductId, ...change })]), code, more);

const told = (recipient: string, toldOn: string): object => ({
  recipient,
  method: 'DIRECT',
  toldOn,
  toldBy: '经办人甲',
  proof: '告知书回执',
});

const uphold = (objection: ObjectionTold, acknowledged: readonly string[]): Promise<ObjectionTold> =>
  stepOn(bureau, 'district-agency-2', objection.id, 'decision', {
    outcome: 'UPHELD',
    reasons: '认定不成立',
    acknowledged,
  });

const mergeOn = (on: string, acknowledged?: readonly string[]): object => ({
  into: DOCTOR,
  other: NURSE,
  on,
  reason: '同一人',
  ...(acknowledged !== undefined && { acknowledged }),
});

/** Six points under each of two codes, both served on 2025-06-16. */
async function sixAndSix(): Promise<readonly [NoticeTold, NoticeTold]> {
  bureau = await ScoringBureau.open('2025-06-16');
  const first = await scored('2025-06-16', DOCTOR, '甲', SIX);
  const second = await scored('2025-06-16', NURSE, '乙', SIX);
  for (const { id } of [first, second]) await servedToday(bureau, id, '2025-06-16');
  bureau.today('2025-08-11');
  return [first, second];
}

describe('two files joined, whose points together come to a measure (PQ2025:18, 25, 26, 34, 37; S7)', () => {
  it('are joined only by who names the notice that carries it, and say what it comes to', async () => {
    const [first, second] = await sixAndSix();
    const body = mergeOn('2025-08-11');
    const answer = expectProblem(
      await bureau.ask('district-agency', 'POST', MERGES, body),
      422,
      'RULE_VIOLATION',
    );
    expect(answer['errors']).toEqual([
      {
        pointer: '/acknowledged',
        code: 'OTHER_NOTICE_RAISED',
        citation: 'PQ2025:37',
        detail: expect.stringContaining(
          `${second.number}（${second.id}）计分：原为 6 分、无措施，此后 6 分、终止 1 年`,
        ),
      },
    ]);
    expect(
      await bureau.refused('district-agency', MERGES, mergeOn('2025-08-11', [first.id, second.id])),
    ).toEqual(['/acknowledged/0 NOT_RAISED -']);
    expect((await noticeOf(second.id)).now).toMatchObject({ points: 6, measure: null });
  });

  it('leave the telling of it, and the time to object runs from there', async () => {
    const [, second] = await sixAndSix();
    await bureau.told('district-agency', 'POST', MERGES, mergeOn('2025-08-11', [second.id]));
    const raised = await noticeOf(second.id, 'hospital');
    expect(raised).toMatchObject({
      now: { measure: { kind: 'TERMINATION', years: 1, from: '2025-06-24' }, objectionDeadline: null },
      raise: {
        by: expect.stringMatching(/^person\//),
        before: { points: 6, measure: null },
        after: { points: 6, measure: { kind: 'TERMINATION', years: 1 } },
        told: [],
        untold: ['INSTITUTION', 'PERSON'],
        inWords: '因他案加重，自告知之日起算，尚未告知。',
        citation: 'PQ2025:37',
      },
    });
    expect(await workOn(bureau, `notice/${second.id}`)).toContain('TELL_OUTCOME 110105 -');
    bureau.today('2025-08-12');
    const tellings = `/scoring/notices/${second.id}/raise-tellings`;
    await bureau.told('district-agency', 'POST', tellings, told('INSTITUTION', '2025-08-12'));
    expect(await workOn(bureau, `notice/${second.id}`)).toContain('OBJECTION_PERIOD H11010500001 2025-08-19');
    expect((await noticeOf(second.id)).now.objectionDeadline).toBe('2025-08-19');
    bureau.today('2025-08-19');
    expect(await filed(bureau, second.id, '2025-08-19')).toMatchObject({
      state: 'FILED',
      period: { receivedOn: '2025-08-12', deadline: '2025-08-19' },
    });
  });

  it('end the telling and the time with it, when they are parted again', async () => {
    const [, second] = await sixAndSix();
    const { id } = await bureau.told<Told>(
      'district-agency',
      'POST',
      MERGES,
      mergeOn('2025-08-11', [second.id]),
    );
    await bureau.told('district-agency', 'POST', `${MERGES}/${id}/undo`, {
      on: '2025-08-11',
      reason: '并非同一人',
    });
    expect(await noticeOf(second.id)).toMatchObject({
      now: { points: 6, measure: null, objectionDeadline: '2025-06-23' },
      raise: null,
    });
    expect(await workOn(bureau, `notice/${second.id}`)).not.toContain('TELL_OUTCOME 110105 -');
    expect(await bureau.refused('hospital', '/objections', objectionBody(second.id, '2025-08-11'))).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
    const tellings = `/scoring/notices/${second.id}/raise-tellings`;
    expectProblem(
      await bureau.ask('district-agency', 'POST', tellings, told('PERSON', '2025-08-11')),
      409,
      'CONFLICT',
    );
  });

  it('end it as well when the other notice is revoked and nothing is left of the measure', async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const first = await scored('2025-06-16', DOCTOR, '甲', SIX);
    const second = await scored('2025-06-16', NURSE, '乙', SIX);
    for (const { id } of [first, second]) await servedToday(bureau, id, '2025-06-16');
    const objection = await filed(bureau, first.id, '2025-06-16');
    await readyToDecide(bureau, objection.id, '2025-06-16');
    await bureau.told('district-agency', 'POST', MERGES, mergeOn('2025-06-16', [second.id]));
    expect((await noticeOf(second.id)).raise).not.toBeNull();
    await uphold(objection, []);
    expect(await noticeOf(second.id)).toMatchObject({
      now: { points: 6, measure: { void: true } },
      raise: null,
    });
    expect(await workOn(bureau, `notice/${second.id}`)).toEqual([
      'OBJECTION_PERIOD H11010500001 2025-06-23',
      'REMINDER_TALK H11010500001 -',
    ]);
  });
});

describe('a raise of a notice by one it was joined with, of which it is parted again (S7, S31)', () => {
  it('is over: the notice carries what it was issued and served with', async () => {
    bureau = await ScoringBureau.open('2025-09-22');
    const first = await scored('2025-09-22', DOCTOR, '甲', { degree: 'PRINCIPAL' }, forMonths(2));
    const second = await scored('2025-09-22', NURSE, '甲', TEN, forMonths(4));
    for (const { id } of [first, second]) await servedToday(bureau, id, '2025-09-22');
    const objection = await filed(bureau, first.id, '2025-09-22');
    await readyToDecide(bureau, objection.id, '2025-09-22');
    const { id } = await bureau.told<Told>('city-agency', 'POST', MERGES, mergeOn('2025-09-22'));
    expect((await noticeOf(second.id)).now).toMatchObject({ points: 1 });
    bureau.today('2025-10-20');
    await uphold(objection, [second.id]);
    expect((await noticeOf(second.id)).raise).toMatchObject({ before: { points: 1 }, after: { points: 10 } });
    await bureau.told('city-agency', 'POST', `${MERGES}/${id}/undo`, {
      on: '2025-10-20',
      reason: '并非同一人',
    });
    expect(await noticeOf(second.id)).toMatchObject({ now: { points: 10 }, raise: null });
    expect(await workOn(bureau, `notice/${second.id}`)).not.toContain('TELL_OUTCOME 110105 -');
    bureau.today('2026-03-10');
    expect(await bureau.refused('hospital', '/objections', objectionBody(second.id, '2026-03-10'))).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
  });
});

describe('a repair revoked that brings a suspension along (PQ2025:31, 34, 37)', () => {
  it('is told, and open to objection', async () => {
    bureau = await ScoringBureau.open('2025-11-03');
    const first = await scored('2025-11-03', DOCTOR, '甲', SIX);
    await servedToday(bureau, first.id, '2025-11-03');
    bureau.today('2025-11-05');
    const { id } = await bureau.told<Told>('hospital', 'POST', '/repairs', {
      personCode: DOCTOR,
      activity: { route: 'TRAINING', on: '2025-11-05', evidence: ['签到表'] },
      reasons: '参加培训',
      institutionReview: { agreed: true, on: '2025-11-05', opinion: '属实' },
    });
    const granted = { accepted: true, opinion: '属实' };
    await bureau.told('district-agency', 'POST', `/repairs/${id}/assessment`, granted);
    bureau.today('2025-11-20');
    const second = await scored('2025-11-20', DOCTOR, '乙', { ...RESIDUAL, degree: 'PRINCIPAL' });
    await servedToday(bureau, second.id, '2025-11-20');
    expect(second.now).toMatchObject({ yearTotalAfter: 8, measure: null });
    bureau.today('2025-12-22');
    await bureau.told('district-agency-2', 'POST', `/repairs/${id}/revocation`, {
      reason: '冒名参加',
      measureAcknowledged: true,
      acknowledgedReasons: '签到系他人代签，累计达到 9 分',
    });
    expect(await noticeOf(second.id)).toMatchObject({
      now: { yearTotalAfter: 9, measure: { kind: 'SUSPENSION', from: '2025-11-28' } },
      raise: { by: `repair/${id}`, untold: ['INSTITUTION', 'PERSON'] },
    });
    expect((await noticeOf(first.id)).raise).toBeNull();
    expect(await workOn(bureau, `notice/${second.id}`)).toContain('TELL_OUTCOME 110105 -');
    expect(await filed(bureau, second.id, '2025-12-22')).toMatchObject({ state: 'FILED', period: null });
  });
});

describe('a notice raised by an objection to another of the same act (PQ2025:34, 37)', () => {
  async function raised(served: boolean): Promise<NoticeTold> {
    bureau = await ScoringBureau.open('2025-09-22');
    const first = await scored('2025-09-22', DOCTOR, '甲', {});
    await servedToday(bureau, first.id, '2025-09-22');
    const objection = await filed(bureau, first.id, '2025-09-22');
    await readyToDecide(bureau, objection.id, '2025-09-22');
    const later = await scored('2025-09-22', DOCTOR, '甲', { degree: 'IMPORTANT' });
    if (served) await servedToday(bureau, later.id, '2025-09-22');
    bureau.today('2025-10-13');
    await uphold(objection, [later.id]);
    return later;
  }

  it('is told of by its service afterwards, and late when that time is over', async () => {
    const { id } = await raised(false);
    const path = `/scoring/notices/${id}/service`;
    await bureau.told('district-agency', 'POST', path, servedOn('2025-10-13'));
    expect(await noticeOf(id, 'hospital')).toMatchObject({
      now: { points: 8, objectionDeadline: '2025-10-20' },
      raise: {
        told: [{ recipient: 'INSTITUTION', toldOn: '2025-10-13' }],
        untold: ['PERSON'],
        inWords: '因他案加重，自告知之日起算，本人尚未告知。',
      },
    });
    const toPerson = servedOn('2025-10-13', { recipient: 'PERSON', receivedBy: '本人' });
    await bureau.told('district-agency', 'POST', path, toPerson);
    expect(await workOn(bureau, `notice/${id}`)).toEqual([
      'OBJECTION_PERIOD H11010500001 2025-10-20',
      'REMINDER_TALK H11010500001 -',
    ]);
    bureau.today('2025-11-20');
    expect(await bureau.refused('hospital', '/objections', objectionBody(id, '2025-11-20'))).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
  });

  it('is not told of by a receipt from before, entered or corrected afterwards', async () => {
    const { id } = await raised(false);
    const late = { backdating: { reason: '回执迟到' } };
    await bureau.told(
      'district-agency-2',
      'POST',
      `/scoring/notices/${id}/service`,
      servedOn('2025-09-23', late),
    );
    expect(await noticeOf(id, 'hospital')).toMatchObject({ raise: { told: [] } });
    expect(await workOn(bureau, `notice/${id}`)).toEqual([
      'REMINDER_TALK H11010500001 -',
      'TELL_OUTCOME 110105 -',
    ]);
  });

  it('says so in the own file, while nobody is told', async () => {
    const { id } = await raised(true);
    const own = (await ownFile()).notices.find((each) => each.id === id);
    expect(own).toMatchObject({
      state: 'SERVED',
      now: { points: 8, objectionDeadline: null },
      raise: { untold: ['INSTITUTION', 'PERSON'] },
      objection: { open: true, until: null, inWords: '因他案加重，自告知之日起算，尚未告知。' },
    });
    expect(await bureau.told('person', 'GET', `/me/notices/${id}`)).toMatchObject({
      state: 'SERVED',
      raise: { before: { points: 1, measure: null }, after: { points: 8, measure: null } },
    });
    await bureau.told(
      'district-agency',
      'POST',
      `/scoring/notices/${id}/raise-tellings`,
      told('INSTITUTION', '2025-10-13'),
    );
    const then = (await ownFile()).notices.find((each) => each.id === id);
    expect(then?.now.objectionDeadline).toBe('2025-10-20');
    expect(then?.objection['inWords']).toMatch(
      /^因他案加重，自告知之日起算，本人尚未告知。申诉期自.*至 2025-10-20 届满/,
    );
  });
});

describe('the second of two sides, each of which has its own five days (PQ2025:34, 35; S16, S29)', () => {
  const refusedFor = async (
    username = 'hospital',
    change: Record<string, unknown> = {},
  ): Promise<string[]> => {
    bureau = await ScoringBureau.open('2025-09-26');
    const notice = await scored('2025-09-26', DOCTOR, '甲', { degree: 'PRINCIPAL' }, forMonths(1));
    await servedToday(bureau, notice.id, '2025-09-26');
    const first = await filed(bureau, notice.id, '2025-09-26', change, username);
    await readyToDecide(bureau, first.id, '2025-09-26');
    bureau.today('2025-09-29');
    const refusal = { outcome: 'REFUSED', reasons: '维持' };
    await stepOn(bureau, 'district-agency-2', first.id, 'decision', refusal);
    return [notice.id, first.id];
  };
  const ofPerson = (noticeId: string, on: string): object =>
    objectionBody(noticeId, on, { filedBy: 'PERSON' });

  it('objects in its time after the agency decided on the other, and is heard by the same road', async () => {
    const [noticeId = '', firstId = ''] = await refusedFor();
    expect(await handIns()).toEqual([
      'OBJECTION 2025-10-10 POST /api/v1/objections',
      `FURTHER_OBJECTION - POST /api/v1/objections/${firstId}/further-objection`,
    ]);
    const second = await bureau.told<ObjectionTold>(
      'person',
      'POST',
      '/objections',
      ofPerson(noticeId, '2025-09-29'),
    );
    expect(second.id).not.toBe(firstId);
    expect(second).toMatchObject({ state: 'FILED', route: 'DISTRICT', outcome: null });
    expect(await handIns()).toEqual([]);
    // One thing after the other: the bureau looks at what the agency decided last.
    const further = { grounds: '证据不足', requested: '撤销', filedBy: 'INSTITUTION' };
    const path = `/objections/${firstId}/further-objection`;
    expectProblem(await bureau.ask('hospital', 'POST', path, further), 409, 'CONFLICT');
    const again = objectionBody(noticeId, '2025-09-29');
    expectProblem(await bureau.ask('hospital', 'POST', '/objections', again), 409, 'CONFLICT');
    await readyToDecide(bureau, second.id, '2025-09-29');
    const refusal = { outcome: 'REFUSED', reasons: '维持' };
    await stepOn(bureau, 'district-agency-2', second.id, 'decision', refusal);
    expect(await handIns()).toEqual([
      `FURTHER_OBJECTION - POST /api/v1/objections/${second.id}/further-objection`,
    ]);
    for (const [username, filedBy] of [
      ['hospital', 'INSTITUTION'],
      ['person', 'PERSON'],
    ] as const)
      await stepOn(bureau, username, second.id, 'further-objection', { ...further, filedBy });
    expect(await bureau.told('auditor', 'GET', `/objections/${second.id}`)).toMatchObject({
      state: 'FURTHER_OBJECTED',
    });
    expect(await handIns()).toEqual([]);
  });

  it('has its own time, and after that the bureau', async () => {
    const [noticeId = '', firstId = ''] = await refusedFor();
    bureau.today('2025-10-11');
    expect(await bureau.refused('person', '/objections', ofPerson(noticeId, '2025-10-11'))).toEqual([
      '/filedOn OBJECTION_LATE PQ2025:34',
    ]);
    expect(await handIns()).toEqual([
      `FURTHER_OBJECTION - POST /api/v1/objections/${firstId}/further-objection`,
    ]);
    const further = { grounds: '证据不足', requested: '撤销', filedBy: 'PERSON' };
    expect(await stepOn(bureau, 'person', firstId, 'further-objection', further)).toMatchObject({
      state: 'FURTHER_OBJECTED',
    });
  });

  it('leaves to the side that was heard the bureau only, also when the second withdraws', async () => {
    const [noticeId = '', firstId = ''] = await refusedFor();
    const second = await bureau.told<Told>('person', 'POST', '/objections', ofPerson(noticeId, '2025-09-29'));
    await stepOn(bureau, 'person', second.id, 'withdrawal', { reasons: '不再申诉' });
    const again = objectionBody(noticeId, '2025-09-29');
    const refusal = expectProblem(
      await bureau.ask('hospital', 'POST', '/objections', again),
      409,
      'CONFLICT',
    );
    expect(refusal['detail']).toContain(`POST /objections/${firstId}/further-objection`);
    const further = { grounds: '证据不足', requested: '撤销', filedBy: 'INSTITUTION' };
    expect(await stepOn(bureau, 'hospital', firstId, 'further-objection', further)).toMatchObject({
      state: 'FURTHER_OBJECTED',
    });
    // Nor does the agency hear it again once the bureau has decided.
    const last = { outcome: 'REFUSED', reasons: '维持' };
    expect(await stepOn(bureau, 'district-bureau', firstId, 'decision', last)).toMatchObject({
      state: 'CLOSED',
    });
    expectProblem(await bureau.ask('hospital', 'POST', '/objections', again), 409, 'CONFLICT');
  });

  it('is not offered an objection of its own a second time, while it is handled or once it is decided', async () => {
    const [noticeId = '', firstId = ''] = await refusedFor('person', { filedBy: 'PERSON' });
    expect(await handIns()).toEqual([
      `FURTHER_OBJECTION - POST /api/v1/objections/${firstId}/further-objection`,
    ]);
    expect((await ownFile()).notices[0]?.objection).toMatchObject({ open: false, until: '2025-10-10' });
    const second = await filed(bureau, noticeId, '2025-09-29');
    await readyToDecide(bureau, second.id, '2025-09-29');
    const body = {
      outcome: 'UPHELD_IN_PART',
      reasons: '责任较轻',
      findings: [found(DOCTOR, { conductId: '甲' })],
    };
    const decided = await stepOn(bureau, 'district-agency-2', second.id, 'decision', body);
    expect(decided.effect?.after.years).toEqual([{ year: 2025, total: 7 }]);
  });
});
