import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { filed, readyToDecide, servedToday, stepOn, workOn } from '../support/appeals.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
} from '../support/scoring.js';

interface SiteNotice {
  readonly institution: string;
  readonly personCode: string;
  readonly action: string;
  readonly on: string;
}

interface Work {
  readonly kind: string;
  readonly dueOn: string | null;
}

describe('two files of one person (S7, S24)', () => {
  let bureau: ScoringBureau;
  let mergeId: string;
  let second: string;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    for (const [code, circumstance, points] of [
      [DOCTOR, 'PQ2025:22(1)', 8],
      [NURSE, 'PQ2025:21(4)', 4],
    ] as const) {
      const finding = found(code, {
        conductId: `act of ${code}`,
        circumstance,
        points,
        reasons: '情节',
        basis: '某规定',
      });
      const { id } = await noticed(bureau, standAlone('2025-09-26', [finding]), code);
      await bureau.told('district-agency', 'POST', `/scoring/notices/${id}/service`, servedOn('2025-09-26'));
      second = id;
    }
  });
  afterAll(() => bureau.close());

  const told = async (): Promise<string[]> => {
    const { items } = await bureau.told<{ items: SiteNotice[] }>('auditor', 'GET', '/site-notices');
    return items.map(({ institution, action, on }) => `${institution} ${action} ${on}`).sort();
  };
  const papersAwaited = async (): Promise<(string | null)[]> => {
    const { items } = await bureau.told<{ items: Work[] }>(
      'district-agency',
      'GET',
      `/work-list?subject=notice/${second}&kind=ISSUE_MEASURE_NOTICE`,
    );
    return items.map(({ dueOn }) => dueOn);
  };

  it('restrict nobody while each stands by itself', async () => {
    expect([await told(), await papersAwaited()]).toEqual([[], []]);
  });

  let alone: Record<string, unknown>;
  let knownAt: string;
  const ledgerOf = (query = ''): Promise<Record<string, unknown>> =>
    bureau.told('auditor', 'GET', `/scoring/persons/${NURSE}/ledger?on=2025-09-26${query}`);

  it('are judged as one after a merge: every site is told, and the paper of the measure awaited', async () => {
    alone = await ledgerOf();
    const [last] = await bureau.app.app
      .get(Database)
      .read.find(RecordEntryEntity, { order: { sequence: 'DESC' }, take: 1 });
    knownAt = last?.at ?? '';
    const merge = {
      ...{ into: DOCTOR, other: NURSE, on: '2025-09-26', reason: '同一人' },
      acknowledged: [second],
    };
    ({ id: mergeId } = await bureau.told<{ id: string }>('city-agency', 'POST', '/persons/merges', merge));
    expect(await told()).toEqual([
      `${HOSPITAL} TERMINATE 2025-10-11`,
      `${HOSPITAL} TERMINATE 2025-10-11`,
      `${SECOND_HOSPITAL} TERMINATE 2025-10-11`,
    ]);
    expect(await papersAwaited()).toEqual(['2025-10-11']);
  });

  it('stand by themselves as it was known before the merge, under each code (two times)', async () => {
    expect(alone).toMatchObject({ yearTotal: 4, scores: [{ id: second, points: 4 }] });
    expect(await ledgerOf(`&knownAt=${knownAt}`)).toEqual({ ...alone, knownAt });
  });

  it('stand by themselves again after the merge is undone: the sites are told to disregard', async () => {
    const undo = { on: '2025-09-26', reason: '不是同一人' };
    await bureau.told('city-agency', 'POST', `/persons/merges/${mergeId}/undo`, undo);
    expect((await told()).filter((line) => line.includes('DISREGARD'))).toHaveLength(3);
    expect(await papersAwaited()).toEqual([]);
    const database = bureau.app.app.get(Database);
    expect(await bureau.app.app.get(LedgerService).differences(database.read)).toEqual([]);
  });
});

describe('months chosen before a merge made them a termination (PQ2025:26.2, S31)', () => {
  it('are chosen again once the ground of the other file falls', async () => {
    const bureau = await ScoringBureau.open('2025-09-26');
    const ids: string[] = [];
    for (const code of [DOCTOR, NURSE]) {
      const finding = found(code, { conductId: `act of ${code}`, degree: 'PRINCIPAL' });
      const { id } = await noticed(bureau, standAlone('2025-09-26', [finding]), code, forMonths(1));
      ids.push(id);
    }
    const [first = '', second = ''] = ids;
    await servedToday(bureau, second, '2025-09-26');
    const merge = {
      ...{ into: DOCTOR, other: NURSE, on: '2025-09-26', reason: '同一人' },
      acknowledged: [second],
    };
    await bureau.told('city-agency', 'POST', '/persons/merges', merge);
    const objection = await filed(bureau, first, '2025-09-26');
    await readyToDecide(bureau, objection.id, '2025-09-26');
    const upheld = { outcome: 'UPHELD', reasons: '没有责任' };
    await stepOn(bureau, 'district-agency-2', objection.id, 'decision', upheld);
    expect(await workOn(bureau, `score/${second}`)).toEqual(['CHOOSE_MONTHS 110105 -']);
    const months = { months: 2, reasons: '情节一般' };
    const told = await bureau.told('district-agency', 'POST', `/scoring/notices/${second}/months`, months);
    expect(told).toMatchObject({ now: { yearTotalAfter: 9, measure: { months: 2, to: '2025-12-10' } } });
    expect(await workOn(bureau, `score/${second}`)).toEqual([]);
    await bureau.close();
  });
});

describe('a site registered after the notice was served, before the measure begins (S24)', () => {
  it('is told like the others, and sets the status on the day', async () => {
    const bureau = await ScoringBureau.open('2025-09-26');
    const nine = standAlone('2025-09-26', [found(DOCTOR, { degree: 'PRINCIPAL' })]);
    const { id } = await noticed(bureau, nine, DOCTOR, { months: 1, monthsReasons: '情节一般' });
    await bureau.told('district-agency', 'POST', `/scoring/notices/${id}/service`, servedOn('2025-09-26'));
    const institutionCode = 'H11010500003';
    await bureau.told('district-agency', 'POST', '/institutions', {
      code: institutionCode,
      name: '第三医院',
      kind: 'HOSPITAL',
      district: '110105',
      agreement: { from: '2025-01-01', documentNo: '协3' },
    });
    await bureau.told('district-agency', 'POST', `/persons/${DOCTOR}/commitments`, {
      institutionCode,
      signedOn: '2025-09-26',
      archiveNo: '承3',
    });
    await bureau.told('district-agency', 'POST', `/persons/${DOCTOR}/registrations`, {
      institutionCode,
      kind: 'MEDICAL',
      practiceType: '执业医师',
      practiceCategory: '临床',
      practiceScope: '内科专业',
      professionalTitle: '主任医师',
      from: '2025-09-26',
      multiSiteApproval: '多点3',
    });
    const { items } = await bureau.told<{ items: SiteNotice[] }>('auditor', 'GET', '/site-notices');
    expect(items.map(({ institution, action, on }) => `${institution} ${action} ${on}`).sort()).toEqual([
      `${HOSPITAL} SUSPEND 2025-10-11`,
      `${SECOND_HOSPITAL} SUSPEND 2025-10-11`,
      `${institutionCode} SUSPEND 2025-10-11`,
    ]);
    await bureau.close();
  });
});
