import { ApiProperty } from '@nestjs/swagger';
import { CheckpointAnswer } from '../platform/database/checkpoint-answer.js';
import type { PublicKey, SignedCheckpoint } from '../platform/database/checkpoint.js';
import type { Json } from '../platform/database/record-entry.js';
import { ObjectField, TextField, WholeNumberField } from '../platform/http/fields.js';
import { EXPORT_STATES, type ExportProgress, type ExportState } from './export-progress.js';
import { EXPORT_FORMATS, type ExportFormat } from './filter.dto.js';

/** A checkpoint as an auditor holds it. */
export class CheckpointForm implements SignedCheckpoint {
  @TextField({ description: '检查点的来源', max: 100 })
  origin!: string;

  @WholeNumberField({ description: '所涵盖的记录条数', min: 0, max: Number.MAX_SAFE_INTEGER })
  size!: number;

  @TextField({ description: '这些记录的哈希树根（RFC 6962，SHA-256，十六进制）', max: 64 })
  rootHash!: string;

  @TextField({ description: '签发时刻', max: 40 })
  at!: string;

  @TextField({ description: '公钥编号', max: 64 })
  keyId!: string;

  @TextField({ description: 'Ed25519 签名，base64', max: 100 })
  signature!: string;
}

export class HeldCheckpointForm {
  @ObjectField(() => CheckpointForm, { description: '审计人员所持的检查点' })
  checkpoint!: CheckpointForm;
}

export class KeyAnswer implements PublicKey {
  @ApiProperty({ description: '公钥 SHA-256 的前 16 位' })
  keyId!: string;

  @ApiProperty({ description: 'Ed25519 公钥，SPKI DER，base64' })
  publicKey!: string;
}

class CheckpointFault {
  @ApiProperty({ example: 'RECORD_REWRITTEN' })
  code!: string;

  @ApiProperty()
  detail!: string;
}

export class CheckpointVerdictAnswer {
  @ApiProperty({ description: '所持检查点的签名有效，且现有记录以其为开头' })
  consistent!: boolean;

  @ApiProperty({ type: CheckpointFault, nullable: true })
  fault!: CheckpointFault | null;

  @ApiProperty({ type: CheckpointAnswer, nullable: true, description: '现在的检查点；记录未通过核验时没有' })
  checkpoint!: SignedCheckpoint | null;

  @ApiProperty({ type: [String], description: '从所持检查点到现在检查点的一致性证明（RFC 9162）' })
  proof!: readonly string[];
}

export class EntryAnswer {
  @ApiProperty({ description: '序号，从 1 起，无间断' })
  sequence!: number;

  @ApiProperty({ description: '时刻' })
  at!: string;

  @ApiProperty({ description: '操作者的用户名' })
  actor!: string;

  @ApiProperty({ description: '操作者所代表的单位' })
  office!: string;

  @ApiProperty({ example: 'CASE_OPENED' })
  action!: string;

  @ApiProperty({ example: 'case/…' })
  subject!: string;

  @ApiProperty({ type: Object, nullable: true, description: '之前的内容' })
  before!: Json;

  @ApiProperty({ type: Object, nullable: true, description: '之后的内容' })
  after!: Json;

  @ApiProperty({ type: String, nullable: true })
  receipt!: string | null;
}

export class EntryListAnswer {
  @ApiProperty({ type: [EntryAnswer] })
  items!: EntryAnswer[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty({
    type: [String],
    nullable: true,
    description: '按人员查询时，所用的该人员的全部代码（含合并前的）；不按人员查询时没有',
  })
  personCodes!: readonly string[] | null;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export class EntryProofAnswer {
  @ApiProperty()
  sequence!: number;

  @ApiProperty({ description: '该条记录的规范文字（RFC 8785）' })
  text!: string;

  @ApiProperty({ description: 'SHA-256(0x00 ‖ text)' })
  leafHash!: string;

  @ApiProperty({ type: [String], description: '从该条记录到树根的路径（RFC 9162）' })
  path!: readonly string[];

  @ApiProperty({ type: CheckpointAnswer })
  checkpoint!: SignedCheckpoint;
}

export class ExportProgressAnswer implements ExportProgress {
  @ApiProperty({ description: '导出的编号，即响应头 x-record-export' })
  id!: string;

  @ApiProperty({ description: '导出者的用户名' })
  by!: string;

  @ApiProperty({ enum: EXPORT_FORMATS })
  format!: ExportFormat;

  @ApiProperty()
  begunAt!: string;

  @ApiProperty({
    enum: EXPORT_STATES,
    description: '依次为核验、准备、发送、已发完；中途断开为 BROKEN_OFF，未能导出为 REFUSED',
  })
  state!: ExportState;

  @ApiProperty({ type: Number, nullable: true, description: '所选条数；清点之前没有' })
  count!: number | null;

  @ApiProperty({ description: '已处理的条数；bundle 先逐条计量，再逐条发送' })
  gone!: number;

  @ApiProperty({ type: Number, nullable: true, description: '一共要处理的条数' })
  of!: number | null;
}
