import { AsyncLocalStorage } from 'node:async_hooks';
import { Temporal } from 'temporal-polyfill';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock/clock.js';
import { Problem } from '../http/problem.js';
import { saidForWhom } from './acting-for.js';
import { openForReading, openForWriting } from './data-source.js';
import { KeptRows } from './kept-rows.js';
import { PreparedReads } from './prepared-reads.js';
import type { RecordSigner, SignedCheckpoint } from './checkpoint.js';
import { RecordCheckpointEntity } from './record-checkpoint.entity.js';
import { withMember, type RecordEntry } from './record-entry.js';
import { RecordKeyEntity } from './record-key.entity.js';
import { appendEntries, canGoOn, recordTail, rootAt, type RecordTail } from './record-tree.js';
import type { Schema } from './schema.js';
import { WriteAheadLog } from './write-ahead-log.js';
import {
  forgetWritten,
  hashesOfWritten,
  keepHashes,
  rowHashesOf,
  runnerOf,
  WrittenRows,
  type NewRowHash,
} from './written-rows.js';

/** What a change gives back: its result, and the line or lines that it leaves in the record. */
export interface Change<T> {
  readonly result: T;
  readonly record: RecordEntry | readonly [RecordEntry, ...RecordEntry[]];
}

/** Keeps beside the record what is derived from it; called within every change, after its entries were appended. */
export type RecordFollower = (tx: EntityManager) => Promise<void>;

/** How often emptying the write-ahead log is tried while it is owed. */
const RETRY_MS = 1000;

/** Takes the write lock before anything is read, so that no other process can write in between. */
const TAKE_WRITE_LOCK = 'UPDATE "record_entry" SET "sequence" = "sequence" WHERE 0';

/**
 * The one door to the database.
 *
 * Reads go through a connection of their own and see only what is committed. Changes are queued: TypeORM
 * shares one SQLite connection, on which transactions that overlap at an `await` would corrupt each other.
 */
export class Database {
  private readonly insideChange = new AsyncLocalStorage<{ open: boolean }>();
  private last: Promise<unknown> = Promise.resolve();
  private readonly prepared: PreparedReads;
  private readonly followers: RecordFollower[] = [];
  private readonly journal: WriteAheadLog;
  private readonly retries: NodeJS.Timeout;
  private closing = false;

  private constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly clock: Clock,
    private readonly kept: NonNullable<Schema['kept']>,
  ) {
    this.prepared = new PreparedReads(reader);
    this.journal = new WriteAheadLog(writer);
    this.retries = setInterval(() => void this.retried(), RETRY_MS).unref();
  }

  /** Opens the database file in the folder, made if missing, and runs the migrations. */
  static async open(directory: string, schema: Schema, clock: Clock): Promise<Database> {
    const writer = await openForWriting(directory, schema);
    WrittenRows.watch(writer);
    const database = new Database(writer, await openForReading(directory, schema), clock, schema.kept ?? []);
    // An erasure may have been cut short by the end of the program before.
    await database.truncateJournal();
    return database;
  }

  /**
   * For reading what is committed.
   * @throws Error inside a change, whose own `tx` sees what it has done so far.
   */
  get read(): EntityManager {
    this.refuseInsideChange('read');
    return this.reader.manager;
  }

  /**
   * Reads what is committed, like {@link read}, by a statement that is kept translated: for what is asked again and again.
   * @param sql one of few texts, with `?` for the values.
   */
  readPrepared<T>(sql: string, values: readonly string[]): Promise<T[]> {
    this.refuseInsideChange('read');
    return this.prepared.query<T>(sql, values);
  }

  /**
   * Makes one change, in one transaction, with its lines in the record; all of it or nothing.
   * Changes run strictly one after another, in the order of the calls.
   * @param change everything it reads and writes goes through `tx`; whatever it throws undoes it. `at` is the instant of
   *   the change in the record, RFC 3339, later than that of every change before it.
   * @returns the `result`, once it is safely on disk.
   * @throws Problem RECORD_BROKEN where nothing can follow the last entry; Error when called from inside another change, which would wait for itself for ever.
   */
  write<T>(change: (tx: EntityManager, at: string) => Promise<Change<T>>): Promise<T> {
    this.refuseInsideChange('write');
    const done = this.queued(() => this.run(change));
    void done.then(
      () => this.retried(),
      () => undefined,
    );
    return done;
  }

  /** From now on every change calls the follower in its own transaction: what it throws undoes the change. */
  follow(follower: RecordFollower): void {
    this.followers.push(follower);
  }

  /**
   * Writes what the schema lists as kept: who is signed in, who tried to. Like {@link write}, but without a line in the
   * record where there is nothing to tell, and told the time as it is: `now` is not moved behind the last change.
   * Where nothing can follow the last entry the lines are left out: whoever has to look into it must be able to sign in.
   */
  keep<T>(
    change: (
      rows: KeptRows,
      now: string,
    ) => Promise<{ readonly result: T; readonly record: readonly RecordEntry[] }>,
  ): Promise<T> {
    this.refuseInsideChange('write');
    return this.queued(() =>
      this.run((tx) => change(new KeptRows(tx, this.kept), this.clock.instant()), { also: 'UNRECORDED' }),
    );
  }

  /**
   * Signs the record as it stands between two changes, and keeps the checkpoint and the key beside it: the one thing
   * that is written without a line in the record.
   */
  seal(signer: RecordSigner): Promise<SignedCheckpoint> {
    this.refuseInsideChange('write');
    return this.queued(() => this.writer.transaction((tx) => this.sealIn(tx, signer)));
  }

  /**
   * Empties the write-ahead log, in which the pages of before still lie, after the changes under way. Nobody waits for
   * a reader that is at work: it is tried again after every change, every second, and when the program starts.
   * @returns whether nothing of before lies in it any more.
   */
  async truncateJournal(): Promise<boolean> {
    this.refuseInsideChange('write');
    this.journal.owe();
    await this.queued(() => this.journal.empty());
    return this.journal.isEmptied;
  }

  /** Whether what {@link truncateJournal} was to empty is empty by now. */
  get isJournalEmptied(): boolean {
    return this.journal.isEmptied;
  }

  /** Waits for the changes under way, then closes both connections. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.retries);
    await this.last;
    await this.prepared.close();
    await this.reader.destroy();
    await this.writer.destroy();
  }

  private async run<T>(
    change: (
      tx: EntityManager,
      at: string,
    ) => Promise<{ readonly result: T; readonly record: RecordEntry | readonly RecordEntry[] }>,
    may: { readonly also: 'UNRECORDED' } | null = null,
  ): Promise<T> {
    const scope = { open: true };
    try {
      return await this.writer.transaction(async (tx) => {
        forgetWritten(runnerOf(tx));
        await tx.query(TAKE_WRITE_LOCK);
        const tail = await recordTail(tx);
        const at = this.instantAfter(tail.at);
        const { result, record } = await this.insideChange.run(scope, () => change(tx, at));
        const entries = 'actor' in record ? [record] : record;
        const hashes = await hashesOfWritten(tx);
        if (entries.length > 0 && (await canGoOn(tx, tail))) await this.append(tx, tail, entries, hashes, at);
        else if (entries.length > 0 && may === null) throw new Problem('RECORD_BROKEN', CANNOT_GO_ON);
        else if (hashes.length > 0) throw new Error('rows were written that no line tells of');
        for (const follower of this.followers) await follower(tx);
        return result;
      });
    } finally {
      scope.open = false;
    }
  }

  /** The first of the lines binds the rows that were written. */
  private async append(
    tx: EntityManager,
    tail: RecordTail,
    entries: readonly RecordEntry[],
    hashes: readonly NewRowHash[],
    at: string,
  ): Promise<void> {
    await appendEntries(tx, tail, withRowHashes(saidForWhom(entries), hashes), at);
    await keepHashes(tx, hashes, tail.size + 1);
  }

  private async sealIn(tx: EntityManager, signer: RecordSigner): Promise<SignedCheckpoint> {
    await tx.query(TAKE_WRITE_LOCK);
    const { size, at: last } = await recordTail(tx);
    const now = this.clock.instant();
    const at = last === null || now > last ? now : last;
    const checkpoint = signer.checkpoint({ size, rootHash: await rootAt(tx, size), at });
    const { keyId, publicKey } = signer;
    if (!(await tx.existsBy(RecordKeyEntity, { keyId })))
      await tx.insert(RecordKeyEntity, { keyId, publicKey, since: at });
    await tx.insert(RecordCheckpointEntity, { ...checkpoint });
    return checkpoint;
  }

  /** Tries again what is owed, once nobody writes; what fails stays owed. */
  private async retried(): Promise<void> {
    if (this.closing || this.journal.isEmptied) return;
    await this.queued(() => this.journal.empty()).catch(() => undefined);
  }

  private queued<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** Now, or just after the last change where the clock has not moved on since: no two changes share an instant. */
  private instantAfter(last: string | null): string {
    const now = this.clock.instant();
    return last === null || now > last ? now : justAfter(last);
  }

  private refuseInsideChange(use: 'read' | 'write'): void {
    if (this.insideChange.getStore()?.open === true) {
      throw new Error(`Database.${use} inside a change: use the change's own tx`);
    }
  }
}

function withRowHashes(
  entries: readonly RecordEntry[],
  hashes: readonly NewRowHash[],
): readonly RecordEntry[] {
  const [first, ...others] = entries;
  if (first === undefined || hashes.length === 0) return entries;
  return [{ ...first, after: withMember(first.after, { rowHashes: rowHashesOf(hashes) }) }, ...others];
}

const CANNOT_GO_ON =
  '历史记录的末尾与其哈希树不符，曾被改动：没有记录的改动不予保存，现已停止办理。请立即告知审计人员与系统管理员。';

const justAfter = (instant: string): string =>
  Temporal.Instant.from(instant).add({ milliseconds: 1 }).toString({ fractionalSecondDigits: 3 });
