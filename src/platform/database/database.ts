import { AsyncLocalStorage } from 'node:async_hooks';
import { Temporal } from 'temporal-polyfill';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock/clock.js';
import { openForReading, openForWriting } from './data-source.js';
import { RecordEntryEntity } from './record-entry.entity.js';
import type { Json, RecordEntry } from './record-entry.js';
import type { Schema } from './schema.js';

/** What a change gives back: its result, and the line or lines that it leaves in the record. */
export interface Change<T> {
  readonly result: T;
  readonly record: RecordEntry | readonly [RecordEntry, ...RecordEntry[]];
}

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

  private constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Opens the database file in the folder, made if missing, and runs the migrations. */
  static async open(directory: string, schema: Schema, clock: Clock): Promise<Database> {
    const writer = await openForWriting(directory, schema);
    return new Database(writer, await openForReading(directory, schema), clock);
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
   * Makes one change, in one transaction, with its lines in the record; all of it or nothing.
   * Changes run strictly one after another, in the order of the calls.
   * @param change everything it reads and writes goes through `tx`; whatever it throws undoes it. `at` is the instant of
   *   the change in the record, RFC 3339, later than that of every change before it.
   * @returns the `result`, once it is safely on disk.
   * @throws Error when called from inside another change, which would wait for itself for ever.
   */
  write<T>(change: (tx: EntityManager, at: string) => Promise<Change<T>>): Promise<T> {
    this.refuseInsideChange('write');
    const done = this.last.then(() => this.run(change));
    this.last = done.catch(() => undefined);
    return done;
  }

  /** Waits for the changes under way, then closes both connections. */
  async close(): Promise<void> {
    await this.last;
    await this.reader.destroy();
    await this.writer.destroy();
  }

  private async run<T>(change: (tx: EntityManager, at: string) => Promise<Change<T>>): Promise<T> {
    const scope = { open: true };
    try {
      return await this.writer.transaction(async (tx) => {
        await tx.query(TAKE_WRITE_LOCK);
        const at = await this.instantAfterAll(tx);
        const { result, record } = await this.insideChange.run(scope, () => change(tx, at));
        await tx.insert(RecordEntryEntity, rows(record, at));
        return result;
      });
    } finally {
      scope.open = false;
    }
  }

  /** Now, or just after the last change where the clock has not moved on since: no two changes share an instant. */
  private async instantAfterAll(tx: EntityManager): Promise<string> {
    const [last] = await tx.find(RecordEntryEntity, { select: ['at'], order: { sequence: 'DESC' }, take: 1 });
    const now = this.clock.instant();
    return last === undefined || now > last.at ? now : justAfter(last.at);
  }

  private refuseInsideChange(use: 'read' | 'write'): void {
    if (this.insideChange.getStore()?.open === true) {
      throw new Error(`Database.${use} inside a change: use the change's own tx`);
    }
  }
}

function rows(record: Change<unknown>['record'], at: string): Omit<RecordEntryEntity, 'sequence'>[] {
  const entries: readonly RecordEntry[] = 'actor' in record ? [record] : record;
  return entries.map((entry) => ({ ...entry, at, before: text(entry.before), after: text(entry.after) }));
}

const justAfter = (instant: string): string =>
  Temporal.Instant.from(instant).add({ milliseconds: 1 }).toString({ fractionalSecondDigits: 3 });

const text = (value: Json): string | null => (value === null ? null : JSON.stringify(value));
