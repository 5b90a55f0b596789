import { ApiProperty } from '@nestjs/swagger';
import { DateField, ListField, TextField } from '../../platform/http/fields.js';
import { FormRule } from '../../platform/http/form-shape.js';

const MAX_ROWS = 1000;
const MAX_NUMBER = 100;

export class RevokedLicenceForm {
  @TextField({ description: '姓名' })
  name!: string;

  @TextField({
    description: '居民身份证号；只用于匹配，不保存',
    optional: true,
    max: 40,
    maySayIdentityNumber: true,
  })
  identityNumber?: string;

  @TextField({ description: '人员代码', optional: true, max: 40 })
  personCode?: string;

  @TextField({
    description: '证书编号；其中的身份证号只遮盖保存',
    max: MAX_NUMBER,
    maySayIdentityNumber: true,
  })
  licenceNo!: string;

  @TextField({ description: '吊销、撤销或注销决定的文号', max: MAX_NUMBER })
  decisionNo!: string;

  @DateField({ description: '该决定作出之日' })
  decidedOn!: string;
}

@FormRule<LicenceListForm>(({ rows }) =>
  Array.isArray(rows) && rows.length === 0
    ? [{ pointer: '/rows', code: 'INVALID_VALUE', detail: '须至少有一行' }]
    : [],
)
export class LicenceListForm {
  @TextField({ description: '名单的文号', max: MAX_NUMBER })
  documentNo!: string;

  @TextField({ description: '来文机关' })
  authority!: string;

  @DateField({ description: '收到之日' })
  receivedOn!: string;

  @ListField(() => RevokedLicenceForm, { description: '名单', max: MAX_ROWS })
  rows!: RevokedLicenceForm[];
}

export const MATCHES = ['MATCHED', 'AMBIGUOUS', 'UNMATCHED'] as const;
export type Match = (typeof MATCHES)[number];

export class LicenceRowAnswer {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  licenceNo!: string;

  @ApiProperty()
  decisionNo!: string;

  @ApiProperty()
  decidedOn!: string;

  @ApiProperty({ enum: MATCHES })
  match!: Match;

  @ApiProperty({ description: '为何如此匹配' })
  why!: string;

  @ApiProperty({ type: String, nullable: true })
  personCode!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '记分时点：决定作出之日（S14）' })
  pointsDay!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: '分值（PQ2025:23(2)）' })
  points!: number | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'POST /scoring/determinations 的请求体，责任程度、理由和机构意见待补全；不能认定的为 null',
  })
  draft!: object | null;
}

export class LicenceListAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty()
  authority!: string;

  @ApiProperty()
  receivedOn!: string;

  @ApiProperty({ type: [LicenceRowAnswer] })
  rows!: readonly LicenceRowAnswer[];

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}
