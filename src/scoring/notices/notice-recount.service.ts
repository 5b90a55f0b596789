import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../../clocks/clocks.module.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { RecountService } from '../../suspension/suspension.module.js';
import { NoticeClocksService } from './notice-clocks.service.js';
import { noticeSubject } from './notice-follow.service.js';
import { wholeNotice } from './notice-store.js';
import { ScoreNoticeEntity } from './score-notice.entity.js';

/** What waits for a notice to be received, or runs since it was; none of it is left of one that was revoked. */
const WAITING = ['TELL_INSTITUTION', 'SERVE_NOTICE', 'OBJECTION_PERIOD'] as const;

/** Keeps the time to object with the receipt that counts, when a ruling says that another does (PQ2025:34, S16). */
@Injectable()
export class NoticeRecountService implements OnModuleInit {
  constructor(
    private readonly recounts: RecountService,
    private readonly rulebooks: RulebookService,
    private readonly running: ClocksService,
    private readonly clocks: NoticeClocksService,
  ) {}

  onModuleInit(): void {
    this.recounts.alsoRecount((tx, at) => this.recount(tx, at));
  }

  private async recount(tx: EntityManager, at: string): Promise<void> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const subjects = new Set<string>();
    for (const kind of WAITING) {
      for (const { subject } of await this.running.allRunning(tx, kind)) subjects.add(subject);
    }
    for (const subject of subjects) await this.realign(tx, subject, rulebook, at);
  }

  private async realign(tx: EntityManager, subject: string, rulebook: Rulebook, at: string): Promise<void> {
    const notice = await tx.findOneBy(ScoreNoticeEntity, { id: subject.slice(noticeSubject('').length) });
    if (notice === null) return;
    const { events } = await wholeNotice(tx, notice);
    await this.clocks.realign(tx, notice, events, rulebook, at);
  }
}
