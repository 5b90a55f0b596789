import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import type { Standing } from '../domain/qualification/standing.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Database } from '../platform/database/database.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import type { CheckFacts, PersonFacts, Position } from './check-facts.js';
import { readCheckRows, readRowsOfFiles, type CheckRows } from './check-rows.js';
import { knownFiles } from './known-files.js';
import type { Question, Sight } from './question.js';

type StandingOfCheck = PersonFacts['standing'];

const CLEAN: StandingOfCheck = { restrictions: [], movements: [] };

/** A code that nobody has: stands where the statement needs one. */
const NOBODY = '';

/** Reads what questions are answered from, all of it as at one place in the record. */
@Injectable()
export class CheckReaderService {
  /** The rulebook is kept by the import it holds last, which every check reads anew; standing is never kept. */
  private assembled: { readonly imports: number; readonly rulebook: Rulebook } | null = null;

  constructor(
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
    private readonly database: Database,
  ) {}

  /** What is known now, from the projection, by index, in one statement. */
  async now(questions: readonly Question[], sight: Sight): Promise<CheckFacts> {
    const rows = await readCheckRows(
      this.database,
      codesWithin(questions, sight),
      institutionsOf(questions),
      sight.of === 'INSTITUTION' ? sight.code : null,
    );
    const { position, sites } = rows;
    const standings = new Map([...rows.standings].map(([file, content]) => [file, standingFrom(content)]));
    const rulebook = await this.rulebookAt(this.database.read, rows);
    return { position, knownAt: null, rulebook, people: peopleOf(rows, standings), sites };
  }

  /**
   * What was known at an instant, judged from the facts recorded by then.
   * @param position of the record as it is, which bounds the instant.
   */
  async knownAt(
    manager: EntityManager,
    questions: readonly Question[],
    sight: Sight,
    position: Position,
    instant: string,
  ): Promise<CheckFacts> {
    const knownAt = instant < position.at ? instant : position.at;
    const { files, members } = await knownFiles(manager, codesWithin(questions, sight), knownAt);
    const rows = await readRowsOfFiles(manager, files, members, institutionsOf(questions));
    const standings = new Map<string, StandingOfCheck>();
    for (const file of new Set(files.map(([, each]) => each))) {
      const { standing } = await this.ledger.historyOf(manager, file, knownAt);
      standings.set(file, standing);
    }
    const rulebook = await this.rulebooks.knownAt(manager, knownAt);
    return { position, knownAt, rulebook, people: peopleOf(rows, standings), sites: rows.sites };
  }

  private async rulebookAt(manager: EntityManager, { imports, position }: CheckRows): Promise<Rulebook> {
    if (this.assembled?.imports !== imports) {
      const rulebook = await this.rulebooks.knownAt(manager, position.at);
      this.assembled = { imports, rulebook };
    }
    return this.assembled.rulebook;
  }
}

/** The codes that are looked up at all: a person's own only. */
function codesWithin(questions: readonly Question[], sight: Sight): string[] {
  const codes = new Set(questions.map(({ personCode }) => comparableCode(personCode)));
  if (sight.of === 'PERSON') return codes.has(sight.code) ? [sight.code] : [NOBODY];
  return [...codes];
}

const institutionsOf = (questions: readonly Question[]): string[] => [
  ...new Set(questions.map(({ institution }) => comparableCode(institution))),
];

function standingFrom(content: string): StandingOfCheck {
  const { standing } = JSON.parse(content) as { readonly standing: Standing };
  return standing;
}

function peopleOf(
  { files, registrations, commitments }: CheckRows,
  standings: ReadonlyMap<string, StandingOfCheck>,
): Map<string, PersonFacts> {
  return new Map(
    [...files].map(([code, file]) => [
      code,
      {
        standing: standings.get(file) ?? CLEAN,
        registrations: registrations.get(file) ?? [],
        commitments: commitments.get(file) ?? [],
      },
    ]),
  );
}
