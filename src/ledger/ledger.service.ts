import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { History } from '../domain/qualification/history.js';
import { judgeFacts } from '../domain/qualification/ledger.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { Standing } from '../domain/qualification/standing.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Account } from '../identity/identity.module.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { fileMembers, type FileMembers } from './file-members.js';
import { LedgerEntryEntity } from './ledger-entry.entity.js';
import { LedgerMergeEntity } from './ledger-merge.entity.js';
import { RestrictionEntity } from './restriction.entity.js';
import { StandingEntity } from './standing.entity.js';
import { entriesOf, factsOf, insertFacts, type RecordedFact } from './ledger-store.js';
import {
  CLEAN_HISTORY,
  differingFrom,
  historyText,
  projectedWithoutFacts,
  storedHistory,
  storeHistory,
} from './projection.js';

/** A file judged anew: how it stood, and how it stands. */
export interface Rejudged {
  /** The file that holds the person's facts. */
  readonly personId: string;
  readonly before: History;
  readonly after: History;
}

/**
 * The one ledger of every person, across all institutions (S7): facts go on it once and for ever; where the person
 * stands is judged from them, kept as a projection in the same change.
 */
@Injectable()
export class LedgerService {
  constructor(private readonly rulebooks: RulebookService) {}

  /**
   * Puts facts on a person's file inside a change, and judges the file anew.
   * @param at the instant of the change.
   * @throws RuleViolation naming every fault, with pointers into `facts`: `/0/findings/1/points`.
   */
  async append(
    tx: EntityManager,
    personId: string,
    facts: readonly LedgerFact[],
    account: Account,
    at: string,
  ): Promise<Rejudged> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const files = await fileMembers(tx);
    const rejudged = await this.judge(tx, files, personId, facts, rulebook);
    await insertFacts(tx, personId, facts, at, account.username);
    await storeHistory(tx, rejudged.personId, files.membersOf(rejudged.personId), rejudged.after);
    return rejudged;
  }

  /** What would follow from further facts; nothing is written. @throws RuleViolation as {@link append}. */
  async suppose(manager: EntityManager, personId: string, facts: readonly LedgerFact[]): Promise<Rejudged> {
    const rulebook = await this.rulebooks.asSeenBy(manager);
    return this.judge(manager, await fileMembers(manager), personId, facts, rulebook);
  }

  /** A person's file judged from its facts: all, or those recorded by an instant. */
  async historyOf(manager: EntityManager, personId: string, knownAt?: string): Promise<History> {
    const rulebook =
      knownAt === undefined
        ? await this.rulebooks.asSeenBy(manager)
        : await this.rulebooks.knownAt(manager, knownAt);
    return this.fold(manager, await fileMembers(manager, knownAt), personId, rulebook, knownAt);
  }

  /** Everything on a person's file, in the order of recording: all, or what was recorded by an instant. */
  async factsOf(manager: EntityManager, personId: string, knownAt?: string): Promise<readonly LedgerFact[]> {
    return (await this.entriesOf(manager, personId, knownAt)).map(({ fact }) => fact);
  }

  /** As {@link factsOf}, each fact with who recorded it and when. */
  async entriesOf(
    manager: EntityManager,
    personId: string,
    knownAt?: string,
  ): Promise<readonly RecordedFact[]> {
    const files = await fileMembers(manager, knownAt);
    return entriesOf(manager, files.membersOf(files.fileOf(personId)), knownAt);
  }

  /** Where a person stands, read from the projection by index. */
  async standingOf(manager: EntityManager, personId: string): Promise<Standing> {
    return (await storedHistory(manager, personId)).standing;
  }

  /** The judged history of a person, read from the projection by index. */
  storedHistoryOf(manager: EntityManager, personId: string): Promise<History> {
    return storedHistory(manager, personId);
  }

  /** The file that holds a person's facts: itself, unless it was merged into another. */
  async fileOf(manager: EntityManager, personId: string): Promise<string> {
    return (await fileMembers(manager)).fileOf(personId);
  }

  /**
   * Joins the file of `other` to that of `into`, inside a change: one person, one ledger (S7).
   * @throws Error when they are one file already: for the caller to check before.
   */
  async merge(
    tx: EntityManager,
    into: string,
    other: string,
    account: Account,
    at: string,
  ): Promise<Rejudged> {
    const files = await fileMembers(tx);
    if (files.fileOf(into) === files.fileOf(other)) throw new Error(`${other} is on the file of ${into}`);
    const before = await storedHistory(tx, into);
    await tx.insert(LedgerMergeEntity, {
      kind: 'MERGED',
      into: files.fileOf(into),
      other: files.fileOf(other),
      recordedAt: at,
      actor: account.username,
    });
    return { ...(await this.rejudge(tx, into)), before };
  }

  /**
   * Parts two files again, inside a change; each keeps the facts that were put on it.
   * @returns both files judged anew, that of `into` first.
   * @throws Error when `other` is not joined to `into`: for the caller to check before.
   */
  async unmerge(
    tx: EntityManager,
    into: string,
    other: string,
    account: Account,
    at: string,
  ): Promise<readonly [Rejudged, Rejudged]> {
    if (!(await fileMembers(tx)).joined(into, other)) throw new Error(`${other} is not joined to ${into}`);
    await tx.insert(LedgerMergeEntity, {
      kind: 'PARTED',
      into,
      other,
      recordedAt: at,
      actor: account.username,
    });
    return [await this.rejudge(tx, into), await this.rejudge(tx, other)];
  }

  /** Judges every file anew, inside a change: after a new calendar year, or to make the projection again. */
  async recompute(tx: EntityManager): Promise<readonly Rejudged[]> {
    const moved: Rejudged[] = [];
    for (const file of await this.files(tx)) {
      const rejudged = await this.rejudge(tx, file);
      if (historyText(rejudged.before) !== historyText(rejudged.after)) moved.push(rejudged);
    }
    return moved;
  }

  /** Throws the projection away, inside a change that makes it again. */
  async clear(tx: EntityManager): Promise<void> {
    await tx.createQueryBuilder().delete().from(StandingEntity).execute();
    await tx.createQueryBuilder().delete().from(RestrictionEntity).execute();
  }

  /** Everybody whose projection differs from what the facts say; nobody, if all is well. */
  async differences(manager: EntityManager): Promise<readonly string[]> {
    const rulebook = await this.rulebooks.asSeenBy(manager);
    const files = await fileMembers(manager);
    const differing = new Set<string>();
    const judged = new Set<string>();
    for (const file of await this.files(manager)) {
      const history = await this.fold(manager, files, file, rulebook);
      const members = files.membersOf(file);
      for (const member of members) judged.add(member);
      for (const person of await differingFrom(manager, file, members, history)) differing.add(person);
    }
    for (const person of await projectedWithoutFacts(manager, judged)) differing.add(person);
    return [...differing].sort();
  }

  private async files(manager: EntityManager): Promise<readonly string[]> {
    const rows: { personId: string }[] = await manager
      .createQueryBuilder(LedgerEntryEntity, 'entry')
      .select('DISTINCT entry.personId', 'personId')
      .orderBy('entry.personId')
      .getRawMany();
    const files = await fileMembers(manager);
    return [...new Set(rows.map(({ personId }) => files.fileOf(personId)))];
  }

  private async rejudge(tx: EntityManager, personId: string): Promise<Rejudged> {
    const rulebook = await this.rulebooks.asSeenBy(tx);
    const files = await fileMembers(tx);
    const rejudged = await this.judge(tx, files, personId, [], rulebook);
    await storeHistory(tx, rejudged.personId, files.membersOf(rejudged.personId), rejudged.after);
    return rejudged;
  }

  private async judge(
    manager: EntityManager,
    files: FileMembers,
    personId: string,
    facts: readonly LedgerFact[],
    rulebook: Rulebook,
  ): Promise<Rejudged> {
    const fileId = files.fileOf(personId);
    const recorded = await factsOf(manager, files.membersOf(fileId));
    const judged = judgeFacts(recorded, facts, rulebook);
    if (!judged.ok) throw new RuleViolation(judged.faults);
    return { personId: fileId, before: await storedHistory(manager, personId), after: judged.value };
  }

  private async fold(
    manager: EntityManager,
    files: FileMembers,
    personId: string,
    rulebook: Rulebook,
    knownAt?: string,
  ): Promise<History> {
    const facts = await factsOf(manager, files.membersOf(files.fileOf(personId)), knownAt);
    if (facts.length === 0) return CLEAN_HISTORY;
    const judged = judgeFacts(facts, [], rulebook);
    if (!judged.ok) throw new Error(`file ${personId} cannot be judged: ${JSON.stringify(judged.faults)}`);
    return judged.value;
  }
}
