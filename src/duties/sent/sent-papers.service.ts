import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Period } from '../../domain/duties/period.js';
import {
  districtWithin,
  institutionWithin,
  isWithin,
  type Account,
  type RightName,
} from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { Database } from '../../platform/database/database.js';
import type { Paper } from '../../platform/files/table.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { canonicalHash, RulebookService } from '../../rulebook/rulebook.module.js';
import type { InstitutionRef } from '../../registry/registry.module.js';
import type { Plain } from '../plain.js';
import { recordOf } from '../record-of.js';
import type { SentPaperAnswer, SentPaperPage, SentPaperQuery, SentPaperSummary } from './sent-paper.dto.js';
import { SentPaperEntity, type SentKind } from './sent-paper.entity.js';

/** A paper about to be sent. */
export interface NewPaper<T extends object> {
  readonly kind: SentKind;
  readonly number: string | null;
  readonly addressee: string;
  readonly institution: Pick<InstitutionRef, 'code' | 'district'> | null;
  readonly period: Period;
  readonly figures: T;
  readonly paper: Paper;
}

export interface StoredPaper {
  readonly answer: Plain<SentPaperAnswer>;
  /** As it was sent, whatever is known today. */
  readonly paper: Paper;
}

const WORDS: Readonly<Record<SentKind, string>> = { REPORT: '报告', LETTER: '函告', COMPARISON: '核查' };

const READ: Readonly<Record<SentKind, RightName>> = {
  REPORT: 'report.read',
  LETTER: 'letter.read',
  COMPARISON: 'duty.read',
};

const summaryOf = ({
  id,
  kind,
  number,
  office,
  addressee,
  institution,
  from,
  to,
  hash,
  rulebookHash,
  recordedAt,
  actor,
}: SentPaperEntity): Plain<SentPaperSummary> => ({
  id,
  kind,
  number,
  office,
  addressee,
  institution,
  from,
  to,
  hash,
  rulebookHash,
  recordedAt,
  by: actor,
});

const storedOf = (row: SentPaperEntity): StoredPaper => ({
  answer: { ...summaryOf(row), figures: JSON.parse(row.figures) as object },
  paper: JSON.parse(row.paper) as Paper,
});

/** Keeps reports, letters and comparisons as they were sent, to be read again as they were. */
@Injectable()
export class SentPapersService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly ids: Ids,
  ) {}

  /**
   * Stores a paper inside a change.
   * @throws RuleViolation DUPLICATE_ID for a number that this office has used for a paper of its kind.
   */
  async send<T extends object>(
    tx: EntityManager,
    { kind, number, addressee, institution, period, figures, paper }: NewPaper<T>,
    account: Account,
    at: string,
  ): Promise<{ readonly result: Plain<SentPaperAnswer>; readonly record: RecordEntry }> {
    const { office } = account;
    if (number !== null && (await tx.existsBy(SentPaperEntity, { kind, office, number }))) {
      const detail = `本单位已有文号为 ${number} 的${WORDS[kind]}，请改用新的文号。`;
      throw new RuleViolation([{ pointer: '/number', code: 'DUPLICATE_ID', detail }]);
    }
    const plain = JSON.parse(JSON.stringify({ figures, paper })) as { figures: object; paper: object };
    const row: SentPaperEntity = {
      id: this.ids.next(),
      kind,
      number,
      office,
      addressee,
      institution: institution?.code ?? null,
      district: institution?.district ?? null,
      from: period.from,
      to: period.to,
      figures: JSON.stringify(plain.figures),
      paper: JSON.stringify(plain.paper),
      hash: canonicalHash(plain),
      rulebookHash: (await this.rulebooks.asSeenBy(tx)).hash,
      recordedAt: at,
      actor: account.username,
    };
    await tx.insert(SentPaperEntity, row);
    const record = recordOf(account, {
      action: `${kind}_SENT`,
      subject: `sent-paper/${row.id}`,
      after: {
        number,
        addressee,
        institution: row.institution,
        from: period.from,
        to: period.to,
        hash: row.hash,
      },
      receipt: row.hash,
    });
    return { result: storedOf(row).answer, record };
  }

  /** One page of the papers of a kind that the account may see, newest first. */
  async list(kind: SentKind, query: SentPaperQuery, account: Account): Promise<SentPaperPage> {
    const found = this.database.read
      .createQueryBuilder(SentPaperEntity, 'one')
      .where('one.kind = :kind', { kind });
    for (const member of ['office', 'institution'] as const) {
      if (query[member] !== undefined)
        found.andWhere(`one.${member} = :${member}`, { [member]: query[member] });
    }
    const district = districtWithin(READ[kind], account);
    const institution = institutionWithin(READ[kind], account);
    if (district !== null)
      found.andWhere('(one.office = :district OR one.district = :district)', { district });
    if (institution !== null) found.andWhere('one.institution = :site', { site: institution });
    const [rows, total] = await found
      .orderBy('one.recordedAt', 'DESC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items: rows.map(summaryOf), total };
  }

  /** @throws Problem NOT_FOUND, for one that does not exist as for one that is not theirs to see. */
  async byId(kind: SentKind, id: string, account: Account): Promise<StoredPaper> {
    const row = await this.database.read.findOneBy(SentPaperEntity, { kind, id });
    if (row === null || !maySee(account, row))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的${WORDS[kind]}。`);
    return storedOf(row);
  }
}

/** A district sees what it sent itself, and what is about its institutions. */
const maySee = (account: Account, { kind, office, institution, district }: SentPaperEntity): boolean =>
  isWithin(READ[kind], account, {
    district: [office, ...(district === null ? [] : [district])],
    ...(institution !== null && { institution }),
  });
