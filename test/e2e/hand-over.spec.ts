import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linesOf, newAccount, post } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const REASON = { reason: '调离' };

let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2025-10-01T02:00:00.000Z') });
});

afterAll(() => bureau.close());

const handOver = async (username: string, to: string): Promise<Answer> =>
  post(bureau, `accounts/${username}/hand-over`, { to, ...REASON }, await bureau.tokenOf('sysadmin'));
const refused = async (username: string, to: string): Promise<unknown> =>
  expectProblem(await handOver(username, to), 422, 'RULE_VIOLATION')['errors'];
const withdraw = async (username: string): Promise<number> =>
  (await post(bureau, `accounts/${username}/grants/withdrawal`, REASON, await bureau.tokenOf('secadmin')))
    .status;

describe('a hand-over', () => {
  it('to somebody who may not take the work over is refused in its own words, with everything', async () => {
    expect(await refused('district-bureau', 'city-agency')).toEqual([
      { pointer: '/to', code: 'SUCCESSOR_ROLE_DIFFERS', detail: '接收人的角色须与移交人相同。' },
      { pointer: '/to', code: 'SUCCESSOR_OFFICE_DIFFERS', detail: '接收人须与移交人属于同一单位。' },
    ]);
    expect(await refused('district-agency', 'district-settlement')).toEqual([
      {
        pointer: '/to',
        code: 'SUCCESSOR_POST_DIFFERS',
        detail: '审核结算岗与其他岗位分设，不得互相移交。',
        citation: 'PQ2025:42',
      },
    ]);
    expect(await refused('district-agency', 'district-agency')).toEqual([
      { pointer: '/to', code: 'SECOND_PERSON_REQUIRED', detail: '不得移交给移交人本人。' },
    ]);
    expect(await refused('district-agency', 'nobody-here')).toEqual([
      { pointer: '/to', code: 'UNKNOWN_REFERENCE', detail: '没有此用户名的账号。' },
    ]);
  });

  it('of an account whose work is nobody else’s, or that never had any, is told to be no matter of handing over', async () => {
    await newAccount(bureau, 'never-granted');
    expect(await refused('never-granted', 'city-bureau')).toEqual([
      {
        pointer: '',
        code: 'NOTHING_TO_HAND_OVER',
        detail: '此账号从未授权，没有可以移交的工作，请停用。',
      },
    ]);
    const own = {
      pointer: '',
      code: 'NOTHING_TO_HAND_OVER',
      detail: '管理员、审计人员与个人的账号没有可以由他人接收的工作，请停用。',
    };
    for (const username of ['auditor', 'person'])
      expect(await refused(username, 'city-bureau')).toEqual([own]);
  });

  it('of an account whose role was withdrawn goes by what it had last', async () => {
    expect(await withdraw('city-agency')).toBe(201);
    expect(await refused('city-agency', 'district-agency')).toEqual([
      { pointer: '/to', code: 'SUCCESSOR_ROLE_DIFFERS', detail: '接收人的角色须与移交人相同。' },
      { pointer: '/to', code: 'SUCCESSOR_OFFICE_DIFFERS', detail: '接收人须与移交人属于同一单位。' },
    ]);
    const answer = await handOver('city-agency', 'city-agency-2');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ username: 'city-agency', role: null, state: 'DISABLED' });
    expect((await linesOf(bureau, 'WORK_HANDED_OVER')).at(-1)).toEqual({
      actor: 'sysadmin',
      subject: 'account/city-agency',
      after: { to: 'city-agency-2', ...REASON, deputiesEnded: 0 },
    });
  });

  it('goes to nobody whose own role was withdrawn, or whose account is disabled', async () => {
    expect(await withdraw('city-bureau-2')).toBe(201);
    expect(await refused('city-bureau', 'city-bureau-2')).toEqual([
      { pointer: '/to', code: 'SUCCESSOR_ROLE_DIFFERS', detail: '接收人的角色须与移交人相同。' },
      { pointer: '/to', code: 'SUCCESSOR_OFFICE_DIFFERS', detail: '接收人须与移交人属于同一单位。' },
    ]);
    expect(await refused('city-agency-2', 'city-agency')).toContainEqual({
      pointer: '/to',
      code: 'ACCOUNT_DISABLED',
      detail: '接收人的账号已停用。',
    });
  });
});
