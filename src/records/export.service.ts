import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { entryText, type StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Account } from '../identity/identity.module.js';
import { shortCheckpoint, type SignedCheckpoint } from '../platform/database/checkpoint.js';
import { Database } from '../platform/database/database.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { RuleViolation } from '../platform/http/problem.js';
import { allOf } from './all-of.js';
import { BundleService } from './bundle.service.js';
import { EntriesService, givenIn, type Selection } from './entries.service.js';
import { ExportProgressService, type ExportUnderWay } from './export-progress.js';
import type { ExportFormat, ExportQuery } from './filter.dto.js';
import { csvOf, xlsxOf } from './tables.js';

/** A file on its way out. */
export interface Export {
  /** By which its progress is told. */
  readonly id: string;
  readonly stream: Readable;
  /** How long it will be, where that is known before. */
  readonly bytes?: number;
  readonly type: string;
  readonly filename: string;
  /** Entries that it will hold. */
  readonly count: number;
  /** What the record was that it is taken from. */
  readonly checkpoint: SignedCheckpoint;
  /** Every code of the person asked for; null where none was. */
  readonly personCodes: readonly string[] | null;
}

const FILES: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> = {
  jsonl: { type: 'application/x-ndjson; charset=utf-8', extension: 'jsonl' },
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  xlsx: { type: XLSX_TYPE, extension: 'xlsx' },
  bundle: { type: 'application/x-tar', extension: 'tar' },
};

/** What is taken out: which entries, as what, of which record. */
interface Order {
  readonly format: ExportFormat;
  readonly since: number;
  readonly selection: Selection;
  readonly checkpoint: SignedCheckpoint;
  readonly count: number;
}

/** Gives out the whole of what a filter selects, as the record was at one checkpoint, whoever writes meanwhile. */
@Injectable()
export class ExportService {
  constructor(
    private readonly database: Database,
    private readonly keeper: RecordKeeper,
    private readonly entries: EntriesService,
    private readonly bundles: BundleService,
    private readonly underWay: ExportProgressService,
  ) {}

  /**
   * Verifies the whole record, signs it, notes in it who takes what, and begins the export: of the record as it was
   * before that note.
   * @throws Problem RECORD_BROKEN; RuleViolation when `since` is beyond the end of the record
   */
  async begin(query: ExportQuery, account: Account): Promise<Export> {
    const progress = this.underWay.begin(account, query.format);
    try {
      const order = await this.orderOf(query);
      const made = await this.file(order, progress);
      await this.note(order, account);
      progress.sending(made.stream);
      return made;
    } catch (refusal) {
      progress.refused();
      throw refusal;
    }
  }

  private async orderOf({ format, since = 0, ...filter }: ExportQuery): Promise<Order> {
    await this.keeper.verify();
    const checkpoint = await this.keeper.checkpoint();
    const { size } = checkpoint;
    if (since > size) throw new RuleViolation([aheadOf(size)]);
    const selection = await this.entries.select(filter, size);
    return { format, since, selection, checkpoint, count: await this.entries.count(selection) };
  }

  private async file(order: Order, progress: ExportUnderWay): Promise<Export> {
    const { format, selection, checkpoint, count } = order;
    const { personCodes } = selection;
    const { type, extension } = FILES[format];
    const filename = `record-${checkpoint.size}.${extension}`;
    const file = { id: progress.id, type, filename, count, checkpoint, personCodes };
    progress.preparing(count, format === 'bundle' ? this.bundles.passes(selection.filter) : 1);
    if (format === 'bundle') {
      const { bytes, content } = await this.bundles.prepare(order, progress);
      return { ...file, stream: streamOf(content), bytes };
    }
    const pages = progress.through(allOf(count, this.entries.pages(selection)));
    const stream =
      format === 'xlsx'
        ? xlsxOf(pages, shortCheckpoint(checkpoint))
        : streamOf(format === 'csv' ? csvOf(pages) : jsonlOf(pages));
    return { ...file, stream };
  }

  /** Who reads the record leaves a line in it, before anything is given out. */
  private note(order: Order, { username, office }: Account): Promise<null> {
    const { format, since, selection, count, checkpoint } = order;
    const { filter, personCodes } = selection;
    const { size, rootHash, at, keyId } = checkpoint;
    const record = {
      actor: username,
      office,
      action: 'RECORD_EXPORTED',
      subject: `record/${size}`,
      before: null,
      after: {
        format,
        filter: Object.fromEntries(givenIn(filter)),
        ...(personCodes !== null && { personCodes }),
        since,
        count,
        checkpoint: { size, rootHash, at, keyId },
      },
      receipt: null,
    };
    return this.database.write(() => Promise.resolve({ result: null, record }));
  }
}

const streamOf = (chunks: AsyncIterable<string | Buffer>): Readable =>
  Readable.from(chunks, { objectMode: false });

async function* jsonlOf(pages: AsyncIterable<readonly StoredEntry[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((entry) => `${entryText(entry)}\n`).join('');
}

const aheadOf = (size: number): RuleViolation['errors'][number] => ({
  pointer: '/since',
  code: 'CHECKPOINT_AHEAD',
  detail: `现有记录只有 ${size} 条。若所持检查点的签名有效，说明末尾的记录被删除，请以 POST /records/checkpoints/verify 核对。`,
});
