import { ApiProperty } from '@nestjs/swagger';
import type { PlainTable } from '../platform/files/plain-table.js';

export class DoneAnswer {
  @ApiProperty({ description: '在记录中的序号' })
  sequence!: number;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  words!: string;

  @ApiProperty({ description: '办理的账号' })
  officer!: string;

  @ApiProperty({ type: String, nullable: true, description: '以谁的名义代理办理；不是代理的为 null' })
  actingFor!: string | null;

  @ApiProperty({ description: '当时所代表的单位' })
  office!: string;

  @ApiProperty()
  subject!: string;
}

export class GrantChangeAnswer {
  @ApiProperty()
  sequence!: number;

  @ApiProperty()
  at!: string;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  words!: string;

  @ApiProperty({ description: '变更授权的人' })
  by!: string;
}

export class FourEyesFindingAnswer {
  @ApiProperty({ example: 'RESTORATION_REVIEWERS' })
  roles!: string;

  @ApiProperty({ example: '恢复的初审与复审' })
  words!: string;

  @ApiProperty({ type: String, nullable: true, example: 'PQ2025:30' })
  citation!: string | null;

  @ApiProperty({ description: '两个角色都做过的账号，由代理人以其名义做的也算' })
  account!: string;

  @ApiProperty({ description: '事项' })
  matter!: string;

  @ApiProperty({ type: DoneAnswer })
  first!: DoneAnswer;

  @ApiProperty({ type: DoneAnswer })
  second!: DoneAnswer;

  @ApiProperty({ type: [GrantChangeAnswer], description: '两次操作之间，该账号的授权变更' })
  grantsBetween!: GrantChangeAnswer[];
}

export class FourEyesAnswer {
  @ApiProperty()
  method!: string;

  @ApiProperty({ type: [FourEyesFindingAnswer] })
  items!: FourEyesFindingAnswer[];
}

const done = ({ sequence, at, words, officer, actingFor, office }: DoneAnswer): string[] => [
  String(sequence),
  at,
  words,
  actingFor === null ? officer : `${officer}（代 ${actingFor}）`,
  office,
];

export const fourEyesTable = ({ items }: FourEyesAnswer): PlainTable => ({
  caption: '一人承担两个应分开的角色',
  headings: [
    '账号',
    '两个角色',
    '依据',
    '事项',
    '先：序号',
    '先：时刻',
    '先：操作',
    '先：经办人',
    '先：单位',
    '后：序号',
    '后：时刻',
    '后：操作',
    '后：经办人',
    '后：单位',
    '其间授权变更',
  ],
  rows: items.map(({ account, words, citation, matter, first, second, grantsBetween }) => [
    account,
    words,
    citation ?? '',
    matter,
    ...done(first),
    ...done(second),
    grantsBetween.map((each) => `${each.at} ${each.words}（${each.by}）`).join('；'),
  ]),
});
