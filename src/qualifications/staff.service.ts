import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import { checkAnswer } from './check-answer.dto.js';
import { CheckService } from './check.service.js';
import { districtOf, sightOf } from './question.js';
import { staffOf, type StaffRow } from './staff-rows.js';
import {
  STAFF_STATUSES,
  type StaffAnswer,
  type StaffMemberAnswer,
  type StaffQuery,
  type StaffStatus,
} from './staff.dto.js';

const STATUS_OF = { SUSPENSION: 'SUSPENDED', TERMINATION: 'TERMINATED' } as const;

const statusOf = ({ measure }: StaffRow): StaffStatus => (measure === null ? 'NORMAL' : STATUS_OF[measure]);

/** Tells of everybody registered at an institution on a day. */
@Injectable()
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly checks: CheckService,
    private readonly clock: Clock,
  ) {}

  /** One page, by code, and how many there are of each status. @throws Problem NOT_FOUND */
  async list(code: string, query: StaffQuery, account: Account): Promise<StaffAnswer> {
    const institution = await this.institutionSeenBy(code, account);
    const on = query.on === undefined ? this.clock.today() : date(query.on);
    const { page, pageSize } = query;
    const staff = await staffOf(this.database.read, institution, on);
    const count = (status: StaffStatus): number => staff.filter((each) => statusOf(each) === status).length;
    const [NORMAL, SUSPENDED, TERMINATED] = STAFF_STATUSES.map(count) as [number, number, number];
    const chosen =
      query.status === undefined ? staff : staff.filter((each) => statusOf(each) === query.status);
    const shown = chosen.slice((page - 1) * pageSize, page * pageSize);
    const questions = shown.map((each) => ({ personCode: each.code, institution, on, emergency: false }));
    const answers = await this.checks.ask(questions, account, null);
    const items = answers.map((answer, index) => memberAnswer(shown[index], checkAnswer(answer)));
    const totals = { NORMAL, SUSPENDED, TERMINATED };
    return { institution, on, totals, items, total: chosen.length, page, pageSize };
  }

  /** Its code as it is kept. */
  private async institutionSeenBy(code: string, account: Account): Promise<string> {
    const sight = sightOf(account);
    const district = districtOf(account);
    const found = await this.registry.institution(this.database.read, code);
    const seen =
      found !== null &&
      (sight.of === 'ALL' ? district === null || found.district === district : sight.code === found.code);
    if (!seen) throw new Problem('NOT_FOUND', `没有代码为 ${comparableCode(code)} 的定点医药机构。`);
    return found.code;
  }
}

function memberAnswer(row: StaffRow | undefined, answer: ReturnType<typeof checkAnswer>): StaffMemberAnswer {
  if (row === undefined) throw new Error('an answer without its person');
  return Object.assign(answer, { name: row.name, kind: row.kind, departmentCode: row.department });
}
