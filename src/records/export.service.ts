import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { entryText, type StoredEntry } from '../domain/shared/record/entry-text.js';
import type { SignedCheckpoint } from '../platform/database/checkpoint.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { RuleViolation } from '../platform/http/problem.js';
import { BundleService } from './bundle.service.js';
import { EntriesService } from './entries.service.js';
import type { ExportFormat, ExportQuery } from './filter.dto.js';
import { csvOf, xlsxOf } from './tables.js';

/** A file on its way out. */
export interface Export {
  readonly stream: Readable;
  /** How long it will be, where that is known before. */
  readonly bytes?: number;
  readonly type: string;
  readonly filename: string;
  /** Entries that it will hold. */
  readonly count: number;
  /** What the record was that it is taken from. */
  readonly checkpoint: SignedCheckpoint;
}

const FILES: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> = {
  jsonl: { type: 'application/x-ndjson; charset=utf-8', extension: 'jsonl' },
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  xlsx: { type: XLSX_TYPE, extension: 'xlsx' },
  bundle: { type: 'application/x-tar', extension: 'tar' },
};

/** Gives out the whole of what a filter selects, as the record was at one checkpoint, whoever writes meanwhile. */
@Injectable()
export class ExportService {
  constructor(
    private readonly keeper: RecordKeeper,
    private readonly entries: EntriesService,
    private readonly bundles: BundleService,
  ) {}

  /**
   * Verifies the whole record, signs it, and begins the export.
   * @throws Problem RECORD_BROKEN; RuleViolation when `since` is beyond the end of the record
   */
  async begin({ format, since = 0, ...filter }: ExportQuery): Promise<Export> {
    await this.keeper.verify();
    const checkpoint = await this.keeper.checkpoint();
    const { size } = checkpoint;
    if (since > size) throw new RuleViolation([aheadOf(size)]);
    const count = await this.entries.count(filter, size);
    const { type, extension } = FILES[format];
    const file = { type, filename: `record-${size}.${extension}`, count, checkpoint };
    if (format === 'bundle') {
      const { bytes, content } = await this.bundles.prepare({ filter, checkpoint, since }, count);
      return { ...file, stream: streamOf(content), bytes };
    }
    const pages = this.entries.pages(filter, size);
    const stream =
      format === 'xlsx' ? xlsxOf(pages) : streamOf(format === 'csv' ? csvOf(pages) : jsonlOf(pages));
    return { ...file, stream };
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
