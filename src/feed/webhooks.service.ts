import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Account } from '../identity/identity.module.js';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { IdentityVault } from '../platform/secrets/identity-vault.js';
import { RegistryService } from '../registry/registry.module.js';
import { cursorOf } from './feed-position.js';
import { institutionMeant } from './feed-rights.js';
import { recordOf } from './record-of.js';
import { WebhookEntity, WebhookEventEntity, type WebhookEvent } from './webhook.entity.js';
import { leadsInside } from './webhook-sender.js';
import { standingOf, type WebhookStanding, type WebhookState } from './webhook-state.js';
import { targetFaults } from './webhook-target.js';

/** More than enough for a system under test, one in use and one to come. */
const MOST = 5;
const SECRET_BYTES = 32;
const AFTER_ALL_SOURCES = 99;

/** Where to send to, and from which place in the feed on. */
export interface WebhookWish {
  readonly url: string;
  /** All of the feed; else what comes from now on. */
  readonly fromStart: boolean;
}

/** A webhook just made, with its secret, which is never told again. */
export interface NewWebhook {
  readonly standing: WebhookStanding;
  readonly secret: string;
}

/** From which states an event may follow. */
const FROM: Readonly<Record<Exclude<WebhookEvent, 'GAVE_UP'>, readonly WebhookState[]>> = {
  PAUSED: ['ACTIVE', 'GAVE_UP'],
  RESUMED: ['PAUSED', 'GAVE_UP'],
  ENDED: ['ACTIVE', 'PAUSED', 'GAVE_UP'],
};

export const webhookSubject = (id: string): string => `webhook/${id}`;

/** Where institutions want their feed sent. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly clocks: ClocksService,
    private readonly vault: IdentityVault,
    private readonly ids: Ids,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** @throws RuleViolation for an address that must not be used, or one webhook too many. */
  async create({ url, fromStart }: WebhookWish, account: Account): Promise<NewWebhook> {
    await this.requireTarget(url);
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const standing = await this.database.write(async (tx, at) => {
      await requireRoom(tx, account.office);
      const webhook: WebhookEntity = {
        id: this.ids.next(),
        institutionCode: account.office,
        url,
        secretSealed: this.vault.seal(secret),
        startsAfter: fromStart ? null : cursorOf({ at, rank: AFTER_ALL_SOURCES, number: 0, id: '' }),
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(WebhookEntity, webhook);
      const after = { institution: account.office, host: new URL(url).host, fromStart };
      return {
        result: await standingOf(tx, webhook),
        record: recordOf(account, 'WEBHOOK_CREATED', webhook.id, after),
      };
    });
    return { standing, secret };
  }

  /** All of an institution, also those that were ended, oldest first. */
  async list(account: Account, named: string | undefined): Promise<WebhookStanding[]> {
    const manager = this.database.read;
    const institutionCode = await institutionMeant(manager, this.registry, account, named);
    const webhooks = await manager.find(WebhookEntity, {
      where: { institutionCode },
      order: { recordedAt: 'ASC' },
    });
    return Promise.all(webhooks.map((each) => standingOf(manager, each)));
  }

  /** @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see. */
  async byId(manager: EntityManager, id: string, account: Account): Promise<WebhookStanding> {
    const webhook = await manager.findOneBy(WebhookEntity, { id });
    const missing = new Problem('NOT_FOUND', `没有编号为 ${id} 的推送。`);
    if (webhook === null) throw missing;
    await institutionMeant(manager, this.registry, account, webhook.institutionCode).catch(() => {
      throw missing;
    });
    return standingOf(manager, webhook);
  }

  /** Pauses, resumes or ends a webhook. @throws Problem CONFLICT where its state does not allow it. */
  change(id: string, event: keyof typeof FROM, account: Account): Promise<WebhookStanding> {
    return this.database.write(async (tx, at) => {
      const { webhook, state, events } = await this.byId(tx, id, account);
      if (!FROM[event].includes(state))
        throw new Problem('CONFLICT', `推送目前的状态是 ${state}，不能进行此项操作。`);
      const row = { webhookId: id, sequence: events + 1, event, recordedAt: at, actor: account.username };
      await tx.insert(WebhookEventEntity, row);
      await this.clocks.closeAll(tx, webhookSubject(id), at);
      const record = recordOf(account, `WEBHOOK_${event}`, id, { institution: webhook.institutionCode });
      return { result: await standingOf(tx, webhook), record };
    });
  }

  private async requireTarget(url: string): Promise<void> {
    const production = this.environment.nodeEnv === 'production';
    const faults = targetFaults(url, { production });
    if (faults.length > 0) throw new RuleViolation(faults);
    if (production && (await leadsInside(url))) {
      const detail = '回调网址的主机名指向本机或内部网络的地址，不能使用。';
      throw new RuleViolation([{ pointer: '/url', code: 'PRIVATE_ADDRESS', detail }]);
    }
  }
}

async function requireRoom(tx: EntityManager, institutionCode: string): Promise<void> {
  const all = await tx.findBy(WebhookEntity, { institutionCode });
  const standings = await Promise.all(all.map((each) => standingOf(tx, each)));
  if (standings.filter(({ state }) => state !== 'ENDED').length < MOST) return;
  const detail = `每个机构至多 ${MOST} 个推送，请先停用不再使用的。`;
  throw new RuleViolation([{ pointer: '/url', code: 'TOO_MANY_WEBHOOKS', detail }]);
}
