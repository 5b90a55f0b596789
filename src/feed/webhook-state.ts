import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import { positionOf, type FeedPosition } from './feed-position.js';
import {
  WebhookAttemptEntity,
  WebhookEventEntity,
  WebhookOutcomeEntity,
  type WebhookEntity,
} from './webhook.entity.js';

export const WEBHOOK_STATES = ['ACTIVE', 'PAUSED', 'GAVE_UP', 'ENDED'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** An attempt without an outcome belongs to a process that died, this long after it began; sending takes a sixth. */
const LEASE_SECONDS = 60;

/** Where a webhook stands: follows from what is on record of it. */
export interface WebhookStanding {
  readonly webhook: WebhookEntity;
  readonly state: WebhookState;
  readonly events: number;
  /** Last item that was delivered; null: none, and it starts with the first of the feed. */
  readonly position: FeedPosition | null;
  /** The delivery that has not arrived; null when the next one is a new one. */
  readonly pending: WebhookAttemptEntity | null;
  /** Failures in a row since it was last delivered or resumed. */
  readonly failures: number;
  /** Not to be tried before this instant; null: at once. */
  readonly notBefore: string | null;
  /** When something was last delivered. */
  readonly deliveredAt: string | null;
}

const STATE_AFTER = { PAUSED: 'PAUSED', GAVE_UP: 'GAVE_UP', RESUMED: 'ACTIVE', ENDED: 'ENDED' } as const;

/** An instant so many seconds later, written as the clock writes instants. */
export const secondsAfter = (instant: string, seconds: number): string =>
  Temporal.Instant.from(instant).add({ seconds }).toString({ fractionalSecondDigits: 3 });

/** Where a webhook stands; reads by index, whatever the length of its log. */
export async function standingOf(manager: EntityManager, webhook: WebhookEntity): Promise<WebhookStanding> {
  const webhookId = webhook.id;
  const events = await manager.find(WebhookEventEntity, { where: { webhookId }, order: { sequence: 'ASC' } });
  const [last] = await manager.find(WebhookAttemptEntity, {
    where: { webhookId },
    order: { sequence: 'DESC' },
    take: 1,
  });
  const outcome =
    last === undefined
      ? null
      : await manager.findOneBy(WebhookOutcomeEntity, { attemptSequence: last.sequence });
  const arrived = await lastDelivered(manager, webhookId);
  const resumedAt = events.findLast(({ event }) => event === 'RESUMED')?.recordedAt ?? '';
  const lastEvent = events.at(-1)?.event;
  return {
    webhook,
    state: lastEvent === undefined ? 'ACTIVE' : STATE_AFTER[lastEvent],
    events: events.length,
    position: cursorPosition(arrived?.attempt.lastCursor ?? webhook.startsAfter),
    pending: last !== undefined && outcome?.delivered !== true ? last : null,
    ...waiting(last, outcome, resumedAt),
    deliveredAt: arrived?.at ?? null,
  };
}

function waiting(
  last: WebhookAttemptEntity | undefined,
  outcome: WebhookOutcomeEntity | null,
  resumedAt: string,
): Pick<WebhookStanding, 'failures' | 'notBefore'> {
  if (last === undefined) return { failures: 0, notBefore: null };
  if (outcome === null) return { failures: 0, notBefore: secondsAfter(last.recordedAt, LEASE_SECONDS) };
  if (outcome.recordedAt < resumedAt) return { failures: 0, notBefore: null };
  return { failures: outcome.failures, notBefore: outcome.retryAt };
}

async function lastDelivered(
  manager: EntityManager,
  webhookId: string,
): Promise<{ readonly attempt: WebhookAttemptEntity; readonly at: string } | null> {
  const [outcome] = await manager.find(WebhookOutcomeEntity, {
    where: { webhookId, delivered: true },
    order: { attemptSequence: 'DESC' },
    take: 1,
  });
  if (outcome === undefined) return null;
  const sequence = outcome.attemptSequence;
  return {
    attempt: await manager.findOneByOrFail(WebhookAttemptEntity, { sequence }),
    at: outcome.recordedAt,
  };
}

function cursorPosition(cursor: string | null): FeedPosition | null {
  if (cursor === null) return null;
  const position = positionOf(cursor);
  if (position === null) throw new Error(`not a cursor: ${cursor}`);
  return position;
}
