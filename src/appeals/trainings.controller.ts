import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import {
  TrainingAttendanceForm,
  TrainingPayoutAnswer,
  TrainingPayoutForm,
  RepairTrainingAnswer,
  RepairTrainingForm,
  RepairTrainingListAnswer,
  RepairTrainingQuery,
} from './training.dto.js';
import { TrainingPayoutService } from './training-payout.service.js';
import { TrainingReaderService } from './training-reader.service.js';
import { TrainingsService } from './trainings.service.js';

@ApiTags('appeals 恢复与修复')
@Controller('trainings')
export class RepairTrainingsController {
  constructor(
    private readonly trainings: TrainingsService,
    private readonly payouts: TrainingPayoutService,
    private readonly reader: TrainingReaderService,
  ) {}

  @Post()
  @Right('training.hold')
  @ApiOperation({ summary: '登记一次培训或活动及到场人员（PQ2025:32）：一次只登记一回' })
  @ApiCreatedResponse({ type: RepairTrainingAnswer })
  async record(
    @Body() form: RepairTrainingForm,
    @CurrentAccount() account: Account,
  ): Promise<RepairTrainingAnswer> {
    return this.reader.byId(await this.trainings.record(form, account), account);
  }

  @Get()
  @Right('training.read')
  @ApiOperation({ summary: '培训和活动，举办晚的在前；机构和本人只见有自己人员到场的' })
  @ApiOkResponse({ type: RepairTrainingListAnswer })
  async list(
    @Query() query: RepairTrainingQuery,
    @CurrentAccount() account: Account,
  ): Promise<RepairTrainingListAnswer> {
    return this.reader.list(query, account);
  }

  @Get(':id')
  @Right('training.read')
  @ApiOperation({ summary: '一次培训或活动及到场情况' })
  @ApiOkResponse({ type: RepairTrainingAnswer })
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<RepairTrainingAnswer> {
    return this.reader.byId(id, account);
  }

  @Post(':id/attendance')
  @Right('training.hold')
  @HttpCode(200)
  @ApiOperation({ summary: '更正到场情况，说明理由；原记录保留' })
  @ApiOkResponse({ type: RepairTrainingAnswer })
  async correct(
    @Param('id') id: string,
    @Body() form: TrainingAttendanceForm,
    @CurrentAccount() account: Account,
  ): Promise<RepairTrainingAnswer> {
    await this.trainings.correct(id, form, account);
    return this.reader.byId(id, account);
  }

  @Post(':id/payout')
  @Right('repair.assess')
  @HttpCode(200)
  @ApiOperation({ summary: '集中评估到场人员的修复（PQ2025:31、32）：主执业地在本区的逐一准予或不准予' })
  @ApiOkResponse({ type: TrainingPayoutAnswer })
  async payOut(
    @Param('id') id: string,
    @Body() form: TrainingPayoutForm,
    @CurrentAccount() account: Account,
  ): Promise<TrainingPayoutAnswer> {
    return this.payouts.payOut(id, form, account);
  }
}
