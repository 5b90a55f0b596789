import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField } from '../../platform/http/fields.js';
import type { DeputyState } from './deputies.service.js';

export class DeputyForm {
  @TextField({ description: '代理人的用户名，须与被代理人同单位、同角色', max: 64 })
  deputy!: string;

  @DateField({ description: '代理的第一日，不早于今日' })
  from!: string;

  @DateField({ description: '代理的最后一日' })
  to!: string;

  @TextField({ description: '代理的原因，记入历史记录' })
  reason!: string;
}

export class DeputyAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: '被代理人' })
  principal!: string;

  @ApiProperty({ description: '代理人；以本人的名义、在请求头 X-Acting-For 中写明被代理人办理' })
  deputy!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty()
  appointedBy!: string;

  @ApiProperty()
  appointedAt!: string;

  @ApiProperty({ type: String, nullable: true, description: '提前终止的时刻' })
  endedAt!: string | null;

  @ApiProperty({ type: String, nullable: true })
  endedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  endReason!: string | null;
}

export class DeputyListAnswer {
  @ApiProperty({ type: [DeputyAnswer] })
  items!: DeputyAnswer[];
}

export const deputyAnswer = ({ row, end }: DeputyState): DeputyAnswer => ({
  id: row.id,
  principal: row.principal,
  deputy: row.deputy,
  from: row.from,
  to: row.to,
  reason: row.reason,
  appointedBy: row.actor,
  appointedAt: row.recordedAt,
  endedAt: end?.recordedAt ?? null,
  endedBy: end?.actor ?? null,
  endReason: end?.reason ?? null,
});
