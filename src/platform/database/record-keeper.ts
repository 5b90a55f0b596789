import { Logger } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { Problem } from '../http/problem.js';
import type { CheckpointFile } from './checkpoint-file.js';
import type { PublicKey, RecordSigner, SignedCheckpoint } from './checkpoint.js';
import type { Database } from './database.js';
import { type ChangedGuards, restoreGuards } from './guards.js';
import { type Reunited, reuniteCheckpoints } from './checkpoint-reunion.js';
import { RecordCheckpointEntity } from './record-checkpoint.entity.js';
import { lookAtRecord, type RecordCheck, recordKeys, signedPart } from './record-look.js';
import { canGoOn, recordTail, rootAt } from './record-tree.js';
import type { RecordFault, RecordVerdict } from './record-verification.js';

/** What the last look at the record found. */
export type RecordState =
  { readonly status: 'unverified' | 'intact' } | { readonly status: 'broken'; readonly fault: RecordFault };

const LOST: readonly RecordFault['code'][] = ['CHECKPOINT_FILE_LOST', 'CHECKPOINT_DELETED'];

/** Stands for the record before auditors: verifies it, and signs what it was. */
export class RecordKeeper {
  private current: RecordState = { status: 'unverified' };
  private looked: string | null = null;
  private readonly checks: RecordCheck[] = [];
  private sealing: Promise<unknown> = Promise.resolve();
  private readonly log = new Logger('record');

  constructor(
    private readonly database: Database,
    private readonly signer: RecordSigner,
    private readonly file: CheckpointFile,
    private readonly clock: Clock,
  ) {}

  get state(): RecordState {
    return this.current;
  }

  /** When the whole record was verified last, whatever was found; RFC 3339, null for not yet. */
  get verifiedAt(): string | null {
    return this.looked;
  }

  /** The bureau's signature over the canonical JSON of the value. */
  get signature(): Pick<RecordSigner, 'keyId' | 'sign'> {
    return this.signer;
  }

  /** Every key that checkpoints were or are signed by, the present one first. */
  keys(): Promise<PublicKey[]> {
    return recordKeys(this.database.read, this.signer);
  }

  /** From now on what is kept beside the record is verified with it. */
  alsoVerify(check: RecordCheck): void {
    this.checks.push(check);
  }

  /** Verifies the whole record against every checkpoint known here; a fault is logged and stays in the state. */
  async verify(): Promise<RecordVerdict> {
    await this.sealing;
    const verdict = await lookAtRecord(this.database.read, this.signer, this.file, this.checks);
    this.looked = this.clock.instant();
    if (verdict.ok) this.current = { status: 'intact' };
    else this.found(verdict.fault);
    return verdict;
  }

  /**
   * Signs the record as it now stands, and puts the checkpoint into the database and the file.
   * @throws Problem RECORD_BROKEN: a record that is not whole is not signed.
   */
  checkpoint(): Promise<SignedCheckpoint> {
    return this.oneByOne(async () => {
      this.requireIntact();
      const last = await this.latest();
      if (last !== null) {
        await this.requireGrownFrom(last);
        // A crash may have come between the two places.
        if (!(await this.file.holds(last))) await this.file.append(last);
      }
      return this.seal();
    });
  }

  /**
   * Makes the database and the file hold the same checkpoints again, after the operator said what became of one of them.
   * @returns how many each of them lacked.
   * @throws Problem CONFLICT where none was lost; RECORD_BROKEN where something else is wrong with the record.
   */
  async reunite(reason: string): Promise<Reunited> {
    const verdict = await this.verify();
    if (verdict.ok) throw new Problem('CONFLICT', '检查点文件与数据库一致，不必处理。');
    if (!LOST.includes(verdict.fault.code)) this.requireIntact();
    const reunited = await this.oneByOne(async () => {
      const lacking = await reuniteCheckpoints(this.database, this.file, reason);
      await this.seal();
      return lacking;
    });
    await this.verify();
    return reunited;
  }

  /**
   * Makes the triggers that keep what is written again, after the operator said what became of them.
   * @throws Problem CONFLICT where all are as they are meant; RECORD_BROKEN where something else is wrong with the record.
   */
  async guardAgain(reason: string): Promise<ChangedGuards> {
    const verdict = await this.verify();
    if (verdict.ok) throw new Problem('CONFLICT', '数据库的触发器齐全，不必处理。');
    if (verdict.fault.code !== 'GUARD_REMOVED') this.requireIntact();
    const changed = await this.database.write(async (tx) => {
      const { lacking, foreign } = await restoreGuards(tx);
      const after = { reason, lacking: [...lacking], foreign: [...foreign] };
      const subject = 'record-guards';
      const record = { actor: 'system', office: 'system', action: 'RECORD_GUARDS_RESTORED', subject };
      return { result: { lacking, foreign }, record: { ...record, before: null, after, receipt: null } };
    });
    await this.verify();
    return changed;
  }

  /** The last checkpoint made, if any. */
  async latest(): Promise<SignedCheckpoint | null> {
    const [last] = await this.database.read.find(RecordCheckpointEntity, {
      order: { number: 'DESC' },
      take: 1,
    });
    return last === undefined ? null : signedPart(last);
  }

  /** Keeps a checkpoint of ours that contradicts the record as evidence, so that no later look forgets it. */
  async contradictedBy(held: SignedCheckpoint, fault: RecordFault): Promise<void> {
    await this.file.append(held);
    this.found(fault);
  }

  /** What is wrong with the record as far as is known; where its end does not look right, it is verified anew. */
  async knownFault(): Promise<RecordFault | null> {
    if (this.current.status === 'broken') return this.current.fault;
    const { read } = this.database;
    if (await canGoOn(read, await recordTail(read))) return null;
    // A change may have come between the two reads.
    const verdict = await this.verify();
    return verdict.ok ? null : verdict.fault;
  }

  /** @throws Problem RECORD_BROKEN */
  requireIntact(): void {
    if (this.current.status === 'broken')
      throw new Problem('RECORD_BROKEN', brokenDetail(this.current.fault));
  }

  private async seal(): Promise<SignedCheckpoint> {
    await this.noteKeyChange();
    const checkpoint = await this.database.seal(this.signer);
    await this.file.append(checkpoint);
    return checkpoint;
  }

  /** Another key than the last checkpoint's signs from now on: that stands in the record before anything is signed by it. */
  private async noteKeyChange(): Promise<void> {
    const [last] = await this.database.read.find(RecordCheckpointEntity, {
      order: { at: 'DESC', number: 'DESC' },
      take: 1,
    });
    const { keyId } = this.signer;
    if (last === undefined || last.keyId === keyId) return;
    const record = {
      actor: 'system',
      office: 'system',
      action: 'RECORD_KEY_CHANGED',
      subject: 'record-key',
      before: { keyId: last.keyId },
      after: { keyId },
      receipt: null,
    };
    await this.database.write(() => Promise.resolve({ result: undefined, record }));
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const done = this.sealing.then(work);
    this.sealing = done.catch(() => undefined);
    return done;
  }

  private async requireGrownFrom({ size, rootHash, at }: SignedCheckpoint): Promise<void> {
    const root = await rootAt(this.database.read, size).catch(() => null);
    if (root === rootHash) return;
    const detail = `前 ${size} 条记录与 ${at} 的检查点不符。`;
    this.found({ code: 'RECORD_REWRITTEN', sequence: size, detail });
    this.requireIntact();
  }

  private found(fault: RecordFault): void {
    this.current = { status: 'broken', fault };
    this.log.error(`the record is broken: ${fault.code}, entry ${fault.sequence ?? '-'}: ${fault.detail}`);
  }
}

const brokenDetail = ({ detail }: RecordFault): string =>
  `历史记录未通过核验，已停止导出与签发检查点：${detail}请立即告知审计人员与系统管理员。`;
