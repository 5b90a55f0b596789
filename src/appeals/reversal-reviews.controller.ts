import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Roles } from '../identity/identity.module.js';
import { HANDLERS } from './objection-rights.js';
import { DeterminationReviewAnswer, DeterminationReviewForm } from './reversal-review.dto.js';
import { ReversalReviewService } from './reversal-review.service.js';

@ApiTags('appeals 异议申诉')
@Controller('scoring/determinations/:id')
@Roles(...HANDLERS)
export class ReversalReviewsController {
  constructor(private readonly reviews: ReversalReviewService) {}

  @Post('review')
  @HttpCode(200)
  @ApiOperation({ summary: '所依据的决定变更后，复核责任认定书：维持、更正或撤销；效力溯及自始（S31）' })
  @ApiOkResponse({ type: DeterminationReviewAnswer })
  async review(
    @Param('id') id: string,
    @Body() form: DeterminationReviewForm,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationReviewAnswer> {
    return this.reviews.review(id, form, account);
  }

  @Get('reviews')
  @Roles(...HANDLERS, 'AUDITOR')
  @ApiOperation({ summary: '一份责任认定书的历次复核' })
  @ApiOkResponse({ type: [DeterminationReviewAnswer] })
  async list(
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationReviewAnswer[]> {
    return this.reviews.of(id, account);
  }
}
