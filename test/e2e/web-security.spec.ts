import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { RateLimits } from '../../src/identity/rate-limits.js';
import { Public } from '../../src/platform/http/public.js';
import { ME, login, post } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { TestClock } from '../support/test-clock.js';
import { DEMO_PASSWORD, openTestApp, type Answer, type TestApp } from '../support/test-app.js';

/** Time for measuring stands still, too, until it is told otherwise. */
class Stopwatch extends TestClock {
  ms = 0;

  override elapsed(): number {
    return this.ms;
  }
}

@Public()
@Controller('probe')
class ProbeController {
  @Get('failure')
  failure(): never {
    throw new TypeError('secret: /srv/bureau/config');
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const CONSOLE = 'https://console.example.cn';

let bureau: TestApp;
let open: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ modules: [ProbeModule] });
  open = await openTestApp({}, { CORS_ORIGINS: `${CONSOLE},http://localhost:5173` });
});

afterAll(async () => {
  await bureau.close();
  await open.close();
});

describe('every answer, good or bad', () => {
  it.each(['/health', '/api/v1/nowhere', '/api/v1/probe/failure', '/api/docs', ME, '/api/v1/%'])(
    'of %s carries the headers that make browsers careful, and none that tells what serves it',
    async (path) => {
      const { headers } = await bureau.request('GET', path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      const policy = headers.get('content-security-policy') ?? '';
      for (const directive of [
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
      ])
        expect(policy).toContain(directive);
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
      for (const name of ['server', 'x-powered-by']) expect(headers.get(name)).toBeNull();
    },
  );

  it('of a failure tells no stack, path or message', async () => {
    const answer = await bureau.request('GET', '/api/v1/probe/failure');
    expectProblem(answer, 500, 'INTERNAL_ERROR');
    expect(answer.text).not.toMatch(/secret|srv|TypeError/);
  });
});

describe('a body too large', () => {
  it('is refused before anything is read from it, signed in or not', async () => {
    const payload = JSON.stringify({ username: 'x'.repeat(1024 * 1024), password: 'x' });
    expectProblem(await bureau.request('POST', '/api/v1/auth/login', { payload }), 413, 'PAYLOAD_TOO_LARGE');
    const token = await bureau.tokenOf('city-bureau');
    expectProblem(
      await bureau.request('POST', '/api/v1/cases', { token, payload }),
      413,
      'PAYLOAD_TOO_LARGE',
    );
  });
});

describe('scripts of other origins', () => {
  const asked = (app: TestApp, origin: string, token?: string): Promise<Answer> =>
    app.request('GET', ME, { headers: { origin }, ...(token !== undefined && { token }) });
  const preflight = async (app: TestApp, origin: string): Promise<Response> => {
    const { port } = app.app.getHttpServer().address() as { port: number };
    return fetch(`http://127.0.0.1:${port}${ME}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  };
  const corsOf = (headers: Headers): string[] =>
    [...headers.keys()].filter((name) => name.startsWith('access-control'));

  it('are told nothing by default', async () => {
    expect(corsOf((await asked(bureau, CONSOLE)).headers)).toEqual([]);
    const answer = await preflight(bureau, CONSOLE);
    expect([answer.status, corsOf(answer.headers)]).toEqual([404, []]);
  });

  it('may call from exactly the origins listed, with a token and without cookies', async () => {
    const answer = await asked(open, CONSOLE, await open.tokenOf('auditor'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(CONSOLE);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toBe('origin');
    expect((await asked(open, CONSOLE)).headers.get('access-control-allow-origin')).toBe(CONSOLE);
    const question = await preflight(open, CONSOLE);
    expect(question.status).toBe(204);
    expect(Object.fromEntries(question.headers)).toMatchObject({
      'access-control-allow-origin': CONSOLE,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
      'access-control-allow-headers': 'authorization, content-type, x-acting-for',
    });
  });

  it.each([
    'https://console.example.cn.evil.cn',
    'http://console.example.cn',
    'https://console.example.cn:8443',
    'https://x.console.example.cn',
    'null',
  ])('are told nothing at %s', async (origin) => {
    expect(corsOf((await asked(open, origin)).headers)).toEqual([]);
    const answer = await preflight(open, origin);
    expect([answer.status, corsOf(answer.headers)]).toEqual([404, []]);
  });
});

describe('the limits', () => {
  const LIMITS = { READS_PER_SECOND: '500', WRITES_PER_SECOND: '1', TRUSTED_PROXIES: '127.0.0.1' };
  const stopwatch = new Stopwatch();
  let app: TestApp;

  beforeAll(async () => {
    app = await openTestApp({ clock: stopwatch }, LIMITS);
  });

  afterAll(() => app.close());

  it('of changes are each account’s own, and come back with time', async () => {
    const [first, second] = [await app.tokenOf('city-bureau'), await app.tokenOf('city-bureau-2')];
    const change = (token: string): Promise<Answer> => post(app, 'cases', {}, token);
    for (let request = 0; request < 10; request += 1)
      expectProblem(await change(first), 400, 'INVALID_REQUEST');
    const refused = await change(first);
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(refused.headers.get('retry-after')).toBe('1');
    expectProblem(await change(second), 400, 'INVALID_REQUEST');
    expect((await app.request('GET', ME, { token: first })).status).toBe(200);
    stopwatch.ms += 1000;
    expectProblem(await change(first), 400, 'INVALID_REQUEST');
    expectProblem(await change(first), 429, 'TOO_MANY_REQUESTS');
  });

  it('of evaluations and reads are two seconds’ worth at once, never below 500 a second', async () => {
    const token = await app.tokenOf('district-bureau');
    const evaluate = (): Promise<Answer> => post(app, 'discretion/evaluate', {}, token);
    const read = (): Promise<Answer> => app.request('GET', ME, { token });
    const statuses = new Set<number>();
    for (let round = 0; round < 25; round += 1) {
      const asked = Array.from({ length: 20 }, () => [evaluate(), read()]).flat();
      for (const { status } of await Promise.all(asked)) statuses.add(status);
    }
    expect([...statuses].sort()).toEqual([200, 400]);
    expectProblem(await evaluate(), 429, 'TOO_MANY_REQUESTS');
    expectProblem(await read(), 429, 'TOO_MANY_REQUESTS');
  });

  it('of sign-ins are 1,200 a minute from an address, whoever signs in', async () => {
    const limits = app.app.get(RateLimits);
    expect((await login(app, 'hospital')).status).toBe(200);
    expect(() => {
      for (;;) limits.signIn('127.0.0.1');
    }).toThrow('TOO_MANY_REQUESTS');
    const refused = await login(app, 'hospital');
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(refused.headers.get('retry-after')).toBe('1');
    expectProblem(await post(app, 'auth/refresh', { refreshToken: 'rt_x' }), 429, 'TOO_MANY_REQUESTS');
    stopwatch.ms += 60_000;
    let taken = 0;
    expect(() => {
      for (; ; taken += 1) limits.signIn('127.0.0.1');
    }).toThrow('TOO_MANY_REQUESTS');
    expect(taken).toBe(1200);
  });

  it('take where a request comes from from a proxy that is trusted, never from the request itself', async () => {
    const signIn = async (at: TestApp, address: string): Promise<number> => {
      expect(() => {
        for (;;) at.app.get(RateLimits).signIn('10.0.0.99');
      }).toThrow('TOO_MANY_REQUESTS');
      const body = { username: 'hospital', password: DEMO_PASSWORD };
      const headers = { 'x-forwarded-for': address };
      return (await at.request('POST', '/api/v1/auth/login', { body, headers })).status;
    };
    expect(await signIn(bureau, '10.0.0.99')).toBe(200);
    expect(await signIn(app, '10.0.0.98')).toBe(200);
    expect(await signIn(app, '10.0.0.99')).toBe(429);
  });
});
