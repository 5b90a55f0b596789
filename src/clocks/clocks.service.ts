import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { deadlineOf, type TimeAllowed } from '../domain/procedure/clock.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import { Ids } from '../platform/ids/ids.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { ClockEntity } from './clock.entity.js';
import { ClockEventEntity, type ClockEvent } from './clock-event.entity.js';
import type { ClockKind } from './clock-kind.js';
import {
  clockView,
  deadlineColumns,
  termOf,
  type ClockView,
  type MovedClock,
  type NewClock,
} from './clock-view.js';

const keyOf = (kind: ClockKind, subject: string): string => `${kind} ${subject}`;

/** The columns of a clock. */
type ClockRow = Readonly<Pick<ClockEntity, keyof ClockEntity>>;
type Uncounted = Omit<ClockRow, 'dueOn' | 'provisional' | 'counted'>;

const allowedBy = (row: Uncounted): TimeAllowed => ({
  from: date(row.from),
  term: termOf(row),
  extensionDays: row.extensionDays,
});

const countedBy = (rulebook: Rulebook, row: Uncounted): ClockRow => ({
  ...row,
  ...deadlineColumns(deadlineOf(allowedBy(row), rulebook)),
});

/** The one model of deadlines. Everything happens inside the change of whoever starts or ends them. */
@Injectable()
export class ClocksService {
  constructor(
    private readonly rulebooks: RulebookService,
    private readonly ids: Ids,
  ) {}

  /**
   * Starts a clock; one of the same kind and subject that runs already is set anew, without its recorded extra days.
   * @param at the instant of the change.
   */
  async open(tx: EntityManager, clock: NewClock, at: string): Promise<ClockView> {
    const { kind, subject, office, officeKind, title, citation, from } = clock;
    const running = await this.running(tx, kind, subject);
    const row = await this.counted(tx, {
      id: running?.id ?? this.ids.next(),
      kind,
      subject,
      openKey: keyOf(kind, subject),
      office,
      officeKind,
      supervisedBy: clock.supervisedBy ?? null,
      title,
      citation,
      from,
      term: clock.term === null ? null : JSON.stringify(clock.term),
      extensionDays: 0,
      openedAt: running?.openedAt ?? at,
      closedAt: null,
    });
    return this.put(tx, row, running === null ? 'OPENED' : 'RESET', at);
  }

  /** Ends a clock; where none runs, nothing happens. */
  async close(tx: EntityManager, kind: ClockKind, subject: string, at: string): Promise<void> {
    const running = await this.running(tx, kind, subject);
    if (running !== null) await this.end(tx, running, at);
  }

  /** Ends every clock of a subject. */
  async closeAll(tx: EntityManager, subject: string, at: string): Promise<void> {
    for (const row of await tx.findBy(ClockEntity, { subject, closedAt: IsNull() })) {
      await this.end(tx, row, at);
    }
  }

  /** Counts a running clock from another day, since that was corrected. @returns null where none runs. */
  async move(
    tx: EntityManager,
    kind: ClockKind,
    subject: string,
    from: CalendarDate,
    at: string,
  ): Promise<ClockView | null> {
    const running = await this.running(tx, kind, subject);
    if (running === null) return null;
    return this.put(tx, await this.counted(tx, { ...running, from }), 'MOVED', at);
  }

  /**
   * Adds recorded days to the term of a running clock, in the unit of the term (S30).
   * @param days a whole number above zero.
   * @param citation what allows it: a provision or the number of the record.
   * @returns null where none runs.
   */
  async extend(
    tx: EntityManager,
    kind: ClockKind,
    subject: string,
    days: number,
    citation: string,
    at: string,
  ): Promise<ClockView | null> {
    const running = await this.running(tx, kind, subject);
    if (running === null) return null;
    const extensionDays = running.extensionDays + days;
    const row = await this.counted(tx, { ...running, extensionDays });
    return this.put(tx, row, 'EXTENDED', at, { days, citation });
  }

  /** The running clock of a kind and subject. */
  async find(manager: EntityManager, kind: ClockKind, subject: string): Promise<ClockView | null> {
    const running = await this.running(manager, kind, subject);
    return running === null ? null : clockView(running);
  }

  /** Every running clock, of one kind or of all. */
  async allRunning(manager: EntityManager, kind?: ClockKind): Promise<readonly ClockView[]> {
    const where = { closedAt: IsNull(), ...(kind !== undefined && { kind }) };
    const rows = await manager.find(ClockEntity, { where, order: { openedAt: 'ASC', id: 'ASC' } });
    return rows.map(clockView);
  }

  /** Counts every running clock again, after a calendar year came in. @returns those whose last day moved. */
  async recompute(tx: EntityManager, at: string): Promise<readonly MovedClock[]> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const moved: MovedClock[] = [];
    for (const row of await tx.find(ClockEntity, { where: { closedAt: IsNull() }, order: { id: 'ASC' } })) {
      const anew = countedBy(rulebook, row);
      if (anew.counted === row.counted && anew.dueOn === row.dueOn && anew.provisional === row.provisional)
        continue;
      await this.put(tx, anew, 'RECOMPUTED', at);
      const { id, kind, subject, office } = row;
      if (row.dueOn !== null && anew.dueOn !== null && row.dueOn !== anew.dueOn) {
        moved.push({ id, kind, subject, office, was: date(row.dueOn), dueOn: date(anew.dueOn) });
      }
    }
    return moved;
  }

  private running(manager: EntityManager, kind: ClockKind, subject: string): Promise<ClockRow | null> {
    return manager.findOneBy(ClockEntity, { openKey: keyOf(kind, subject) });
  }

  private async counted(tx: EntityManager, row: Uncounted): Promise<ClockRow> {
    return countedBy(await this.rulebooks.asSeenBy(tx), row);
  }

  private async end(tx: EntityManager, row: ClockRow, at: string): Promise<void> {
    await this.put(tx, { ...row, openKey: null, closedAt: at }, 'CLOSED', at);
  }

  private async put(
    tx: EntityManager,
    row: ClockRow,
    event: ClockEvent,
    at: string,
    why: object = {},
  ): Promise<ClockView> {
    await tx.upsert(ClockEntity, row, ['id']);
    const { from, term, extensionDays, dueOn, provisional, office } = row;
    const content = JSON.stringify({ from, term, extensionDays, dueOn, provisional, office, ...why });
    await tx.insert(ClockEventEntity, { clockId: row.id, event, content, recordedAt: at });
    return clockView(row);
  }
}
