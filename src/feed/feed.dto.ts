import { ApiProperty } from '@nestjs/swagger';
import { TextField, WholeNumberField } from '../platform/http/fields.js';
import { FEED_KINDS, type FeedItem, type FeedKind, type FeedPage } from './feed-item.js';

const MAX_CODE = 40;
const MAX_CURSOR = 120;
const DAY = { type: String, nullable: true } as const;

const KINDS = [
  'REGISTERED：登记备案',
  'REGISTRATION_CANCELLED：登记备案取消',
  'COMMITTED：签署承诺',
  'COMMITMENT_ENDED：承诺终止',
  'AGREEMENT_CHANGED：本机构协议或科室服务的变动',
  'SCORE_ISSUED：出具记分处理通知书',
  'SCORE_SERVED：通知书送达，申诉期起算',
  'REPAIRED：记分修复记入档案',
  'RESTORED：恢复记入档案；状态何时变更，以其后的 STATUS_TO_CHANGE 为准',
  'REJUDGED：档案重新计算（更正、撤销、改选月数、随机构的措施、档案合并或拆分）',
  'STATUS_TO_CHANGE：须变更登记备案状态的通知',
].join('；');

export class FeedQuery {
  @TextField({ description: '机构代码；机构账号默认为本机构，其他单位必填', optional: true, max: MAX_CODE })
  institution?: string;

  @TextField({
    description: '此前答复中的 next 或某条的 cursor，从其后读起；不填即从头',
    optional: true,
    max: MAX_CURSOR,
  })
  after?: string;

  @WholeNumberField({ description: '至多读几条', default: 100, min: 1, max: 500 })
  limit!: number;
}

class FeedItemAnswer implements FeedItem {
  @ApiProperty({ description: '在变动记录中的位置；按文字比较，先后即记录的先后' })
  cursor!: string;

  @ApiProperty({ description: '记录时刻' })
  at!: string;

  @ApiProperty({ enum: FEED_KINDS, description: KINDS })
  kind!: FeedKind;

  @ApiProperty({ ...DAY, description: '在本机构登记备案所用的人员代码；关于机构本身的为 null' })
  personCode!: string | null;

  @ApiProperty({ type: [String], description: '当时在本机构的全部代码；只有档案合并后才会多于一个' })
  personCodes!: readonly string[];

  @ApiProperty({
    ...DAY,
    description: '登记备案、承诺、通知书、状态变更通知等的编号；由另一执业点引起的为 null',
  })
  reference!: string | null;

  @ApiProperty({
    ...DAY,
    description:
      '具体内容：状态变更通知为 SUSPEND、TERMINATE、RESTORE_NORMAL、DISREGARD；重新计算为 REVISED、REVOKED、MONTHS_CHOSEN、LINKED、LINK_VOIDED、LINK_ENDED、REPAIR_VOIDED、FILES_MERGED、FILES_PARTED；取消为其原因；协议变动为其种类',
  })
  change!: string | null;

  @ApiProperty({ ...DAY, description: '科室代码' })
  departmentCode!: string | null;

  @ApiProperty({ ...DAY, description: '自何日起；记分为记分时点，送达为收到之日' })
  on!: string | null;

  @ApiProperty({ ...DAY, description: '至何日；措施届满不自动恢复' })
  until!: string | null;

  @ApiProperty({ ...DAY, description: '应完成状态变更之日；无须变更的为 null' })
  dueOn!: string | null;

  @ApiProperty({ ...DAY, example: 'PQ2025:24' })
  citation!: string | null;

  @ApiProperty({ description: '所涉年份尚无工作日安排，日期为暂定（S34）' })
  provisional!: boolean;

  @ApiProperty({ type: [String], description: '因此作废的先前状态变更通知' })
  voids!: readonly string[];
}

export class FeedAnswer implements FeedPage {
  @ApiProperty({ type: [FeedItemAnswer], description: '按记录的先后' })
  items!: FeedItemAnswer[];

  @ApiProperty({ ...DAY, description: '下次从此处读起（after）；没有新变动时即为所填的 after' })
  next!: string | null;

  @ApiProperty({ description: '其后还有，可以立即再读' })
  more!: boolean;
}
