import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { dayOfInstant } from '../domain/duties/period.js';
import { reportedOf, type PaperHead, type Reported } from '../domain/duties/reported.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import { pointsLawOn, type PointsLaw } from '../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { DeterminationEntity, LinkedMeasureEntity, ScoreNoticeEntity } from '../scoring/scoring.module.js';
import { inPortions } from './portions.js';

const noticeHead = (row: ScoreNoticeEntity): NoticeHead => ({
  id: row.id,
  source: 'NOTICE',
  number: row.number,
  institution: row.institution,
  personId: row.personId,
  personCode: row.personCode,
  issuedOn: date(row.issuedOn),
  recordedOn: dayOfInstant(row.recordedAt),
});

/** A linked measure, but for the day on which it was linked: that is on the ledger. */
type LinkedHead = Omit<PaperHead, 'issuedOn' | 'source'> & { readonly source: 'LINKED' };
type NoticeHead = PaperHead & { readonly source: 'NOTICE' };

function dayOfLink(facts: readonly LedgerFact[], id: string): CalendarDate {
  const linked = facts.find((fact) => fact.type === 'LINKED' && fact.id === id);
  if (linked?.type !== 'LINKED') throw new Error(`the measure ${id} is not on the ledger`);
  return linked.on;
}

/** What agencies issued against people: notices, and measures linked with the institution's. */
@Injectable()
export class IssuedPapersService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
  ) {}

  /** Everything an agency ever issued, as it stands. @param office its district code. */
  async ofOffice(manager: EntityManager, office: string): Promise<readonly Reported[]> {
    const notices = await manager.findBy(ScoreNoticeEntity, { office });
    const linked = await this.linkedOf(manager, await manager.findBy(DeterminationEntity, { office }));
    return this.asTheyStand(manager, [...notices.map(noticeHead), ...linked]);
  }

  /** Where scores and linked measures go back to: code of the institution by their id on the ledger. */
  async institutionsOf(
    manager: EntityManager,
    causes: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const notices = await inPortions(causes, (ids) => manager.findBy(ScoreNoticeEntity, { id: In(ids) }));
    const linked = await inPortions(causes, (ids) => manager.findBy(LinkedMeasureEntity, { id: In(ids) }));
    const determinations = await inPortions(
      linked.map(({ determinationId }) => determinationId),
      (ids) => manager.findBy(DeterminationEntity, { id: In(ids) }),
    );
    const institutionOf = new Map(determinations.map(({ id, institution }) => [id, institution]));
    return new Map([
      ...notices.map(({ id, institution }): [string, string] => [id, institution]),
      ...linked.map(({ id, determinationId }): [string, string] => [
        id,
        institutionOf.get(determinationId) ?? '',
      ]),
    ]);
  }

  /** The people against whom something was issued over conduct at some institutions. */
  async peopleOver(manager: EntityManager, institutions: readonly string[]): Promise<readonly string[]> {
    const notices = await inPortions(institutions, (codes) =>
      manager.findBy(ScoreNoticeEntity, { institution: In(codes) }),
    );
    const determinations = await inPortions(institutions, (codes) =>
      manager.findBy(DeterminationEntity, { institution: In(codes) }),
    );
    const linked = await this.linkedOf(manager, determinations);
    return [...new Set([...notices, ...linked].map(({ personId }) => personId))];
  }

  private async linkedOf(
    manager: EntityManager,
    determinations: readonly DeterminationEntity[],
  ): Promise<LinkedHead[]> {
    const byId = new Map(determinations.map((each) => [each.id, each]));
    const rows = await inPortions([...byId.keys()], (ids) =>
      manager.findBy(LinkedMeasureEntity, { determinationId: In(ids) }),
    );
    return rows.flatMap(({ id, determinationId, personId, content, recordedAt }): LinkedHead[] => {
      const determination = byId.get(determinationId);
      if (determination === undefined) return [];
      const { personCode } = JSON.parse(content) as { personCode: string };
      const { number, institution } = determination;
      const recordedOn = dayOfInstant(recordedAt);
      return [{ id, source: 'LINKED', number, institution, personId, personCode, recordedOn }];
    });
  }

  private async asTheyStand(
    manager: EntityManager,
    heads: readonly (NoticeHead | LinkedHead)[],
  ): Promise<Reported[]> {
    const rulebook = await this.rulebooks.asSeenBy(manager);
    const lawOn = (day: CalendarDate): PointsLaw => pointsLawOn(rulebook, day);
    const reported: Reported[] = [];
    for (const head of heads) {
      const facts = await this.ledger.factsOf(manager, head.personId);
      const standing = await this.ledger.standingOf(manager, head.personId);
      const personId = await this.ledger.fileOf(manager, head.personId);
      const issuedOn = head.source === 'LINKED' ? dayOfLink(facts, head.id) : head.issuedOn;
      reported.push(reportedOf({ ...head, personId, issuedOn }, facts, standing, lawOn));
    }
    return reported;
  }
}
