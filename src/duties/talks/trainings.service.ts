import { Injectable } from '@nestjs/common';
import { Between, In, type EntityManager } from 'typeorm';
import { periodFaults } from '../../domain/duties/period.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { districtWithin, institutionWithin, type Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { RegistryService } from '../../registry/registry.module.js';
import { inPortions } from '../portions.js';
import type { Plain } from '../plain.js';
import { recordOf } from '../record-of.js';
import { TALK_CITATION } from './reminder-talks.service.js';
import type { HeldQuery, TrainingAnswer, TrainingForm, TrainingsAnswer } from './talk.dto.js';
import { TrainingEntity } from './training.entity.js';
import { TrainingParticipantEntity } from './training-participant.entity.js';

interface Present {
  readonly personId: string;
  readonly personCode: string;
}

const answerOf = (row: TrainingEntity, present: readonly string[]): Plain<TrainingAnswer> => ({
  id: row.id,
  institution: row.institution,
  office: row.office,
  on: row.on,
  topic: row.topic,
  lecturer: row.lecturer,
  place: row.place,
  present: [...present].sort(),
  recordedAt: row.recordedAt,
});

/** Trainings that institutions held for their people, and district agencies for those of their district (PQ2025:28). */
@Injectable()
export class TrainingsService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws RuleViolation DATE_ORDER, UNKNOWN_REFERENCE, DUPLICATE_ID */
  async record(form: TrainingForm, account: Account): Promise<TrainingAnswer> {
    return this.database.write(async (tx, at) => {
      const { present, faults } = await this.presentAt(tx, form, account);
      const all = [...this.dayFaults(form), ...faults];
      if (all.length > 0) throw new RuleViolation(all);
      const row: TrainingEntity = {
        id: this.ids.next(),
        institution: institutionWithin('talk.record', account),
        district: await this.districtFor(tx, account),
        office: account.office,
        on: form.on,
        topic: form.topic,
        lecturer: form.lecturer,
        place: form.place ?? null,
        recordedAt: at,
        actor: account.username,
      };
      await tx.insert(TrainingEntity, row);
      await tx.insert(
        TrainingParticipantEntity,
        present.map((each) => ({ trainingId: row.id, ...each })),
      );
      const codes = present.map(({ personCode }) => personCode);
      const record = recordOf(account, {
        action: 'TRAINING_HELD',
        subject: `training/${row.id}`,
        after: { office: row.office, on: row.on, present: codes },
      });
      return { result: answerOf(row, codes), record };
    });
  }

  /** Those held in a period, earliest first. @throws RuleViolation DATE_ORDER */
  async list({ from, to, institution }: HeldQuery, account: Account): Promise<TrainingsAnswer> {
    const faults = periodFaults({ from: date(from), to: date(to) });
    if (faults.length > 0) throw new RuleViolation(faults);
    const [district, own] = [districtWithin('duty.read', account), institutionWithin('duty.read', account)];
    const rows = await this.database.read.find(TrainingEntity, {
      where: {
        on: Between(from, to),
        ...(institution !== undefined && { institution: comparableCode(institution) }),
        ...(district !== null && { district }),
      },
      order: { on: 'ASC', recordedAt: 'ASC' },
    });
    const seen = rows.filter((row) => own === null || row.institution === own);
    const ids = seen.map(({ id }) => id);
    const present = await inPortions(ids, (portion) =>
      this.database.read.findBy(TrainingParticipantEntity, { trainingId: In(portion) }),
    );
    const codesOf = (id: string): string[] =>
      present.filter(({ trainingId }) => trainingId === id).map(({ personCode }) => personCode);
    return { from, to, items: seen.map((row) => answerOf(row, codesOf(row.id))) };
  }

  /** Those present, each once: of an institution's training its own people of that day, of an agency's its district's. */
  private async presentAt(
    tx: EntityManager,
    { present, on }: TrainingForm,
    account: Account,
  ): Promise<{ readonly present: readonly Present[]; readonly faults: readonly Fault[] }> {
    const found = new Map<string, Present>();
    const faults: Fault[] = [];
    for (const [place, given] of present.entries()) {
      const personCode = comparableCode(given);
      const person = await this.registry.personByCode(tx, personCode);
      const pointer = `/present/${place}`;
      if (person === null || !(await this.isTheirs(tx, person.id, on, account))) {
        const detail = `${given} 当日没有在所辖机构登记备案，请核对代码。`;
        faults.push({ pointer, code: 'UNKNOWN_REFERENCE', detail });
      } else if (found.has(person.id)) {
        faults.push({ pointer, code: 'DUPLICATE_ID', detail: `${given} 已在名单中。` });
      } else found.set(person.id, { personId: person.personId, personCode });
    }
    return { present: [...found.values()], faults };
  }

  private async isTheirs(
    tx: EntityManager,
    personId: string,
    on: string,
    account: Account,
  ): Promise<boolean> {
    const [own, district] = [
      institutionWithin('talk.record', account),
      districtWithin('talk.record', account),
    ];
    for (const { institutionCode, from, cancelledOn } of await this.registry.registrationsOf(tx, personId)) {
      if (from > on || (cancelledOn !== null && on >= cancelledOn)) continue;
      if (own !== null) {
        if (institutionCode === own) return true;
        continue;
      }
      const site = await this.registry.institution(tx, institutionCode);
      if (site !== null && (district ?? site.district) === site.district) return true;
    }
    return false;
  }

  private async districtFor(tx: EntityManager, account: Account): Promise<string> {
    const own = institutionWithin('talk.record', account);
    if (own === null) return account.office;
    const institution = await this.registry.institution(tx, own);
    if (institution === null) throw new Problem('NOT_FOUND', `没有代码为 ${own} 的定点医药机构。`);
    return institution.district;
  }

  private dayFaults({ on }: TrainingForm): Fault[] {
    const today = this.clock.today();
    if (on <= today) return [];
    const detail = `培训之日 ${on} 晚于今日 ${today}，请在培训后录入。`;
    return [{ pointer: '/on', code: 'DATE_ORDER', detail, citation: TALK_CITATION }];
  }
}
