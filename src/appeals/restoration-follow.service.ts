import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import { isOpenRestoration, RESTORATION_STATES } from '../domain/procedure/restoration-states.js';
import type { Standing } from '../domain/qualification/standing.js';
import { type Account, CITY } from '../identity/identity.module.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RegistryService } from '../registry/registry.module.js';
import { SuspensionService } from '../suspension/suspension.module.js';
import { recordOf } from './record-of.js';
import { restorationSubject } from './restoration-clock.js';
import { restorationNow, toBeLifted } from './restoration-effect.js';
import { RestorationEntity } from './restoration.entity.js';
import { RestorationFormerSitesService } from './restoration-former-sites.service.js';
import { RestorationRestatingService } from './restoration-restating.service.js';
import {
  approvalOf,
  restorationsOf,
  takeRestorationStep,
  wholeOf,
  type OpinionContent,
  type WholeRestoration,
} from './restoration-store.js';

const NOTHING_LEFT = '所申请恢复的措施已不存在或者已另行恢复，此申请不再办理。';

/** What a file judged anew means for applications of its person: those with nothing left to restore, those undone. */
@Injectable()
export class RestorationFollowService implements OnModuleInit {
  constructor(
    private readonly suspension: SuspensionService,
    private readonly registry: RegistryService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly restating: RestorationRestatingService,
    private readonly formerSites: RestorationFormerSitesService,
  ) {}

  onModuleInit(): void {
    this.suspension.alsoRecord((tx, rejudged, account, at) => this.follow(tx, rejudged, account, at));
  }

  private async follow(
    tx: EntityManager,
    rejudged: Rejudged,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const codes = (await this.registry.personById(tx, rejudged.personId))?.codes ?? [];
    const lines = await this.closeMoot(tx, codes, rejudged.after.standing, account, at);
    await this.watchUndone(tx, codes, at);
    await this.restating.follow(tx, rejudged, at);
    await this.formerSites.follow(tx, rejudged, at);
    return lines;
  }

  /** An application that has nothing left to restore ends by itself, and hinders no other. */
  private async closeMoot(
    tx: EntityManager,
    codes: readonly string[],
    standing: Standing,
    account: Account,
    at: string,
  ): Promise<RecordEntry[]> {
    const today = this.clock.today();
    const lines: RecordEntry[] = [];
    for (const whole of await restorationsOf(tx, {
      codes,
      states: RESTORATION_STATES.filter(isOpenRestoration),
    })) {
      if (toBeLifted(standing, whole.filing, today).length > 0) continue;
      const content: OpinionContent = { on: today, opinion: NOTHING_LEFT };
      await takeRestorationStep(tx, whole, { step: 'MOOT', content }, account, at);
      await this.clocks.close(tx, 'DECIDE_RESTORATION', restorationSubject(whole.head.id), at);
      lines.push(mootLine(whole, account));
    }
    return lines;
  }

  /** A later fact, or files that were parted, can leave what was restored without its restoration: a person decides then. */
  private async watchUndone(tx: EntityManager, codes: readonly string[], at: string): Promise<void> {
    const approved = await restorationsOf(tx, { codes, states: ['APPROVED'] });
    const known = new Set(approved.map(({ head }) => head.id));
    for (const whole of [...approved, ...(await this.watched(tx, known))]) {
      const { head } = whole;
      const { unrestored } = await restorationNow(tx, approvalOf(whole)?.lifted ?? []);
      const running = await this.clocks.find(tx, 'RESTORATION_UNDONE', restorationSubject(head.id));
      if (unrestored.length === 0)
        await this.clocks.close(tx, 'RESTORATION_UNDONE', restorationSubject(head.id), at);
      else if (running === null) await this.askCity(tx, head, unrestored, at);
    }
  }

  /** Applications of other codes that were found undone before: files may have been parted since. */
  private async watched(tx: EntityManager, known: ReadonlySet<string>): Promise<WholeRestoration[]> {
    const running = await this.clocks.allRunning(tx, 'RESTORATION_UNDONE');
    const ids = running.map(({ subject }) => subject.split('/')[1] ?? '').filter((id) => !known.has(id));
    const heads = await tx.findBy(RestorationEntity, { id: In(ids) });
    const found: WholeRestoration[] = [];
    for (const head of heads) found.push(await wholeOf(tx, head));
    return found;
  }

  private async askCity(
    tx: EntityManager,
    { id, personCode }: RestorationEntity,
    unrestored: readonly { readonly personId: string }[],
    at: string,
  ): Promise<void> {
    const codes = new Set([personCode]);
    for (const { personId } of unrestored) {
      const person = await this.registry.personById(tx, personId);
      if (person !== null && !person.codes.includes(personCode))
        person.codes.forEach((code) => codes.add(code));
    }
    await this.clocks.open(
      tx,
      {
        kind: 'RESTORATION_UNDONE',
        subject: restorationSubject(id),
        office: CITY,
        officeKind: 'AGENCY',
        title: `已批准的恢复按现有记录不再成立，请核查处理：${[...codes].join('、')}`,
        citation: 'PQ2025:30',
        from: this.clock.today(),
        term: null,
      },
      at,
    );
  }
}

const mootLine = ({ head }: WholeRestoration, account: Account): RecordEntry =>
  recordOf(account, {
    action: 'RESTORATION_MOOT',
    subject: restorationSubject(head.id),
    before: { state: head.state },
    after: { personCode: head.personCode },
  });
