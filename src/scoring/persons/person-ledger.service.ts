import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LedgerFact } from '../../domain/qualification/ledger-fact.js';
import type { Standing } from '../../domain/qualification/standing.js';
import { statusOn, timelineOf } from '../../domain/qualification/timeline.js';
import { yearTotalOn } from '../../domain/qualification/year-total.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { registrationStands } from '../../domain/registry/registration.js';
import { date, yearOf, type CalendarDate } from '../../domain/shared/calendar-date.js';
import { institutionWithin, type Account } from '../../identity/identity.module.js';
import { LedgerService, type RecordedFact } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { InvalidRequest, Problem } from '../../platform/http/problem.js';
import { RegistryService, type PersonRef } from '../../registry/registry.module.js';
import { scoreAnswer } from '../preview-answer.js';
import { institutionOf, numberOf, papersOf, referenceOf, type Papers } from './fact-papers.js';
import { sightOfPapers, spanSeen, traceSeen, type SeesPaper } from './ledger-sight.js';
import type {
  LedgerFactAnswer,
  PersonLedgerAnswer,
  PersonLedgerQuery,
  YearTotalAnswer,
} from './person.dto.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/u;

/** Reads a person's file: what was put on it by whom and when, and what that comes to. */
@Injectable()
export class PersonLedgerService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem NOT_FOUND, also to an institution where the person is not registered. */
  async ledgerOf(
    personCode: string,
    query: PersonLedgerQuery,
    account: Account,
  ): Promise<PersonLedgerAnswer> {
    const manager = this.database.read;
    const person = await this.personSeenBy(manager, personCode, account);
    const knownAt = instantOf(query.knownAt);
    const on = query.on === undefined ? this.clock.today() : date(query.on);
    const history = await this.ledger.historyOf(manager, person.personId, knownAt);
    const entries = await this.ledger.entriesOf(manager, person.personId, knownAt);
    const papers = await papersOf(
      manager,
      entries.map(({ fact }) => fact),
    );
    const sees = await sightOfPapers(manager, papers, account);
    const { standing } = history;
    return {
      personCode:
        person.codes.find((each) => comparableCode(each) === comparableCode(personCode)) ?? personCode,
      on,
      knownAt: knownAt ?? null,
      status: statusOn(standing.restrictions, on),
      yearTotal: yearTotalOn(standing, on),
      years: yearsOf(standing),
      facts: factsSeen(entries, papers, account, sees),
      scores: standing.scores.filter(({ id }) => sees(id)).map((score) => scoreAnswer(score, history)),
      measures: standing.restrictions.filter(({ cause }) => sees(cause)),
      timeline: timelineOf(standing.restrictions).map((span) => spanSeen(span, sees)),
      trace: traceSeen(history, account, sees),
    };
  }

  private async personSeenBy(
    manager: EntityManager,
    personCode: string,
    account: Account,
  ): Promise<PersonRef> {
    const person = await this.registry.personByCode(manager, personCode);
    if (person !== null && (await this.mayRead(manager, person, account))) return person;
    throw new Problem('NOT_FOUND', `没有代码为 ${personCode} 的人员。`);
  }

  /** PQ2025:25.2: shared among the offices of the city; an institution reads of those registered with it now. */
  private async mayRead(manager: EntityManager, person: PersonRef, account: Account): Promise<boolean> {
    const own = institutionWithin('person-ledger.read', account);
    if (own === null) return true;
    const today = this.clock.today();
    const registrations = await this.registry.registrationsOf(manager, person.id);
    return registrations.some((each) => each.institutionCode === own && registrationStands(each, today));
  }
}

/** What no paper tells, a repair or a restoration, is for offices only. */
function factsSeen(
  entries: readonly RecordedFact[],
  papers: Papers,
  { role }: Account,
  sees: SeesPaper,
): LedgerFactAnswer[] {
  const seen = ({ fact }: RecordedFact): boolean =>
    role !== 'INSTITUTION_CLERK' || sees(referenceOf(fact) ?? '');
  return entries.filter(seen).map(({ fact, recordedAt, actor }) => ({
    type: fact.type,
    on: factDay(fact),
    reference: referenceOf(fact),
    recordedAt,
    by: actor,
    number: numberOf(fact, papers),
    institution: institutionOf(fact, papers),
    content: fact,
  }));
}

function factDay(fact: LedgerFact): CalendarDate {
  switch (fact.type) {
    case 'SCORE':
      return fact.effectiveOn;
    case 'RESTORE':
      return fact.approvedOn;
    default:
      return fact.on;
  }
}

function yearsOf(standing: Standing): YearTotalAnswer[] {
  const years = [...new Set(standing.movements.map(({ on }) => yearOf(on)))].sort((a, b) => a - b);
  return years.map((year) => ({ year, total: yearTotalOn(standing, date(`${year}-12-31`)) }));
}

/** An instant to the millisecond, as those of the record are written. @throws InvalidRequest */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (INSTANT.test(text)) return inMilliseconds(text);
  const detail = '须为 UTC 的 RFC 3339 时刻，例如 "2025-07-01T02:00:00.000Z"。';
  throw new InvalidRequest([{ pointer: '/knownAt', code: 'INVALID_VALUE', detail }]);
}

/** `…02:00:00Z` and `…02:00:00.5Z` as `…02:00:00.000Z` and `…02:00:00.500Z`, so that texts compare as instants. */
const inMilliseconds = (instant: string): string => {
  const [seconds = '', fraction = ''] = instant.slice(0, -1).split('.');
  return `${seconds}.${fraction.padEnd(3, '0')}Z`;
};
