import { Controller, Get, Query, type StreamableFile, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Right } from '../identity/identity.module.js';
import { WholeIndexGuard } from '../record-index/record-index.module.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { AnswersFile, CSV_TYPE, tableFile } from '../platform/http/table-answer.js';
import { AuditQuery, SampleQuery } from './audit-query.dto.js';
import { departuresTable, DeparturesAnswer, DiscretionAnswer, discretionTable } from './discretion.dto.js';
import { DiscretionUseService } from './discretion.service.js';
import { SampleAnswer, sampleTable } from './sample.dto.js';
import { SampleService } from './sample.service.js';

@ApiTags('audit 审计')
@Controller('audit')
@UseGuards(WholeIndexGuard)
export class DecisionsAuditController {
  constructor(
    private readonly samples: SampleService,
    private readonly uses: DiscretionUseService,
  ) {}

  @Get(['sample', 'sample.json'])
  @Right('audit.ask')
  @ApiOperation({ summary: '可重复、可证明的随机样本' })
  @ApiOkResponse({ type: SampleAnswer })
  sample(@Query() query: SampleQuery): Promise<SampleAnswer> {
    return this.samples.draw(query);
  }

  @Get('sample.csv')
  @Right('audit.ask')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '可重复、可证明的随机样本（csv）' })
  async sampleCsv(@Query() query: SampleQuery): Promise<StreamableFile> {
    return tableFile('sample.csv', sampleTable(await this.samples.draw(query)));
  }

  @Get('sample.xlsx')
  @Right('audit.ask')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '可重复、可证明的随机样本（xlsx）' })
  async sampleXlsx(@Query() query: SampleQuery): Promise<StreamableFile> {
    return tableFile('sample.xlsx', sampleTable(await this.samples.draw(query)));
  }

  @Get(['discretion', 'discretion.json'])
  @Right('audit.ask')
  @ApiOperation({ summary: '裁量权的行使：每个经办人在每个区，与全市对照（DB2025:22）' })
  @ApiOkResponse({ type: DiscretionAnswer })
  discretion(@Query() query: AuditQuery): Promise<DiscretionAnswer> {
    return this.uses.use(query);
  }

  @Get('discretion.csv')
  @Right('audit.ask')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '裁量权的行使：每个经办人在每个区，与全市对照（DB2025:22）（csv）' })
  async discretionCsv(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('discretion.csv', discretionTable(await this.uses.use(query)));
  }

  @Get('discretion.xlsx')
  @Right('audit.ask')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '裁量权的行使：每个经办人在每个区，与全市对照（DB2025:22）（xlsx）' })
  async discretionXlsx(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('discretion.xlsx', discretionTable(await this.uses.use(query)));
  }

  @Get(['departures', 'departures.json'])
  @Right('audit.ask')
  @ApiOperation({ summary: '变通适用裁量基准的决定及其理由、集体讨论（DB2025:22）' })
  @ApiOkResponse({ type: DeparturesAnswer })
  departures(@Query() query: AuditQuery): Promise<DeparturesAnswer> {
    return this.uses.departures(query);
  }

  @Get('departures.csv')
  @Right('audit.ask')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '变通适用裁量基准的决定及其理由、集体讨论（DB2025:22）（csv）' })
  async departuresCsv(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('departures.csv', departuresTable(await this.uses.departures(query)));
  }

  @Get('departures.xlsx')
  @Right('audit.ask')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '变通适用裁量基准的决定及其理由、集体讨论（DB2025:22）（xlsx）' })
  async departuresXlsx(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('departures.xlsx', departuresTable(await this.uses.departures(query)));
  }
}
