import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { WebhookAttemptEntity, WebhookOutcomeEntity } from './webhook.entity.js';
import { WebhooksService } from './webhooks.service.js';

/** An attempt with what became of it. */
export interface LoggedAttempt {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly startedAt: string;
  readonly firstCursor: string;
  readonly lastCursor: string;
  readonly items: number;
  readonly bodyHash: string;
  /** Null while it is under way, or when its process died. */
  readonly delivered: boolean | null;
  readonly status: number | null;
  readonly error: string | null;
  readonly retryAt: string | null;
}

export interface LogPage {
  readonly items: LoggedAttempt[];
  readonly total: number;
}

/** What was sent to a webhook, when, and how it went. */
@Injectable()
export class DeliveryLogService {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksService,
  ) {}

  /** One page of the attempts, newest first. @throws Problem NOT_FOUND */
  async of(id: string, account: Account, page: number, pageSize: number): Promise<LogPage> {
    const manager = this.database.read;
    const { webhook } = await this.webhooks.byId(manager, id, account);
    const [rows, total] = await manager.findAndCount(WebhookAttemptEntity, {
      where: { webhookId: webhook.id },
      order: { sequence: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const outcomes = await manager.findBy(WebhookOutcomeEntity, {
      attemptSequence: In(rows.map(({ sequence }) => sequence)),
    });
    return { items: rows.map((row) => logged(row, outcomes)), total };
  }
}

function logged(row: WebhookAttemptEntity, outcomes: readonly WebhookOutcomeEntity[]): LoggedAttempt {
  const outcome = outcomes.find(({ attemptSequence }) => attemptSequence === row.sequence);
  return {
    deliveryId: row.deliveryId,
    attempt: row.attempt,
    startedAt: row.recordedAt,
    firstCursor: row.firstCursor,
    lastCursor: row.lastCursor,
    items: row.items,
    bodyHash: row.bodyHash,
    delivered: outcome?.delivered ?? null,
    status: outcome?.status ?? null,
    error: outcome?.error ?? null,
    retryAt: outcome?.retryAt ?? null,
  };
}
