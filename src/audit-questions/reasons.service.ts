import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { AuditQuery } from './audit-query.dto.js';
import { bareWords, FEWEST_CHARACTERS, isHardlyAReason } from './bare-words.js';
import { grouped } from './grouped.js';
import type { CopiedReasonAnswer, ReasonsAnswer } from './reasons.dto.js';
import { reasonsOf, type StatedReason } from './stated-reasons.js';

const METHOD =
  '看决定及其变更撤销、变通适用、单独认定、责任程度、分数的调整、不记分、责任认定的复核、暂停月数、随机构的措施、申诉初审与处理、恢复审查、修复评定与按培训统一减分的理由。先以 NFKC 统一全半角，再去掉空白、标点、符号和数字；' +
  `余下不足 ${FEWEST_CHARACTERS} 个字的为缺失；同类理由余下的文字完全相同、且分属不同事项的，为一组照抄。相近而不相同的不找。`;

/** Finds decisions whose reasons are missing, or copied from another. */
@Injectable()
export class ReasonsService {
  constructor(private readonly database: Database) {}

  async look(query: AuditQuery): Promise<ReasonsAnswer> {
    const missing: StatedReason[] = [];
    const whole: StatedReason[] = [];
    for await (const reason of reasonsOf(this.database.read, query))
      (isHardlyAReason(reason.text) ? missing : whole).push(reason);
    return { method: METHOD, looked: missing.length + whole.length, missing, copied: copiedAmong(whole) };
  }
}

function copiedAmong(reasons: readonly StatedReason[]): CopiedReasonAnswer[] {
  const groups = grouped(reasons, ({ kind, text }) => `${kind} ${bareWords(text ?? '')}`);
  return [...groups.values()]
    .flatMap((items) => {
      const [first] = items;
      const matters = new Set(items.map(({ matter }) => matter)).size;
      return first === undefined || matters < 2
        ? []
        : [{ words: bareWords(first.text ?? ''), kind: first.kind, matters, items }];
    })
    .sort((one, other) => other.matters - one.matters);
}
