import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { DeparturesService } from './departures.service.js';
import { personAnswer } from './person-answer.js';
import { PersonAnswer } from './person-answer.dto.js';
import { PersonReaderService } from './person-reader.service.js';
import { CancellationForm, CommitmentEndForm } from './site.dto.js';

@ApiTags('registry 登记备案')
@Controller()
export class DeparturesController {
  constructor(
    private readonly departures: DeparturesService,
    private readonly reader: PersonReaderService,
    private readonly clock: Clock,
  ) {}

  @Post('registrations/:id/cancellation')
  @Right('person.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '取消登记备案（PQ2025:13）' })
  @ApiOkResponse({ type: PersonAnswer })
  async cancel(
    @Param('id') id: string,
    @Body() form: CancellationForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    return this.answer(await this.departures.cancel(id, form, account), account);
  }

  @Post('commitments/:id/end')
  @Right('person.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '终止服务承诺：劳动（劳务）合同解除（PQ2025:11）' })
  @ApiOkResponse({ type: PersonAnswer })
  async end(
    @Param('id') id: string,
    @Body() form: CommitmentEndForm,
    @CurrentAccount() account: Account,
  ): Promise<PersonAnswer> {
    return this.answer(await this.departures.endCommitment(id, form, account), account);
  }

  private async answer(code: string, account: Account): Promise<PersonAnswer> {
    return personAnswer(await this.reader.byCode(code, account), this.clock.today(), []);
  }
}
