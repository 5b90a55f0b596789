import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { autocannon, type LoadOptions } from '../packages.js';
import { median, medianRatio, print, tell } from '../result.js';
import { ASKED, CHECK_LIST, listFor, pathsFor, READY_LIST } from './requests.js';
import type { Asked, Listening } from './server.js';

const SIZES = [1000, 100_000, 1_000_000] as const;
const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 8;
const AIMS = { ready: 0.6, findOne: 2, flat: 1.2 } as const;

interface Server extends Listening {
  readonly process: ChildProcess;
  readonly people: number;
}

/** How fast requests were answered, and how much of the processor each took. */
interface Speed {
  readonly perSecond: number;
  readonly microseconds: number;
}

async function heard<T>(server: ChildProcess): Promise<T> {
  const [message] = (await once(server, 'message')) as [T];
  return message;
}

function ask<T>(server: Server, what: Asked): Promise<T> {
  server.process.send(what);
  return heard<T>(server.process);
}

async function processorTime(server: Server): Promise<number> {
  const { user, system } = await ask<NodeJS.CpuUsage>(server, 'processor time');
  return user + system;
}

type What = Pick<LoadOptions, 'method' | 'body' | 'requests'> & { readonly path: string };

/** Loads a handler from this process, while the server runs in its own. */
async function load(server: Server, { path, method, body, requests }: What): Promise<Speed> {
  const before = await processorTime(server);
  const done = await autocannon()({
    url: server.origin + path,
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
    ...(body !== undefined && { body }),
    ...(requests !== undefined && { requests }),
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (done.errors + done.timeouts + done.non2xx > 0) throw new Error(`requests to ${path} failed`);
  const used = (await processorTime(server)) - before;
  return { perSecond: done.requests.total / done.duration, microseconds: used / done.requests.total };
}

const perSecond = (speeds: readonly Speed[]): number[] => speeds.map((speed) => speed.perSecond);
const time = (speeds: readonly Speed[]): number => median(speeds.map((speed) => speed.microseconds));

/** Several handlers by turns, each first in another round. */
async function byTurns(server: Server, handlers: readonly What[]): Promise<Speed[][]> {
  const speeds = handlers.map((): Speed[] => []);
  for (const handler of handlers) await load(server, handler);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < handlers.length; turn += 1) {
      const place = (turn + round) % handlers.length;
      const handler = handlers[place];
      if (handler !== undefined) speeds[place]?.push(await load(server, handler));
    }
  }
  return speeds;
}

const gets = (paths: readonly string[]): What => ({
  path: paths[0] ?? '',
  method: 'GET',
  requests: paths.map((path) => ({ path })),
});

/** How fast a check is, by itself and beside the ready-made answer. */
interface Single {
  readonly perSecond: number;
  readonly toReady: number;
}

/** One check beside a ready-made answer and beside fetching one row. */
async function compareOne(server: Server): Promise<Single> {
  const { people } = server;
  const paths = pathsFor(people);
  const [checks = [], ready = [], rows = []] = await byTurns(server, [
    gets(paths.check),
    gets(paths.ready),
    gets(paths.findOne),
  ]);
  const value = median(perSecond(checks));
  const name = `http-qualification-of-${people}-people`;
  const unit = 'requests/s';
  const [toReady, toRow] = [ready, rows].map((other) => medianRatio(perSecond(checks), perSecond(other)));
  if (toReady === undefined || toRow === undefined) throw new Error('nothing measured');
  print({ name, value, unit, against: 'ready-made answer', ratio: toReady });
  print({ name, value, unit, against: 'findOneBy', ratio: toRow });
  tell(
    `one check among ${people} people: ${Math.round(value)} a second, ${toReady.toFixed(2)} × the ready-made answer ` +
      `(aim ${AIMS.ready} ×), ${toRow.toFixed(2)} × a handler with findOneBy (aim ${AIMS.findOne} ×); processor time ` +
      `of the server ${Math.round(time(checks))} µs beside ${Math.round(time(ready))} and ${Math.round(time(rows))} µs`,
  );
  return { perSecond: value, toReady };
}

/** A list of 1,000 beside a ready-made answer to it, and beside as many single checks. */
async function compareList(server: Server, single: Single): Promise<void> {
  const { people } = server;
  const body = listFor(people);
  const [checks = [], ready = []] = await byTurns(server, [
    { path: CHECK_LIST, method: 'POST', body },
    { path: READY_LIST, method: 'POST', body },
  ]);
  const value = median(perSecond(checks)) * ASKED;
  const name = `http-qualification-list-of-${people}-people`;
  const unit = 'answers/s';
  const toReady = medianRatio(perSecond(checks), perSecond(ready));
  print({ name, value, unit, against: 'ready-made answer', ratio: toReady });
  print({ name, value, unit, against: 'single checks', ratio: value / single.perSecond });
  tell(
    `${ASKED} checks in one request among ${people} people: ${Math.round(value)} answers a second, ` +
      `${(value / single.perSecond).toFixed(2)} × single checks, ${toReady.toFixed(2)} × the ready-made answer; processor time ` +
      `of the server ${(time(checks) / ASKED).toFixed(1)} µs an answer`,
  );
}

async function profile(server: Server): Promise<void> {
  const handlers = { 'one check': gets(pathsFor(server.people).check) };
  const list: What = { path: CHECK_LIST, method: 'POST', body: listFor(server.people) };
  for (const [name, handler] of Object.entries({ ...handlers, 'a list': list })) {
    server.process.send('profile' satisfies Asked);
    await load(server, handler);
    tell(`where the server's time goes, ${name}\n${await ask<string>(server, 'profiled')}`);
  }
}

async function among(people: number, withProfile: boolean): Promise<Single> {
  const child = fork(new URL('server.js', import.meta.url), [String(people)], {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  try {
    const server = { process: child, people, ...(await heard<Listening>(child)) };
    const single = await compareOne(server);
    await compareList(server, single);
    if (withProfile) await profile(server);
    return single;
  } finally {
    if (child.connected) child.send('stop' satisfies Asked);
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/**
 * `GET /qualifications/{code}` and `POST /qualifications/check` among few, many and very many people. How flat it is goes
 * by the ready-made answers of the same runs, so that what slows the machine for a while is left out.
 */
export async function benchQualifications(withProfile: boolean): Promise<void> {
  const [first, ...others] = SIZES;
  const few = await among(first, withProfile);
  for (const people of others) {
    const { perSecond: value, toReady } = await among(people, withProfile);
    const ratio = few.toReady / toReady;
    const name = `http-qualification-flat-at-${people}-people`;
    print({ name, value, unit: 'requests/s', against: `${first} people`, ratio });
    tell(
      `a check among ${people} people takes ${ratio.toFixed(2)} × that among ${first} (aim ${AIMS.flat} × at most)`,
    );
  }
}
