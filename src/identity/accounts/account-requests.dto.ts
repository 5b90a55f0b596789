import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../platform/http/fields.js';
import type { Plain } from '../account.js';
import { ACCOUNT_ACTS, type AccountAct, type AccountRequestEntity } from './account-request.entity.js';
import type { Confirmed, RequestState } from './account-requests.service.js';
import { AccountAnswer, accountAnswer } from './accounts.dto.js';
import { REQUEST_SECONDS } from './second-person.js';

const STATES = ['WAITING', 'CONFIRMED', 'LAPSED'] as const;

export class SystemAdministratorRequestForm {
  @TextField({ description: '系统管理员的用户名', max: 64, example: 'sysadmin' })
  username!: string;

  @TextField({ description: '原因，记入历史记录' })
  reason!: string;
}

export class AccountRequestAnswer {
  @ApiProperty({ description: '申请编号' })
  id!: number;

  @ApiProperty({ description: '所申请的账号' })
  username!: string;

  @ApiProperty({ enum: ACCOUNT_ACTS, description: '重设密码、启用、解锁或者停用' })
  act!: AccountAct;

  @ApiProperty()
  reason!: string;

  @ApiProperty({
    enum: STATES,
    description: `WAITING 待确认；CONFIRMED 已确认；LAPSED 逾 ${REQUEST_SECONDS / 3600} 小时未确认，或者已被其后的申请取代`,
  })
  state!: (typeof STATES)[number];

  @ApiProperty()
  askedBy!: string;

  @ApiProperty()
  askedAt!: string;

  @ApiProperty({ type: String, nullable: true })
  confirmedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  confirmedAt!: string | null;
}

export class AccountRequestListAnswer {
  @ApiProperty({ type: [AccountRequestAnswer] })
  items!: AccountRequestAnswer[];
}

/** It waits for a second person. */
export class AskedAnswer extends AccountAnswer {
  @ApiProperty({ description: '须由另一人确认的申请；确认之前不生效' })
  request!: AccountRequestAnswer;
}

export class ConfirmedRequestAnswer extends AskedAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    description: '一次性密码，只在此时告知确认人一次，由其转交本人；启用、解锁、停用为 null',
  })
  oneTimePassword!: string | null;
}

export const requestAnswer = ({ request, confirmation, state }: RequestState): AccountRequestAnswer => ({
  id: request.number,
  username: request.username,
  act: request.act,
  reason: request.reason,
  state,
  askedBy: request.actor,
  askedAt: request.recordedAt,
  confirmedBy: confirmation?.actor ?? null,
  confirmedAt: confirmation?.recordedAt ?? null,
});

/** A request just made. */
export const newRequestAnswer = (request: AccountRequestEntity): AccountRequestAnswer =>
  requestAnswer({ request, confirmation: null, state: 'WAITING' });

export const confirmedAnswer = (confirmed: Confirmed): Plain<ConfirmedRequestAnswer> => ({
  ...accountAnswer(confirmed.account),
  request: requestAnswer(confirmed),
  oneTimePassword: confirmed.oneTimePassword,
});
