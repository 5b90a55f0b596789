import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { actionWords } from '../history/history.module.js';
import { canonicalText } from '../platform/database/canonical-text.js';
import { Database } from '../platform/database/database.js';
import { RecordCheckpointEntity } from '../platform/database/record-checkpoint.entity.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { RuleViolation } from '../platform/http/problem.js';
import { entriesOf } from './audit-entries.js';
import type { SampleQuery } from './audit-query.dto.js';
import type { SampleAnswer, SampledAnswer } from './sample.dto.js';

/** What decides on somebody's rights or duties, in their favour or not. */
export const DECISIONS = [
  'CASE_DECIDED',
  'DECISION_CHANGED',
  'DECISION_WITHDRAWN',
  'RESPONSIBILITY_DETERMINED',
  'DETERMINATION_REVIEWED',
  'SCORE_NOTICE_ISSUED',
  'SUSPENSION_MONTHS_CHOSEN',
  'LINKED_MEASURE_DECIDED',
  'SCORE_REVISED',
  'SCORE_REVOKED',
  'OBJECTION_FIRST_REVIEWED',
  'OBJECTION_DECIDED',
  'RESTORATION_FIRST_REVIEWED',
  'RESTORATION_SECOND_REVIEWED',
  'RESTORED',
  'REPAIR_ASSESSED',
  'REPAIR_REVOKED',
  'TRAINING_PAID_OUT',
  'CLAIMS_JUDGED',
  'CLAIMS_SETTLED',
  'IDENTITY_REVEAL_REFUSED',
  'PERSON_ERASED',
] as const;

const METHOD =
  '总体：检查点之内符合条件的记录。每条记录的抽样值为 SHA-256([seed, rootHash, leafIndex] 的规范 JSON（RFC 8785）)，' +
  '十六进制；leafIndex 为序号减一。取抽样值最小的若干件。种子、检查点、条件相同，样本相同；' +
  '各件可用 /records/entries/{sequence}/proof 证明在检查点之内。';

/** What an entry is drawn by: smaller is drawn first. */
export const drawOf = (seed: string, rootHash: string, leafIndex: number): string =>
  createHash('sha256')
    .update(canonicalText([seed, rootHash, leafIndex]))
    .digest('hex');

interface Drawn {
  readonly draw: string;
  readonly entry: StoredEntry;
}

/** Draws samples that anybody can draw again, and prove. */
@Injectable()
export class SampleService {
  constructor(
    private readonly database: Database,
    private readonly keeper: RecordKeeper,
  ) {}

  /**
   * Draws from the record as it was at a checkpoint.
   * @throws RuleViolation when there is no checkpoint of that size; Problem RECORD_BROKEN
   */
  async draw(query: SampleQuery): Promise<SampleAnswer> {
    const { size, rootHash, at } = await this.checkpoint(query.checkpoint);
    const actions = query.action === undefined ? DECISIONS : [query.action];
    let population = 0;
    let lowest: Drawn[] = [];
    for await (const entry of entriesOf(this.database.read, actions, query, size)) {
      population += 1;
      lowest.push({ draw: drawOf(query.seed, rootHash, entry.sequence - 1), entry });
      if (lowest.length >= 2 * query.size) lowest = lowestOf(lowest, query.size);
    }
    const items = lowestOf(lowest, query.size).map(sampled);
    const checkpoint = { size, rootHash, at };
    return { seed: query.seed, checkpoint, method: METHOD, actions: [...actions], population, items };
  }

  private async checkpoint(
    size: number | undefined,
  ): Promise<{ readonly size: number; readonly rootHash: string; readonly at: string }> {
    if (size === undefined) return this.keeper.checkpoint();
    this.keeper.requireIntact();
    const [known] = await this.database.read.find(RecordCheckpointEntity, {
      where: { size },
      order: { number: 'ASC' },
      take: 1,
    });
    if (known !== undefined) return known;
    const detail = `没有条数为 ${size} 的检查点；可用 GET /records/checkpoint 签发。`;
    throw new RuleViolation([{ pointer: '/checkpoint', code: 'UNKNOWN_REFERENCE', detail }]);
  }
}

const lowestOf = (drawn: readonly Drawn[], size: number): Drawn[] =>
  [...drawn].sort((one, other) => (one.draw < other.draw ? -1 : 1)).slice(0, size);

const sampled = ({ draw, entry }: Drawn, index: number): SampledAnswer => ({
  place: index + 1,
  draw,
  leafIndex: entry.sequence - 1,
  sequence: entry.sequence,
  at: entry.at,
  officer: entry.actor,
  office: entry.office,
  action: entry.action,
  words: actionWords(entry.action),
  subject: entry.subject,
});
