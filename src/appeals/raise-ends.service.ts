import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { History } from '../domain/qualification/history.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import {
  NoticeClocksService,
  noteRaiseEnded,
  noticeSubject,
  raisedAmong,
  raiseOf,
  standingRaises,
  type Carried,
  type RaisedContent,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import { SuspensionService } from '../suspension/suspension.module.js';
import { asJson, recordOf } from './record-of.js';
import { carriedIn, isMore } from './reversal-raised.js';

/** What a notice carries now, and what both sides know of it anyhow. */
interface Now {
  readonly is: Carried;
  /** What it was issued with, where that is all it carries since files were parted. */
  readonly issued?: Carried | undefined;
}

/** Takes a raise back when a later judgement did: nobody is told of it any more, nor has time to object to it (PQ2025:34, 37). */
@Injectable()
export class RaiseEndsService implements OnModuleInit {
  constructor(
    private readonly suspension: SuspensionService,
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
    private readonly clocks: NoticeClocksService,
  ) {}

  onModuleInit(): void {
    this.suspension.alsoRecord((tx, { after }, account, at) =>
      this.follow(tx, after, new Map(), account, at),
    );
  }

  /**
   * Ends the raises of a file's notices that carry no more than before the raise, or than they were issued with.
   * @param issued by notice; only where files were parted. @returns a line for the record for each.
   */
  async follow(
    tx: EntityManager,
    after: History,
    issued: ReadonlyMap<string, Carried>,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const ids = after.standing.scores.map(({ id }) => id);
    const lines: RecordEntry[] = [];
    for (const notice of await raisedAmong(tx, ids)) {
      const { id } = notice.head;
      const now = { is: carriedIn(after, id), issued: issued.get(id) };
      lines.push(...(await this.endOf(tx, notice, now, account, at)));
    }
    return lines;
  }

  private async endOf(
    tx: EntityManager,
    notice: ScoredNotice,
    { is, issued }: Now,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const { head } = notice;
    const lines: RecordEntry[] = [];
    let { events } = notice;
    for (const raise of standingRaises(notice.events).toReversed()) {
      const { by, before } = JSON.parse(raise.content) as RaisedContent;
      const isOver = !isMore(is, before) || (issued !== undefined && !isMore(is, issued));
      if (!isOver) break;
      const ended = { by, carried: is };
      events = [...events, await noteRaiseEnded(tx, { ...notice, events }, ended, at, account)];
      const stated = { subject: noticeSubject(head.id), after: asJson(ended) };
      lines.push(recordOf(account, { action: 'SCORE_NOTICE_RAISE_ENDED', ...stated }));
    }
    if (lines.length > 0) await this.realign(tx, { ...notice, events }, at);
    return lines;
  }

  /** The time to object runs again as it did before the raise. */
  private async realign(tx: EntityManager, { head, events }: ScoredNotice, at: string): Promise<void> {
    const raise = raiseOf(events);
    if (raise === null || raise.told.length > 1) await this.clocks.raiseTold(tx, head, at);
    const facts = await this.ledger.factsOf(tx, head.personId);
    if (facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === head.id)) return;
    await this.clocks.realign(tx, head, events, await this.rulebooks.asSeenBy(tx), at);
  }
}
