import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { indicatorsOf, type CountedPerson, type Indicators } from '../../domain/duties/indicators.js';
import { calendarYear, periodFaults, type Period } from '../../domain/duties/period.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { RegistryService, type InstitutionRef } from '../../registry/registry.module.js';
import { institutionSeenBy, institutionsSeenBy } from '../duties-rights.js';
import { IssuedPapersService } from '../issued-papers.service.js';
import type { IndicatorsAnswer, IndicatorsQuery } from './indicators.dto.js';

export const INDICATORS_CITATION = 'PQ2025:9';
export const DENOMINATOR = '期内至少一日在该机构登记备案的人数';

/** People and share with points, suspended, terminated, by institution and period (PQ2025:9). */
@Injectable()
export class IndicatorsService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly issued: IssuedPapersService,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation DATE_ORDER; Problem NOT_FOUND for an institution out of sight. */
  async of(query: IndicatorsQuery, account: Account): Promise<IndicatorsAnswer> {
    const period = periodOf(query);
    const faults = periodFaults(period);
    if (faults.length > 0) throw new RuleViolation(faults);
    const manager = this.database.read;
    const institutions = await this.institutionsAsked(manager, query, account);
    const codes = institutions.map(({ code }) => code);
    const people = await this.peopleOf(manager, codes);
    const origins = await this.issued.institutionsOf(manager, causesOf(people));
    const figures = (among: readonly CountedPerson[], of: readonly string[]): Indicators =>
      indicatorsOf(among, new Set(of), period, (cause) => origins.get(cause) ?? null);
    const peopleAt = groupedByInstitution(people, origins);
    return {
      ...period,
      asOf: this.clock.today(),
      citation: INDICATORS_CITATION,
      denominator: DENOMINATOR,
      institutions: institutions.map(({ code, name, kind, district }) => ({
        institution: code,
        name,
        kind,
        district,
        ...figures(peopleAt.get(code) ?? [], [code]),
      })),
      total: figures(people, codes),
    };
  }

  private async institutionsAsked(
    manager: EntityManager,
    { institution, district }: IndicatorsQuery,
    account: Account,
  ): Promise<readonly InstitutionRef[]> {
    if (institution === undefined) return institutionsSeenBy(this.registry, manager, account, district);
    const found = await institutionSeenBy(this.registry, manager, institution, account);
    return district === undefined || district === found.district ? [found] : [];
  }

  /** Everybody ever registered at the institutions, or scored over conduct there; each once. */
  private async peopleOf(manager: EntityManager, codes: readonly string[]): Promise<CountedPerson[]> {
    const registrations = await this.registry.registrationsOfInstitutions(manager, codes);
    const byFile = new Map<string, CountedPerson['registrations'][number][]>();
    for (const each of registrations) addTo(byFile, each.personId, each);
    for (const personId of await this.issued.peopleOver(manager, codes)) {
      const file = await this.ledger.fileOf(manager, personId);
      if (!byFile.has(file)) byFile.set(file, []);
    }
    const people: CountedPerson[] = [];
    for (const [personId, own] of byFile) {
      people.push({
        personId,
        registrations: own,
        standing: await this.ledger.standingOf(manager, personId),
      });
    }
    return people;
  }
}

const periodOf = ({ year, from, to }: IndicatorsQuery): Period =>
  year === undefined ? { from: date(from ?? ''), to: date(to ?? '') } : calendarYear(year);

const ownCauses = ({ standing: { scores, restrictions } }: CountedPerson): string[] => [
  ...scores.map(({ id }) => id),
  ...restrictions.map(({ cause }) => cause),
];

const causesOf = (people: readonly CountedPerson[]): string[] => [...new Set(people.flatMap(ownCauses))];

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** Who may count at an institution: those registered there, and those with a score or measure over conduct there. */
function groupedByInstitution(
  people: readonly CountedPerson[],
  origins: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly CountedPerson[]> {
  const at = new Map<string, CountedPerson[]>();
  for (const person of people) {
    const codes = new Set([
      ...person.registrations.map(({ institutionCode }) => institutionCode),
      ...ownCauses(person).flatMap((cause) => origins.get(cause) ?? []),
    ]);
    for (const code of codes) addTo(at, code, person);
  }
  return at;
}
