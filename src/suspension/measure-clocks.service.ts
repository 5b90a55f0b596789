import { CITY } from '../identity/identity.module.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService, type NewClock } from '../clocks/clocks.module.js';
import { restorationWindow } from '../domain/qualification/restoration-window.js';
import type { JudgedScore, Standing } from '../domain/qualification/standing.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { RegistryService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { originsOf } from './measure-origins.js';
import { monthsToChoose } from './months-chosen.js';

const measureSubject = (cause: string): string => `measure/${cause}`;

/** District code of the agency that scored. */
export type OfficeOfScore = (scoreId: string) => Promise<string>;

/** The deadlines that come with measures: months to choose, papers to issue, the time to apply for restoration. */
@Injectable()
export class MeasureClocksService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** Opens, moves and closes them as the file stands now. */
  async follow(
    tx: EntityManager,
    rejudged: Rejudged,
    at: string,
    officeOfScore?: OfficeOfScore,
  ): Promise<void> {
    const { personId, before, after } = rejudged;
    const causes = [...before.standing.restrictions, ...after.standing.restrictions].map(
      ({ cause }) => cause,
    );
    await this.followMonths(tx, rejudged, at, officeOfScore);
    for (const score of after.standing.scores) await this.followPaper(tx, score, at);
    await this.followWindow(tx, personId, after.standing, [...new Set(causes)], at);
  }

  /** Counts the windows of a file again whose measures stand as they did. */
  async refreshWindow(tx: EntityManager, personId: string, standing: Standing, at: string): Promise<void> {
    const causes = standing.restrictions.map(({ cause }) => cause);
    await this.followWindow(tx, personId, standing, causes, at);
  }

  /** S31: months have to be chosen anew where they are open, or no longer fit. */
  private async followMonths(
    tx: EntityManager,
    { personId, after }: Rejudged,
    at: string,
    officeOfScore?: OfficeOfScore,
  ): Promise<void> {
    const facts = await this.ledger.factsOf(tx, personId);
    const origins = await originsOf(
      tx,
      after.standing.scores.map(({ id }) => id),
    );
    for (const score of after.standing.scores) {
      if (!monthsToChoose(score, facts)) {
        await this.clocks.close(tx, 'CHOOSE_MONTHS', `score/${score.id}`, at);
        continue;
      }
      const noted = origins.get(score.id)?.office ?? CITY;
      const office = officeOfScore === undefined ? noted : await officeOfScore(score.id);
      await this.openOnce(tx, this.monthsClock(score, office), at);
    }
  }

  private monthsClock({ id, measure }: JudgedScore, office: string): NewClock {
    const range = measure?.kind === 'SUSPENSION' ? measure.allowedMonths : { min: 0, max: 0 };
    return {
      kind: 'CHOOSE_MONTHS',
      subject: `score/${id}`,
      office,
      officeKind: 'AGENCY',
      title: `重新选定暂停月数并说明理由：可选 ${range.min} 至 ${range.max} 个月`,
      citation: 'PQ2025:26.2',
      from: this.clock.today(),
      term: null,
    };
  }

  /** The paper of a measure is due when the measure begins; a first day that moved takes it along. */
  private async followPaper(
    tx: EntityManager,
    { id, measure, provisional }: JudgedScore,
    at: string,
  ): Promise<void> {
    const running = await this.clocks.find(tx, 'ISSUE_MEASURE_NOTICE', `notice/${id}`);
    const dueOn = measure?.from ?? null;
    if (running === null || dueOn === null) return;
    await this.openOnce(tx, { ...running, term: { dueOn, provisional } }, at);
  }

  /** S20: the time to apply for restoration, at the measure that ends last of those to be restored together. */
  private async followWindow(
    tx: EntityManager,
    personId: string,
    { restrictions, scores }: Standing,
    causes: readonly string[],
    at: string,
  ): Promise<void> {
    const today = this.clock.today();
    const window = restorationWindow(restrictions, today, await this.rulebooks.asSeenBy(tx));
    const last = restrictions.find(
      ({ cause, to }) => window?.causes.includes(cause) && to === window.lastDay,
    );
    for (const cause of causes.filter((each) => each !== last?.cause)) {
      await this.clocks.close(tx, 'RESTORATION_WINDOW', measureSubject(cause), at);
    }
    if (window === null || last === undefined) return;
    const counted = scores.some(({ id, provisional }) => provisional && id === last.cause);
    await this.openOnce(
      tx,
      {
        kind: 'RESTORATION_WINDOW',
        subject: measureSubject(last.cause),
        ...(await this.applyAt(tx, personId, last.cause)),
        title: `资格恢复：自 ${window.opensOn} 起可提出申请；措施 ${window.lastDay} 届满，届满不自动恢复`,
        citation: 'PQ2025:30',
        from: window.opensOn,
        term: { dueOn: window.lastDay, provisional: counted || window.provisional },
      },
      at,
    );
  }

  /** PQ2025:30.1: through the primary site; without one, at the agency of the district that the measure came from. */
  private async applyAt(
    tx: EntityManager,
    personId: string,
    cause: string,
  ): Promise<Pick<NewClock, 'office' | 'officeKind'>> {
    const site = await this.registry.primarySiteOf(tx, personId, this.clock.today());
    if (site !== null) return { office: site, officeKind: 'INSTITUTION' };
    const origin = (await originsOf(tx, [cause])).get(cause);
    const from = origin === undefined ? null : await this.registry.institution(tx, origin.institutionCode);
    return { office: from?.district ?? CITY, officeKind: 'AGENCY' };
  }

  /** Leaves a clock alone that runs just so. */
  private async openOnce(tx: EntityManager, clock: NewClock, at: string): Promise<void> {
    const running = await this.clocks.find(tx, clock.kind, clock.subject);
    const asked = (each: NewClock): string =>
      JSON.stringify([each.office, each.officeKind, each.title, each.term, each.term === null || each.from]);
    if (running !== null && asked(running) === asked(clock)) return;
    await this.clocks.open(tx, clock, at);
  }
}
