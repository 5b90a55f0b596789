import { StreamableFile } from '@nestjs/common';

interface FileOptions {
  /** Media type. */
  readonly type: string;
  /** With its ending. */
  readonly name: string;
  /** Lines of its tables; unknown for what is no table. */
  readonly rows?: number;
}

/** A file of the bureau's matter, for download: that it was given out is on the record, by the interceptor of every route. */
export class GivenFile extends StreamableFile {
  readonly rows: number | null;

  constructor(bytes: Uint8Array, { type, name, rows }: FileOptions) {
    super(bytes, { type, disposition: `attachment; filename="${name}"` });
    this.rows = rows ?? null;
  }
}

/** A file whose giving out needs no line: an empty form, or an export that has left its own. */
export class UnrecordedFile extends StreamableFile {}
