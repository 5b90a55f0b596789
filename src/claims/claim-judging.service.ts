import { Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { CheckService, type Outcome } from '../qualifications/qualifications.module.js';

/** What the settlement check is asked about: a person, a day, whether it was an emergency. */
export interface ClaimService {
  /** Comparable. */
  readonly personCode: string;
  readonly serviceDay: CalendarDate;
  readonly emergency: boolean;
}

/** How the check answered. */
export interface Judged {
  readonly outcome: Outcome;
  readonly receipt: string;
  /** Instant, RFC 3339. */
  readonly answeredAt: string;
}

/** One question for all lines that ask the same. */
export const serviceKey = ({ personCode, serviceDay, emergency }: ClaimService): string =>
  `${serviceDay} ${emergency ? 'E' : '-'} ${personCode}`;

/** So many questions are answered before others get their turn. */
const QUESTIONS_A_TURN = 500;

/** Asks the settlement check about the services of claims (S26), each once, each person read once. */
@Injectable()
export class ClaimJudgingService {
  constructor(
    private readonly checks: CheckService,
    private readonly clock: Clock,
  ) {}

  /**
   * How services at an institution are judged by what is known now. Whoever asks, the answers are those that the
   * institution itself would get, so that what is stored tells it nothing of people who are not registered with it.
   * @returns by {@link serviceKey}.
   */
  async judge(
    institution: string,
    services: readonly ClaimService[],
    account: Account,
  ): Promise<ReadonlyMap<string, Judged>> {
    const asking = asInstitution(account, institution);
    const judged = new Map<string, Judged>();
    for (const turn of turnsOf(services)) {
      const answeredAt = this.clock.instant();
      const questions = turn.map(({ personCode, serviceDay, emergency }) => ({
        personCode,
        institution,
        on: serviceDay,
        emergency,
      }));
      const answers = await this.checks.ask(questions, asking, null);
      for (const { question, outcome, receipt } of answers)
        judged.set(serviceKey({ ...question, serviceDay: question.on }), { outcome, receipt, answeredAt });
      await setImmediate();
    }
    return judged;
  }
}

const asInstitution = ({ id, username, displayName }: Account, office: string): Account => ({
  id,
  username,
  displayName,
  role: 'INSTITUTION_CLERK',
  office,
  post: null,
  personCode: null,
});

/** Different services in portions, each person's in one. */
function turnsOf(services: readonly ClaimService[]): ClaimService[][] {
  const distinct = new Map(services.map((service) => [serviceKey(service), service]));
  const byPerson = [...distinct.values()].sort((one, other) =>
    one.personCode < other.personCode ? -1 : one.personCode > other.personCode ? 1 : 0,
  );
  const turns: ClaimService[][] = [];
  let turn: ClaimService[] = [];
  for (const service of byPerson) {
    if (turn.length >= QUESTIONS_A_TURN && turn.at(-1)?.personCode !== service.personCode) {
      turns.push(turn);
      turn = [];
    }
    turn.push(service);
  }
  return turn.length > 0 ? [...turns, turn] : turns;
}
