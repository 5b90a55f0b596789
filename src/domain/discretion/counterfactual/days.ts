import { addDays, addYears, type CalendarDate } from '../../shared/calendar-date.js';
import { OUT_OF_TIME } from '../items.js';
import { p27Limitation } from '../limitation.js';
import { withViolation, type Subject, type Supposition } from './subject.js';

/** The earliest end of conduct for which discovery on the day is still in time (P27). */
function earliestEndInTime(discoveredOn: CalendarDate, years: number): CalendarDate {
  const day = addYears(discoveredOn, -years);
  return addYears(day, years) < discoveredOn ? addDays(day, 1) : day;
}

/** A day on the other side of a limit, and what that means. */
interface Crossing {
  readonly to: CalendarDate;
  readonly citation: string;
  readonly note: string;
}

function endSupposition(subject: Subject, { to, citation, note }: Crossing): Supposition {
  const from = subject.violation.conductEndedOn;
  return {
    change: { kind: 'DAY', day: 'conductEndedOn', from, to },
    citation,
    clause: to < from ? `违法行为在 ${to} 就已终了` : `违法行为到 ${to} 才终了`,
    note,
    facts: withViolation(subject, { conductEndedOn: to }),
  };
}

function endAcrossLimitation({ law, violation }: Subject): Crossing {
  const { years, discoveredTooLate } = p27Limitation(law, violation);
  const inTime = earliestEndInTime(violation.discoveredOn, years);
  return discoveredTooLate
    ? { to: inTime, citation: OUT_OF_TIME, note: `发现时尚在 ${years} 年的追究期限之内，` }
    : { to: addDays(inTime, -1), citation: OUT_OF_TIME, note: `发现时已过 ${years} 年的追究期限，` };
}

function endAcrossStartOfBenchmark({ law, violation }: Subject): Crossing {
  const start = law.benchmark.validFrom;
  return violation.conductEndedOn < start
    ? { to: start, citation: 'DB2025:27', note: '现行基准已经施行，' }
    : { to: addDays(start, -1), citation: 'DB2025:27', note: `早于现行基准施行日 ${start}，` };
}

function discoverySupposition(subject: Subject): Supposition {
  const from = subject.violation.discoveredOn;
  const { years, lastDay, discoveredTooLate } = p27Limitation(subject.law, subject.violation);
  const to = discoveredTooLate ? lastDay : addDays(lastDay, 1);
  return {
    change: { kind: 'DAY', day: 'discoveredOn', from, to },
    citation: OUT_OF_TIME,
    clause: discoveredTooLate ? `违法行为在 ${to} 就被发现` : `违法行为到 ${to} 才被发现`,
    note: discoveredTooLate
      ? `尚在 ${years} 年的追究期限之内，`
      : `${years} 年的追究期限至 ${lastDay} 届满，`,
    facts: withViolation(subject, { discoveredOn: to }),
  };
}

/** The end of the conduct and its discovery, each on the first day on the other side of each limit. */
export function daySuppositions(subject: Subject): Supposition[] {
  const crossings = [endAcrossLimitation(subject), endAcrossStartOfBenchmark(subject)];
  const ends = crossings.filter(({ to }, index) => crossings.findIndex((each) => each.to === to) === index);
  return [...ends.map((crossing) => endSupposition(subject, crossing)), discoverySupposition(subject)];
}
