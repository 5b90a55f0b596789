import { ApiProperty } from '@nestjs/swagger';
import { RECORD_ORIGIN, type SignedCheckpoint } from './checkpoint.js';

/** A checkpoint as the API gives it out. */
export class CheckpointAnswer implements SignedCheckpoint {
  @ApiProperty({ description: '检查点的来源', example: RECORD_ORIGIN })
  origin!: string;

  @ApiProperty({ description: '所涵盖的记录条数' })
  size!: number;

  @ApiProperty({ description: '这些记录的哈希树根（RFC 6962，SHA-256，十六进制）' })
  rootHash!: string;

  @ApiProperty({ description: '签发时刻' })
  at!: string;

  @ApiProperty({ description: '公钥编号' })
  keyId!: string;

  @ApiProperty({ description: 'Ed25519 签名，base64' })
  signature!: string;
}
