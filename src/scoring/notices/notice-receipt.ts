import { ApiProperty } from '@nestjs/swagger';
import type { LedgerFact } from '../../domain/qualification/ledger-fact.js';
import type { JudgedScore } from '../../domain/qualification/standing.js';
import { canonicalHash } from '../../rulebook/rulebook.module.js';

/** What a notice was made from: the rulebook, the person's file with the notice on it, and what that came to. */
export class NoticeReceipt {
  @ApiProperty()
  rulebookHash!: string;

  @ApiProperty({ description: '此人档案中的全部事实，连同本次记分' })
  inputHash!: string;

  @ApiProperty({ description: '判断的结果' })
  outputHash!: string;
}

/** @param facts the whole file in the order of the record, the notice last. */
export const noticeReceipt = (
  rulebookHash: string,
  facts: readonly LedgerFact[],
  judged: JudgedScore,
): NoticeReceipt => ({
  rulebookHash,
  inputHash: canonicalHash(facts),
  outputHash: canonicalHash(judged),
});
