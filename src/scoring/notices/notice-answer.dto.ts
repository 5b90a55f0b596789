import { ApiProperty } from '@nestjs/swagger';
import { DeterminationFindingAnswer, WarningAnswer } from '../determinations/determination-answer.dto.js';
import { MonthsAnswer, PreviewTraceAnswer, ScoreAnswer } from '../preview-answer.dto.js';
import { RECIPIENTS, SERVICE_METHODS, ConsentForm, RefusalForm, type Recipient } from './notice.dto.js';
import { NoticeReceipt } from './notice-receipt.js';

export class NoticeSummary {
  @ApiProperty({ description: '也是档案中该次记分的编号' })
  id!: string;

  @ApiProperty()
  number!: string;

  @ApiProperty()
  determinationId!: string;

  @ApiProperty()
  personCode!: string;

  @ApiProperty()
  institution!: string;

  @ApiProperty({ example: '110105', description: '出具单位' })
  office!: string;

  @ApiProperty({ description: '记分时点的年份' })
  year!: number;

  @ApiProperty({ description: '记分时点（S14）' })
  pointsDay!: string;

  @ApiProperty()
  issuedOn!: string;

  @ApiProperty({ description: '本次增加的分值（S6），出具时' })
  points!: number;

  @ApiProperty({ description: '此后当年累计，出具时' })
  yearTotalAfter!: number;

  @ApiProperty({ enum: ['UNSERVED', 'SERVED'] })
  state!: string;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class IssuedMeasureAnswer {
  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty({ type: MonthsAnswer, required: false })
  allowedMonths?: MonthsAnswer;

  @ApiProperty({ type: Number, nullable: true, required: false })
  months?: number | null;

  @ApiProperty({ required: false })
  years?: number;
}

export class ServiceAnswer {
  @ApiProperty({ enum: RECIPIENTS })
  recipient!: string;

  @ApiProperty({ enum: SERVICE_METHODS })
  method!: string;

  @ApiProperty()
  receivedOn!: string;

  @ApiProperty()
  servedBy!: string;

  @ApiProperty({ type: String, nullable: true })
  receivedBy!: string | null;

  @ApiProperty()
  proof!: string;

  @ApiProperty({ type: RefusalForm, nullable: true })
  refusal!: RefusalForm | null;

  @ApiProperty({ type: ConsentForm, nullable: true })
  consent!: ConsentForm | null;

  @ApiProperty({ type: String, nullable: true })
  deemedBasis!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '补录的理由' })
  backdatingReason!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '更正的理由' })
  correctionReason!: string | null;

  @ApiProperty({ description: '对该受送达人现以此为准' })
  stands!: boolean;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class MonthsChosenAnswer {
  @ApiProperty()
  months!: number;

  @ApiProperty()
  reasons!: string;

  @ApiProperty({ type: MonthsAnswer })
  allowedMonths!: MonthsAnswer;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

export class MeasureNoticeAnswer {
  @ApiProperty({ type: String, nullable: true })
  number!: string | null;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty({ description: '所依据的当年累计' })
  yearTotal!: number;

  @ApiProperty({ type: Number, nullable: true })
  months!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  years!: number | null;

  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty()
  issuedOn!: string;

  @ApiProperty()
  objectionDeadline!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '可以申请恢复的首日；所涉年份尚无工作日安排的为 null',
  })
  restorationFrom!: string | null;

  @ApiProperty({ description: '如何申请恢复（PQ2025:30）' })
  restoration!: string;

  @ApiProperty()
  rulebookHash!: string;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty()
  by!: string;
}

class CarriedAnswer {
  @ApiProperty()
  points!: number;

  @ApiProperty({ type: IssuedMeasureAnswer, nullable: true })
  measure!: IssuedMeasureAnswer | null;
}

class RaiseTellingAnswer {
  @ApiProperty({ enum: RECIPIENTS })
  recipient!: Recipient;

  @ApiProperty({ description: '告知之日，或加重之后送达的收到之日' })
  toldOn!: string;
}

/** That a notice carries more than it did, by what was decided of something else (PQ2025:34, 37; S31). */
export class NoticeRaiseAnswer {
  @ApiProperty({
    example: 'objection/ID',
    description: '由何引起：异议申诉、认定、案件、修复，或人员档案的合并',
  })
  by!: string;

  @ApiProperty({ type: CarriedAnswer, description: '此前' })
  before!: CarriedAnswer;

  @ApiProperty({ type: CarriedAnswer, description: '此后' })
  after!: CarriedAnswer;

  @ApiProperty()
  recordedAt!: string;

  @ApiProperty({ type: [RaiseTellingAnswer] })
  told!: RaiseTellingAnswer[];

  @ApiProperty({ enum: RECIPIENTS, isArray: true, description: '尚未告知的一方' })
  untold!: Recipient[];

  @ApiProperty()
  inWords!: string;

  @ApiProperty({ example: 'PQ2025:37' })
  citation!: string;
}

export class NoticeAnswer extends NoticeSummary {
  @ApiProperty({ type: [DeterminationFindingAnswer] })
  findings!: readonly DeterminationFindingAnswer[];

  @ApiProperty({ description: '各行为取最高的合计，减去此前已记之前' })
  pointsAlone!: number;

  @ApiProperty({ type: IssuedMeasureAnswer, nullable: true, description: '出具时所导致的措施' })
  measure!: IssuedMeasureAnswer | null;

  @ApiProperty({ type: String, nullable: true })
  monthsReasons!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '补录的理由' })
  backdatingReason!: string | null;

  @ApiProperty({ type: [WarningAnswer], description: '出具时的提示，不妨碍出具' })
  warnings!: readonly WarningAnswer[];

  @ApiProperty({ type: [ServiceAnswer] })
  services!: ServiceAnswer[];

  @ApiProperty({ type: [MonthsChosenAnswer], description: '出具之后另行选定的月数' })
  monthsChosen!: MonthsChosenAnswer[];

  @ApiProperty({ type: [MeasureNoticeAnswer], description: '暂停或终止的通知书' })
  measureNotices!: MeasureNoticeAnswer[];

  @ApiProperty({ type: ScoreAnswer, nullable: true, description: '依档案现在的全部事实，此次记分如何' })
  now!: ScoreAnswer | null;

  @ApiProperty({
    type: NoticeRaiseAnswer,
    nullable: true,
    description: '因他案加重的情况；没有加重的为 null',
  })
  raise!: NoticeRaiseAnswer | null;

  @ApiProperty({ type: [PreviewTraceAnswer] })
  trace!: readonly PreviewTraceAnswer[];

  @ApiProperty({ type: NoticeReceipt })
  receipt!: NoticeReceipt;
}

export class NoticeListAnswer {
  @ApiProperty({ type: [NoticeSummary] })
  items!: NoticeSummary[];

  @ApiProperty()
  total!: number;

  @ApiProperty()
  page!: number;

  @ApiProperty()
  pageSize!: number;
}
