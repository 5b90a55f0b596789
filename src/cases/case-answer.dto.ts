import { ApiProperty } from '@nestjs/swagger';
import { EvaluationAnswer } from '../discretion/discretion.module.js';
import {
  CASE_STATES,
  CASE_STEPS,
  CASE_TRACKS,
  openSteps,
  type CaseState,
  type CaseStep,
  type CaseTrack,
} from '../domain/procedure/case-states.js';
import { CaseForm } from './case.dto.js';
import type { CaseEntity } from './case.entity.js';
import type { CaseEvaluationEntity } from './case-evaluation.entity.js';
import { CASE_EVENTS, type CaseEvent, type CaseEventEntity } from './case-event.entity.js';
import type { CasePage, WholeCase } from './case-reader.service.js';
import type { CaseRevisionEntity } from './case-revision.entity.js';

export class CaseSummary {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: CASE_TRACKS })
  track!: CaseTrack;

  @ApiProperty({ enum: CASE_STATES })
  state!: CaseState;

  @ApiProperty({ example: '110105' })
  district!: string;

  @ApiProperty()
  offenderName!: string;

  @ApiProperty({ type: String, nullable: true })
  offenderCode!: string | null;

  @ApiProperty()
  inspectionNo!: string;

  @ApiProperty({ description: '最新版本号' })
  revision!: number;

  @ApiProperty({ description: '立件时刻' })
  openedAt!: string;

  @ApiProperty({ description: '最近变动时刻' })
  changedAt!: string;
}

export class CaseListAnswer {
  @ApiProperty({ type: [CaseSummary] })
  items!: CaseSummary[];

  @ApiProperty({ description: '符合条件的总数' })
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}

export class CaseEvaluationAnswer {
  @ApiProperty({ description: '评估序号，从 1 起' })
  sequence!: number;

  @ApiProperty({ description: '所依据的案件版本' })
  revision!: number;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  by!: string;

  @ApiProperty({ type: EvaluationAnswer, description: '与 POST /discretion/evaluate 相同的答复及回执' })
  answer!: EvaluationAnswer;
}

export class CaseEventAnswer {
  @ApiProperty()
  sequence!: number;

  @ApiProperty({ enum: CASE_EVENTS })
  event!: CaseEvent;

  @ApiProperty({ type: String, nullable: true, description: '决定的文号' })
  number!: string | null;

  @ApiProperty({ type: Object, description: '所记录的内容' })
  content!: object;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  by!: string;
}

export class CaseAnswer extends CaseSummary {
  @ApiProperty({ enum: CASE_STEPS, isArray: true, description: '此时可以进行的步骤' })
  steps!: readonly CaseStep[];

  @ApiProperty({ type: CaseForm })
  content!: CaseForm;

  @ApiProperty({ type: [CaseEvaluationAnswer] })
  evaluations!: CaseEvaluationAnswer[];

  @ApiProperty({ type: [CaseEventAnswer] })
  events!: CaseEventAnswer[];
}

export class CaseRevisionAnswer {
  @ApiProperty()
  revision!: number;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  by!: string;

  @ApiProperty({ type: CaseForm })
  content!: CaseForm;
}

export class PastViolationAnswer {
  @ApiProperty()
  caseId!: string;

  @ApiProperty({ description: '先前决定的文号' })
  decisionNo!: string;

  @ApiProperty()
  madeOn!: string;

  @ApiProperty({ example: 'REG735:40' })
  basis!: string;

  @ApiProperty()
  conductEndedOn!: string;
}

export class PastProposalAnswer {
  @ApiProperty()
  violationId!: string;

  @ApiProperty({ example: 'DB2025:18(2)' })
  code!: string;

  @ApiProperty({ type: String, nullable: true, example: 'REPEAT' })
  ground!: string | null;

  @ApiProperty()
  citation!: string;

  @ApiProperty({ example: 'P17' })
  reading!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ type: [PastViolationAnswer] })
  earlier!: readonly PastViolationAnswer[];
}

const summary = (head: CaseEntity) =>
  ({
    id: head.id,
    track: head.track,
    state: head.state,
    district: head.district,
    offenderName: head.offenderName,
    offenderCode: head.offenderCode,
    inspectionNo: head.inspectionNo,
    revision: head.revision,
    openedAt: head.openedAt,
    changedAt: head.changedAt,
  }) satisfies CaseSummary;

export const caseList = ({ items, total }: CasePage, page: number, pageSize: number): CaseListAnswer => ({
  items: items.map(summary),
  total,
  page,
  pageSize,
});

export const evaluationAnswer = (row: CaseEvaluationEntity): CaseEvaluationAnswer => ({
  sequence: row.sequence,
  revision: row.revision,
  at: row.at,
  by: row.actor,
  answer: JSON.parse(row.answer) as EvaluationAnswer,
});

const eventAnswer = ({ sequence, event, number, content, at, actor }: CaseEventEntity): CaseEventAnswer => ({
  sequence,
  event,
  number,
  content: JSON.parse(content) as object,
  at,
  by: actor,
});

export const caseAnswer = ({ head, content, evaluations, events }: WholeCase): CaseAnswer => ({
  ...summary(head),
  steps: openSteps(head.track, head.state),
  content,
  evaluations: evaluations.map(evaluationAnswer),
  events: events.map(eventAnswer),
});

export const revisionAnswer = ({ revision, at, actor, content }: CaseRevisionEntity): CaseRevisionAnswer => ({
  revision,
  at,
  by: actor,
  content: JSON.parse(content) as CaseForm,
});
