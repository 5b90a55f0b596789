import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import {
  DeterminationReviewAnswer,
  DeterminationReviewForm,
  ReviewOpeningForm,
} from './reversal-review.dto.js';
import { ReversalReviewService } from './reversal-review.service.js';

@ApiTags('appeals 异议申诉')
@Controller('scoring/determinations/:id')
export class ReversalReviewsController {
  constructor(private readonly reviews: ReversalReviewService) {}

  @Post('review')
  @Right('reversal.review')
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

  @Post('review-openings')
  @Right('reversal.review')
  @ApiOperation({
    summary:
      '启动责任认定书的复核：证书恢复、通报撤回、被上级、复议或法院否定、自行发现有误；复核结论由他人作出（S28、S35）',
  })
  @ApiCreatedResponse({ type: DeterminationReviewAnswer })
  async open(
    @Param('id') id: string,
    @Body() form: ReviewOpeningForm,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationReviewAnswer> {
    return this.reviews.open(id, form, account);
  }

  @Get('reviews')
  @Right('reversal.read')
  @ApiOperation({ summary: '一份责任认定书的历次复核' })
  @ApiOkResponse({ type: [DeterminationReviewAnswer] })
  async list(
    @Param('id') id: string,
    @CurrentAccount() account: Account,
  ): Promise<DeterminationReviewAnswer[]> {
    return this.reviews.of(id, account);
  }
}
