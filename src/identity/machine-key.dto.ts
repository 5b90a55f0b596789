import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField, TextListField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { REQUEST_SECONDS } from './accounts/second-person.js';
import { MACHINE_SCOPES } from './machine-key-scope.js';
import { MACHINE_KEY_STATES, type MachineKey } from './machine-key.entity.js';

const CODE_LENGTH = 40;

function scopesAreKnown({ scopes }: Unchecked<MachineKeyForm>): FormFault[] {
  if (!Array.isArray(scopes)) return [];
  const known: readonly unknown[] = MACHINE_SCOPES;
  const sound =
    scopes.length > 0 &&
    new Set(scopes).size === scopes.length &&
    scopes.every((each) => known.includes(each));
  const detail = `须为 ${MACHINE_SCOPES.join('、')} 中的一项或几项，不得重复，例如 ["${MACHINE_SCOPES[0]}"]`;
  return sound ? [] : [{ pointer: '/scopes', code: 'INVALID_VALUE', detail }];
}

@FormRule<MachineKeyForm>(scopesAreKnown)
export class MachineKeyForm {
  @TextField({ description: '用途，便于辨认', max: 100, example: '门诊收费系统' })
  name!: string;

  @TextField({ description: '所属定点医药机构的代码', max: CODE_LENGTH, example: 'H11010500001' })
  institution!: string;

  @TextListField({ description: `可用范围：${MACHINE_SCOPES.join('、')}`, max: MACHINE_SCOPES.length })
  scopes!: string[];

  @DateField({ description: '有效期的最后一日，最长两年' })
  expiresOn!: string;
}

export class MachineKeyQuery {
  @TextField({ description: '只列此机构的密钥', optional: true, max: CODE_LENGTH })
  institution?: string;
}

export class MachineKeyRevocationForm {
  @TextField({ description: '停用的原因' })
  reason!: string;
}

export class MachineKeyAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ example: 'H11010500001' })
  institution!: string;

  @ApiProperty({ type: [String], enum: MACHINE_SCOPES })
  scopes!: readonly string[];

  @ApiProperty({ description: '有效期的最后一日', example: '2026-12-31' })
  expiresOn!: string;

  @ApiProperty({
    enum: MACHINE_KEY_STATES,
    description: `WAITING 待确认；LAPSED 逾 ${REQUEST_SECONDS / 3600} 小时或者至有效期满未确认；ACTIVE 有效；EXPIRED 已过有效期；REVOKED 已停用`,
  })
  state!: MachineKey['state'];

  @ApiProperty({ description: '申请的时刻' })
  askedAt!: string;

  @ApiProperty()
  askedBy!: string;

  @ApiProperty({ type: String, nullable: true, description: '确认、建立的时刻；未确认为 null' })
  createdAt!: string | null;

  @ApiProperty({ type: String, nullable: true })
  createdBy!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '最近一次使用的时刻，精确到小时；从未使用为 null',
  })
  lastUsedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '停用的时刻' })
  revokedAt!: string | null;

  @ApiProperty({ type: String, nullable: true })
  revokedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  revocationReason!: string | null;
}

export class NewMachineKeyAnswer extends MachineKeyAnswer {
  @ApiProperty({ description: '密钥本身，只在此时给出一次；以 Authorization: Bearer 使用', example: 'mk_…' })
  key!: string;
}

export class MachineKeyListAnswer {
  @ApiProperty({ type: [MachineKeyAnswer] })
  items!: MachineKeyAnswer[];
}

/** A key as administrators see it; neither itself nor its hash. */
export function machineKeyAnswer({ asked, key, revocation, usedAt, state }: MachineKey): MachineKeyAnswer {
  return {
    id: asked.id,
    name: asked.name,
    institution: asked.institution,
    scopes: JSON.parse(asked.scopes) as string[],
    expiresOn: asked.expiresOn,
    state,
    askedAt: asked.recordedAt,
    askedBy: asked.actor,
    createdAt: key?.recordedAt ?? null,
    createdBy: key?.actor ?? null,
    lastUsedAt: usedAt,
    revokedAt: revocation?.recordedAt ?? null,
    revokedBy: revocation?.actor ?? null,
    revocationReason: revocation?.reason ?? null,
  };
}
