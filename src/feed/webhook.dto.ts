import { ApiProperty } from '@nestjs/swagger';
import { FlagField, TextField, WholeNumberField } from '../platform/http/fields.js';
import type { LoggedAttempt } from './delivery-log.service.js';
import type { NewWebhook } from './webhooks.service.js';
import { WEBHOOK_STATES, type WebhookStanding, type WebhookState } from './webhook-state.js';

const MAX_URL = 500;
const OPTIONAL = { type: String, nullable: true } as const;

export class WebhookForm {
  @TextField({
    description: '接收推送的网址，须为 https；生产环境不得指向内部网络',
    max: MAX_URL,
    example: 'https://his.example.com/medical-insurance',
  })
  url!: string;

  @FlagField({ description: '从头推送；否则只推送此后的变动', default: false })
  fromStart!: boolean;
}

export class WebhooksQuery {
  @TextField({ description: '机构代码；机构账号默认为本机构，其他单位必填', optional: true, max: 40 })
  institution?: string;
}

export class DeliveriesQuery {
  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export class WebhookAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty()
  url!: string;

  @ApiProperty({
    enum: WEBHOOK_STATES,
    description: 'GAVE_UP：多次未送达，已自动暂停，查明原因后恢复即从未送达处继续',
  })
  state!: WebhookState;

  @ApiProperty({ description: '连续未送达的次数' })
  failures!: number;

  @ApiProperty({ ...OPTIONAL, description: '何时再试；随时可试的为 null' })
  notBefore!: string | null;

  @ApiProperty({ ...OPTIONAL, description: '最近一次送达的时刻' })
  deliveredAt!: string | null;

  @ApiProperty()
  createdAt!: string;

  @ApiProperty()
  createdBy!: string;
}

export class NewWebhookAnswer extends WebhookAnswer {
  @ApiProperty({
    description:
      '签名密钥，只显示这一次。每次推送的 X-Signature 为 t=<Unix 秒>,v1=<以此密钥全文对 "t.请求体" 所作 HMAC-SHA256 的十六进制>',
    example: 'whsec_…',
  })
  secret!: string;
}

class DeliveryAnswer implements LoggedAttempt {
  @ApiProperty({ description: '推送编号（X-Delivery）；同一内容各次重试相同，接收方据此去重' })
  deliveryId!: string;

  @ApiProperty({ description: '第几次尝试' })
  attempt!: number;

  @ApiProperty()
  startedAt!: string;

  @ApiProperty()
  firstCursor!: string;

  @ApiProperty()
  lastCursor!: string;

  @ApiProperty({ description: '变动条数' })
  items!: number;

  @ApiProperty({ description: '请求体的 SHA-256' })
  bodyHash!: string;

  @ApiProperty({ type: Boolean, nullable: true, description: '是否送达；尚在进行的为 null' })
  delivered!: boolean | null;

  @ApiProperty({ type: Number, nullable: true, description: '接收方答复的 HTTP 状态码' })
  status!: number | null;

  @ApiProperty({ ...OPTIONAL, description: '未送达的原因', example: 'TIMEOUT' })
  error!: string | null;

  @ApiProperty({ ...OPTIONAL, description: '何时再试' })
  retryAt!: string | null;
}

export class DeliveriesAnswer {
  @ApiProperty({ type: [DeliveryAnswer], description: '新的在前' })
  items!: DeliveryAnswer[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export const webhookAnswer = (standing: WebhookStanding): WebhookAnswer => ({
  id: standing.webhook.id,
  institution: standing.webhook.institutionCode,
  url: standing.webhook.url,
  state: standing.state,
  failures: standing.failures,
  notBefore: standing.notBefore,
  deliveredAt: standing.deliveredAt,
  createdAt: standing.webhook.recordedAt,
  createdBy: standing.webhook.actor,
});

export const newWebhookAnswer = ({ standing, secret }: NewWebhook): NewWebhookAnswer =>
  Object.assign(webhookAnswer(standing), { secret });
