import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DispatcherService } from '../../src/feed/feed.module.js';
import type { FeedItem, FeedPage } from '../../src/feed/feed-item.js';
import { WebhookAttemptEntity, WebhookEntity } from '../../src/feed/webhook.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { expectProblem } from '../support/problem.js';
import { leaveDemonstration, PRODUCTION } from '../support/production.js';
import { briefly, putOnFile, scoreFact, Speaker, type ToldFault } from '../support/registry.js';
import { DOCTOR, HOSPITAL, NURSE } from '../support/scoring.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { WebhookReceiver, type Received } from '../support/webhook-receiver.js';

const MINUTE = 60;

interface Hook {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly failures: number;
  readonly notBefore: string | null;
}

interface Logged {
  readonly items: readonly {
    readonly deliveryId: string;
    readonly attempt: number;
    readonly delivered: boolean | null;
    readonly status: number | null;
    readonly error: string | null;
    readonly retryAt: string | null;
  }[];
  readonly total: number;
}

let clock: TestClock;
let app: TestApp;
let speaker: Speaker;
let receiver: WebhookReceiver;
const alsoOpened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  clock = new TestClock('2025-09-20T02:00:00.000Z');
  app = await openTestApp({ clock });
  speaker = new Speaker(app);
  receiver = await WebhookReceiver.open();
});

afterEach(async () => {
  for (const each of alsoOpened.splice(0).reverse()) await each.close();
  await app.close();
  await receiver.close();
});

/** What a broken medium might leave: a sealed secret of which one letter is another. */
const damageSecretOf = (id: string): Promise<void> =>
  app.app.get(Database).write(async (tx) => {
    await tx.query('DROP TRIGGER "webhook_no_update"');
    const { secretSealed } = await tx.findOneByOrFail(WebhookEntity, { id });
    const last = secretSealed.at(-2) === 'A' ? 'B' : 'A';
    await tx.update(
      WebhookEntity,
      { id },
      { secretSealed: `${secretSealed.slice(0, -2)}${last}${secretSealed.slice(-1)}` },
    );
    const record = { actor: 'system', office: '110000', action: 'WEBHOOK_DAMAGED', subject: `webhook/${id}` };
    return { result: undefined, record: { ...record, before: null, after: null, receipt: null } };
  });

const hook = (more: object = {}): Promise<Hook> =>
  speaker.told('hospital', 'POST', '/feed/webhooks', { url: receiver.url(), ...more });
const deliver = (of = app): Promise<number> => of.app.get(DispatcherService).deliverDue();
const score = (id: string, code = DOCTOR): Promise<void> =>
  putOnFile(app, code, [scoreFact(id, '2025-09-01', 1)]);
const log = (id: string): Promise<Logged> =>
  speaker.told('hospital', 'GET', `/feed/webhooks/${id}/deliveries`);
const stateOf = async (id: string): Promise<Hook | undefined> =>
  (await speaker.told<Hook[]>('hospital', 'GET', '/feed/webhooks')).find((each) => each.id === id);
const itemsIn = ({ body }: Received): FeedItem[] => (JSON.parse(body) as { items: FeedItem[] }).items;

/** What a process leaves that dies between an attempt and its outcome. */
async function beginAndDie(webhookId: string): Promise<void> {
  const { items } = await speaker.told<FeedPage>('hospital', 'GET', '/feed?limit=500');
  const cursor = items.at(-1)?.cursor ?? '';
  await app.app.get(Database).write(async (tx, recordedAt) => {
    await tx.insert(WebhookAttemptEntity, {
      webhookId,
      deliveryId: 'of the dead',
      attempt: 1,
      firstCursor: cursor,
      lastCursor: cursor,
      items: 1,
      bodyHash: '',
      recordedAt,
    });
    const subject = `webhook/${webhookId}`;
    const record = { actor: 'system', office: 'system', action: 'TEST', subject, before: null, after: null };
    return { result: undefined, record: { ...record, receipt: null } };
  });
}

/** Lets time pass; everybody signs in anew. */
function later(seconds: number): void {
  clock.advanceSeconds(seconds);
  speaker = new Speaker(app);
}

describe('webhooks', () => {
  it('post what comes from now on, signed over the time and the body', async () => {
    const { id, secret } = await hook();
    expect(await deliver()).toBe(0);
    await score('n1');
    await score('n2', NURSE);
    expect(await deliver()).toBe(1);
    expect(receiver.received).toHaveLength(1);
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect(path).toBe('/feed');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const seconds = String(Date.parse('2025-09-20T02:00:00.000Z') / 1000);
    const expected = createHmac('sha256', secret).update(seconds).update('.').update(body).digest('hex');
    expect(headers['x-signature']).toBe(`t=${seconds},v1=${expected}`);
    const { items } = await speaker.told<FeedPage>('hospital', 'GET', '/feed?limit=500');
    const sent = items.filter(({ kind }) => kind === 'SCORE_ISSUED');
    expect(JSON.parse(body)).toEqual({
      webhook: id,
      delivery: headers['x-delivery'],
      institution: HOSPITAL,
      items: sent,
      next: sent.at(-1)?.cursor,
    });
    expect(sent.map(({ personCode }) => personCode)).toEqual([DOCTOR, NURSE]);
    expect(await deliver()).toBe(0);
    expect(await log(id)).toMatchObject({
      total: 1,
      items: [{ attempt: 1, items: 2, delivered: true, status: 204, error: null, retryAt: null }],
    });
  });

  it('start with the first of the feed when asked to', async () => {
    await hook({ fromStart: true });
    await deliver();
    const { items } = await speaker.told<FeedPage>('hospital', 'GET', '/feed');
    expect(receiver.received.flatMap(itemsIn)).toEqual(items);
  });

  it('deliver in order, a hundred items at a time, each once when all goes well', async () => {
    await hook();
    for (let index = 0; index < 5; index += 1) {
      const facts = Array.from({ length: 50 }, (_none, each) =>
        scoreFact(`n${index}-${each}`, '2025-09-01', 1),
      );
      await putOnFile(app, DOCTOR, facts);
    }
    expect(await deliver()).toBe(3);
    expect(receiver.received.map((each) => itemsIn(each).length)).toEqual([100, 100, 50]);
    const cursors = receiver.received.flatMap(itemsIn).map(({ cursor }) => cursor);
    expect(cursors).toEqual([...new Set(cursors)].sort());
    expect(new Set(receiver.received.map(({ headers }) => headers['x-delivery'])).size).toBe(3);
  });

  it('try again after 1, 5, 30, 120, 360 minutes with the same delivery, and let nothing overtake it', async () => {
    const { id } = await hook();
    await score('n1');
    receiver.answerWith(500, 'HANG_UP', { redirectTo: receiver.url('/elsewhere') }, 404, 503);
    const due: (string | null)[] = [];
    for (const minutes of [1, 5, 30, 120, 360]) {
      expect(await deliver()).toBe(1);
      due.push((await stateOf(id))?.notBefore ?? null);
      if (minutes === 1) await score('n2');
      later(minutes * MINUTE - 1);
      expect(await deliver()).toBe(0);
      later(2);
    }
    expect(await deliver()).toBe(2);
    expect(receiver.received.map(({ path }) => path)).toEqual(Array.from({ length: 7 }, () => '/feed'));
    const bodies = receiver.received.map(({ body }) => body);
    expect(new Set(bodies.slice(0, 6)).size).toBe(1);
    expect(bodies.slice(5).map((body) => (JSON.parse(body) as FeedPage).items.length)).toEqual([1, 1]);
    const { items } = await log(id);
    expect(items.map(({ attempt, delivered, status, error }) => [attempt, delivered, status, error])).toEqual(
      [
        [1, true, 204, null],
        [6, true, 204, null],
        [5, false, 503, 'HTTP_503'],
        [4, false, 404, 'HTTP_404'],
        [3, false, 302, 'HTTP_302'],
        [2, false, null, 'ECONNRESET'],
        [1, false, 500, 'HTTP_500'],
      ],
    );
    expect(new Set(items.slice(1).map(({ deliveryId }) => deliveryId)).size).toBe(1);
    expect(due.map((each) => each?.slice(0, 16))).toEqual([
      '2025-09-20T02:01',
      '2025-09-20T02:06',
      '2025-09-20T02:36',
      '2025-09-20T04:36',
      '2025-09-20T10:36',
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'ACTIVE', failures: 0, notBefore: null });
  });

  it('are paused after twelve failures in a row, with work for the institution, and go on where they stopped', async () => {
    const { id } = await hook();
    await score('n1');
    receiver.answerWith(...Array.from({ length: 12 }, () => 500));
    for (let failures = 1; failures <= 12; failures += 1) {
      expect(await deliver()).toBe(1);
      later(360 * MINUTE + 1);
    }
    expect(await deliver()).toBe(0);
    expect(await stateOf(id)).toMatchObject({ state: 'GAVE_UP', failures: 12, notBefore: null });
    const work = async (): Promise<unknown> =>
      (await speaker.told<{ items: unknown }>('hospital', 'GET', '/work-list?kind=RESUME_WEBHOOK')).items;
    expect(await work()).toMatchObject([
      { subject: `webhook/${id}`, office: HOSPITAL, officeKind: 'INSTITUTION', dueOn: null },
    ]);
    await score('n2');
    expect(await speaker.told('hospital', 'POST', `/feed/webhooks/${id}/resume`)).toMatchObject({
      state: 'ACTIVE',
      failures: 0,
    });
    expect(await work()).toEqual([]);
    expect(await deliver()).toBe(2);
    expect((JSON.parse(receiver.received.at(-1)?.body ?? '') as FeedPage).items).toHaveLength(1);
    expect((await log(id)).total).toBe(14);
  });

  it('wait while paused, and end for good', async () => {
    const { id } = await hook();
    await score('n1');
    const change = async (what: string): Promise<number> =>
      (await speaker.ask('hospital', 'POST', `/feed/webhooks/${id}/${what}`)).status;
    const end = async (): Promise<number> => {
      const token = await app.tokenOf('hospital');
      return (await app.request('DELETE', `/api/v1/feed/webhooks/${id}`, { token })).status;
    };
    expect(await change('resume')).toBe(409);
    expect(await change('pause')).toBe(200);
    expect(await change('pause')).toBe(409);
    expect(await deliver()).toBe(0);
    expect(await change('resume')).toBe(200);
    expect(await deliver()).toBe(1);
    expect(await end()).toBe(200);
    expect([await end(), await change('pause'), await change('resume')]).toEqual([409, 409, 409]);
    await score('n2');
    expect(await deliver()).toBe(0);
    expect(receiver.received).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'ENDED' });
    expect((await log(id)).total).toBe(1);
  });

  it('are tried by one of two processes only, and by another when one died over it', async () => {
    const second = await openTestApp({ clock }, { DATA_DIR: app.folder });
    alsoOpened.push(second);
    const { id } = await hook();
    await score('n1');
    const made = await Promise.all([deliver(), deliver(second)]);
    expect(made[0] + made[1]).toBe(1);
    expect(receiver.received).toHaveLength(1);

    await score('n2');
    await beginAndDie(id);
    expect(await deliver(second)).toBe(0);
    later(61);
    expect(await deliver(second)).toBe(1);
    expect(receiver.received.map(({ headers }) => headers['x-delivery']).at(-1)).toBe('of the dead');
    expect(receiver.received.map((each) => itemsIn(each).length)).toEqual([1, 1]);
  });

  it('tell their secret once, keep it sealed, and leave their address out of the record', async () => {
    const { id, secret } = await hook({ url: receiver.url('/feed?token=inside') });
    await score('n1');
    await deliver();
    expect(secret).toMatch(/^whsec_[\w-]{43}$/u);
    expect(JSON.stringify(await stateOf(id))).not.toContain('secret');
    const record = await app.app.get(Database).read.find(RecordEntryEntity);
    const ofHook = record.filter(({ subject }) => subject === `webhook/${id}`);
    expect(ofHook.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'hospital WEBHOOK_CREATED',
      'system WEBHOOK_ATTEMPTED',
      'system WEBHOOK_DELIVERED',
    ]);
    expect(JSON.stringify(record)).not.toContain('token=inside');
    const files = await Promise.all(
      ['bureau.sqlite', 'bureau.sqlite-wal'].map((name) => readFile(join(app.folder, name))),
    );
    expect(files.some((bytes) => bytes.includes(id))).toBe(true);
    expect(files.some((bytes) => bytes.includes(secret.slice('whsec_'.length)))).toBe(false);
  });

  it('belong to the clerk of the institution; others see theirs as not there, offices only look', async () => {
    const { id } = await hook();
    const status = async (username: string, method: 'GET' | 'POST', path: string): Promise<number> => {
      const body = method === 'POST' && path === '' ? { url: receiver.url() } : undefined;
      return (await speaker.ask(username, method, `/feed/webhooks${path}`, body)).status;
    };
    expect(await status('pharmacy', 'POST', `/${id}/pause`)).toBe(404);
    expect(await status('pharmacy', 'GET', `/${id}/deliveries`)).toBe(404);
    expect(await status('pharmacy', 'GET', `?institution=${HOSPITAL}`)).toBe(404);
    expect(await status('hospital', 'GET', '/nowhere/deliveries')).toBe(404);
    expect(await speaker.told('auditor', 'GET', `/feed/webhooks?institution=${HOSPITAL}`)).toMatchObject([
      { id },
    ]);
    for (const username of ['auditor', 'city-agency', 'person', 'sysadmin'])
      expect(await status(username, 'POST', '')).toBe(403);
    for (let made = 1; made < 5; made += 1) await hook();
    expect(await speaker.refused('hospital', '/feed/webhooks', { url: receiver.url() })).toEqual([
      '/url TOO_MANY_WEBHOOKS -',
    ]);
  });

  it('count it as a failure when the secret cannot be opened any more, and keep no other waiting', async () => {
    const { id } = await hook();
    await damageSecretOf(id);
    await hook({ url: receiver.url('/good') });
    await score('n1');
    expect(await deliver()).toBe(2);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/good']);
    expect((await log(id)).items).toMatchObject([{ delivered: false, status: null, error: 'NOT_SENT' }]);
  });

  it('refuse an address that is none', async () => {
    const faults = await speaker.refused('hospital', '/feed/webhooks', { url: 'ftp://example.com/' });
    expect(faults).toEqual(['/url HTTPS_REQUIRED -']);
    expect(await speaker.refused('hospital', '/feed/webhooks', { url: 'nowhere' })).toEqual([
      '/url INVALID_URL -',
    ]);
  });

  it('refuse in production what is not https or leads inside, when made and again at every attempt', async () => {
    const { NODE_ENV: _production, ...secrets } = PRODUCTION;
    await app.close();
    app = await openTestApp({ clock }, secrets);
    speaker = new Speaker(app);
    const plain = await hook();
    const inward = await hook({ url: receiver.url().replace('http://127.0.0.1', 'https://localhost') });
    await score('n1');
    const token = await app.tokenOf('hospital');
    await leaveDemonstration(app);
    const inside = await openTestApp({ clock }, { ...PRODUCTION, DATA_DIR: app.folder });
    alsoOpened.push(inside);
    const refusal = async (url: string): Promise<string[]> => {
      const answer = await inside.request('POST', '/api/v1/feed/webhooks', { token, body: { url } });
      return briefly(expectProblem(answer, 422, 'RULE_VIOLATION')['errors'] as ToldFault[]);
    };
    expect(await refusal(receiver.url())).toEqual(['/url HTTPS_REQUIRED -']);
    expect(await refusal('https://127.0.0.1/')).toEqual(['/url PRIVATE_ADDRESS -']);
    expect(await refusal('https://localhost/')).toEqual(['/url PRIVATE_ADDRESS -']);
    expect(await deliver(inside)).toBe(2);
    expect(receiver.received).toEqual([]);
    const errors = await Promise.all([plain, inward].map(async ({ id }) => (await log(id)).items[0]?.error));
    expect(errors).toEqual(['HTTPS_REQUIRED', 'PRIVATE_ADDRESS']);
  });
});
