import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { AccountHead, type Plain } from '../account.js';
import { publicPart } from '../tokens.js';
import type { AccountState, OneTime } from './accounts.service.js';
import type { HandOver } from './hand-over.service.js';

const USERNAME = /^[a-z][a-z0-9-]{2,63}$/u;
/** Names under which the record tells of something else. */
const RESERVED: readonly unknown[] = ['system', 'unknown', 'none'];

function usernameIsSound({ username }: Unchecked<NewAccountForm>): FormFault[] {
  if (typeof username !== 'string') return [];
  const sound = USERNAME.test(username) && !RESERVED.includes(username);
  const detail = '须为 3 至 64 个小写字母、数字或连字符，以字母开头，例如 "district-li"';
  return sound ? [] : [{ pointer: '/username', code: 'INVALID_VALUE', detail }];
}

@FormRule<NewAccountForm>(usernameIsSound)
export class NewAccountForm {
  @TextField({ description: '用户名：小写字母、数字与连字符', max: 64, example: 'district-li' })
  username!: string;

  @TextField({ description: '显示名称', max: 60, example: '朝阳区经办人员' })
  displayName!: string;
}

export class ReasonForm {
  @TextField({ description: '原因，记入历史记录' })
  reason!: string;
}

export class HandOverForm {
  @TextField({ description: '接手人的用户名，须与离岗人同单位、同角色', max: 64 })
  to!: string;

  @TextField({ description: '原因，记入历史记录' })
  reason!: string;
}

const STATES = ['ACTIVE', 'DISABLED'] as const;

export class AccountAnswer extends AccountHead {
  @ApiProperty({ enum: STATES })
  state!: (typeof STATES)[number];

  @ApiProperty({ type: String, nullable: true, description: '停用的时刻' })
  disabledAt!: string | null;

  @ApiProperty({ description: '下次登录后须先更换一次性密码' })
  mustChangePassword!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '一次性密码失效的时刻，此前须更换；没有一次性密码或者不失效的为 null',
  })
  passwordExpiresAt!: string | null;
}

export class ListedAccountAnswer extends AccountAnswer {
  @ApiProperty({ type: String, nullable: true, description: '登录失败过多，锁定至此时刻' })
  lockedUntil!: string | null;
}

export class OneTimeAnswer extends AccountAnswer {
  @ApiProperty({ description: '一次性密码，只在此时给出一次' })
  oneTimePassword!: string;
}

export class AccountListAnswer {
  @ApiProperty({ type: [ListedAccountAnswer] })
  items!: ListedAccountAnswer[];
}

export class HandOverAnswer extends AccountAnswer {
  @ApiProperty({ description: '随之终止的代理项数；事项归单位与岗位，不归个人，无须移交' })
  deputiesEnded!: number;
}

export const accountAnswer = (account: AccountState['account']): Plain<AccountAnswer> => ({
  ...publicPart(account),
  state: account.disabledAt === null ? 'ACTIVE' : 'DISABLED',
  disabledAt: account.disabledAt,
  mustChangePassword: account.mustChangePassword,
  passwordExpiresAt: account.passwordExpiresAt,
});

export const listedAccount = ({ account, lockedUntil }: AccountState): ListedAccountAnswer => ({
  ...accountAnswer(account),
  lockedUntil,
});

export const oneTimeAnswer = ({ account, oneTimePassword }: OneTime): OneTimeAnswer => ({
  ...accountAnswer(account),
  oneTimePassword,
});

export const handOverAnswer = ({ account, deputiesEnded }: HandOver): HandOverAnswer => ({
  ...accountAnswer(account),
  deputiesEnded,
});
