import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService, type NewClock } from '../../clocks/clocks.module.js';
import { compareStatus, type Maintained } from '../../domain/duties/comparison.js';
import { s33Loss } from '../../domain/duties/loss.js';
import { requiredDays, stretchOn, type StatusDays } from '../../domain/duties/required-status.js';
import type { SiteDays } from '../../domain/qualification/site-changes.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import { addMoney, formatMoney, money, NO_MONEY } from '../../domain/shared/money.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { RegistryService, type InstitutionRef } from '../../registry/registry.module.js';
import { institutionSeenBy } from '../duties-rights.js';
import { comparisonPaper, orderOf } from '../papers/comparison-paper.js';
import { SentPapersService } from '../sent/sent-papers.service.js';
import type {
  ComparisonAnswer,
  ComparisonFigures,
  ComparisonQuery,
  DifferenceAnswer,
  MaintainedList,
  MaintainedRow,
} from './comparison.dto.js';

export const COMPARISON_CITATION = 'PQ2025:39';

/** Somebody whom the comparison looks at. */
interface Compared {
  readonly personCode: string;
  readonly required: readonly StatusDays[];
  readonly row: MaintainedRow | null;
}

/** Compares what an institution maintains with what is required (PQ2025:39), and orders it to mend what is wrong. */
@Injectable()
export class ComparisonService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly papers: SentPapersService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /**
   * Compares and records. What has to be mended goes on the work list of the institution until a later comparison finds
   * nothing to mend.
   * @throws RuleViolation DATE_ORDER, DUPLICATE_ID; Problem NOT_FOUND for an institution out of sight.
   */
  async compare(query: ComparisonQuery, list: MaintainedList, account: Account): Promise<ComparisonAnswer> {
    const institution = await institutionSeenBy(
      this.registry,
      this.database.read,
      query.institution,
      account,
    );
    const today = this.clock.today();
    const on = query.on === undefined ? today : date(query.on);
    const faults = dayFaults(list, on, today);
    const { people, repeated } = await this.peopleOf(institution.code, list);
    if (faults.length + repeated.length > 0) throw new RuleViolation([...faults, ...repeated]);
    const figures = figuresOf(institution, people, on);
    const number = query.number ?? null;
    const paper = comparisonPaper(figures, { number, office: account.office, on: today });
    const sent = await this.database.write(async (tx, at) => {
      await this.orderToMend(tx, institution, figures, number, at);
      const about = { addressee: `institution/${institution.code}`, institution };
      const period = { from: on, to: on };
      return this.papers.send(
        tx,
        { kind: 'COMPARISON', number, ...about, period, figures, paper },
        account,
        at,
      );
    });
    return { ...sent, figures };
  }

  private async orderToMend(
    tx: EntityManager,
    { code, district }: InstitutionRef,
    { totals: { toMend } }: ComparisonFigures,
    number: string | null,
    at: string,
  ): Promise<void> {
    const subject = `institution/${code}`;
    if (toMend === 0) {
      await this.clocks.close(tx, 'MEND_STATUS', subject, at);
      return;
    }
    const order: NewClock = {
      kind: 'MEND_STATUS',
      subject,
      office: code,
      officeKind: 'INSTITUTION',
      supervisedBy: district,
      title: `立即整改登记备案状态：${toMend} 人${number === null ? '' : `（${number}）`}`,
      citation: 'PQ2025:39.2',
      from: this.clock.today(),
      term: null,
    };
    await this.clocks.open(tx, order, at);
  }

  /** Everybody ever registered there, then whoever else is on the list. */
  private async peopleOf(institutionCode: string, list: MaintainedList): Promise<People> {
    const manager = this.database.read;
    const sites = sitesByFile(await this.registry.registrationsOfInstitutions(manager, [institutionCode]));
    const { listed, repeated } = await this.listedByFile(list, sites);
    const people: Compared[] = [];
    for (const [file, { codes, days }] of sites) {
      const { restrictions } = await this.ledger.standingOf(manager, file);
      const row = listed.get(file) ?? null;
      const personCode = row?.personCode ?? codes[0];
      people.push({ personCode, required: requiredDays(restrictions, days), row });
    }
    for (const [file, row] of listed) {
      if (!sites.has(file)) people.push({ personCode: row.personCode, required: [], row });
    }
    return { people, repeated };
  }

  /** The rows of a list by the file of their person; a code that nobody has stands for itself. */
  private async listedByFile(
    { rows }: MaintainedList,
    sites: ReadonlyMap<string, Site>,
  ): Promise<{ readonly listed: ReadonlyMap<string, MaintainedRow>; readonly repeated: readonly Fault[] }> {
    const fileOf = new Map(
      [...sites].flatMap(([file, { codes }]) => codes.map((code) => [code, file] as const)),
    );
    const listed = new Map<string, MaintainedRow>();
    const repeated: Fault[] = [];
    for (const [place, row] of rows.entries()) {
      const code = comparableCode(row.personCode);
      const file =
        fileOf.get(code) ?? (await this.registry.personByCode(this.database.read, code))?.id ?? code;
      if (listed.has(file)) repeated.push(twice(place, row.personCode));
      listed.set(file, row);
    }
    return { listed, repeated };
  }
}

interface People {
  readonly people: readonly Compared[];
  readonly repeated: readonly Fault[];
}

/** A person's registrations at the institution. */
interface Site {
  /** Under which the person is registered there. */
  readonly codes: [string, ...string[]];
  readonly days: SiteDays[];
}

function sitesByFile(
  registrations: readonly (SiteDays & { readonly personId: string; readonly personCode: string })[],
): ReadonlyMap<string, Site> {
  const sites = new Map<string, Site>();
  for (const { personId, personCode, from, cancelledOn } of registrations) {
    const days = { from, cancelledOn };
    const known = sites.get(personId);
    if (known === undefined) sites.set(personId, { codes: [personCode], days: [days] });
    else {
      known.codes.push(personCode);
      known.days.push(days);
    }
  }
  return sites;
}

const twice = (place: number, code: string): Fault => ({
  pointer: `/rows/${place}/personCode`,
  code: 'DUPLICATE_ID',
  detail: `${code} 与前面的一行是同一人，请只保留一行。`,
});

function dayFaults({ rows }: MaintainedList, on: CalendarDate, today: CalendarDate): Fault[] {
  const faults: Fault[] = [];
  if (on > today) {
    faults.push({ pointer: '/on', code: 'DATE_ORDER', detail: `核查之日 ${on} 晚于今日 ${today}，请核对。` });
  }
  for (const [place, { since }] of rows.entries()) {
    if (since <= on) continue;
    const detail = `起始日 ${since} 晚于核查之日 ${on}，请核对。`;
    faults.push({ pointer: `/rows/${place}/since`, code: 'DATE_ORDER', detail });
  }
  return faults;
}

function figuresOf(
  institution: InstitutionRef,
  people: readonly Compared[],
  on: CalendarDate,
): ComparisonFigures {
  const differences = people
    .flatMap((each) => differenceOf(each, on) ?? [])
    .sort((a, b) => (a.personCode < b.personCode ? -1 : 1));
  const losses = differences.flatMap(({ loss: { amount } }) => (amount === null ? [] : [money(amount)]));
  const due = people.filter(
    ({ required }) => (stretchOn(required, on)?.status ?? 'NOT_REGISTERED') !== 'NOT_REGISTERED',
  );
  return {
    institution: institution.code,
    institutionName: institution.name,
    on,
    citation: COMPARISON_CITATION,
    differences,
    totals: {
      listed: people.filter(({ row }) => row !== null).length,
      required: due.length,
      differences: differences.length,
      toMend: differences.filter(({ toMend }) => toMend).length,
      loss: formatMoney(losses.reduce(addMoney, NO_MONEY)),
      lossNotStated: differences.filter(({ loss }) => loss.reason === 'AMOUNT_NOT_STATED').length,
    },
    order: orderOf(institution.code, differences),
  };
}

function differenceOf({ personCode, required, row }: Compared, on: CalendarDate): DifferenceAnswer | null {
  const maintained: Maintained | null = row === null ? null : { status: row.status, since: date(row.since) };
  const found = compareStatus(required, maintained, on);
  if (found === null) return null;
  const paid = row?.paid === undefined ? null : money(row.paid);
  return {
    personCode,
    kind: found.kind,
    required: found.required,
    requiredSince: found.requiredSince,
    maintained: maintained?.status ?? null,
    maintainedSince: maintained?.since ?? null,
    toMend: found.toMend,
    wrong: [...found.wrong],
    daysWrong: found.daysWrong,
    daysOpen: found.daysOpen,
    loss: s33Loss(found, paid),
  };
}
