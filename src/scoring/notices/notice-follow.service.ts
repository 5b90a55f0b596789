import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../../clocks/clocks.module.js';
import type { JudgedScore } from '../../domain/qualification/standing.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Account } from '../../identity/identity.module.js';
import type { Rejudged } from '../../ledger/ledger.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { SuspensionService } from '../../suspension/suspension.module.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

export const noticeSubject = (noticeId: string): string => `notice/${noticeId}`;

/** What the paper of a measure would say; null while there is none to issue. */
const paperOf = (score: JudgedScore | undefined): string | null => {
  const measure = score?.measure ?? null;
  if (score === undefined || measure === null) return null;
  const { kind, from, to } = measure;
  const length = measure.kind === 'SUSPENSION' ? measure.months : measure.years;
  return from === null || to === null ? null : JSON.stringify([kind, from, to, score.yearTotalAfter, length]);
};

/** What has to be done after a person's file was judged anew, whatever it was that changed it. */
@Injectable()
export class NoticeFollowService implements OnModuleInit {
  constructor(
    private readonly suspension: SuspensionService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** Whoever judges a file anew, the papers follow: also after a calendar year, a ruling, a merge. */
  onModuleInit(): void {
    this.suspension.alsoFollow((tx, rejudged, at) => this.awaitPapers(tx, rejudged, at));
  }

  /**
   * Tells the sites, and awaits the paper of every measure that is new or another (PQ2025:24).
   * @returns the lines for the record.
   */
  follow(
    tx: EntityManager,
    rejudged: Rejudged,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    return this.suspension.follow(tx, rejudged, account, at);
  }

  private async awaitPapers(tx: EntityManager, { before, after }: Rejudged, at: string): Promise<void> {
    const earlier = new Map(before.standing.scores.map((score) => [score.id, score]));
    for (const score of after.standing.scores) {
      if (paperOf(score) !== paperOf(earlier.get(score.id))) await this.awaitPaper(tx, score, at);
    }
  }

  private async awaitPaper(tx: EntityManager, { id, measure }: JudgedScore, at: string): Promise<void> {
    const notice = await tx.findOneBy(ScoreNoticeEntity, { id });
    const from = measure?.from ?? null;
    if (notice === null) return;
    if (measure === null || from === null || measure.to === null) {
      await this.clocks.close(tx, 'ISSUE_MEASURE_NOTICE', noticeSubject(id), at);
      return;
    }
    await this.clocks.open(
      tx,
      {
        kind: 'ISSUE_MEASURE_NOTICE',
        subject: noticeSubject(id),
        office: notice.office,
        officeKind: 'AGENCY',
        title: `出具${measure.kind === 'SUSPENSION' ? '暂停' : '终止'}医保支付资格处理通知书：${notice.personCode}（${notice.number}）`,
        citation: 'PQ2025:24',
        from: this.clock.today(),
        term: { dueOn: from },
      },
      at,
    );
  }
}
