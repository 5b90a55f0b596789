import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMONSTRATION_ACCOUNTS } from '../../src/identity/demonstration-accounts.js';
import { MACHINE_SCOPES, type MachineScope } from '../../src/identity/machine-key-scope.js';
import { UNMARKED } from '../../src/identity/rights.guard.js';
import { RIGHTS, rightRow, type RightName } from '../../src/identity/rights-table.js';
import { rightsPage, routesOf } from '../../src/identity/rights-page.js';
import { reach } from '../../src/identity/within.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { newMachineKey } from '../support/accounts.js';
import { operationsOf, servedRoutes, type Operation } from '../support/routes.js';
import { ROOT } from '../support/run-program.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';

let bureau: TestApp;
let operations: ReadonlyMap<string, Operation>;
const tokens = new Map<string, string>();
const USERNAMES: readonly string[] = DEMONSTRATION_ACCOUNTS.map(({ username }) => username);

beforeAll(async () => {
  bureau = await openTestApp();
  operations = await operationsOf(bureau);
  for (const username of USERNAMES) tokens.set(username, await bureau.tokenOf(username));
  const expiresOn = bureau.app.get(Clock).today();
  for (const scope of MACHINE_SCOPES) {
    const body = { name: scope, institution: 'H11010500001', scopes: [scope], expiresOn };
    tokens.set(scope, (await newMachineKey(bureau, body)).key);
  }
});

afterAll(() => bureau.close());

const isRight = (name: string | undefined): name is RightName => name !== undefined && name in RIGHTS;
const isPublic = ({ security }: Operation): boolean =>
  security?.some((each) => Object.keys(each).length === 0) === true;
const rightOf = ({ 'x-right': name }: Operation): RightName | null => (isRight(name) ? name : null);
const ANYBODY = '任何已登录的账号';

/** What everybody may call without a right of their own. */
const openTo = (operation: Operation): 'NOBODY' | 'SIGNED_IN' | 'EVERYBODY' =>
  isPublic(operation) ? 'EVERYBODY' : operation['x-who-may-call'] === ANYBODY ? 'SIGNED_IN' : 'NOBODY';

const mayCall = (operation: Operation, account: (typeof DEMONSTRATION_ACCOUNTS)[number]): boolean => {
  const right = rightOf(operation);
  if (right === null) return openTo(operation) !== 'NOBODY';
  return reach(right, { personCode: null, ...account }) !== null;
};

const keyMayCall = (operation: Operation, scope: MachineScope): boolean => {
  const right = rightOf(operation);
  return right === null ? isPublic(operation) : rightRow(right).machineScope === scope;
};

/** Whether it was a guard, or a service asking for a right, that refused; not the matter itself. */
function isRefusedForRights({ status, text }: Answer): boolean {
  if (status === 401) return true;
  if (status !== 403) return false;
  const { detail } = JSON.parse(text) as { detail: string };
  const words = ['当前账号没有此项权限：', '此机器密钥的可用范围不包括', UNMARKED];
  return words.some((each) => detail.startsWith(each));
}

/** Asks for nothing that exists, with a body that no form takes, so that nothing is ever done. */
function call(route: string, token: string | undefined): Promise<Answer> {
  const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
  const url = path.replace(/\{\w+\}/gu, 'none');
  const hasBody = method === 'POST' || method === 'PUT';
  return bureau.request(method, url, {
    ...(token !== undefined && { token }),
    ...(hasBody && { body: { noSuchMember: 1 } }),
  });
}

/** What ends a session does so without any body: last, and each with a sign-in of its own. */
const ENDS_SESSION = /logout(-everywhere)?$/u;

describe('the routes', () => {
  it('are those of the API reference, every one', () => {
    expect(servedRoutes(bureau).sort()).toEqual([...operations.keys()].sort());
  });

  it('name a right, or are public, or open to everybody who is signed in', () => {
    const unmarked = [...operations].filter(
      ([, operation]) => rightOf(operation) === null && openTo(operation) === 'NOBODY',
    );
    expect(unmarked.map(([route]) => route)).toEqual([]);
  });

  it('use every right of the table', () => {
    const used = new Set([...operations.values()].map(rightOf));
    expect(Object.keys(RIGHTS).filter((name) => isRight(name) && !used.has(name))).toEqual([]);
  });

  it('are public only where nobody can be signed in yet, or nothing is told of anybody', () => {
    const open = [...operations].filter(([, operation]) => isPublic(operation)).map(([route]) => route);
    expect(open.sort()).toEqual(PUBLIC_ROUTES);
  });

  it('say at the end of their description who may call them', () => {
    const decide = operations.get('POST /api/v1/cases/{id}/decision/penalty');
    expect(decide?.description).toBe('可调用者：市医保局（全市）；岗位审核结算岗除外；依据 DB2025:4。');
    expect(operations.get('POST /api/v1/auth/login')?.description).toMatch(/可调用者：无须登录。$/u);
    for (const [route, { description }] of operations)
      expect(`${route} ${description ?? ''}`).toMatch(/可调用者：.+。$/u);
  });
});

describe('every route, asked by everybody', () => {
  const walked = (): string[] => {
    const routes = [...operations.keys()].filter((route) => !ENDS_SESSION.test(route));
    const last = [...operations.keys()].filter((route) => ENDS_SESSION.test(route));
    return [...routes, ...last.sort()];
  };

  it('refuses exactly those whom the table refuses', async () => {
    const wrong: string[] = [];
    for (const route of walked()) {
      const operation = operations.get(route) ?? {};
      const expected = new Map<string, boolean>([
        ['nobody', isPublic(operation)],
        ...DEMONSTRATION_ACCOUNTS.map((each): [string, boolean] => [each.username, mayCall(operation, each)]),
        ...MACHINE_SCOPES.map((scope): [string, boolean] => [scope, keyMayCall(operation, scope)]),
      ]);
      const tried = [...expected].map(async ([who, may]) => {
        const ownSignIn = ENDS_SESSION.test(route) && USERNAMES.includes(who);
        const answer = await call(route, ownSignIn ? await bureau.tokenOf(who) : tokens.get(who));
        if (isRefusedForRights(answer) === may || answer.status >= 500)
          wrong.push(`${route} ${who}: ${answer.status}, ${may ? 'may' : 'may not'} call it`);
      });
      await Promise.all(tried);
    }
    expect(wrong).toEqual([]);
  });
});

/** The only writing verbs that an auditor may use: they ask, check or reckon, and leave no line. */
const AUDITOR_ASKS = [
  'POST /api/v1/auth/logout',
  'POST /api/v1/auth/logout-everywhere',
  'POST /api/v1/auth/password',
  'POST /api/v1/discretion/counterfactuals',
  'POST /api/v1/discretion/evaluate',
  'POST /api/v1/qualifications/check',
  'POST /api/v1/qualifications/receipts/verify',
  'POST /api/v1/records/checkpoints/verify',
  'POST /api/v1/scoring/persons/{personCode}/preview',
  'POST /api/v1/scoring/preview',
];

const PUBLIC_ROUTES = [
  'GET /api/v1/records/keys',
  'GET /health',
  'GET /metrics',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/refresh',
];

describe('the auditor', () => {
  const auditor = { role: 'AUDITOR', office: '110000', post: null, personCode: null } as const;
  const holds = (operation: Operation): boolean => {
    const right = rightOf(operation);
    return right === null ? openTo(operation) === 'SIGNED_IN' : reach(right, auditor) !== null;
  };

  it('writes nothing: every route but GET is one that only asks', () => {
    const others = [...operations].filter(([route, each]) => !route.startsWith('GET ') && holds(each));
    expect(others.map(([route]) => route).sort()).toEqual(AUDITOR_ASKS);
  });

  it('reads everything but drafts of papers not yet sent and the own file of a person', () => {
    const closed = [...operations].filter(
      ([route, each]) => route.startsWith('GET ') && !isPublic(each) && !holds(each),
    );
    expect(closed.map(([route]) => route).sort()).toEqual([
      'GET /api/v1/duties/letters/draft',
      'GET /api/v1/duties/reports/draft',
      'GET /api/v1/me/file',
      'GET /api/v1/me/notices/{id}',
      'GET /api/v1/me/status',
      'GET /api/v1/scoring/determinations/draft',
    ]);
  });
});

describe('docs/rights.md', () => {
  it('is what table and routes say now; if not, run npm run rights', async () => {
    const document = (await bureau.request('GET', '/api/openapi.json')).json() as Parameters<
      typeof routesOf
    >[0];
    expect(readFileSync(join(ROOT, 'docs', 'rights.md'), 'utf8')).toBe(rightsPage(routesOf(document)));
  });
});
