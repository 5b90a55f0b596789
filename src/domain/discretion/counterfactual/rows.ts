import type { Schedule, ScheduleRow } from '../../rulebook/schedule.js';
import type { GradeReference } from '../facts.js';
import { gradeRow, scheduleInForce, type GradeRow } from '../grade.js';
import { spanInWords } from '../wording.js';
import { withViolation, type Subject, type Supposition } from './subject.js';

const DECIDES = 'DB2025:9';

/** The schedule of the chosen row; where none is chosen, every one in force on the day of the decision. */
function schedulesFor({ law, violation }: Subject): readonly Schedule[] {
  const chosen = violation.grade === null ? null : gradeRow(law, violation.grade);
  return chosen === null
    ? law.rulebook.schedules.filter((schedule) => scheduleInForce(law, schedule))
    : [chosen.schedule];
}

function rowsFor(subject: Subject): GradeRow[] {
  const { basis } = subject.charge.liability;
  return schedulesFor(subject).flatMap((schedule) =>
    schedule.rows.filter(({ bases }) => bases.includes(basis)).map((row) => ({ schedule, row })),
  );
}

function rowInWords({ charge }: Subject, schedule: Schedule, row: ScheduleRow): string {
  const range = spanInWords(row, charge.liability.fine?.kind ?? 'MULTIPLE');
  const kind = schedule.sample ? '示例细则' : '裁量细则';
  return `${kind} ${schedule.id}，${row.tier} 档第 ${row.ordinal} 阶 ${range}，`;
}

function supposition(subject: Subject, to: GradeReference | null, clause: string, note: string): Supposition {
  const change = { kind: 'GRADE', from: subject.violation.grade, to } as const;
  return { change, citation: DECIDES, clause, note, facts: withViolation(subject, { grade: to }) };
}

/** Each other row of the schedule for the basis, and no row where one is chosen (DB2025:9). */
export function rowSuppositions(subject: Subject): Supposition[] {
  const now = subject.violation.grade;
  const others = rowsFor(subject).filter(
    ({ schedule, row }) => schedule.id !== now?.scheduleId || row.id !== now.rowId,
  );
  return [
    ...others.map(({ schedule, row }) =>
      supposition(
        subject,
        { scheduleId: schedule.id, rowId: row.id },
        `裁量阶次定为 ${row.id}`,
        rowInWords(subject, schedule, row),
      ),
    ),
    ...(now === null ? [] : [supposition(subject, null, '没有选定裁量阶次', '')]),
  ];
}
