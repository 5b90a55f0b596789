import { date } from '../../domain/shared/calendar-date.js';
import { dateColumn, numberColumn, textColumn, type Paper } from '../../platform/files/table.js';
import type { ReminderTalksAnswer, TrainingsAnswer } from '../talks/talk.dto.js';
import { periodWords } from './words.js';

const WIDE = 40;
const NOTES = ['依据：PQ2025:28。'];

/** Reminder talks that were held. */
export const talksPaper = ({ from, to, items }: ReminderTalksAnswer): Paper => ({
  title: '谈话提醒记录表',
  lines: [periodWords({ from: date(from), to: date(to) }), `共 ${items.length} 次。`],
  tables: [
    {
      caption: '谈话提醒',
      columns: [
        dateColumn('谈话日'),
        textColumn('机构代码'),
        textColumn('人员代码'),
        textColumn('通知书文号', WIDE / 2),
        textColumn('谈话单位'),
        textColumn('谈话人'),
        textColumn('记录', WIDE),
      ],
      rows: items.map((each) => [
        each.on,
        each.institution,
        each.personCode,
        each.noticeNumber,
        each.office,
        each.by,
        each.summary,
      ]),
    },
  ],
  notes: NOTES,
  closing: [],
});

/** Trainings that were held. */
export const trainingsPaper = ({ from, to, items }: TrainingsAnswer): Paper => ({
  title: '医保政策法规和业务知识培训记录表',
  lines: [periodWords({ from: date(from), to: date(to) }), `共 ${items.length} 次。`],
  tables: [
    {
      caption: '培训',
      columns: [
        dateColumn('培训日'),
        textColumn('组织单位'),
        textColumn('内容', WIDE),
        textColumn('授课人'),
        textColumn('地点'),
        numberColumn('到场人数'),
        textColumn('到场人员代码', WIDE),
      ],
      rows: items.map((each) => [
        each.on,
        each.office,
        each.topic,
        each.lecturer,
        each.place,
        each.present.length,
        each.present.join('、'),
      ]),
    },
  ],
  notes: NOTES,
  closing: [],
});
