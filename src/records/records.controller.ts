import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { UnrecordedFile } from '../platform/http/file-answer.js';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { CheckpointAnswer } from '../platform/database/checkpoint-answer.js';
import type { SignedCheckpoint } from '../platform/database/checkpoint.js';
import type { Json } from '../platform/database/record-entry.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { EntriesService } from './entries.service.js';
import { ExportProgressService, type ExportProgress } from './export-progress.js';
import { ExportService } from './export.service.js';
import { EntryQuery, ExportQuery } from './filter.dto.js';
import { ProofsService } from './proofs.service.js';
import {
  CheckpointVerdictAnswer,
  EntryAnswer,
  EntryListAnswer,
  EntryProofAnswer,
  ExportProgressAnswer,
  HeldCheckpointForm,
} from './records.dto.js';

@ApiTags('records 历史记录')
@Controller('records')
export class RecordsController {
  constructor(
    private readonly keeper: RecordKeeper,
    private readonly entries: EntriesService,
    private readonly proofs: ProofsService,
    private readonly exports: ExportService,
    private readonly underWay: ExportProgressService,
  ) {}

  @Get('checkpoint')
  @Right('record.read')
  @ApiOperation({ summary: '签发检查点：此刻全部记录的条数与哈希树根；请自行保存，日后据以核对' })
  @ApiOkResponse({ type: CheckpointAnswer })
  checkpoint(): Promise<SignedCheckpoint> {
    return this.keeper.checkpoint();
  }

  @Post('checkpoints/verify')
  @Right('record.read')
  @HttpCode(200)
  @ApiOperation({ summary: '以所持检查点核对现有记录：是否只增未改' })
  @ApiOkResponse({ type: CheckpointVerdictAnswer })
  verify(@Body() { checkpoint }: HeldCheckpointForm): Promise<CheckpointVerdictAnswer> {
    return this.proofs.check(checkpoint);
  }

  @Get('entries')
  @Right('record.read')
  @ApiOperation({ summary: '历史记录，新的在前' })
  @ApiOkResponse({ type: EntryListAnswer })
  async list(@Query() query: EntryQuery): Promise<EntryListAnswer> {
    const { items, total, personCodes } = await this.entries.page(query);
    const { page, pageSize } = query;
    return { items: items.map(entryAnswer), total, personCodes, page, pageSize };
  }

  @Get('entries/:sequence/proof')
  @Right('record.read')
  @ApiOperation({ summary: '某条记录在检查点之内的证明' })
  @ApiOkResponse({ type: EntryProofAnswer })
  proof(@Param('sequence') sequence: string): Promise<EntryProofAnswer> {
    return this.proofs.ofEntry(/^[1-9]\d{0,14}$/u.test(sequence) ? Number(sequence) : 0);
  }

  @Get('exports')
  @Right('record.export')
  @ApiOperation({ summary: '正在进行和最近结束的导出，新的在前：各已处理多少条' })
  @ApiOkResponse({ type: [ExportProgressAnswer] })
  progress(): ExportProgress[] {
    return this.underWay.list();
  }

  @Get('export')
  @Right('record.export')
  @ApiOperation({
    summary: '导出所选的全部记录；导出前核验全部记录，未通过则不导出；谁导出了什么，记入历史记录',
    description:
      '各格式都取自同一检查点，其间的新记录不在内；响应头 x-record-count 为条数，x-record-export 为此次导出的编号，x-record-checkpoint 为该检查点（base64url 的 JSON）；' +
      '按人员导出时 x-record-person-codes 为所用的该人员的全部代码。' +
      'csv 中以 = + - @（含全角）、制表符或换行开头的单元格，以及 12 位以上的数字，前加撇号，使表格软件视为文字；' +
      'xlsx 的单元格全为文字，超过 32767 个字符的会截短并注明；bundle 是普通 tar，内有 verify.mjs，可离线核验。',
  })
  @ApiProduces('application/x-ndjson', 'text/csv', XLSX_TYPE, 'application/x-tar')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(
    @Query() query: ExportQuery,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const made = await this.exports.begin(query, account);
    const { id, stream, bytes, type, filename, count, checkpoint, personCodes } = made;
    void reply.headers({
      'x-record-export': id,
      'x-record-count': String(count),
      'x-record-checkpoint': Buffer.from(JSON.stringify(checkpoint)).toString('base64url'),
      ...(personCodes !== null && { 'x-record-person-codes': personCodes.map(encodeURIComponent).join(',') }),
    });
    const disposition = `attachment; filename="${filename}"`;
    return new UnrecordedFile(stream, { type, disposition, ...(bytes !== undefined && { length: bytes }) });
  }
}

const entryAnswer = ({ before, after, ...entry }: StoredEntry): EntryAnswer => ({
  ...entry,
  before: jsonOf(before),
  after: jsonOf(after),
});

const jsonOf = (text: string | null): Json => (text === null ? null : (JSON.parse(text) as Json));
