import { Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { AnswersFile, CSV_TYPE, tableFile } from '../platform/http/table-answer.js';
import { AcceptsBigTable, BIG_TABLE_TYPES, SentBody } from '../platform/http/upload.js';
import { ClaimBatchesService, type SentClaims } from './claim-batches.service.js';
import { ClaimLinesService } from './claim-lines.service.js';
import { faultyTable, linesTable } from './claim-tables.js';
import { ClaimsBodyPipe } from './claims-body.pipe.js';
import {
  batchAnswer,
  BatchUploadQuery,
  ClaimBatchAnswer,
  ClaimBatchPage,
  ClaimLinePage,
  ClaimLineQuery,
  lineAnswer,
  PageQuery,
} from './claims.dto.js';

@ApiTags('claims 费用明细')
@Controller('claims')
export class ClaimsController {
  constructor(
    private readonly batches: ClaimBatchesService,
    private readonly claimLines: ClaimLinesService,
  ) {}

  @Post('batches')
  @Right('claim.hand-in')
  @AcceptsBigTable(...BIG_TABLE_TYPES)
  @ApiOperation({
    summary: '提交费用明细，逐行核查可否支付（S26；PQ2025:15、40），至多 50,000 行',
    description:
      'csv（UTF-8 或 GB 18030）、xlsx，或每行一个 JSON 对象（application/jsonl）。列：行号 lineNo、人员代码 personCode、' +
      '服务日期 serviceDay、金额（元）amount、是否已支付 paid、是否急诊抢救 emergency、科室代码 department（可无）。' +
      '有误的行不核查，逐行说明；其余照常。同一文件再次提交，不作改动，答复当时的结果。',
  })
  @ApiCreatedResponse({ type: ClaimBatchAnswer })
  async take(
    @Query() { institution }: BatchUploadQuery,
    @SentBody(ClaimsBodyPipe) sent: SentClaims,
    @CurrentAccount() account: Account,
  ): Promise<ClaimBatchAnswer> {
    const { batch, repeated } = await this.batches.take(institution, sent, account);
    return batchAnswer(batch, repeated);
  }

  @Get('batches')
  @Right('claim.read')
  @ApiOperation({ summary: '已提交的明细批次，新的在前' })
  @ApiOkResponse({ type: ClaimBatchPage })
  async list(@Query() query: PageQuery, @CurrentAccount() account: Account): Promise<ClaimBatchPage> {
    const { items, total } = await this.batches.list(account, query);
    const { page, pageSize } = query;
    return { items: items.map((each) => batchAnswer(each)), total, page, pageSize };
  }

  @Get('batches/:id')
  @Right('claim.read')
  @ApiOperation({ summary: '一个明细批次：行数、按结论的金额' })
  @ApiOkResponse({ type: ClaimBatchAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<ClaimBatchAnswer> {
    return batchAnswer(await this.batches.byId(id, account));
  }

  @Get('batches/:id/lines.xlsx')
  @Right('claim.read')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '一个批次中不予支付、应追回、除外的明细（xlsx）' })
  async linesXlsx(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    const { id: batchId } = await this.batches.byId(id, account);
    return tableFile('claim-lines.xlsx', linesTable(await this.claimLines.ofBatch(batchId)));
  }

  @Get('batches/:id/lines.csv')
  @Right('claim.read')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '一个批次中不予支付、应追回、除外的明细（csv）' })
  async linesCsv(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    const { id: batchId } = await this.batches.byId(id, account);
    return tableFile('claim-lines.csv', linesTable(await this.claimLines.ofBatch(batchId)));
  }

  @Get('batches/:id/errors.xlsx')
  @Right('claim.read')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '一个批次中有误的行及其问题（xlsx），误填的身份证号遮去；改正后可原样上传' })
  async errorsXlsx(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    return tableFile('claim-errors.xlsx', faultyTable(await this.batches.faultyLines(id, account)));
  }

  @Get('batches/:id/errors.csv')
  @Right('claim.read')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '一个批次中有误的行及其问题（csv），误填的身份证号遮去；改正后可原样上传' })
  async errorsCsv(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    return tableFile('claim-errors.csv', faultyTable(await this.batches.faultyLines(id, account)));
  }

  @Get('lines')
  @Right('claim.read')
  @ApiOperation({ summary: '查找不予支付、应追回、除外的明细' })
  @ApiOkResponse({ type: ClaimLinePage })
  async lines(@Query() query: ClaimLineQuery, @CurrentAccount() account: Account): Promise<ClaimLinePage> {
    const { items, total } = await this.claimLines.find(query, account);
    return { items: items.map(lineAnswer), total, page: query.page, pageSize: query.pageSize };
  }
}
