import { Controller, Get, Query, type StreamableFile, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Right } from '../identity/identity.module.js';
import { WholeIndexGuard } from '../record-index/record-index.module.js';
import { XLSX_TYPE } from '../platform/files/workbook.js';
import { AnswersFile, CSV_TYPE, tableFile } from '../platform/http/table-answer.js';
import { AuditQuery } from './audit-query.dto.js';
import { EmergencyLinesAnswer, emergencyTable } from './emergency.dto.js';
import { EmergencyService } from './emergency.service.js';
import { FourEyesAnswer, fourEyesTable } from './four-eyes.dto.js';
import { FourEyesService } from './four-eyes.service.js';
import { ReasonsAnswer, reasonsTable } from './reasons.dto.js';
import { ReasonsService } from './reasons.service.js';

@ApiTags('audit 审计')
@Controller('audit')
@UseGuards(WholeIndexGuard)
export class ConductAuditController {
  constructor(
    private readonly reasonsGiven: ReasonsService,
    private readonly emergencies: EmergencyService,
    private readonly roles: FourEyesService,
  ) {}

  @Get(['reasons', 'reasons.json'])
  @Right('audit.ask')
  @ApiOperation({ summary: '理由缺失，或者不同事项照抄同样理由的决定' })
  @ApiOkResponse({ type: ReasonsAnswer })
  reasons(@Query() query: AuditQuery): Promise<ReasonsAnswer> {
    return this.reasonsGiven.look(query);
  }

  @Get('reasons.csv')
  @Right('audit.ask')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '理由缺失，或者不同事项照抄同样理由的决定（csv）' })
  async reasonsCsv(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('reasons.csv', reasonsTable(await this.reasonsGiven.look(query)));
  }

  @Get('reasons.xlsx')
  @Right('audit.ask')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '理由缺失，或者不同事项照抄同样理由的决定（xlsx）' })
  async reasonsXlsx(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('reasons.xlsx', reasonsTable(await this.reasonsGiven.look(query)));
  }

  @Get(['emergency-lines', 'emergency-lines.json'])
  @Right('audit.ask')
  @ApiOperation({ summary: '各机构因急诊、抢救而除外支付的明细：行数、金额、占比' })
  @ApiOkResponse({ type: EmergencyLinesAnswer })
  emergencyLines(@Query() query: AuditQuery): Promise<EmergencyLinesAnswer> {
    return this.emergencies.lines(query);
  }

  @Get('emergency-lines.csv')
  @Right('audit.ask')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '各机构因急诊、抢救而除外支付的明细：行数、金额、占比（csv）' })
  async emergencyLinesCsv(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('emergency-lines.csv', emergencyTable(await this.emergencies.lines(query)));
  }

  @Get('emergency-lines.xlsx')
  @Right('audit.ask')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '各机构因急诊、抢救而除外支付的明细：行数、金额、占比（xlsx）' })
  async emergencyLinesXlsx(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('emergency-lines.xlsx', emergencyTable(await this.emergencies.lines(query)));
  }

  @Get(['four-eyes', 'four-eyes.json'])
  @Right('audit.ask')
  @ApiOperation({ summary: '同一账号在同一事项中承担两个应分开的角色' })
  @ApiOkResponse({ type: FourEyesAnswer })
  fourEyes(@Query() query: AuditQuery): Promise<FourEyesAnswer> {
    return this.roles.look(query);
  }

  @Get('four-eyes.csv')
  @Right('audit.ask')
  @AnswersFile(CSV_TYPE)
  @ApiOperation({ summary: '同一账号在同一事项中承担两个应分开的角色（csv）' })
  async fourEyesCsv(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('four-eyes.csv', fourEyesTable(await this.roles.look(query)));
  }

  @Get('four-eyes.xlsx')
  @Right('audit.ask')
  @AnswersFile(XLSX_TYPE)
  @ApiOperation({ summary: '同一账号在同一事项中承担两个应分开的角色（xlsx）' })
  async fourEyesXlsx(@Query() query: AuditQuery): Promise<StreamableFile> {
    return tableFile('four-eyes.xlsx', fourEyesTable(await this.roles.look(query)));
  }
}
