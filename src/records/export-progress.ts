import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/ids/ids.js';
import type { ExportFormat } from './filter.dto.js';

export const EXPORT_STATES = ['VERIFYING', 'PREPARING', 'SENDING', 'SENT', 'BROKEN_OFF', 'REFUSED'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** How far an export is. */
export interface ExportProgress {
  readonly id: string;
  readonly by: string;
  readonly format: ExportFormat;
  /** Instant, RFC 3339. */
  readonly begunAt: string;
  readonly state: ExportState;
  /** Entries it will hold; null until they are counted. */
  readonly count: number | null;
  /** Entries gone through; a bundle goes through them to be measured, and again to be sent. */
  readonly gone: number;
  /** Entries to be gone through in all; null until they are counted. */
  readonly of: number | null;
}

type Pages = AsyncGenerator<StoredEntry[]>;

/** An export under way, to be told by whoever works on it. */
export class ExportUnderWay {
  private state: ExportState = 'VERIFYING';
  private count: number | null = null;
  private passes = 1;
  private gone = 0;

  constructor(private readonly begun: Pick<ExportProgress, 'id' | 'by' | 'format' | 'begunAt'>) {}

  get id(): string {
    return this.begun.id;
  }

  get progress(): ExportProgress {
    const { state, count, gone } = this;
    return { ...this.begun, state, count, gone, of: count === null ? null : count * this.passes };
  }

  /** @param passes how often the entries are gone through. */
  preparing(count: number, passes: number): void {
    [this.state, this.count, this.passes] = ['PREPARING', count, passes];
  }

  /** Its state follows the stream from now on. */
  sending(stream: Readable): void {
    this.state = 'SENDING';
    stream.once('end', () => (this.state = 'SENT'));
    stream.once('close', () => {
      if (this.state === 'SENDING') this.state = 'BROKEN_OFF';
    });
  }

  refused(): void {
    this.state = 'REFUSED';
  }

  /** The pages, counted as they go by. */
  async *through(pages: Pages): Pages {
    for await (const page of pages) {
      this.gone += page.length;
      yield page;
    }
  }
}

const MOST_KEPT = 20;

/** Tells how far the exports of this process are, the last ones that ended among them. */
@Injectable()
export class ExportProgressService {
  private exports: readonly ExportUnderWay[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  begin({ username }: Account, format: ExportFormat): ExportUnderWay {
    const begun = { id: this.ids.next(), by: username, format, begunAt: this.clock.instant() };
    const one = new ExportUnderWay(begun);
    this.exports = [one, ...this.exports].slice(0, MOST_KEPT);
    return one;
  }

  /** Newest first. */
  list(): ExportProgress[] {
    return this.exports.map(({ progress }) => progress);
  }
}
