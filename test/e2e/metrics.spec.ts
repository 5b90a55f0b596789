import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tamper } from '../support/record/tamper.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const NOW = '2025-07-01T01:02:03.004Z';

let bureau: TestApp;
let auditor: string;

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock(NOW) });
  auditor = await bureau.tokenOf('auditor');
});

afterAll(() => bureau.close());

/** The value of each line that is no comment, by its name and labels. */
async function figures(): Promise<Map<string, number>> {
  const { status, headers, text } = await bureau.request('GET', '/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

describe('GET /metrics', () => {
  it('tells record, answers and memory as Prometheus reads them, and nothing else', async () => {
    const names = [...(await figures()).keys()];
    expect(names).toEqual([
      'record_status{status="unverified"}',
      'record_status{status="intact"}',
      'record_status{status="broken"}',
      'record_entries',
      'record_checkpoint_entries',
      'record_last_verification_timestamp_seconds',
      'http_requests_total{class="1xx"}',
      'http_requests_total{class="2xx"}',
      'http_requests_total{class="3xx"}',
      'http_requests_total{class="4xx"}',
      'http_requests_total{class="5xx"}',
      'process_resident_memory_bytes',
    ]);
    const { text } = await bureau.request('GET', '/metrics');
    expect(text.match(/^# TYPE \w+ (gauge|counter)$/gmu)).toHaveLength(6);
  });

  it('counts answers by the class of their status', async () => {
    const before = await figures();
    await bureau.request('GET', '/api/v1/records/checkpoint');
    await bureau.request('GET', '/health');
    const after = await figures();
    const grown = (status: string): number => {
      const name = `http_requests_total{class="${status}"}`;
      return (after.get(name) ?? 0) - (before.get(name) ?? 0);
    };
    expect([grown('2xx'), grown('4xx'), grown('5xx')]).toEqual([2, 1, 0]);
    expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  it('is an alarm once the record is found broken', async () => {
    const whole = await figures();
    expect(whole.get('record_status{status="intact"}')).toBe(1);
    expect(whole.get('record_last_verification_timestamp_seconds')).toBe(Date.parse(NOW) / 1000);
    const checkpoint = await bureau.request('GET', '/api/v1/records/checkpoint', { token: auditor });
    const { size } = checkpoint.json() as { size: number };
    expect((await figures()).get('record_entries')).toBe(size);
    expect((await figures()).get('record_checkpoint_entries')).toBe(size);
    await tamper(bureau.folder, `UPDATE record_entry SET actor = 'x' WHERE sequence = 3`);
    await bureau.request('GET', '/api/v1/records/export?format=csv', { token: auditor });
    const broken = await figures();
    expect(broken.get('record_status{status="intact"}')).toBe(0);
    expect(broken.get('record_status{status="broken"}')).toBe(1);
  });
});
