import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerService, RebuildService } from '../../src/ledger/ledger.module.js';
import { REVEALS_A_DAY, REVEALS_WARNED_FROM } from '../../src/personal-data/reveals.service.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordKeeper } from '../../src/platform/database/record-keeper.js';
import { RegistryService } from '../../src/registry/registry.module.js';
import { filed } from '../support/appeals.js';
import { expectProblem } from '../support/problem.js';
import { download } from '../support/record/download.js';
import {
  briefly,
  commitmentBody,
  identityNumber,
  personBody,
  putOnFile,
  registeredBody,
  scoreFact,
  type ToldFault,
} from '../support/registry.js';
import {
  DOCTOR,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  ScoringBureau,
  servedOn,
  standAlone,
} from '../support/scoring.js';

const TODAY = '2025-07-01';
const ELSEWHERE = 'H11010800001';
const REASON = { reason: '核对来文所列身份证号是否一致' };
const NUMBER = '11010519491231002X';

let bureau: ScoringBureau;

interface Line {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly after: Record<string, unknown>;
}

const linesOf = async (action: string): Promise<Line[]> =>
  (await bureau.told<{ items: Line[] }>('auditor', 'GET', `/records/entries?action=${action}&pageSize=100`))
    .items;

const reveal = (username: string, code: string, body: object = REASON) =>
  bureau.ask(username, 'POST', `/persons/${code}/identity-number/reveal`, body);

beforeAll(async () => {
  bureau = await ScoringBureau.open(TODAY);
  await bureau.told('city-agency', 'POST', '/institutions', {
    code: ELSEWHERE,
    name: '海淀医院',
    kind: 'HOSPITAL',
    district: '110108',
    agreement: { from: '2025-01-01', documentNo: '海淀协1号' },
  });
});

afterAll(() => bureau.close());

describe('revealing an identity number', () => {
  const here = 'D110105000701';
  const elsewhere = 'D110108000702';
  const both = 'D110108000703';

  beforeAll(async () => {
    await bureau.told('city-agency', 'POST', '/persons', registeredBody(here, 701, HOSPITAL));
    await bureau.told('city-agency', 'POST', '/persons', registeredBody(elsewhere, 702, ELSEWHERE));
    await bureau.told('district-agency', 'POST', '/persons', personBody(elsewhere, 702));
    await bureau.told('city-agency', 'POST', '/persons', registeredBody(both, 703, HOSPITAL));
  });

  it('shows it to the agency of the district and the city, once it is on the record', async () => {
    const answer = await reveal('district-agency', here, { ...REASON, reference: '卫函〔2025〕9号' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json()).toEqual({
      personCode: here,
      identityNumber: identityNumber(701),
      revealedAt: expect.stringMatching(/^2025-07-01T/),
      today: 1,
      limit: REVEALS_A_DAY,
    });
    expect((await reveal('city-agency', elsewhere)).status).toBe(200);
    expect((await reveal('city-bureau', elsewhere)).status).toBe(200);
    const lines = await linesOf('IDENTITY_REVEALED');
    expect(lines.map(({ actor, subject }) => `${actor} ${subject}`).sort()).toEqual([
      `city-agency person/${elsewhere}`,
      `city-bureau person/${elsewhere}`,
      `district-agency person/${here}`,
    ]);
    expect(lines.find(({ actor }) => actor === 'district-agency')?.after).toEqual({
      ...REASON,
      reference: '卫函〔2025〕9号',
      today: 1,
    });
  });

  it('is for nobody else, and leaves no line then', async () => {
    const before = await linesOf('IDENTITY_REVEALED');
    const others = ['district-bureau', 'hospital', 'person', 'auditor', 'sysadmin', 'secadmin', 'city-legal'];
    for (const username of others) expectProblem(await reveal(username, here), 403, 'FORBIDDEN');
    expectProblem(await reveal('district-agency', elsewhere), 403, 'FORBIDDEN');
    expectProblem(await reveal('district-agency', both.replace('703', '799')), 404, 'NOT_FOUND');
    expect(await linesOf('IDENTITY_REVEALED')).toEqual(before);
  });

  it('asks for a reason of ten characters that names neither the person nor a number', async () => {
    const faults = async (body: object, status: 400 | 422): Promise<string[]> => {
      const code = status === 400 ? 'INVALID_REQUEST' : 'RULE_VIOLATION';
      const { errors } = expectProblem(await reveal('district-agency', here, body), status, code);
      return briefly(errors as ToldFault[]);
    };
    expect(await faults({}, 400)).toEqual(['/reason REQUIRED -']);
    expect(await faults({ reason: '核对身份证号码一致' }, 400)).toEqual(['/reason INVALID_VALUE -']);
    const numbered = { reason: `核对号码 ${identityNumber(701)} 是否一致` };
    expect(await faults(numbered, 400)).toEqual(['/reason IDENTITY_NUMBER_IN_TEXT -']);
    const named = { reason: '核对张 试701的身份证号是否一致' };
    expect(await faults(named, 422)).toEqual(['/reason NAME_IN_TEXT -']);
  });

  it(`is warned of on the record from ${REVEALS_WARNED_FROM} a day on, and refused after ${REVEALS_A_DAY}`, async () => {
    bureau.today('2025-07-02');
    const answers = [];
    for (let n = 0; n <= REVEALS_A_DAY; n += 1) answers.push(await reveal('city-agency-2', both));
    expect(answers.slice(0, -1).every(({ status }) => status === 200)).toBe(true);
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(last?.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    const lines = (await linesOf('IDENTITY_REVEALED')).filter(({ actor }) => actor === 'city-agency-2');
    const warned = lines.filter(({ after }) => after['warning'] === 'MANY_REVEALS');
    expect([lines.length, warned.length]).toEqual([REVEALS_A_DAY, REVEALS_A_DAY - REVEALS_WARNED_FROM + 1]);
    expect((await linesOf('IDENTITY_REVEAL_REFUSED')).map(({ subject, after }) => [subject, after])).toEqual([
      [`person/${both}`, { today: REVEALS_A_DAY + 1, limit: REVEALS_A_DAY, warning: 'TOO_MANY_REVEALS' }],
    ]);
    bureau.today('2025-07-03');
    expect((await reveal('city-agency-2', both)).json()).toMatchObject({ today: 1 });
  });
});

describe('an identity number in a text', () => {
  const spaced = '110105 19491231 002x';
  const wide = '１１０１０５１９４９１２３１００２Ｘ';

  it('is refused where it stands, whichever way it is written', async () => {
    const refused = async (username: string, path: string, body: object): Promise<string[]> => {
      const problem = expectProblem(await bureau.ask(username, 'POST', path, body), 400, 'INVALID_REQUEST');
      expect(JSON.stringify(problem)).not.toMatch(/1949\s?1231/u);
      return briefly(problem['errors'] as ToldFault[]);
    };
    const finding = found(DOCTOR, { degreeReasons: `见${NUMBER}的病历` });
    const determination = standAlone('2025-07-03', [finding], {
      institutionHeard: { on: '2025-07-03', opinion: spaced },
    });
    expect(await refused('district-agency', '/scoring/determinations', determination)).toEqual([
      '/institutionHeard/opinion IDENTITY_NUMBER_IN_TEXT -',
      '/findings/0/degreeReasons IDENTITY_NUMBER_IN_TEXT -',
    ]);
    const person = { ...personBody('D110105000711', 711), codes: ['D110105000711', wide] };
    expect(await refused('city-agency', '/persons', person)).toEqual(['/codes/1 IDENTITY_NUMBER_IN_TEXT -']);
    const merge = { into: DOCTOR, other: NURSE, on: '2025-07-03', reason: `同为 ${wide}` };
    expect(await refused('city-agency', '/persons/merges', merge)).toEqual([
      '/reason IDENTITY_NUMBER_IN_TEXT -',
    ]);
  });

  it('is not repeated by a refusal that names what was asked for', async () => {
    const answer = await bureau.ask('city-agency', 'GET', `/persons/${NUMBER}`);
    expectProblem(answer, 404, 'NOT_FOUND');
    expect(answer.text).toContain('110*************2X');
    expect(answer.text).not.toContain(NUMBER);
  });
});

describe('erasing a person', () => {
  const code = 'D110105000721';
  const BECAUSE = { reason: '保存期限届满，本人书面申请删除', basis: '个人信息保护法第四十七条' };
  const PATH = `/persons/${code}/erasure`;
  const AFTERWARDS = '2056-08-01';
  const NAME = '欧阳试消除';

  const folderBytes = async (): Promise<string> => {
    const files = ['bureau.sqlite', 'bureau.sqlite-wal'].map((name) =>
      readFile(join(bureau.app.folder, name)),
    );
    return Buffer.concat(await Promise.all(files)).toString('latin1');
  };
  const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

  beforeAll(async () => {
    bureau.today('2025-07-03');
    const body = { ...registeredBody(code, 721, HOSPITAL), name: NAME };
    const { registrations, commitments } = await bureau.told<{
      registrations: { id: string }[];
      commitments: { id: string }[];
    }>('city-agency', 'POST', '/persons', body);
    await putOnFile(bureau.app, code, [scoreFact('score-721', '2025-06-01', 3)]);
    const licence = {
      name: NAME,
      personCode: code,
      licenceNo: '证721',
      decisionNo: '卫罚721',
      decidedOn: TODAY,
    };
    const list = { documentNo: '卫函〔2025〕721号', authority: '市卫生健康委', receivedOn: TODAY };
    await bureau.told('district-bureau', 'POST', '/scoring/revoked-licences', { ...list, rows: [licence] });
    bureau.today('2026-08-01');
    const left = { on: '2026-08-01', reason: 'LEFT' };
    await bureau.told('hospital', 'POST', `/registrations/${registrations[0]?.id}/cancellation`, left);
    const ended = { on: '2026-08-01', reason: '离职' };
    const { commitments: still } = await bureau.told<{
      commitments: { id: string; endedOn: string | null }[];
    }>('city-agency', 'GET', `/persons/${code}`);
    if (still.some(({ endedOn }) => endedOn === null))
      await bureau.told('hospital', 'POST', `/commitments/${commitments[0]?.id}/end`, ended);
  });

  it('is refused with every cause while something stands or is open', async () => {
    const determination = standAlone('2026-08-01', [
      found(NURSE, { circumstance: 'PQ2025:22(1)', degree: 'PRINCIPAL' }),
    ]);
    const months = { months: 2, monthsReasons: '情节一般' };
    const { id } = await noticed(bureau, determination, NURSE, months);
    await bureau.told('district-agency', 'POST', `/scoring/notices/${id}/service`, servedOn('2026-08-01'));
    await filed(bureau, id, '2026-08-01');
    const faults = await bureau.refused('city-agency', `/persons/${NURSE}/erasure`, BECAUSE);
    expect(faults).toEqual([
      ' REGISTRATION_STANDS PQ2025:13',
      ' COMMITMENT_HOLDS PQ2025:11',
      ' MEASURE_OPEN PQ2025:30',
      ' MATTER_OPEN -',
      ' RETENTION_RUNNING -',
    ]);
    const doctor = await bureau.refused('city-agency', `/persons/${DOCTOR}/erasure`, BECAUSE);
    expect(doctor).toContain(' ACCOUNT_STANDS -');
    expect(await bureau.refused('city-agency', PATH, BECAUSE)).toEqual([' RETENTION_RUNNING -']);
    expectProblem(await bureau.ask('district-agency', 'POST', PATH, BECAUSE), 403, 'FORBIDDEN');
    expectProblem(await bureau.ask('auditor', 'POST', PATH, BECAUSE), 403, 'FORBIDDEN');
  });

  it('destroys what is personal when two people say so, and nothing else', async () => {
    bureau.today(AFTERWARDS);
    const read = bureau.app.app.get(Database).read;
    const registry = bureau.app.app.get(RegistryService);
    const person = await registry.personByCode(read, code);
    const facts = await bureau.app.app.get(LedgerService).factsOf(read, person?.id ?? '');
    expect(await folderBytes()).toContain(bytesOf(NAME));

    const named = { ...BECAUSE, reason: `删除${NAME}` };
    expect(await bureau.refused('city-agency', PATH, named)).toEqual(['/reason NAME_IN_TEXT -']);
    const proposal = await bureau.told<{ id: string }>('city-agency', 'POST', PATH, BECAUSE);
    expect(proposal).toMatchObject({ state: 'PROPOSED', personCodes: [code], proposedBy: 'city-agency' });
    expectProblem(await bureau.ask('city-agency-2', 'POST', PATH, BECAUSE), 409, 'CONFLICT');
    const confirm = `${PATH}/${proposal.id}/confirm`;
    expect(await bureau.refused('city-agency', confirm, {})).toEqual([' SECOND_PERSON_REQUIRED -']);
    const done = await bureau.told('city-agency-2', 'POST', confirm, {});
    expect(done).toMatchObject({ state: 'ERASED', endedBy: 'city-agency-2' });
    expectProblem(await bureau.ask('city-agency-2', 'POST', confirm, {}), 409, 'CONFLICT');

    expect(await bureau.told('city-agency', 'GET', `/persons/${code}`)).toMatchObject({
      name: '已删除个人信息',
      identityNumber: '已删除个人信息',
      codes: [code],
      registrations: [{ personCode: code, cancelledOn: '2026-08-01' }],
    });
    expectProblem(await reveal('city-agency', code), 409, 'CONFLICT');
    const again = commitmentBody(HOSPITAL, '2056-01-01');
    expectProblem(
      await bureau.ask('city-agency', 'POST', `/persons/${code}/commitments`, again),
      409,
      'CONFLICT',
    );
    expect(await bureau.app.app.get(LedgerService).factsOf(read, person?.id ?? '')).toEqual(facts);
    expect(facts).toHaveLength(1);
    const bytes = await folderBytes();
    expect(bytes).not.toContain(bytesOf(NAME));
    expect(bytes).not.toContain(identityNumber(721));
    expect(await linesOf('PERSON_ERASED')).toMatchObject([
      {
        actor: 'city-agency-2',
        subject: `person/${code}`,
        after: { codes: [code], people: 1, marks: 0, licenceRows: 1, importedRows: 0 },
      },
    ]);
  });

  it('leaves a record that verifies and exports, and standings that follow from the ledger', async () => {
    const app = bureau.app.app;
    expect(await app.get(RecordKeeper).verify()).toMatchObject({ ok: true });
    const token = await bureau.app.tokenOf('auditor');
    for (const format of ['jsonl', 'bundle', 'csv', 'xlsx'])
      expect((await download(bureau.app, `/api/v1/records/export?format=${format}`, token)).status).toBe(200);
    expect(await app.get(RebuildService).rebuild()).toEqual([]);
  });

  it('takes the same number for a new person afterwards', async () => {
    const again = { ...personBody('D110105000722', 721), name: '别的姓名' };
    const { id, name, codes } = await bureau.told<{ id: string; name: string; codes: string[] }>(
      'city-agency',
      'POST',
      '/persons',
      again,
    );
    expect([name, codes]).toEqual(['别的姓名', ['D110105000722']]);
    const { id: erased } = await bureau.told<{ id: string }>('city-agency', 'GET', `/persons/${code}`);
    expect(id).not.toBe(erased);
  });

  it('may be withdrawn before it is confirmed', async () => {
    const other = '/persons/D110105000722/erasure';
    expect(await bureau.refused('city-agency', other, BECAUSE)).toEqual([' RETENTION_RUNNING -']);
    bureau.today('2087-01-01');
    const { id } = await bureau.told<{ id: string }>('city-agency', 'POST', other, BECAUSE);
    const withdrawn = await bureau.told('city-agency', 'POST', `${other}/${id}/withdraw`, {});
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN' });
    expectProblem(await bureau.ask('city-agency-2', 'POST', `${other}/${id}/confirm`, {}), 409, 'CONFLICT');
    expect(await bureau.told('city-agency', 'GET', other)).toMatchObject([{ id, state: 'WITHDRAWN' }]);
    expect(await bureau.told('city-agency', 'GET', '/persons/D110105000722')).toMatchObject({
      name: '别的姓名',
    });
  });
});
