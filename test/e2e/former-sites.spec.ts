import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filed, readyToDecide, servedToday, stepOn, workOn } from '../support/appeals.js';
import { claimsCsv, sendFile } from '../support/claims.js';
import { expectProblem } from '../support/problem.js';
import { commitmentBody, registrationBody } from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  ScoringBureau,
  SECOND_HOSPITAL,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

interface Registration extends Told {
  readonly institutionCode: string;
  readonly from: string;
  readonly cancelledOn: string | null;
  readonly cancelReason: string | null;
}

const AGREE = { agreed: true, opinion: '符合恢复条件' };

describe('sites left behind by a termination that is void from the start (PQ2025:27, 37, S24, S31)', () => {
  let bureau: ScoringBureau;
  let former: string;
  const registrations = async (): Promise<readonly Registration[]> =>
    (
      await bureau.told<{ registrations: readonly Registration[] }>(
        'city-agency',
        'GET',
        `/persons/${DOCTOR}`,
      )
    ).registrations;
  const sites = async (): Promise<string[]> =>
    (await registrations())
      .map(({ institutionCode, from, cancelledOn, cancelReason }) =>
        [institutionCode, from, cancelledOn ?? '-', cancelReason ?? '-'].join(' '),
      )
      .sort();
  const checkOn = async (on: string, institution: string, knownAt = ''): Promise<string> => {
    const path = `/qualifications/${DOCTOR}?on=${on}&institution=${institution}${knownAt}`;
    const { status, payable } = await bureau.told<{ status: string; payable: boolean }>(
      'auditor',
      'GET',
      path,
    );
    return `${status} ${payable ? 'payable' : 'not payable'}`;
  };
  const path = (): string => `/restorations/former-sites/${former}/resumption`;

  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    const notices: NoticeTold[] = [];
    for (const conductId of ['甲', '乙']) {
      const determination = standAlone('2025-06-16', [found(DOCTOR, { conductId, degree: 'PRINCIPAL' })]);
      const months = conductId === '甲' ? forMonths(1) : {};
      notices.push(await noticed(bureau, determination, DOCTOR, months));
    }
    const objections: string[] = [];
    for (const { id } of notices) {
      await servedToday(bureau, id, '2025-06-16');
      const objection = await filed(bureau, id, '2025-06-16');
      objections.push(objection.id);
      await readyToDecide(bureau, objection.id, '2025-06-16');
    }
    bureau.today('2026-06-05');
    const { id } = await bureau.told<Told>('hospital', 'POST', '/restorations', {
      personCode: DOCTOR,
      reasons: '已整改并完成学习',
      institutionReview: { agreed: true, on: '2026-06-05', opinion: '同意' },
      newSites: [
        {
          commitment: commitmentBody(HOSPITAL, '2026-06-05'),
          registration: registrationBody(HOSPITAL, { from: '2026-06-05' }),
        },
      ],
    });
    await bureau.told('district-agency', 'POST', `/restorations/${id}/first-review`, AGREE);
    await bureau.told('city-agency', 'POST', `/restorations/${id}/second-review`, AGREE);
    bureau.today('2026-06-29');
    await sendFile(
      bureau.app,
      { username: 'district-agency' },
      `/claims/batches?institution=${SECOND_HOSPITAL}`,
      claimsCsv([['1', DOCTOR, '2026-06-28', '5000']]),
    );
    bureau.today('2026-07-01');
    for (const objection of objections)
      await stepOn(bureau, 'district-agency-2', objection, 'decision', {
        outcome: 'UPHELD',
        reasons: '本人未参与',
      });
    former =
      (await registrations()).find(
        ({ institutionCode, cancelReason }) =>
          institutionCode === SECOND_HOSPITAL && cancelReason === 'RESTORED_ANEW',
      )?.id ?? '';
  });
  afterAll(() => bureau.close());

  it('were cancelled with the restoration, of which nothing is left', async () => {
    expect(await sites()).toEqual([
      `${HOSPITAL} 2025-04-15 2026-06-24 RESTORED_ANEW`,
      `${HOSPITAL} 2026-06-24 - -`,
      `${SECOND_HOSPITAL} 2025-04-15 2026-06-24 RESTORED_ANEW`,
    ]);
    expect(await checkOn('2026-06-28', SECOND_HOSPITAL)).toBe('NOT_REGISTERED not payable');
  });

  it('are asked, with their agency, whether the registration goes on without a break', async () => {
    expect(await workOn(bureau, `registration/${former}`)).toEqual([
      `RESUME_REGISTRATION ${SECOND_HOSPITAL} -`,
    ]);
    expect(await workOn(bureau, `former-site/${former}`)).toEqual(['RESUME_REGISTRATION 110105 -']);
    const again = (await registrations()).find(({ from }) => from === '2026-06-24')?.id ?? '';
    expect(await workOn(bureau, `registration/${again}`)).toEqual([]);
  });

  it('are nobody else’s to answer for', async () => {
    const body = { continued: true, documentNo: '申诉决定〔2026〕1号', reasons: '一直在本院执业' };
    expectProblem(await bureau.ask('hospital', 'POST', path(), body), 404, 'NOT_FOUND');
    expectProblem(await bureau.ask('person', 'POST', path(), body), 403, 'FORBIDDEN');
  });

  it('go on from that day, with their commitment; what was refused meanwhile is listed for payment', async () => {
    const body = { continued: true, documentNo: '申诉决定〔2026〕1号', reasons: '一直在本院执业' };
    expect((await bureau.ask('district-agency', 'POST', path(), body)).status).toBe(204);
    expect(await sites()).toEqual([
      `${HOSPITAL} 2025-04-15 2026-06-24 RESTORED_ANEW`,
      `${HOSPITAL} 2026-06-24 - -`,
      `${SECOND_HOSPITAL} 2025-04-15 2026-06-24 RESTORED_ANEW`,
      `${SECOND_HOSPITAL} 2026-06-24 - -`,
    ]);
    expect([
      await checkOn('2026-06-23', SECOND_HOSPITAL),
      await checkOn('2026-06-24', SECOND_HOSPITAL),
      await checkOn('2026-06-28', SECOND_HOSPITAL),
    ]).toEqual(['NORMAL payable', 'NORMAL payable', 'NORMAL payable']);
    const { forPayment } = await bureau.told<{ forPayment: { amount: string } }>(
      'auditor',
      'GET',
      `/claims/rejudged?institution=${SECOND_HOSPITAL}`,
    );
    expect(forPayment.amount).toBe('5000.00');
    expect(await workOn(bureau, `registration/${former}`)).toEqual([]);
    expect(await workOn(bureau, `former-site/${former}`)).toEqual([]);
    expectProblem(await bureau.ask('district-agency', 'POST', path(), body), 404, 'NOT_FOUND');
  });
});
