import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Body, Controller, Get, HttpException, Module, Post, Query } from '@nestjs/common';
import { Database } from '../../src/platform/database/database.js';
import { DateField, TextField, WholeNumberField } from '../../src/platform/http/fields.js';
import { RuleViolation } from '../../src/platform/http/problem.js';
import { Public } from '../../src/platform/http/public.js';
import { LogSink } from '../support/log-sink.js';
import { expectProblem } from '../support/problem.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

class ProbeForm {
  @TextField({ description: 'id' })
  id!: string;
}

class ProbeQuery {
  @DateField({ description: 'from' })
  from!: string;

  @WholeNumberField({ description: 'count', min: -100, max: 100 })
  count!: number;
}

@Public()
@Controller('probe')
class ProbeController {
  @Post('form')
  form(@Body() form: ProbeForm): ProbeForm {
    return form;
  }

  @Get('query')
  query(@Query() query: ProbeQuery): ProbeQuery {
    return query;
  }

  @Post('unlawful')
  unlawful(): never {
    throw new RuleViolation([
      { pointer: '/a', code: 'DATE_ORDER', detail: '日期颠倒', citation: 'DB2025:1' },
    ]);
  }

  @Get('failure')
  failure(): never {
    throw new Error('secret: the database password');
  }

  @Get('teapot')
  teapot(): never {
    throw new HttpException('secret', 418);
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const FORM = '/api/v1/probe/form';

const log = new LogSink();
let bureau: TestApp;

beforeAll(async () => {
  bureau = await openTestApp({ modules: [ProbeModule], logTo: log.stream }, { LOG_LEVEL: 'info' });
});

afterAll(async () => {
  await bureau.close();
});

describe('GET /health', () => {
  it('is open, and outside the base path', async () => {
    const answer = await bureau.request('GET', '/health');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok', record: 'intact' });
    expectProblem(await bureau.request('GET', '/api/v1/health'), 404, 'NOT_FOUND');
  });

  it('is not well when the database does not answer', async () => {
    const reading = jest.spyOn(bureau.app.get(Database), 'read', 'get').mockImplementation(() => {
      throw new Error('disk on fire');
    });
    expectProblem(await bureau.request('GET', '/health'), 500, 'INTERNAL_ERROR');
    reading.mockRestore();
  });
});

describe('a body', () => {
  it('is read as its form', async () => {
    const answer = await bureau.request('POST', FORM, { body: { id: '一' } });
    expect(answer.status).toBe(201);
    expect(answer.json()).toEqual({ id: '一' });
  });

  it.each([
    ['{"id":', 'INVALID_VALUE', /不是有效的 JSON/],
    ['', 'REQUIRED', /请求体为空/],
    ['[]', 'INVALID_VALUE', /须为 JSON 对象/],
    ['"x"', 'INVALID_VALUE', /须为 JSON 对象/],
    ['null', 'INVALID_VALUE', /须为 JSON 对象/],
  ])('that is %j is refused at the root', async (payload, code, detail) => {
    const answer = await bureau.request('POST', FORM, { payload });
    const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(errors).toEqual([{ pointer: '', code, detail: expect.stringMatching(detail) }]);
  });

  it('must be there', async () => {
    const { errors } = expectProblem(await bureau.request('POST', FORM), 400, 'INVALID_REQUEST');
    expect(errors).toMatchObject([{ pointer: '', code: 'REQUIRED' }]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('with a member %s tells so', async (name) => {
    const answer = await bureau.request('POST', FORM, {
      payload: `{"id":"a",${JSON.stringify(name)}:{"prototype":1}}`,
    });
    const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(errors).toMatchObject([{ pointer: `/${name}`, code: 'UNKNOWN_PROPERTY' }]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'multipart/form-data; boundary=x',
  ])('as %s is not supported', async (type) => {
    const answer = await bureau.request('POST', FORM, { payload: 'id=a', headers: { 'content-type': type } });
    expectProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('may have 1 MiB and not a byte more', async () => {
    const padded = (size: number): string => '{"id":"a"}'.padEnd(size, ' ');
    expect((await bureau.request('POST', FORM, { payload: padded(1024 * 1024) })).status).toBe(201);
    const answer = await bureau.request('POST', FORM, { payload: padded(1024 * 1024 + 1) });
    expectProblem(answer, 413, 'PAYLOAD_TOO_LARGE');
  });

  it('of 5 MB is refused in a way that the client sees, every time', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = await bureau.request('POST', FORM, { payload: 'x'.repeat(5_000_000) });
      expectProblem(answer, 413, 'PAYLOAD_TOO_LARGE');
    }
  });
});

describe('a query string', () => {
  it('is read as its form', async () => {
    const answer = await bureau.request('GET', '/api/v1/probe/query?from=2025-09-26&count=-5');
    expect(answer.json()).toEqual({ from: '2025-09-26', count: -5 });
  });

  it('is refused with pointers to its members', async () => {
    const answer = await bureau.request('GET', '/api/v1/probe/query?count=many&to=2025-01-01');
    const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(errors).toMatchObject([
      { pointer: '/to', code: 'UNKNOWN_PROPERTY' },
      { pointer: '/from', code: 'REQUIRED' },
      { pointer: '/count', code: 'INVALID_VALUE' },
    ]);
  });
});

describe('a refusal', () => {
  it('of law carries its faults with their citations', async () => {
    const { errors } = expectProblem(
      await bureau.request('POST', '/api/v1/probe/unlawful'),
      422,
      'RULE_VIOLATION',
    );
    expect(errors).toEqual([{ pointer: '/a', code: 'DATE_ORDER', detail: '日期颠倒', citation: 'DB2025:1' }]);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/api/v1/nowhere'],
    ['POST', '/api/v1/nowhere'],
    ['GET', FORM],
    ['DELETE', '/health'],
  ] as const)('of %s %s is 404', async (method, url) => {
    expectProblem(await bureau.request(method, url), 404, 'NOT_FOUND');
  });

  it('of a broken address is 400', async () => {
    expectProblem(await bureau.request('GET', '/api/v1/%zz'), 400, 'INVALID_REQUEST');
  });

  it('of a status we have no code for is 400', async () => {
    const answer = await bureau.request('GET', '/api/v1/probe/teapot');
    expectProblem(answer, 400, 'INVALID_REQUEST');
    expect(answer.text).not.toContain('secret');
  });
});

describe('a failure', () => {
  it('tells the client nothing, and the log everything under the request id', async () => {
    const answer = await bureau.request('GET', '/api/v1/probe/failure');
    expectProblem(answer, 500, 'INTERNAL_ERROR');
    expect(answer.text).not.toContain('secret');
    const lines = await log.linesOf(answer.headers.get('x-request-id'));
    expect(lines).toMatchObject([
      { level: 50, err: { message: 'secret: the database password' } },
      { level: 30, status: 500 },
    ]);
  });
});

describe('the access log', () => {
  it('has one line a request', async () => {
    const answer = await bureau.request('GET', '/api/v1/probe/query?from=2025-09-26&count=5');
    const lines = await log.linesOf(answer.headers.get('x-request-id'));
    expect(lines).toMatchObject([
      { level: 30, method: 'GET', route: '/api/v1/probe/query', status: 200, ms: expect.any(Number) },
    ]);
  });

  it('has no query strings, bodies or credentials', async () => {
    const asked = await bureau.request('GET', '/api/v1/probe/query?from=2025-09-26&count=5');
    const told = await bureau.request('POST', FORM, { body: { id: 'body-secret' }, token: 'header-secret' });
    const lines = [
      ...(await log.linesOf(asked.headers.get('x-request-id'))),
      ...(await log.linesOf(told.headers.get('x-request-id'))),
    ];
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toMatch(/2025-09-26|secret/);
  });
});

describe('every answer', () => {
  it('carries security headers, is not to be stored, and has an id of our own making', async () => {
    const answer = await bureau.request('GET', '/health', { headers: { 'x-request-id': 'forged' } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});
