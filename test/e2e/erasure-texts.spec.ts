import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openForReading } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { StaffImportRunnerService } from '../../src/registry/import/staff-import-runner.service.js';
import { replay, type ReplayReport } from '../../src/replay/replay.js';
import { schema } from '../../src/schema.js';
import { objectionBody } from '../support/appeals.js';
import { tellingBody } from '../support/appeals-histories/telling.js';
import { claimsCsv, sendFile, type Rejudged } from '../support/claims.js';
import { personBody, registeredBody } from '../support/registry.js';
import { staffCsv, staffRow } from '../support/staff-list.js';
import {
  forMonths,
  found,
  HOSPITAL,
  numbered,
  NURSE,
  ScoringBureau,
  servedOn,
  standAlone,
  type Told,
} from '../support/scoring.js';

const CODE = 'D110105000741';
const MERGED = 'D110105000742';
const NAME = '欧阳试无踪';
const BECAUSE = { reason: '保存期限届满，本人书面申请删除', basis: '个人信息保护法第四十七条' };
/** Numbers of papers and the like are no free texts. */
const NUMBERS = ['number', 'documentNo', 'inspectionNo', 'conductId', 'basis'];

let bureau: ScoringBureau;
let importId: string;
let before: Pick<ReplayReport, 'counts' | 'held'>;
/** `METHOD member`, of every text that was refused for the name, by what was done. */
const refused: Record<string, string[]> = {};

/** The form with the name in every text in Chinese. */
const naming = (value: unknown, member = ''): unknown =>
  typeof value === 'string'
    ? /\p{Script=Han}/u.test(value) && !NUMBERS.includes(member)
      ? `${value}（欧阳 试无踪）`
      : value
    : Array.isArray(value)
      ? value.map((each) => naming(each, member))
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name, naming(held, name)]))
        : value;

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((held, member) => (held as Record<string, unknown>)[member], value);

function put(value: unknown, pointer: string, text: unknown): void {
  const members = pointer.split('/');
  const last = members.pop() ?? '';
  (at(value, members.join('/')) as Record<string, unknown>)[last] = text;
}

/** Hands in a form with the name in every text; where that is refused, again with the texts of the record as they were. */
async function told<T>(what: string, username: string, path: string, body: object): Promise<T> {
  const form = naming(body);
  const first = await bureau.ask(username, 'POST', path, form);
  if (first.status < 300) return first.json() as T;
  const { errors = [] } = first.json() as { errors?: { pointer: string; code: string }[] };
  if (!errors.every(({ code }) => code === 'NAME_IN_TEXT')) throw new Error(`${what} ${first.text}`);
  refused[what] = errors.map(({ pointer }) => pointer);
  for (const { pointer } of errors) put(form, pointer, at(body, pointer));
  return bureau.told<T>(username, 'POST', path, form);
}

const query = <T>(sql: string, ...values: string[]): Promise<T[]> =>
  bureau.app.app.get(Database).read.query<T[]>(sql, values);

/** `table.column`, wherever the name stands in a text. */
async function traces(): Promise<string[]> {
  const columns = await query<{ table: string; column: string }>(
    `SELECT "one"."name" AS "table", "each"."name" AS "column" FROM "sqlite_master" "one",
      pragma_table_info("one"."name") "each" WHERE "one"."type" = 'table' ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await query(
      `SELECT 1 FROM "${table}" WHERE instr(replace("${column}", ' ', ''), ?) > 0 LIMIT 1`,
      NAME,
    );
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}

/** What comes of holding every row against the record, and of deciding everything again. */
async function replayed(): Promise<Pick<ReplayReport, 'counts' | 'held'>> {
  const source = await openForReading(bureau.app.folder, schema);
  const { counts, held } = await replay(source.manager, '');
  await source.destroy();
  return { counts, held };
}

/** Code and name of the rows that a list was sent back with. */
async function sentBack(): Promise<string[]> {
  const token = await bureau.app.tokenOf('hospital');
  const { text } = await bureau.app.request('GET', `/api/v1/staff-imports/${importId}/errors.csv`, { token });
  return text
    .replaceAll('"', '')
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(',').slice(0, 2).join(','));
}

/** Where it stands before the erasure. */
const WRITTEN = [
  'account.display_name',
  'commitment_end.reason',
  'determination.content',
  'institution_training.lecturer',
  'institution_training.place',
  'institution_training.topic',
  'mark_publication.paper',
  'mark_removal.note',
  'notice_correction.content',
  'notice_event.content',
  'objection_step.content',
  'person.name',
  'published_mark.name',
  'registration_cancellation.note',
  'reminder_talk.held_by',
  'reminder_talk.summary',
  'repair_step.content',
  'repair_training.organiser',
  'repair_training.title',
  'restoration_step.content',
  'score_notice.content',
  'site_notice_confirmation.note',
];

/** Lines of the record with the name. */
const recorded = (): Promise<unknown[]> =>
  query(
    `SELECT "action" FROM "record_entry" WHERE instr(replace(COALESCE("before", '') || COALESCE("after", ''), ' ', ''), ?) > 0`,
    NAME,
  );

async function scored(day: string, change: object, months: object): Promise<[string, string]> {
  const notScored = [{ personCode: NURSE, reasons: '没有经手' }];
  const form = standAlone(day, [found(CODE, { ...change })], { notScored });
  const { id } = await told<Told>('determination', 'district-agency', '/scoring/determinations', form);
  const path = `/scoring/determinations/${id}`;
  const notice = { personCode: CODE, number: numbered('记'), ...months };
  const issued = await told<Told>('notice', 'district-agency', `${path}/notices`, notice);
  await told('service', 'district-agency', `/scoring/notices/${issued.id}/service`, servedOn(day));
  return [path, `/scoring/notices/${issued.id}`];
}

const idIn = (path: string): string => path.split('/').at(-1) ?? '';

/** An account that was theirs, and is nobody's by now. */
async function formerAccount(): Promise<void> {
  const made = { username: 'former-741', displayName: NAME };
  await bureau.told('sysadmin', 'POST', '/accounts', made);
  const grant = { role: 'PERSON', office: HOSPITAL, personCode: CODE, reason: '本人申请' };
  await told('grant', 'secadmin', '/accounts/former-741/grants', grant);
  await told('withdrawal', 'secadmin', '/accounts/former-741/grants/withdrawal', { reason: '本人离职' });
  await told('disabling', 'sysadmin', '/accounts/former-741/disable', { reason: '本人离职' });
}

/** Objects in vain. */
async function objected(noticeId: string, day: string): Promise<string> {
  const { id } = await told<Told>('objection', 'hospital', '/objections', objectionBody(noticeId, day));
  const step = (username: string, name: string, body: object) =>
    told(name, username, `/objections/${id}/${name}`, body);
  await step('district-agency-2', 'acceptance', {});
  await step('district-agency', 'determiner-opinion', { on: day, opinion: '请依证据办理' });
  const assessed = { by: '医学会专家组', from: day, to: day, conclusion: '检查必要' };
  await step('district-agency-2', 'expert-assessments', assessed);
  await step('district-agency-2', 'decision', { outcome: 'REFUSED', reasons: '事实清楚' });
  return id;
}

/** Both sides are told of what became of an objection. */
async function toldOf(id: string, day: string): Promise<void> {
  for (const side of ['INSTITUTION', 'PERSON'] as const)
    await told('telling', 'district-agency-2', `/objections/${id}/outcome-tellings`, tellingBody(side, day));
}

const review = (on: string) => ({ institutionReview: { agreed: true, on, opinion: '同意' } });

const training = (on: string) => ({
  ...{ kind: 'TRAINING', title: '医保政策培训', on, organiser: '市医保中心' },
  documentNo: numbered('培'),
  personCodes: [CODE, NURSE],
});

/** Repairs a point, which falls with the presence; another is paid out. */
async function repaired(day: string): Promise<void> {
  const held = await told<Told>('training', 'city-agency', '/trainings', training(day));
  const form = { personCode: CODE, trainingId: held.id, reasons: '已参加培训', ...review(day) };
  const { id } = await told<Told>('repair', 'hospital', '/repairs', form);
  const opinion = { accepted: true, opinion: '符合修复条件' };
  await told('assessment', 'district-agency', `/repairs/${id}/assessment`, opinion);
  const absent = { personCode: CODE, present: false, reason: '代签，本人未到场' };
  await told('attendance', 'city-agency-2', `/trainings/${held.id}/attendance`, absent);
  const second = await told<Told>('training', 'city-agency', '/trainings', training(day));
  const payout = { opinion: '有效参与' };
  await told('payout', 'district-agency', `/trainings/${second.id}/payout`, payout);
}

async function restored(day: string): Promise<void> {
  const form = { personCode: CODE, reasons: '已整改并完成学习', ...review(day) };
  const { id } = await told<Told>('restoration', 'hospital', '/restorations', form);
  const step = (username: string, name: string, body: object) =>
    told(name, username, `/restorations/${id}/${name}`, body);
  await step('district-agency', 'first-review', { agreed: true, opinion: '符合恢复条件' });
  await step('city-agency', 'second-review', { agreed: true, opinion: '符合恢复条件' });
  await step('city-agency', 'outcome-tellings', tellingBody('INSTITUTION', day));
  await step('city-agency', 'outcome-tellings', tellingBody('PERSON', day));
}

async function leaves(day: string): Promise<void> {
  interface Person {
    readonly registrations: readonly Told[];
    readonly commitments: readonly Told[];
  }
  const person = await bureau.told<Person>('city-agency', 'GET', `/persons/${CODE}`);
  const left = { on: day, reason: 'LEFT', note: '调离本市' };
  for (const { id } of person.registrations)
    await told('cancellation', 'city-agency', `/registrations/${id}/cancellation`, left);
  for (const { id } of person.commitments)
    await told('commitment end', 'city-agency', `/commitments/${id}/end`, { on: day, reason: '调离本市' });
}

async function confirmed(day: string): Promise<void> {
  const { items } = await bureau.told<{ items: Told[] }>('hospital', 'GET', '/site-notices?state=OPEN');
  const changed = { changedOn: day, note: '已在系统中变更' };
  for (const { id } of items)
    await told('confirmation', 'hospital', `/site-notices/${id}/confirmation`, changed);
}

/** The determination falls, and the claims that were refused for it are to be paid. */
async function reversed(path: string, on: string): Promise<void> {
  const opening = { ground: 'OWN_MISTAKE', documentNo: '京医保复〔2025〕9号', on, reasons: '责任人有误' };
  await told('review opening', 'district-agency', `${path}/review-openings`, opening);
  const revoked = { outcome: 'REVOKED', reasons: '依据不存在' };
  await told('review', 'district-agency-2', `${path}/review`, revoked);
}

async function settled(): Promise<void> {
  const path = '/claims/rejudged';
  const { forPayment } = await bureau.told<Rejudged>('auditor', 'GET', `${path}?institution=${HOSPITAL}`);
  const lineIds = forPayment.lines.map(({ id }) => id);
  await told('settlement', 'district-settlement', `${path}/settlements`, { lineIds, reason: '已补付' });
}

/** A list with the name beside a number that is none, and a namesake's row under another's code. */
async function handedIn(): Promise<void> {
  const wrong = { 姓名: NAME, 身份证号: '110105190001010000', 医药机构代码: HOSPITAL };
  const rows = [
    staffRow(1, { ...wrong, 医保相关人员代码: '' }),
    staffRow(2, { ...wrong, 医保相关人员代码: NURSE }),
  ];
  const path = `/institutions/${HOSPITAL}/staff-import`;
  const answer = await sendFile(bureau.app, { username: 'hospital' }, path, staffCsv(rows));
  ({ id: importId } = answer.json() as Told);
  await bureau.app.app.get(StaffImportRunnerService).idle();
}

beforeAll(async () => {
  bureau = await ScoringBureau.open('2025-06-02');
  const person = { ...registeredBody(CODE, 741, HOSPITAL), name: NAME };
  await bureau.told('city-agency', 'POST', '/persons', person);
  await bureau.told('city-agency', 'POST', '/persons', personBody(MERGED, 742));
});

afterAll(() => bureau.close());

describe('texts that name somebody', () => {
  it('go into no line of the record about them, whatever is done', async () => {
    const [determination, first] = await scored('2025-06-02', { degree: 'PRINCIPAL' }, forMonths(1));
    const correction = {
      number: numbered('更'),
      of: [{ field: 'PERSON_NAME', was: '欧阳试无宗', becomes: NAME }],
      reason: '笔误',
    };
    await told('correction', 'district-agency', `${first}/corrections`, correction);
    const objection = await objected(idIn(first), '2025-06-02');
    await toldOf(objection, '2025-06-02');
    const talk = { personCode: CODE, noticeId: idIn(first), on: '2025-06-02', by: '医务处负责人' };
    await told('talk', 'hospital', '/reminder-talks', { ...talk, summary: '当面告知记分与处理' });
    const lesson = {
      on: '2025-06-02',
      topic: '医保政策',
      lecturer: '医保办',
      place: '一层',
      present: [CODE],
    };
    await told('lesson', 'hospital', '/institution-trainings', lesson);
    bureau.today('2025-06-20');
    await confirmed('2025-06-20');
    const claims = claimsCsv([['1', CODE, '2025-06-18', '5000']]);
    await sendFile(bureau.app, { username: 'hospital' }, `/claims/batches?institution=${HOSPITAL}`, claims);
    const wall = { place: '门诊楼一层公示栏', from: '2025-06-20' };
    const list = await told<Told>('publication', 'hospital', '/duties/publications', wall);
    const down = { on: '2025-06-20', note: '取下重张' };
    await told('removal', 'hospital', `/duties/publications/${list.id}/removals`, down);
    bureau.today('2025-06-30');
    await restored('2025-06-30');
    await repaired('2025-06-30');
    await reversed(determination, '2025-06-30');
    await toldOf(objection, '2025-06-30');
    await settled();
    await confirmed('2025-06-30');
    await leaves('2025-06-30');
    await handedIn();
    const merge = { into: CODE, other: MERGED, on: '2025-06-30', reason: '核实为同一人' };
    const merged = await told<Told>('merge', 'city-agency', '/persons/merges', merge);
    const undo = { on: '2025-06-30', reason: '并非同一人' };
    await told('undo', 'city-agency', `/persons/merges/${merged.id}/undo`, undo);
    await formerAccount();
    expect(refused).toEqual({
      publication: ['/place'],
      'first-review': ['/opinion'],
      'second-review': ['/opinion'],
      assessment: ['/opinion'],
      attendance: ['/reason'],
      payout: ['/opinion'],
      'review opening': ['/reasons'],
      review: ['/reasons'],
      settlement: ['/reason'],
      merge: ['/reason'],
      undo: ['/reason'],
      grant: ['/reason'],
      withdrawal: ['/reason'],
      disabling: ['/reason'],
    });
    expect(await recorded()).toEqual([]);
  });
});

describe('erasing', () => {
  it('takes the name out of everything else that was written, and everywhere', async () => {
    bureau.today('2087-01-01');
    const path = `/persons/${CODE}/erasure`;
    const { id } = await told<Told>('erasure', 'city-agency', path, BECAUSE);
    expect(refused['erasure']).toEqual(['/reason']);
    expect(await traces()).toEqual(WRITTEN);
    expect(await sentBack()).toEqual([`,${NAME}`, `${NURSE},${NAME}`]);
    before = await replayed();
    await bureau.told('city-agency-2', 'POST', `${path}/${id}/confirm`, {});
    expect(await traces()).toEqual([]);
    expect(await sentBack()).toEqual(['已删除个人信息,已删除个人信息', `${NURSE},${NAME}`]);
    const [line] = await query<{ after: string }>(
      `SELECT "after" FROM "record_entry" WHERE "action" = 'PERSON_ERASED'`,
    );
    expect(JSON.parse(line?.after ?? '')).toEqual({
      erasure: id,
      codes: [CODE],
      people: 1,
      marks: 1,
      licenceRows: 0,
      importedRows: 1,
      cases: 0,
      papers: 1,
      accounts: 1,
      texts: 26,
      rowHashes: expect.anything(),
    });
  });

  it('leaves the rest of what was written', async () => {
    const [talk] = await query<{ summary: string }>('SELECT "summary" FROM "reminder_talk"');
    expect(talk).toEqual({ summary: '当面告知记分与处理（〔已删除〕）' });
    const [row] = await query<{ content: string }>('SELECT "content" FROM "determination"');
    expect(JSON.parse(row?.content ?? '')).toMatchObject({
      institutionHeard: { on: '2025-06-02', opinion: '没有意见（〔已删除〕）' },
      findings: [{ personCode: CODE, conduct: '超标准收费（〔已删除〕）', points: 9 }],
      notScored: [{ personCode: NURSE, reasons: '没有经手（〔已删除〕）' }],
    });
  });

  it('leaves no hash by which what was erased could be found out by trying, and binds what is left anew', async () => {
    const hashes = await bureau.app.app.get(Database).read.query<{ tried: number; action: string }[]>(
      `SELECT bound."salt" IS NOT NULL AS "tried", line."action" AS "action" FROM "row_hash" bound
       JOIN "record_entry" line ON line."sequence" = bound."sequence"
       WHERE bound."source" = 'determination' ORDER BY bound."sequence"`,
    );
    expect(hashes).toEqual([
      { tried: 0, action: 'RESPONSIBILITY_DETERMINED' },
      { tried: 1, action: 'PERSON_ERASED' },
    ]);
  });

  it('leaves a record that verifies, and everything beside it as it was', async () => {
    const { app } = bureau.app;
    expect(await app.get(RecordKeeper).verify()).toMatchObject({ ok: true });
    const after = await replayed();
    expect(after).toEqual(before);
    expect([after.counts.DETERMINATION, after.held['DETERMINATION']]).toEqual([
      { EQUAL: 1, DIFFERS: 0, OTHER_ENGINE: 0, RULEBOOK_UNKNOWN: 0 },
      { EQUAL: 1, DIFFERS: 0, MISSING: 0, UNRECORDED: 0 },
    ]);
  });
});
