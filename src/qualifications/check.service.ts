import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import { Problem } from '../platform/http/problem.js';
import type { CheckFacts, Position } from './check-facts.js';
import { outcomeOf, type Outcome } from './check-outcome.js';
import { CheckReaderService } from './check-reader.service.js';
import { districtOf, sightOf, type Question, type Sight } from './question.js';
import { Receipts } from './receipt.js';

/** A question with its answer and the receipt of it. */
export interface Answered {
  readonly question: Question;
  readonly outcome: Outcome;
  readonly receipt: string;
}

/** Answers whether services may be paid (S26). Nothing is written, and no standing is kept in memory. */
@Injectable()
export class CheckService {
  constructor(
    private readonly database: Database,
    private readonly reader: CheckReaderService,
    private readonly receipts: Receipts,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers questions in their order, all as at one place in the record.
   * @param knownAt instant by which facts count, as the record writes instants; null: all there are.
   * @param pointers where each question stands in the request.
   * @throws Problem FORBIDDEN when a district office asks about institutions of others, or the role may not ask.
   */
  async ask(
    questions: readonly Question[],
    account: Account,
    knownAt: string | null,
    pointers: readonly string[] = [],
  ): Promise<Answered[]> {
    const sight = sightOf(account);
    if (questions.length === 0) return [];
    const facts = await this.factsFor(questions, sight, knownAt);
    requireOwnDistrict(questions, facts, account, pointers);
    const { position } = facts;
    const answeredAt = this.clock.instant();
    return questions.map((question) => {
      const outcome = outcomeOf(question, sight, facts);
      const asked = { ...question, knownAt, sight };
      return {
        question,
        outcome,
        receipt: this.receipts.seal({ question: asked, answeredAt, position }, outcome),
      };
    });
  }

  /** What a question is answered with now. */
  async outcomeNow(question: Question, sight: Sight): Promise<Outcome> {
    return outcomeOf(question, sight, await this.reader.now([question], sight));
  }

  /** What a question was answered with at a place in the record. @param knownAt as in {@link ask}. */
  async outcomeAt(
    question: Question,
    sight: Sight,
    position: Position,
    knownAt: string | null,
  ): Promise<Outcome> {
    const instant = knownAt ?? position.at;
    const facts = await this.reader.knownAt(this.database.read, [question], sight, position, instant);
    return outcomeOf(question, sight, facts);
  }

  private async factsFor(
    questions: readonly Question[],
    sight: Sight,
    knownAt: string | null,
  ): Promise<CheckFacts> {
    const { read } = this.database;
    if (knownAt === null) return this.reader.now(questions, sight);
    return this.reader.knownAt(read, questions, sight, await this.position(), knownAt);
  }

  private async position(): Promise<Position> {
    const [last] = await this.database.read.find(RecordEntryEntity, {
      select: ['sequence', 'at'],
      order: { sequence: 'DESC' },
      take: 1,
    });
    return last === undefined ? { sequence: 0, at: '' } : { sequence: last.sequence, at: last.at };
  }
}

/** A district office asks about the institutions of its district. */
function requireOwnDistrict(
  questions: readonly Question[],
  { sites }: CheckFacts,
  account: Account,
  pointers: readonly string[],
): void {
  const district = districtOf(account);
  if (district === null) return;
  const faults = questions.flatMap(({ institution }, index): Fault[] =>
    sites.get(comparableCode(institution))?.district === district
      ? []
      : [
          {
            pointer: `${pointers[index] ?? ''}/institution`,
            code: 'NOT_OF_DISTRICT',
            detail: `${institution} 不是本区（${district}）的定点医药机构。`,
          },
        ],
  );
  if (faults.length > 0) throw new Problem('FORBIDDEN', '区级单位只能查询本区的定点医药机构。', faults);
}
