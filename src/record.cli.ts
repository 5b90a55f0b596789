import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from './app.js';
import { EnvironmentError, readEnvironment } from './platform/config/environment.js';
import { openForReading } from './platform/database/data-source.js';
import { RecordKeeper } from './platform/database/record-keeper.js';
import { Problem } from './platform/http/problem.js';
import { RecordIndexService } from './record-index/record-index.module.js';
import { schema } from './schema.js';

const USAGE = `用法：npm run record -- index|checkpoint-file|guards --reason 理由
  index            检索索引被改动后，按历史记录全部重建
  checkpoint-file  检查点文件移动、丢失，或者数据库中缺少检查点后，使两处一致
  guards           数据库中防止改动的触发器被移除、改换后，全部重建
  理由记入历史记录，然后重新核验；退出码：0 记录完好；1 仍未通过核验；2 未能运行`;

const [BROKEN, NOT_RUN] = [1, 2];

/** What the user can mend; printed without a stack. */
class Refusal extends Error {}

type Work = (app: INestApplicationContext, reason: string) => Promise<string>;

const WORKS: Readonly<Record<string, Work>> = {
  index: async (app, reason) =>
    `检索索引已按 ${await app.get(RecordIndexService).rebuild(reason)} 条记录重建。`,
  'checkpoint-file': async (app, reason) => {
    const { inFile, inDatabase } = await app.get(RecordKeeper).reunite(reason);
    return `检查点文件补入 ${inFile} 个，数据库补入 ${inDatabase} 个。`;
  },
  guards: async (app, reason) => {
    const { lacking, foreign } = await app.get(RecordKeeper).guardAgain(reason);
    return `触发器重建 ${lacking.length} 个，移除外加的 ${foreign.length} 个。`;
  },
};

function readArguments(): { readonly work: Work; readonly reason: string } {
  try {
    const options = { reason: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const work = positionals.length === 1 ? WORKS[positionals[0] ?? ''] : undefined;
    const reason = values.reason?.trim() ?? '';
    if (work === undefined || reason === '') throw new Error('须写明做什么和理由。');
    return { work, reason };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Where there is no database nothing is mended, and none is made. */
async function requireDatabase(dataDir: string): Promise<void> {
  const source = await openForReading(dataDir, schema).catch((error: unknown) => {
    throw new Refusal(`无法打开 ${dataDir} 中的数据库：${(error as Error).message}`);
  });
  await source.destroy();
}

/** `npm run record`: what the operator does about the record, and why, on the record. */
async function run(): Promise<void> {
  const { work, reason } = readArguments();
  const environment = readEnvironment(process.env);
  await requireDatabase(environment.dataDir);
  const app = await createApp({ ...environment, logLevel: 'error' });
  try {
    process.stdout.write(`${await work(app, reason)}\n`);
    const verdict = await app.get(RecordKeeper).verify();
    if (verdict.ok) process.stdout.write(`历史记录 ${verdict.size} 条，完好。\n`);
    else {
      process.stderr.write(`历史记录未通过核验：${verdict.fault.code} ${verdict.fault.detail}\n`);
      process.exitCode = BROKEN;
    }
  } finally {
    await app.close();
  }
}

try {
  await run();
} catch (error) {
  const told = error instanceof Refusal || error instanceof EnvironmentError || error instanceof Problem;
  if (!told) throw error;
  process.stderr.write(`${error instanceof Problem ? error.detail : error.message}\n`);
  process.exitCode = NOT_RUN;
}
