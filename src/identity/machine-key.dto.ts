import { ApiProperty } from '@nestjs/swagger';
import { DateField, TextField, TextListField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { MACHINE_SCOPES } from './machine-key-scope.js';
import type { MachineKey } from './machine-key.entity.js';

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

  @DateField({ description: '有效期的最后一日' })
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

const STATES = ['ACTIVE', 'EXPIRED', 'REVOKED'] as const;

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

  @ApiProperty({ enum: STATES })
  state!: (typeof STATES)[number];

  @ApiProperty({ description: '建立的时刻' })
  createdAt!: string;

  @ApiProperty()
  createdBy!: string;

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

/** A key as administrators see it on a day; neither itself nor its hash. */
export function machineKeyAnswer({ key, revocation, usedAt }: MachineKey, today: string): MachineKeyAnswer {
  const state = revocation !== null ? 'REVOKED' : key.expiresOn < today ? 'EXPIRED' : 'ACTIVE';
  return {
    id: key.id,
    name: key.name,
    institution: key.institution,
    scopes: JSON.parse(key.scopes) as string[],
    expiresOn: key.expiresOn,
    state,
    createdAt: key.recordedAt,
    createdBy: key.actor,
    lastUsedAt: usedAt,
    revokedAt: revocation?.recordedAt ?? null,
    revokedBy: revocation?.actor ?? null,
    revocationReason: revocation?.reason ?? null,
  };
}
