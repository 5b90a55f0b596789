import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { EnvironmentError, readEnvironment } from './platform/config/environment.js';
import { CheckpointFile } from './platform/database/checkpoint-file.js';
import { RecordSigner } from './platform/database/checkpoint.js';
import { openForReading } from './platform/database/data-source.js';
import { lookAtRecord } from './platform/database/record-look.js';
import type { RecordVerdict } from './platform/database/record-verification.js';
import { ENGINE_VERSION } from './domain/discretion/engine-version.js';
import { rowFault } from './platform/database/row-check.js';
import { codeFault } from './replay/code-check.js';
import { accountFault } from './replay/account-check.js';
import { mergeFault } from './replay/merge-check.js';
import { replay, type ReplayReport } from './replay/replay.js';
import { countOf, reportLines, unheldCount } from './replay/report-lines.js';
import { recordInstant } from './records/filter.dto.js';
import { indexCheck } from './record-index/record-index.module.js';
import { schema } from './schema.js';

const USAGE = `用法：npm run replay [-- --since INSTANT] [--json]
  先核验全部历史记录；再由记录的每一条决定找到库中所存的那一件（反之亦然），逐字节比较；再依当时的规则库
  重新作出已保存的每一项评估、决定与记分处理，逐字节比较；没有重演的各类一并列出件数；
  只读，服务运行时也可以运行。
  --since INSTANT  只重演此时刻（RFC 3339）起记录的；现有状态总是全部核对
  --json           输出 JSON，含首个不一致的两份全文
  退出码：0 记录完好且全部一致；1 记录被改动，或有缺失、没有记录、不一致的；3 没有不一致的，但有未能重演的；2 未能运行`;

const [DIFFERS, NOT_RUN, UNDECIDED] = [1, 2, 3];

/** What the user can mend; printed without a stack. */
class Refusal extends Error {}

function readArguments(): { readonly since: string; readonly json: boolean } {
  try {
    const { values } = parseArgs({
      options: { since: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const since = values.since === undefined ? '' : recordInstant(values.since);
    if (since === null) throw new Error(`--since 须为 RFC 3339 时刻，例如 2025-07-01T00:00:00+08:00`);
    return { since, json: values.json };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`);
  }
}

interface Looked extends ReplayReport {
  readonly record: RecordVerdict;
}

async function looked(since: string): Promise<Looked> {
  const { dataDir, recordSigningKey, checkpointFile } = readEnvironment(process.env);
  const source = await openForReading(dataDir, schema).catch((error: unknown) => {
    throw new Refusal(`无法打开 ${dataDir} 中的数据库：${(error as Error).message}`);
  });
  try {
    if (await source.showMigrations()) throw new Refusal('数据库的表尚未更新：请先以本版本的程序启动一次。');
    const signer = new RecordSigner(recordSigningKey);
    const record = await lookAtRecord(source.manager, signer, new CheckpointFile(checkpointFile), [
      indexCheck,
      rowFault,
      accountFault,
      mergeFault,
      codeFault,
    ]);
    return { record, ...(await replay(source.manager, since)) };
  } finally {
    await source.destroy();
  }
}

function exitCodeOf(report: Looked): number {
  if (!report.record.ok || unheldCount(report) > 0 || countOf(report, 'DIFFERS') > 0) return DIFFERS;
  return countOf(report, 'OTHER_ENGINE') + countOf(report, 'RULEBOOK_UNKNOWN') > 0 ? UNDECIDED : 0;
}

const recordLine = (verdict: RecordVerdict): string =>
  verdict.ok
    ? `历史记录 ${verdict.size} 条，完好`
    : `历史记录未通过核验：${verdict.fault.code} ${verdict.fault.detail}`;

try {
  const { since, json } = readArguments();
  const started = performance.now();
  const report = await looked(since);
  const seconds = Math.round(performance.now() - started) / 1000;
  const whole = { since: since === '' ? null : since, engineVersion: ENGINE_VERSION, seconds, ...report };
  const words = [
    recordLine(report.record),
    ...reportLines(report),
    `规则版本 ${ENGINE_VERSION}，用时 ${seconds} 秒`,
  ];
  process.stdout.write(`${json ? JSON.stringify(whole) : words.join('\n')}\n`);
  process.exitCode = exitCodeOf(report);
} catch (error) {
  if (!(error instanceof Refusal) && !(error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = NOT_RUN;
}
