import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ClocksService } from '../../clocks/clocks.module.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { date } from '../../domain/shared/calendar-date.js';
import { districtWithin, institutionWithin, isWithin, type Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Paper } from '../../platform/files/table.js';
import { InvalidRequest, Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { institutionSeenBy } from '../duties-rights.js';
import { marksPaper } from '../papers/marks-paper.js';
import { recordOf } from '../record-of.js';
import { MarkListService, type Marked } from './mark-list.service.js';
import { MarkRemovalEntity } from './mark-removal.entity.js';
import { markSubject, MarkWatchService, takeDownOf } from './mark-watch.service.js';
import type {
  MarkListAnswer,
  MarkListQuery,
  PublicationAnswer,
  PublicationForm,
  PublicationPage,
  PublicationQuery,
  PublishedMark,
  RemovalForm,
} from './mark.dto.js';
import { nobody, publicationFaults, removalFaults } from './publication-faults.js';
import { PublicationEntity } from './publication.entity.js';
import { PublishedMarkEntity } from './published-mark.entity.js';

/** Lists of people under measures, put up inside their institution and taken down again (PQ2025:29). */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly marks: MarkListService,
    private readonly watch: MarkWatchService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The list of a day. @throws Problem NOT_FOUND; InvalidRequest for an office that names no institution. */
  async list({ institution, on }: MarkListQuery, account: Account): Promise<MarkListAnswer> {
    const code = institution ?? institutionWithin('duty.read', account);
    if (code === null) {
      throw new InvalidRequest([
        { pointer: '/institution', code: 'REQUIRED', detail: '请填写定点医药机构代码' },
      ]);
    }
    const manager = this.database.read;
    const found = await institutionSeenBy(this.registry, manager, code, account);
    return this.marks.list(manager, found, on === undefined ? this.clock.today() : date(on));
  }

  /**
   * Records that the list of a day was put up.
   * @throws RuleViolation DATE_ORDER; NOTHING_TO_TELL where nobody is under a measure.
   */
  async publish(form: PublicationForm, account: Account): Promise<PublicationAnswer> {
    const today = this.clock.today();
    const on = form.on === undefined ? today : date(form.on);
    return this.database.write(async (tx, at) => {
      const institution = await institutionSeenBy(this.registry, tx, account.office, account);
      const marked = await this.marks.markedAt(tx, institution.code, on);
      const faults = [...publicationFaults(form, on, today), ...(marked.length === 0 ? [nobody(on)] : [])];
      if (faults.length > 0) throw new RuleViolation(faults);
      const row: PublicationEntity = {
        id: this.ids.next(),
        institution: institution.code,
        district: institution.district,
        on,
        place: form.place,
        from: form.from,
        to: form.to ?? null,
        paper: JSON.stringify(marksPaper(await this.marks.list(tx, institution, on))),
        recordedAt: at,
        actor: account.username,
      };
      await this.putUp(tx, row, marked, at);
      const { place, from, to } = row;
      const people = marked.map(({ personCode, status }) => ({ personCode, status }));
      const record = recordOf(account, {
        action: 'MARKS_PUBLISHED',
        subject: `publication/${row.id}`,
        after: { institution: row.institution, on, place, from, to, people },
      });
      return { result: await this.answerOf(tx, row), record };
    });
  }

  private async putUp(
    tx: EntityManager,
    publication: PublicationEntity,
    marked: readonly Marked[],
    at: string,
  ): Promise<void> {
    await tx.insert(PublicationEntity, publication);
    for (const { personId, personCode, name, status, since, until, causes } of marked) {
      const mark: PublishedMarkEntity = {
        publicationId: publication.id,
        personId,
        personCode,
        name,
        status,
        since,
        until,
        causes: JSON.stringify(causes),
      };
      await tx.insert(PublishedMarkEntity, mark);
      const { restrictions } = await this.ledger.standingOf(tx, personId);
      await this.watch.watch(tx, mark, publication, restrictions, at);
    }
  }

  /** Records that marks were taken down. @throws RuleViolation DATE_ORDER, UNKNOWN_REFERENCE; Problem NOT_FOUND, CONFLICT */
  async takeDown(id: string, form: RemovalForm, account: Account): Promise<PublicationAnswer> {
    return this.database.write(async (tx, at) => {
      const publication = await this.load(tx, id, account);
      const all = await tx.findBy(PublishedMarkEntity, { publicationId: id });
      const removed = new Set(
        (await tx.findBy(MarkRemovalEntity, { publicationId: id })).map(({ personId }) => personId),
      );
      const shown = all.filter(({ personId }) => !removed.has(personId));
      if (shown.length === 0) throw new Problem('CONFLICT', '此名单的标识已全部撤下。');
      const codes = form.personCodes?.map(comparableCode);
      const faults = removalFaults(form, codes ?? [], shown, publication, this.clock.today());
      if (faults.length > 0) throw new RuleViolation(faults);
      const taken = shown.filter(({ personCode }) => codes === undefined || codes.includes(personCode));
      for (const mark of taken) {
        await tx.insert(MarkRemovalEntity, {
          publicationId: id,
          personId: mark.personId,
          on: form.on,
          note: form.note ?? null,
          recordedAt: at,
          actor: account.username,
        });
        await this.clocks.close(tx, 'TAKE_DOWN_MARK', markSubject(mark), at);
      }
      const record = recordOf(account, {
        action: 'MARKS_TAKEN_DOWN',
        subject: `publication/${id}`,
        after: { on: form.on, people: taken.map(({ personCode }) => personCode) },
      });
      return { result: await this.answerOf(tx, publication), record };
    });
  }

  /** One page, newest first. */
  async page(query: PublicationQuery, account: Account): Promise<PublicationPage> {
    const manager = this.database.read;
    const [district, own] = [districtWithin('duty.read', account), institutionWithin('duty.read', account)];
    const asked = query.institution === undefined ? null : comparableCode(query.institution);
    if (own !== null && asked !== null && asked !== own) return { items: [], total: 0 };
    const institution = own ?? asked;
    const [rows, total] = await manager.findAndCount(PublicationEntity, {
      where: { ...(district !== null && { district }), ...(institution !== null && { institution }) },
      order: { recordedAt: 'DESC' },
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    });
    const items: PublicationAnswer[] = [];
    for (const row of rows) items.push(await this.answerOf(manager, row));
    return { items, total };
  }

  /** One with the paper that was put up. @throws Problem NOT_FOUND */
  async byId(
    id: string,
    account: Account,
  ): Promise<{ readonly answer: PublicationAnswer; readonly paper: Paper }> {
    const manager = this.database.read;
    const row = await this.load(manager, id, account);
    return { answer: await this.answerOf(manager, row), paper: JSON.parse(row.paper) as Paper };
  }

  private async load(manager: EntityManager, id: string, account: Account): Promise<PublicationEntity> {
    const row = await manager.findOneBy(PublicationEntity, { id });
    if (row === null || !isWithin('duty.read', account, row)) {
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的公开名单。`);
    }
    return row;
  }

  private async answerOf(manager: EntityManager, row: PublicationEntity): Promise<PublicationAnswer> {
    const marks = await manager.find(PublishedMarkEntity, {
      where: { publicationId: row.id },
      order: { personCode: 'ASC' },
    });
    const removals = await manager.findBy(MarkRemovalEntity, {
      publicationId: row.id,
      personId: In(marks.map(({ personId }) => personId)),
    });
    const people: PublishedMark[] = [];
    for (const mark of marks) {
      const removedOn = removals.find(({ personId }) => personId === mark.personId)?.on ?? null;
      const { restrictions } = await this.ledger.standingOf(manager, mark.personId);
      const due = removedOn === null ? takeDownOf(mark, row, restrictions, this.clock.today()) : null;
      people.push({
        personCode: mark.personCode,
        name: mark.name,
        status: mark.status,
        since: mark.since,
        until: mark.until,
        removedOn,
        takeDownOn: due?.on ?? null,
        takeDownReason: due?.reason ?? null,
      });
    }
    const { id, institution, on, place, from, to, recordedAt, actor } = row;
    return { id, institution, on, place, from, to, recordedAt, by: actor, people };
  }
}
