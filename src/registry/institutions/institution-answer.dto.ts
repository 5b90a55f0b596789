import { ApiProperty } from '@nestjs/swagger';
import {
  AGREEMENT_STATES,
  agreementOn,
  departmentOn,
  INSTITUTION_FACTS,
  type AgreementState,
  type DepartmentState,
  type InstitutionFactType,
} from '../../domain/registry/institution-state.js';
import type { Warning } from '../../domain/registry/codes.js';
import { INSTITUTION_KINDS, type InstitutionKind } from '../../domain/registry/personnel-kind.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { InstitutionEntity } from '../entities/institution.entity.js';
import type { InstitutionFactEntity } from '../entities/institution-fact.entity.js';
import { WarningAnswer } from '../warning.dto.js';
import type { InstitutionPage } from './institution-reader.service.js';
import type { InstitutionFacts } from './institution-store.js';

export class InstitutionSummary {
  @ApiProperty({ example: 'H11010500001' })
  code!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: INSTITUTION_KINDS })
  kind!: InstitutionKind;

  @ApiProperty({ description: '是否公立' })
  public!: boolean;

  @ApiProperty({ example: '110105' })
  district!: string;
}

export class InstitutionListAnswer {
  @ApiProperty({ type: [InstitutionSummary] })
  items!: InstitutionSummary[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export class AgreementStateAnswer {
  @ApiProperty({ description: '所问之日' })
  on!: string;

  @ApiProperty({ enum: AGREEMENT_STATES })
  state!: AgreementState;

  @ApiProperty({ type: String, nullable: true, description: '所依据的文号' })
  documentNo!: string | null;
}

export class DepartmentAnswer {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['OPEN', 'SUSPENDED'], description: '今日的状态' })
  state!: DepartmentState;

  @ApiProperty({ type: String, nullable: true, description: '中止所依据的文号' })
  documentNo!: string | null;
}

export class InstitutionFactAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: '科室代码；整个机构的协议为 null' })
  departmentCode!: string | null;

  @ApiProperty({ enum: INSTITUTION_FACTS })
  type!: InstitutionFactType;

  @ApiProperty()
  from!: string;

  @ApiProperty({ type: String, nullable: true })
  to!: string | null;

  @ApiProperty()
  documentNo!: string;

  @ApiProperty({ type: String, nullable: true })
  basis!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '所撤回记录的编号' })
  withdraws!: string | null;

  @ApiProperty({ description: '记录时刻' })
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class InstitutionAnswer extends InstitutionSummary {
  @ApiProperty({ type: AgreementStateAnswer, description: '今日的协议状态' })
  agreement!: AgreementStateAnswer;

  @ApiProperty({ type: [DepartmentAnswer] })
  departments!: DepartmentAnswer[];

  @ApiProperty({ type: [InstitutionFactAnswer], description: '协议与科室的历次变动，依记录先后' })
  facts!: InstitutionFactAnswer[];

  @ApiProperty({ type: [WarningAnswer], description: '照办但可疑之处' })
  warnings!: WarningAnswer[];
}

const summary = ({ code, name, kind, public: isPublic, district }: InstitutionEntity) =>
  ({ code, name, kind, public: isPublic, district }) satisfies InstitutionSummary;

export const institutionList = (
  { items, total }: InstitutionPage,
  page: number,
  pageSize: number,
): InstitutionListAnswer => ({ items: items.map(summary), total, page, pageSize });

const factAnswer = (fact: InstitutionFactEntity): InstitutionFactAnswer => ({
  id: fact.id,
  departmentCode: fact.departmentCode,
  type: fact.type,
  from: fact.from,
  to: fact.to,
  documentNo: fact.documentNo,
  basis: fact.basis,
  withdraws: fact.withdraws,
  recordedAt: fact.recordedAt,
  by: fact.actor,
});

/** The answer as sent, with the states of a day. */
export const institutionAnswer = (
  head: InstitutionEntity,
  { departments, facts }: InstitutionFacts,
  today: CalendarDate,
  warnings: readonly Warning[],
): InstitutionAnswer => ({
  ...summary(head),
  agreement: { on: today, ...agreementOn(facts, today) },
  departments: departments.map(({ code, name }) => ({ code, name, ...departmentOn(facts, code, today) })),
  facts: facts.map(factAnswer),
  warnings: [...warnings],
});
