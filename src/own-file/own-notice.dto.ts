import { ApiProperty } from '@nestjs/swagger';
import { DeterminationFindingAnswer, NoticeRaiseAnswer, ScoreAnswer } from '../scoring/scoring.module.js';

const DAY = { type: String, nullable: true } as const;

class DayOffAnswer {
  @ApiProperty({ example: '2025-10-01' })
  date!: string;

  @ApiProperty({ example: '国庆节、中秋节' })
  reason!: string;
}

export class OwnObjectionAnswer {
  @ApiProperty({ description: '今日可以申诉' })
  open!: boolean;

  @ApiProperty({ ...DAY, description: '申诉截止日（含当日）；尚未送达的为 null' })
  until!: string | null;

  @ApiProperty({ description: '收到之日的次日起若干个工作日' })
  workingDays!: number;

  @ApiProperty({ ...DAY, enum: ['INSTITUTION', 'PERSON'], description: '依谁的收到之日，取截止较晚的' })
  receivedBy!: string | null;

  @ApiProperty({ ...DAY })
  receivedOn!: string | null;

  @ApiProperty({ type: [DayOffAnswer], description: '跳过的休息日' })
  passedOver!: DayOffAnswer[];

  @ApiProperty({ type: [String], description: '计入的调休上班日' })
  madeUp!: string[];

  @ApiProperty({ description: '所涉年份尚无工作日安排，日期暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ description: '如何计算' })
  inWords!: string;

  @ApiProperty({ example: 'PQ2025:34' })
  citation!: string;
}

export class OwnNoticeSummary {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  number!: string;

  @ApiProperty({ description: '行为所在的定点医药机构' })
  institution!: string;

  @ApiProperty({ description: '出具单位的医保区划代码' })
  office!: string;

  @ApiProperty({ description: '记分时点（S14）' })
  pointsDay!: string;

  @ApiProperty()
  issuedOn!: string;

  @ApiProperty({
    enum: ['UNSERVED', 'SERVED', 'REVOKED'],
    description: 'UNSERVED：尚未送达；在此处看到不等于送达，期限不由此起算',
  })
  state!: 'UNSERVED' | 'SERVED' | 'REVOKED';

  @ApiProperty({ type: ScoreAnswer, description: '依档案现在的全部事实，此次记分如何' })
  now!: ScoreAnswer;

  @ApiProperty({
    type: NoticeRaiseAnswer,
    nullable: true,
    description: '因他案加重的情况；没有加重的为 null',
  })
  raise!: NoticeRaiseAnswer | null;

  @ApiProperty({ type: OwnObjectionAnswer })
  objection!: OwnObjectionAnswer;
}

class OwnServiceAnswer {
  @ApiProperty({ enum: ['INSTITUTION', 'PERSON'] })
  recipient!: string;

  @ApiProperty()
  receivedOn!: string;
}

class OwnMonthsAnswer {
  @ApiProperty()
  months!: number;

  @ApiProperty()
  reasons!: string;

  @ApiProperty()
  recordedAt!: string;
}

class OwnMeasureNoticeAnswer {
  @ApiProperty({ type: String, nullable: true })
  number!: string | null;

  @ApiProperty({ enum: ['SUSPENSION', 'TERMINATION'] })
  kind!: string;

  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;

  @ApiProperty({ ...DAY, description: '可以申请恢复的首日，出具时' })
  restorationFrom!: string | null;

  @ApiProperty({ description: '如何申请恢复（PQ2025:30）' })
  restoration!: string;
}

class OwnTraceAnswer {
  @ApiProperty()
  rule!: string;

  @ApiProperty({ type: String, nullable: true })
  reading!: string | null;

  @ApiProperty()
  fired!: boolean;

  @ApiProperty()
  detail!: string;
}

export class OwnNoticeAnswer extends OwnNoticeSummary {
  @ApiProperty({ type: [DeterminationFindingAnswer], description: '对本人的认定，出具时' })
  findings!: DeterminationFindingAnswer[];

  @ApiProperty({ type: Number, nullable: true, description: '出具时选定的月数' })
  months!: number | null;

  @ApiProperty({ type: String, nullable: true })
  monthsReasons!: string | null;

  @ApiProperty({ type: [OwnServiceAnswer], description: '现以为准的送达' })
  services!: OwnServiceAnswer[];

  @ApiProperty({ type: [OwnMonthsAnswer], description: '其后另行选定的月数' })
  monthsChosen!: OwnMonthsAnswer[];

  @ApiProperty({ type: [OwnMeasureNoticeAnswer], description: '暂停或终止的通知书' })
  measureNotices!: OwnMeasureNoticeAnswer[];

  @ApiProperty({ type: [OwnTraceAnswer], description: '何以如此' })
  trace!: OwnTraceAnswer[];
}
