import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { periodFaults, type Period } from '../../domain/duties/period.js';
import { reportOf } from '../../domain/duties/report.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { RegistryService } from '../../registry/registry.module.js';
import { IssuedPapersService } from '../issued-papers.service.js';
import { letterPaper } from '../papers/letter-paper.js';
import { reportPaper } from '../papers/report-paper.js';
import type { LetterForm, ReportForm, SentPaperAnswer } from './sent-paper.dto.js';
import { SentPapersService, type NewPaper } from './sent-papers.service.js';
import { letterFigures, type LetterFigures } from './letter-figures.js';
import { KIND_OF_AUTHORITY, type Authority } from '../../domain/duties/authority.js';
import type { ReportFigures } from '../../domain/duties/report.js';

export const REPORT_CITATION = 'PQ2025:33';
export const LETTER_CITATION = 'PQ2025:43';

/** What an agency tells of its work: the report to the bureau of its level, the letters to other authorities. */
@Injectable()
export class ReportService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly issued: IssuedPapersService,
    private readonly papers: SentPapersService,
    private readonly clock: Clock,
  ) {}

  /** What the report of a period would say (PQ2025:33). @throws RuleViolation DATE_ORDER */
  async draftReport(sent: Omit<ReportForm, 'number'>, account: Account): Promise<NewPaper<ReportFigures>> {
    return this.reportIn(this.database.read, this.periodOf(sent), null, account);
  }

  /** Sends it, for ever. @throws RuleViolation DATE_ORDER, DUPLICATE_ID */
  async sendReport(form: ReportForm, account: Account): Promise<SentPaperAnswer> {
    const period = this.periodOf(form);
    return this.database.write(async (tx, at) =>
      this.papers.send(tx, await this.reportIn(tx, period, form.number, account), account, at),
    );
  }

  /** What a letter would say (PQ2025:43). @throws RuleViolation DATE_ORDER */
  async draftLetter(sent: Omit<LetterForm, 'number'>, account: Account): Promise<NewPaper<LetterFigures>> {
    return this.letterIn(this.database.read, this.periodOf(sent), sent.authority, null, account);
  }

  /** Sends it, for ever. @throws RuleViolation DATE_ORDER, DUPLICATE_ID; NOTHING_TO_TELL for an empty list. */
  async sendLetter(form: LetterForm, account: Account): Promise<SentPaperAnswer> {
    const period = this.periodOf(form);
    return this.database.write(async (tx, at) => {
      const letter = await this.letterIn(tx, period, form.authority, form.number, account);
      if (letter.figures.people === 0) {
        const detail = '这段期间没有应当函告该部门的记分与处理。';
        throw new RuleViolation([
          { pointer: '/authority', code: 'NOTHING_TO_TELL', detail, citation: LETTER_CITATION },
        ]);
      }
      return this.papers.send(tx, letter, account, at);
    });
  }

  private async reportIn(
    manager: EntityManager,
    period: Period,
    number: string | null,
    { office }: Account,
  ): Promise<NewPaper<ReportFigures>> {
    const figures = reportOf(await this.issued.ofOffice(manager, office), period);
    const names = await this.institutionNames(manager);
    const paper = reportPaper(figures, { period, office, number, names, on: this.clock.today() });
    return {
      kind: 'REPORT',
      number,
      addressee: `BUREAU/${office}`,
      institution: null,
      period,
      figures,
      paper,
    };
  }

  private async letterIn(
    manager: EntityManager,
    period: Period,
    authority: Authority,
    number: string | null,
    { office }: Account,
  ): Promise<NewPaper<LetterFigures>> {
    const institutions = await this.registry.institutions(manager, null);
    const concerned = new Map(
      institutions
        .filter(({ kind }) => kind === KIND_OF_AUTHORITY[authority])
        .map(({ code, name }) => [code, name]),
    );
    const report = reportOf(await this.issued.ofOffice(manager, office), period);
    const figures = await letterFigures(this.registry, manager, report, concerned);
    const paper = letterPaper(figures, { period, office, number, authority, on: this.clock.today() });
    const addressee = `${authority}/${office}`;
    return { kind: 'LETTER', number, addressee, institution: null, period, figures, paper };
  }

  private async institutionNames(manager: EntityManager): Promise<ReadonlyMap<string, string>> {
    const institutions = await this.registry.institutions(manager, null);
    return new Map(institutions.map(({ code, name }) => [code, name]));
  }

  private periodOf({ from, to }: { readonly from: string; readonly to: string }): Period {
    const period = { from: date(from), to: date(to) };
    const today = this.clock.today();
    const faults: Fault[] = periodFaults(period);
    if (period.to >= today) {
      const detail = `末日 ${to} 不早于今日 ${today}；期间届满后才能统计，以免遗漏。`;
      faults.push({ pointer: '/to', code: 'DATE_ORDER', detail });
    }
    if (faults.length > 0) throw new RuleViolation(faults);
    return period;
  }
}
