import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import type { History } from '../../domain/qualification/history.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { MergeUndoEntity } from '../entities/merge-undo.entity.js';
import { PersonMergeEntity } from '../entities/person-merge.entity.js';
import { recordOf } from '../record-of.js';
import { regroup } from './merge-store.js';
import type { MergeForm, MergeUndoForm } from './person.dto.js';
import {
  codesOf,
  fileOf,
  findByCode,
  membersOf,
  requireLivingFile,
  seesPerson,
  type FoundPerson,
} from './person-store.js';

/** How a file stood before and after a merge or its undoing. */
export interface MovedFile {
  readonly id: string;
  readonly codes: readonly string[];
  readonly before: History;
  readonly after: History;
}

export interface MergeOutcome {
  readonly id: string;
  /** The file that goes on, then the one that was joined to it. */
  readonly moved: readonly [MovedFile, MovedFile];
}

/** What a module above does when a merge or its undoing judged a file anew, inside the same change. */
export type MergeFollower = (
  tx: EntityManager,
  rejudged: Rejudged,
  account: Account,
  at: string,
) => Promise<readonly RecordEntry[]>;

/** Two files that were joined or parted, and were judged anew. */
export interface MergeSettling {
  readonly kind: 'JOINED' | 'PARTED';
  /** The file that goes on. */
  readonly personId: string;
  readonly moved: MergeOutcome['moved'];
  /** Notices that whoever does it knows to carry more by it. */
  readonly acknowledged: readonly string[];
  readonly reason: string;
}

/** What a module above settles with whoever joins or parts files, inside the same change. */
export type MergeSettler = (
  tx: EntityManager,
  settling: MergeSettling,
  account: Account,
  at: string,
) => Promise<readonly RecordEntry[]>;

/** Joins two files of one person, and parts them again; either way the points are judged anew (S7). */
@Injectable()
export class PersonMergesService {
  private readonly followers: MergeFollower[] = [];
  private readonly settlers: MergeSettler[] = [];

  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Lets a module above follow what was judged anew. */
  alsoFollow(follower: MergeFollower): void {
    this.followers.push(follower);
  }

  /** Lets a module above settle what it came to, after it was followed. */
  alsoSettle(settler: MergeSettler): void {
    this.settlers.push(settler);
  }

  /** @throws RuleViolation when a code is unknown or both are on one file, OTHER_NOTICE_RAISED; Problem FORBIDDEN. */
  merge(form: MergeForm, account: Account): Promise<MergeOutcome> {
    return this.database.write(async (tx, at) => {
      const [into, other] = await this.bothFiles(tx, form, account);
      const before = await this.ledger.storedHistoryOf(tx, other);
      const codes = await this.codesOfFiles(tx, into, other);
      const id = this.ids.next();
      const by = { reason: form.reason, recordedAt: at, actor: account.username };
      await tx.insert(PersonMergeEntity, { id, intoId: into, otherId: other, on: date(form.on), ...by });
      await regroup(tx, other);
      const joined = await this.ledger.merge(tx, into, other, account, at);
      const record = recordOf(account, {
        action: 'PERSONS_MERGED',
        subject: `person/${into}`,
        after: { mergeId: id, other, on: form.on, reason: form.reason },
      });
      const moved = [
        { id: into, codes: codes.into, before: joined.before, after: joined.after },
        { id: other, codes: codes.other, before, after: joined.after },
      ] as const;
      const followed = await this.follow(tx, [joined], account, at);
      const { acknowledged, reason } = form;
      const settling = { kind: 'JOINED', personId: into, moved, acknowledged, reason } as const;
      const settled = await this.settle(tx, settling, account, at);
      return { result: { id, moved }, record: [record, ...followed, ...settled] };
    });
  }

  /** @throws Problem NOT_FOUND, or CONFLICT when it was undone before; RuleViolation OTHER_NOTICE_RAISED and others */
  undo(id: string, form: MergeUndoForm, account: Account): Promise<MergeOutcome> {
    return this.database.write(async (tx, at) => {
      const { intoId: into, otherId: other, on: since } = await this.standingMerge(tx, id, account);
      const faults = this.dayFaults(form.on, since);
      if (faults.length > 0) throw new RuleViolation(faults);
      const file = await fileOf(tx, other);
      await requireLivingFile(tx, file);
      const by = { reason: form.reason, recordedAt: at, actor: account.username };
      await tx.insert(MergeUndoEntity, { mergeId: id, on: date(form.on), ...by });
      await regroup(tx, file);
      const [kept, parted] = await this.ledger.unmerge(tx, into, other, account, at);
      const codes = await this.codesOfFiles(tx, kept.personId, other);
      const record = recordOf(account, {
        action: 'MERGE_UNDONE',
        subject: `person/${into}`,
        after: { mergeId: id, other, on: form.on, reason: form.reason },
      });
      const moved = [
        { id: kept.personId, codes: codes.into, before: kept.before, after: kept.after },
        { id: other, codes: codes.other, before: parted.before, after: parted.after },
      ] as const;
      const followed = await this.follow(tx, [kept, parted], account, at);
      const { acknowledged, reason } = form;
      const settling = { kind: 'PARTED', personId: kept.personId, moved, acknowledged, reason } as const;
      const settled = await this.settle(tx, settling, account, at);
      return { result: { id, moved }, record: [record, ...followed, ...settled] };
    });
  }

  private async follow(
    tx: EntityManager,
    files: readonly Rejudged[],
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    for (const file of files) {
      for (const follower of this.followers) lines.push(...(await follower(tx, file, account, at)));
    }
    return lines;
  }

  private async settle(
    tx: EntityManager,
    settling: MergeSettling,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    for (const settler of this.settlers) lines.push(...(await settler(tx, settling, account, at)));
    return lines;
  }

  private async bothFiles(
    tx: EntityManager,
    form: MergeForm,
    account: Account,
  ): Promise<readonly [into: string, other: string]> {
    const into = await this.seen(tx, form.into, account);
    const other = await this.seen(tx, form.other, account);
    const faults = [
      ...(into === null ? [unknown('/into', form.into)] : []),
      ...(other === null ? [unknown('/other', form.other)] : []),
      ...this.dayFaults(form.on),
    ];
    if (into !== null && into.fileId === other?.fileId)
      faults.push({ pointer: '/other', code: 'SAME_FILE', detail: '两个代码已在同一份档案中，不必合并。' });
    if (into === null || other === null || faults.length > 0) throw new RuleViolation(faults);
    for (const { fileId } of [into, other]) await requireLivingFile(tx, fileId);
    return [into.fileId, other.fileId];
  }

  private async seen(tx: EntityManager, given: string, account: Account): Promise<FoundPerson | null> {
    const found = await findByCode(tx, comparableCode(given));
    return found !== null && (await seesPerson(tx, found, account)) ? found : null;
  }

  /** A merge that stands, of a file that the account sees. */
  private async standingMerge(tx: EntityManager, id: string, account: Account): Promise<PersonMergeEntity> {
    const merge = await tx.findOneBy(PersonMergeEntity, { id });
    const [code] = merge === null ? [] : await codesOf(tx, [merge.otherId]);
    const seen = code !== undefined && (await this.seen(tx, code.code, account)) !== null;
    if (merge === null || !seen) throw new Problem('NOT_FOUND', `没有编号为 ${id} 的合并。`);
    const undone = await tx.findOneBy(MergeUndoEntity, { mergeId: id });
    if (undone !== null) throw new Problem('CONFLICT', `此合并已于 ${undone.on} 撤销。`);
    return merge;
  }

  private dayFaults(on: string, since?: CalendarDate): Fault[] {
    const today = this.clock.today();
    const fault = (detail: string): Fault[] => [{ pointer: '/on', code: 'DATE_ORDER', detail }];
    if (on > today) return fault(`认定之日 ${on} 晚于今日 ${today}，请核对。`);
    if (since !== undefined && on < since) return fault(`撤销之日 ${on} 早于合并之日 ${since}，请核对。`);
    return [];
  }

  private async codesOfFiles(
    tx: EntityManager,
    into: string,
    other: string,
  ): Promise<{ readonly into: string[]; readonly other: string[] }> {
    const of = async (fileId: string): Promise<string[]> =>
      (await codesOf(tx, await membersOf(tx, [fileId]))).map(({ code }) => code);
    return { into: await of(into), other: await of(other) };
  }
}

const unknown = (pointer: string, code: string): Fault => ({
  pointer,
  code: 'UNKNOWN_REFERENCE',
  detail: `没有代码为 ${code} 的人员，或者不由本单位管理。`,
});
