import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService } from '../registry/registry.module.js';
import {
  noticeSubject,
  PaperNumbersService,
  requireAgencyOf,
  scoredNotice,
  type ScoredNotice,
} from '../scoring/scoring.module.js';
import type {
  CorrectedForm,
  CorrectedNoticeAnswer,
  NoticeCorrectionAnswer,
  NoticeCorrectionForm,
} from './correction.dto.js';
import { NoticeCorrectionEntity } from './correction.entity.js';
import { seesObjection } from './objection-rights.js';
import { recordOf } from './record-of.js';

/** To them nothing of a notice is known before it was served. */
const SIDES_ALONE: readonly Account['role'][] = ['INSTITUTION_CLERK', 'PERSON'];

type Stated = Pick<NoticeCorrectionForm, 'of' | 'reason'>;

/** Corrects clerical errors of a score notice by a new paper that names the old; nothing is judged anew. */
@Injectable()
export class CorrectionService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly numbers: PaperNumbersService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.numbers.alsoAsk((tx, number) => tx.existsBy(NoticeCorrectionEntity, { number }));
  }

  /** @throws RuleViolation DUPLICATE_ID, WAS_MISMATCH, UNKNOWN_REFERENCE; Problem NOT_FOUND, FORBIDDEN. */
  async correct(noticeId: string, form: NoticeCorrectionForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const notice = await this.noticeSeenBy(tx, noticeId, account);
      requireAgencyOf(account, notice.head.office);
      const earlier = await correctionsOf(tx, noticeId);
      const faults = [...(await this.numbers.faults(tx, form.number)), ...wordsFaults(form, notice, earlier)];
      if (faults.length > 0) throw new RuleViolation(faults);
      const corrects = earlier.at(-1)?.number ?? notice.head.number;
      await tx.insert(NoticeCorrectionEntity, {
        id: this.ids.next(),
        noticeId,
        number: form.number,
        corrects,
        issuedOn: this.clock.today(),
        content: JSON.stringify({ of: form.of, reason: form.reason }),
        recordedAt: at,
        actor: account.username,
      });
      const record = recordOf(account, {
        action: 'SCORE_NOTICE_CORRECTED',
        subject: noticeSubject(noticeId),
        before: { number: corrects },
        after: { number: form.number, fields: form.of.map(({ field }) => field) },
      });
      return { result: undefined, record };
    });
  }

  /** The notice as it was issued, and every correction of it. @throws Problem NOT_FOUND */
  async of(noticeId: string, account: Account): Promise<CorrectedNoticeAnswer> {
    const notice = await this.noticeSeenBy(this.database.read, noticeId, account);
    const corrections = await correctionsOf(this.database.read, noticeId);
    return {
      noticeId,
      number: notice.head.number,
      conduct: notice.content.findings.map(({ conductId, conduct }) => ({
        conductId,
        asIssued: conduct,
        asCorrected: lastWords(corrections, { field: 'CONDUCT', conductId }) ?? conduct,
      })),
      corrections,
    };
  }

  private async noticeSeenBy(manager: EntityManager, id: string, account: Account): Promise<ScoredNotice> {
    const notice = await scoredNotice(manager, id);
    const served = !SIDES_ALONE.includes(account.role) || (notice?.receipts.length ?? 0) > 0;
    if (notice === null || !served || !(await seesObjection(this.registry, manager, account, notice.head)))
      throw new Problem('NOT_FOUND', `没有编号为 ${id} 的记分处理通知书。`);
    return notice;
  }
}

async function correctionsOf(manager: EntityManager, noticeId: string): Promise<NoticeCorrectionAnswer[]> {
  const rows = await manager.find(NoticeCorrectionEntity, {
    where: { noticeId },
    order: { recordedAt: 'ASC' },
  });
  return rows.map(({ id, number, corrects, issuedOn, content, recordedAt, actor }) => ({
    id,
    number,
    corrects,
    issuedOn,
    ...(JSON.parse(content) as Stated),
    recordedAt,
    by: actor,
  }));
}

type Place = Pick<CorrectedForm, 'field' | 'conductId'>;

/** How a place reads since it was last corrected; null where it never was. */
function lastWords(
  corrections: readonly NoticeCorrectionAnswer[],
  { field, conductId }: Place,
): string | null {
  const touched = corrections
    .flatMap(({ of }) => of)
    .filter((each) => each.field === field && each.conductId === conductId);
  return touched.at(-1)?.becomes ?? null;
}

/** What is said to stand there stands there, so far as it is known here: the words of conduct, and what was corrected. */
function wordsFaults(
  { of }: NoticeCorrectionForm,
  { content }: ScoredNotice,
  earlier: readonly NoticeCorrectionAnswer[],
): Fault[] {
  return of.flatMap((each, place): Fault[] => {
    const finding = content.findings.find(({ conductId }) => conductId === each.conductId);
    if (each.field === 'CONDUCT' && finding === undefined) {
      const detail = `通知书没有编号为 ${each.conductId ?? ''} 的行为。`;
      return [{ pointer: `/of/${place}/conductId`, code: 'UNKNOWN_REFERENCE', detail }];
    }
    const twice = of.findIndex((other) => other.field === each.field && other.conductId === each.conductId);
    if (each.field !== 'DOCUMENT_NO' && twice < place)
      return [{ pointer: `/of/${place}`, code: 'DUPLICATE_ID', detail: '同一处只更正一次。' }];
    if (each.field === 'DOCUMENT_NO') return [];
    const stands = lastWords(earlier, each) ?? (each.field === 'CONDUCT' ? finding?.conduct : undefined);
    return stands === undefined || stands === each.was
      ? []
      : [{ pointer: `/of/${place}/was`, code: 'WAS_MISMATCH', detail: `现文为“${stands}”，请核对。` }];
  });
}
