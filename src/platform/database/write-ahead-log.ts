import type { DataSource } from 'typeorm';

interface Checkpointed {
  readonly busy: number;
}

/** The file beside the database in which the pages of before lie until it is emptied. */
export class WriteAheadLog {
  private owed = false;

  constructor(private readonly writer: DataSource) {}

  /** Whether nothing lies in it that was to be emptied. */
  get isEmptied(): boolean {
    return !this.owed;
  }

  /** What lies in it now is to be emptied. */
  owe(): void {
    this.owed = true;
  }

  /** Tries to empty it, between two changes; gives way at once to a reader that still needs it. */
  async empty(): Promise<void> {
    if (!this.owed) return;
    const [before] = await this.writer.query<[{ timeout: number }]>('PRAGMA busy_timeout');
    await this.writer.query('PRAGMA busy_timeout = 0');
    try {
      const [{ busy }] = await this.writer.query<[Checkpointed]>('PRAGMA wal_checkpoint(TRUNCATE)');
      this.owed = busy !== 0;
    } finally {
      await this.writer.query(`PRAGMA busy_timeout = ${before.timeout}`);
    }
  }
}
