import { Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UnrecordedFile } from '../../platform/http/file-answer.js';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { XLSX_TYPE } from '../../platform/files/workbook.js';
import { AnswersFile, CSV_TYPE, tableFile } from '../../platform/http/table-answer.js';
import { AcceptsBigTable, SentBody, TABLE_TYPES } from '../../platform/http/upload.js';
import { StaffBodyPipe } from './staff-body.pipe.js';
import { StaffImportAnswer, staffImportAnswer, StaffImportQuery } from './staff-import.dto.js';
import { StaffImportsService, type SentStaff } from './staff-imports.service.js';
import { faultyTable, staffTemplate } from './staff-tables.js';

const MENDING =
  '按行号对照本单位自有的名单改正；也可在此文件中改正并重新填写身份证号后上传，“问题”一列不读取。';

@ApiTags('registry 登记备案')
@Controller()
export class StaffImportsController {
  constructor(private readonly imports: StaffImportsService) {}

  @Get('institutions/:code/staff-import/template')
  @Right('person.read')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '空白的人员名单（xlsx），附填写说明与示例' })
  async template(@Param('code') code: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    await this.imports.institution(code, account);
    const disposition = 'attachment; filename="staff-template.xlsx"';
    return new UnrecordedFile(await staffTemplate(), { type: XLSX_TYPE, disposition });
  }

  @Post('institutions/:code/staff-import')
  @Right('person.keep')
  @HttpCode(202)
  @AcceptsBigTable(...TABLE_TYPES)
  @ApiOperation({
    summary: '导入人员名单，至多 20,000 人：逐行录入人员、服务承诺与登记备案（PQ2025:11、13、14）',
    description:
      'xlsx 或 csv（UTF-8 或 GB 18030）。名单在后台分批处理，进展见 GET /staff-imports/{id}。' +
      '无误的行照常录入，有误的行逐行说明；同一名单再次上传不作改动。',
  })
  @ApiAcceptedResponse({ type: StaffImportAnswer })
  async begin(
    @Param('code') code: string,
    @Query() { dryRun }: StaffImportQuery,
    @SentBody(StaffBodyPipe) sent: SentStaff,
    @CurrentAccount() account: Account,
  ): Promise<StaffImportAnswer> {
    return staffImportAnswer(await this.imports.begin(code, dryRun, sent, account));
  }

  @Get('staff-imports/:id')
  @Right('person.read')
  @ApiOperation({ summary: '名单导入的进展' })
  @ApiOkResponse({ type: StaffImportAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StaffImportAnswer> {
    return staffImportAnswer(await this.imports.byId(id, account));
  }

  @Get('staff-imports/:id/errors.xlsx')
  @Right('person.read')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '有误的行及其问题（xlsx），身份证号遮去；只给提交的单位', description: MENDING })
  async errorsXlsx(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    return tableFile('staff-errors.xlsx', faultyTable(await this.imports.faultyRows(id, account)));
  }

  @Get('staff-imports/:id/errors.csv')
  @Right('person.read')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '有误的行及其问题（csv），身份证号遮去；只给提交的单位', description: MENDING })
  async errorsCsv(@Param('id') id: string, @CurrentAccount() account: Account): Promise<StreamableFile> {
    return tableFile('staff-errors.csv', faultyTable(await this.imports.faultyRows(id, account)));
  }
}
