import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { Clock } from '../platform/clock/clock.js';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { Database } from '../platform/database/database.js';
import { Ids } from '../platform/ids/ids.js';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import type { FeedPage } from './feed-item.js';
import { positionOf } from './feed-position.js';
import { FeedReaderService } from './feed-reader.service.js';
import { recordOf, SYSTEM } from './record-of.js';
import { minutesUntilRetry } from './retry-schedule.js';
import { signatureOf } from './signature.js';
import {
  WebhookAttemptEntity,
  WebhookEntity,
  WebhookEventEntity,
  WebhookOutcomeEntity,
} from './webhook.entity.js';
import { send, type Sent } from './webhook-sender.js';
import { secondsAfter, standingOf, type WebhookStanding } from './webhook-state.js';
import { webhookSubject } from './webhooks.service.js';

const EVERY_MS = 15_000;
const ITEMS_A_DELIVERY = 100;
const AT_ONCE = 8;
const SECONDS_A_MINUTE = 60;
const MS_A_SECOND = 1000;

/** An attempt on record, about to be made. */
interface Claim {
  readonly webhook: WebhookEntity;
  readonly attempt: Omit<WebhookAttemptEntity, 'sequence'>;
  readonly sequence: number;
  readonly failures: number;
  readonly body: string;
}

/** Undoes a change in which it turned out that another process was first. */
class NothingDue extends Error {}

/**
 * Sends the feed to webhooks: at least once, and to each webhook in order. An attempt goes on record before it is made,
 * so that no two processes make it at once and none is forgotten when a process dies.
 */
@Injectable()
export class DispatcherService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(DispatcherService.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<number> | null = null;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly feed: FeedReaderService,
    private readonly clocks: ClocksService,
    private readonly vault: IdentityVault,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Sends by the clock; tests ask for it by {@link deliverDue}. */
  onModuleInit(): void {
    if (this.environment.nodeEnv === 'test') return;
    this.timer = setInterval(() => {
      this.deliverDue().catch((error: unknown) => {
        this.log.error(error);
      });
    }, EVERY_MS).unref();
  }

  /** Waits for the attempts under way, so that what became of them goes on record. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.running?.catch(() => undefined);
  }

  /** Makes every attempt that is due, until nothing is left to send or it failed. @returns how many it made. */
  deliverDue(): Promise<number> {
    this.running ??= this.deliverAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async deliverAll(): Promise<number> {
    const waiting = await this.database.read.find(WebhookEntity, { order: { recordedAt: 'ASC' } });
    let made = 0;
    const work = async (): Promise<void> => {
      for (let webhook = waiting.shift(); webhook !== undefined; webhook = waiting.shift()) {
        const each = await this.deliverTo(webhook).catch((error: unknown) => this.passOver(error));
        made += each;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return made;
  }

  private async deliverTo(webhook: WebhookEntity): Promise<number> {
    let made = 0;
    while (
      !this.stopped &&
      (await this.nextFor(this.database.read, webhook, this.clock.instant())) !== null
    ) {
      const claim = await this.claim(webhook);
      if (claim === null) return made;
      made += 1;
      const sent = await this.send(claim).catch((error: unknown) => this.notSent(error));
      await this.settle(claim, sent);
      if (!sent.delivered) return made;
    }
    return made;
  }

  /** One webhook in trouble keeps no other waiting. */
  private passOver(error: unknown): number {
    this.log.error(error);
    return 0;
  }

  /** It failed on our side, by a key that was changed for one: counted like any failure, so that somebody is told. */
  private notSent(error: unknown): Sent {
    this.log.error(error);
    return { delivered: false, status: null, error: 'NOT_SENT' };
  }

  /** What is due to be sent at an instant; null: nothing. */
  private async nextFor(
    manager: EntityManager,
    webhook: WebhookEntity,
    now: string,
  ): Promise<{ readonly standing: WebhookStanding; readonly page: FeedPage } | null> {
    const standing = await standingOf(manager, webhook);
    const { state, notBefore, pending, position } = standing;
    if (state !== 'ACTIVE' || (notBefore !== null && notBefore > now)) return null;
    const upTo = pending === null ? null : positionOf(pending.lastCursor);
    const page = await this.feed.page(manager, {
      institution: webhook.institutionCode,
      after: position,
      ...(upTo !== null && { upTo }),
      limit: ITEMS_A_DELIVERY,
    });
    return page.items.length === 0 ? null : { standing, page };
  }

  /** Puts the attempt on record; null where another process was first. */
  private async claim(webhook: WebhookEntity): Promise<Claim | null> {
    const claimed = this.database.write(async (tx, at) => {
      const due = await this.nextFor(tx, webhook, at);
      if (due === null) throw new NothingDue();
      const { standing, page } = due;
      const deliveryId = standing.pending?.deliveryId ?? this.ids.next();
      const body = bodyOf(webhook, deliveryId, page);
      const attempt = {
        webhookId: webhook.id,
        deliveryId,
        attempt: (standing.pending?.attempt ?? 0) + 1,
        firstCursor: page.items[0]?.cursor ?? '',
        lastCursor: page.next ?? '',
        items: page.items.length,
        bodyHash: createHash('sha256').update(body).digest('hex'),
        recordedAt: at,
      };
      const { identifiers } = await tx.insert(WebhookAttemptEntity, attempt);
      const sequence = Number(identifiers[0]?.['sequence']);
      const { recordedAt: _at, webhookId: _webhook, ...told } = attempt;
      const record = recordOf(SYSTEM, 'WEBHOOK_ATTEMPTED', webhook.id, told);
      return { result: { webhook, attempt, sequence, failures: standing.failures, body }, record };
    });
    return claimed.catch((error: unknown) => {
      if (error instanceof NothingDue) return null;
      throw error;
    });
  }

  private async send({ webhook, attempt, body }: Claim): Promise<Sent> {
    const seconds = Math.floor(this.clock.now().getTime() / MS_A_SECOND);
    const secret = this.vault.open(webhook.secretSealed);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'insurance-enforcement',
      'x-delivery': attempt.deliveryId,
      'x-signature': signatureOf(secret, seconds, body),
    };
    return send(
      { url: webhook.url, body, headers },
      { production: this.environment.nodeEnv === 'production' },
    );
  }

  /** Puts on record how it went; after too many failures in a row the webhook is paused and its institution told. */
  private settle({ webhook, attempt, sequence, failures }: Claim, sent: Sent): Promise<void> {
    return this.database.write(async (tx, at) => {
      const inARow = sent.delivered ? 0 : failures + 1;
      const minutes = sent.delivered ? null : minutesUntilRetry(inARow);
      const retryAt = minutes === null ? null : secondsAfter(at, minutes * SECONDS_A_MINUTE);
      const outcome = { ...sent, failures: inARow, retryAt };
      await tx.insert(WebhookOutcomeEntity, {
        ...outcome,
        attemptSequence: sequence,
        webhookId: webhook.id,
        recordedAt: at,
      });
      if (!sent.delivered && minutes === null) await this.giveUp(tx, webhook, inARow, at);
      const action = sent.delivered ? 'WEBHOOK_DELIVERED' : 'WEBHOOK_FAILED';
      const told = { deliveryId: attempt.deliveryId, attempt: attempt.attempt, ...outcome };
      return { result: undefined, record: recordOf(SYSTEM, action, webhook.id, told) };
    });
  }

  private async giveUp(
    tx: EntityManager,
    webhook: WebhookEntity,
    failures: number,
    at: string,
  ): Promise<void> {
    const { state, events } = await standingOf(tx, webhook);
    if (state !== 'ACTIVE') return;
    await tx.insert(WebhookEventEntity, {
      webhookId: webhook.id,
      sequence: events + 1,
      event: 'GAVE_UP',
      recordedAt: at,
      actor: SYSTEM.username,
    });
    await this.clocks.open(
      tx,
      {
        kind: 'RESUME_WEBHOOK',
        subject: webhookSubject(webhook.id),
        office: webhook.institutionCode,
        officeKind: 'INSTITUTION',
        title: `变动推送连续 ${failures} 次未送达 ${new URL(webhook.url).host}，已暂停：查明原因后恢复`,
        citation: null,
        from: this.clock.today(),
        term: null,
      },
      at,
    );
  }
}

/** The same bytes at every attempt: what it is made of never changes. */
function bodyOf(webhook: WebhookEntity, delivery: string, { items, next }: FeedPage): string {
  return JSON.stringify({ webhook: webhook.id, delivery, institution: webhook.institutionCode, items, next });
}
