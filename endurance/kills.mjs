import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { faultOf, openDoor } from './program.mjs';

/** Acknowledgements after which a writer is killed: another number each round. */
const killAfter = (round) => 5 + ((round * 37) % 60);

/** Kills a writing process again and again, each time on the same record, and looks for what was acknowledged. */
export async function kills(count) {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  const acknowledged = [];
  try {
    for (let round = 1; round <= count; round += 1) acknowledged.push(...(await killOnce(folder, round)));
    return {
      name: 'kill -9 in the middle of writes',
      kills: count,
      ...(await lookInto(folder, acknowledged)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets two processes write to one record at once, until each has so many changes acknowledged; then kills both. */
export async function processes(count) {
  const folder = mkdtempSync(join(tmpdir(), 'processes-'));
  try {
    await (await openDoor(folder)).close();
    const acknowledged = await Promise.all([1, 2].map((round) => killOnce(folder, round, count)));
    return {
      name: 'two processes on one record',
      processes: acknowledged.length,
      ...(await lookInto(folder, acknowledged.flat())),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killOnce(folder, round, after = killAfter(round)) {
  const writer = spawn(process.execPath, ['endurance/writer.mjs', folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged = [];
  createInterface({ input: writer.stdout }).on('line', (line) => {
    acknowledged.push(line);
    if (acknowledged.length === after) writer.kill('SIGKILL');
  });
  const [, signal] = await once(writer, 'close');
  if (signal !== 'SIGKILL') throw new Error(`the writer of round ${round} ended by itself`);
  return acknowledged;
}

async function lookInto(folder, acknowledged) {
  const door = await openDoor(folder);
  const rows = await door.read.query(
    `SELECT "subject", COUNT(*) AS "times" FROM "record_entry" WHERE "subject" LIKE 'kill/%' GROUP BY "subject"`,
  );
  const times = new Map(rows.map((row) => [row.subject, row.times]));
  const halves = rows.filter(({ subject }) => {
    const [, , , n, second] = subject.split('/');
    return second === undefined && Number(n) % 2 === 0 && !times.has(`${subject}/second`);
  });
  const [ends] = await door.read.query('SELECT MAX("sequence") - COUNT(*) AS "gaps" FROM "record_entry"');
  const fault = await faultOf(door);
  await door.close();
  return {
    acknowledged: acknowledged.length,
    missing: acknowledged.filter((subject) => !times.has(subject)).length,
    twice: rows.filter((row) => row.times !== 1).length,
    halves: halves.length,
    gaps: ends.gaps ?? 0,
    intact: fault === null,
  };
}
