import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Account, CurrentAccount, Right } from '../identity/identity.module.js';
import { DeliveryLogService } from './delivery-log.service.js';
import {
  DeliveriesAnswer,
  DeliveriesQuery,
  NewWebhookAnswer,
  newWebhookAnswer,
  WebhookAnswer,
  webhookAnswer,
  WebhookForm,
  WebhooksQuery,
} from './webhook.dto.js';
import { WebhooksService } from './webhooks.service.js';

@ApiTags('feed 变动推送')
@Controller('feed/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly log: DeliveryLogService,
  ) {}

  @Post()
  @Right('webhook.keep')
  @ApiOperation({ summary: '新设推送：本机构的变动以签名的 POST 请求送往此网址，未送达的重试' })
  @ApiCreatedResponse({ type: NewWebhookAnswer })
  async create(@Body() form: WebhookForm, @CurrentAccount() account: Account): Promise<NewWebhookAnswer> {
    return newWebhookAnswer(await this.webhooks.create(form, account));
  }

  @Get()
  @Right('webhook.read')
  @ApiOperation({ summary: '某机构的推送，含已停用的' })
  @ApiOkResponse({ type: [WebhookAnswer] })
  async list(
    @Query() { institution }: WebhooksQuery,
    @CurrentAccount() account: Account,
  ): Promise<WebhookAnswer[]> {
    return (await this.webhooks.list(account, institution)).map(webhookAnswer);
  }

  @Get(':id/deliveries')
  @Right('webhook.read')
  @ApiOperation({ summary: '推送日志：何时送了什么，结果如何，新的在前' })
  @ApiOkResponse({ type: DeliveriesAnswer })
  async deliveries(
    @Param('id') id: string,
    @Query() { page, pageSize }: DeliveriesQuery,
    @CurrentAccount() account: Account,
  ): Promise<DeliveriesAnswer> {
    return { ...(await this.log.of(id, account, page, pageSize)), page, pageSize };
  }

  @Post(':id/pause')
  @Right('webhook.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '暂停推送' })
  @ApiOkResponse({ type: WebhookAnswer })
  async pause(@Param('id') id: string, @CurrentAccount() account: Account): Promise<WebhookAnswer> {
    return webhookAnswer(await this.webhooks.change(id, 'PAUSED', account));
  }

  @Post(':id/resume')
  @Right('webhook.keep')
  @HttpCode(200)
  @ApiOperation({ summary: '恢复推送，从未送达处继续' })
  @ApiOkResponse({ type: WebhookAnswer })
  async resume(@Param('id') id: string, @CurrentAccount() account: Account): Promise<WebhookAnswer> {
    return webhookAnswer(await this.webhooks.change(id, 'RESUMED', account));
  }

  @Delete(':id')
  @Right('webhook.keep')
  @ApiOperation({ summary: '停用推送；推送与其日志仍可查阅' })
  @ApiOkResponse({ type: WebhookAnswer })
  async end(@Param('id') id: string, @CurrentAccount() account: Account): Promise<WebhookAnswer> {
    return webhookAnswer(await this.webhooks.change(id, 'ENDED', account));
  }
}
