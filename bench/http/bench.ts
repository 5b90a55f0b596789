import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { autocannon } from '../packages.js';
import { median, medianRatio, print, tell } from '../result.js';
import { EVALUATE, readyMade, REQUEST_NAMES, REQUESTS, type RequestName } from './requests.js';
import type { Asked, Listening } from './server.js';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 8;
const AIM = 0.6;

interface Server extends Listening {
  readonly process: ChildProcess;
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

/** Loads one path from this process, while the server runs in its own. */
async function load(server: Server, path: string, name: RequestName): Promise<Speed> {
  const before = await processorTime(server);
  const { requests, duration, errors, timeouts, non2xx } = await autocannon()({
    url: server.origin + path,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
    body: REQUESTS[name],
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (errors + timeouts + non2xx > 0) throw new Error(`requests to ${path} failed`);
  const used = (await processorTime(server)) - before;
  return { perSecond: requests.total / duration, microseconds: used / requests.total };
}

const perSecond = (speeds: readonly Speed[]): number[] => speeds.map((speed) => speed.perSecond);
const microseconds = (speeds: readonly Speed[]): number[] => speeds.map((speed) => speed.microseconds);

function report(name: RequestName, evaluated: readonly Speed[], ready: readonly Speed[]): void {
  const ratio = medianRatio(perSecond(evaluated), perSecond(ready));
  const [time, readyTime] = [median(microseconds(evaluated)), median(microseconds(ready))];
  tell(
    `http, ${name}: ${ratio.toFixed(2)} × the ready-made answer (${Math.round(median(perSecond(ready)))} requests ` +
      `a second); the aim is ${AIM} ×; processor time of the server ${Math.round(time)} µs a request ` +
      `beside ${Math.round(readyTime)} µs (${(readyTime / time).toFixed(2)} ×)`,
  );
  const value = median(perSecond(evaluated));
  print({ name: `http-evaluate-${name}`, value, unit: 'requests/s', against: 'ready-made answer', ratio });
}

/** Evaluation and ready-made answer by turns, each first every other round. */
async function compare(server: Server, name: RequestName): Promise<void> {
  const evaluated: Speed[] = [];
  const ready: Speed[] = [];
  const sides = [
    { path: EVALUATE, speeds: evaluated },
    { path: readyMade(name), speeds: ready },
  ];
  for (const { path } of sides) await load(server, path, name);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { path, speeds } of round % 2 === 0 ? sides : sides.toReversed()) {
      speeds.push(await load(server, path, name));
    }
  }
  report(name, evaluated, ready);
}

async function profile(server: Server, name: RequestName): Promise<void> {
  server.process.send('profile' satisfies Asked);
  await load(server, EVALUATE, name);
  tell(`where the server's time goes, ${name}\n${await ask<string>(server, 'profiled')}`);
}

/** `POST /discretion/evaluate` beside a route of the same application that has its answer ready-made. */
export async function benchHttp(withProfile: boolean): Promise<void> {
  const process = fork(new URL('server.js', import.meta.url), { stdio: ['ignore', 2, 2, 'ipc'] });
  try {
    const server = { process, ...(await heard<Listening>(process)) };
    for (const name of REQUEST_NAMES) {
      await compare(server, name);
      if (withProfile) await profile(server, name);
    }
  } finally {
    if (process.connected) process.send('stop' satisfies Asked);
    if (process.exitCode === null) await once(process, 'exit');
  }
}
