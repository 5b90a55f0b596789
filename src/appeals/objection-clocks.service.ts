import { CITY } from '../identity/identity.module.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService, type NewClock } from '../clocks/clocks.module.js';
import { figure } from '../domain/rulebook/figure.js';
import { instrumentOn } from '../domain/rulebook/rulebook.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import { Clock } from '../platform/clock/clock.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import type { ObjectionEntity } from './objection.entity.js';
import { decidingAgency } from './objection-rights.js';
import { objectionSubject } from './objection-store.js';

const KIND = 'DECIDE_OBJECTION';
const MILLIONTHS = 1_000_000n;

/** How long an objection may take: it warns, nothing lapses (PQ2025:37, S30). */
@Injectable()
export class ObjectionClocksService {
  constructor(
    private readonly clocks: ClocksService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  /** The time runs from the receipt of the material. */
  async received(tx: EntityManager, objection: ObjectionEntity, at: string): Promise<void> {
    const from = date(objection.filedOn);
    await this.clocks.open(tx, await this.clockOf(tx, objection, objection.district, from), at);
  }

  /** The material that PQ2025:34 asks for, signed and sealed, is in hand only since then. */
  async completed(tx: EntityManager, { id }: ObjectionEntity, on: CalendarDate, at: string): Promise<void> {
    await this.clocks.move(tx, KIND, objectionSubject(id), on, at);
  }

  /** The municipal agency goes on in the same time, days recorded on top of it included. */
  async referred(tx: EntityManager, objection: ObjectionEntity, at: string): Promise<void> {
    const subject = objectionSubject(objection.id);
    const running = await this.clocks.find(tx, KIND, subject);
    if (running === null) return;
    await this.clocks.open(tx, await this.clockOf(tx, objection, CITY, running.from), at);
    if (running.extensionDays > 0)
      await this.clocks.extend(tx, KIND, subject, running.extensionDays, 'PQ2025:37', at);
  }

  /** S30: the days of an assessment are added. */
  async assessed(tx: EntityManager, { id }: ObjectionEntity, days: number, at: string): Promise<void> {
    if (days > 0) await this.clocks.extend(tx, KIND, objectionSubject(id), days, 'PQ2025:37', at);
  }

  /** Nothing is left to decide: it was withdrawn. */
  async ended(tx: EntityManager, { id }: ObjectionEntity, at: string): Promise<void> {
    await this.clocks.close(tx, KIND, objectionSubject(id), at);
  }

  /** The outcome stands; the district agency tells both sides of it (PQ2025:37, which sets no day). */
  async decided(tx: EntityManager, objection: ObjectionEntity, at: string): Promise<void> {
    await this.ended(tx, objection, at);
    const { id, district, personCode, noticeNumber } = objection;
    await this.clocks.open(
      tx,
      {
        kind: 'TELL_OUTCOME',
        subject: objectionSubject(id),
        office: district,
        officeKind: 'AGENCY',
        title: `将异议申诉的办理结果告知机构和本人：${personCode}（${noticeNumber}）`,
        citation: 'PQ2025:37',
        from: this.clock.today(),
        term: null,
      },
      at,
    );
  }

  /** Both sides were told. */
  async told(tx: EntityManager, { id }: ObjectionEntity, at: string): Promise<void> {
    await this.clocks.close(tx, 'TELL_OUTCOME', objectionSubject(id), at);
  }

  /** PQ2025:35 sets the bureau no day. */
  async further(
    tx: EntityManager,
    objection: ObjectionEntity,
    from: CalendarDate,
    at: string,
  ): Promise<void> {
    await this.clocks.open(
      tx,
      {
        ...ofObjection(objection, decidingAgency(objection)),
        officeKind: 'BUREAU',
        citation: 'PQ2025:35',
        from,
        term: null,
      },
      at,
    );
  }

  private async clockOf(
    tx: EntityManager,
    objection: ObjectionEntity,
    office: string,
    from: CalendarDate,
  ): Promise<NewClock> {
    const rules = instrumentOn(await this.rulebooks.asSeenBy(tx), 'PQ2025', from);
    if (rules === undefined) throw new Error(`no PQ2025 on ${from}`);
    const count = Number(figure(rules, 'PQ2025:37', 'decideWithin').value / MILLIONTHS);
    return {
      ...ofObjection(objection, office),
      officeKind: 'AGENCY',
      citation: 'PQ2025:37',
      from,
      term: { count, unit: 'WORKING_DAYS' },
    };
  }
}

const ofObjection = (
  { id, personCode, noticeNumber }: ObjectionEntity,
  office: string,
): Pick<NewClock, 'kind' | 'subject' | 'office' | 'title'> => ({
  kind: KIND,
  subject: objectionSubject(id),
  office,
  title: `办理记分异议申诉：${personCode}（${noticeNumber}）`,
});
