/**
 * Every finding there can be: circumstance × degree × adjustment × points given or not × basis. It is refused exactly as
 * the articles say; and whatever it carries, only its points matter: any history with it is judged as with the plain
 * finding of the same points. So the sweeps of histories need the twelve plain findings only.
 */
import type { HistoryEvent } from '../../src/domain/qualification/event.js';
import {
  ADJUSTMENTS,
  DEGREES,
  NEGATIVE_CIRCUMSTANCES,
  type Finding,
} from '../../src/domain/scoring/finding.js';
import type { CalendarDate } from '../../src/domain/shared/calendar-date.js';
import { note } from '../tally.js';
import { faultsOfFinding, pointsOfFinding } from './articles.js';
import { dayOfText } from './calendar.js';
import { answerTo, judgedText } from './history-case.js';
import { dateOf, noticeEvent, plainFinding } from './moves.js';
import { inWords, visit, type Sweep } from './visit.js';

const ACT = 'a';
const GIVEN: readonly (number | null)[] = [null, ...Array.from({ length: 16 }, (_each, index) => index - 1)];

export function* everyFinding(): Generator<Finding> {
  for (const circumstance of NEGATIVE_CIRCUMSTANCES) {
    for (const degree of DEGREES) {
      for (const adjustment of ADJUSTMENTS) {
        for (const points of GIVEN) {
          for (const basis of [null, '京医保发〔2025〕8号']) {
            yield { conductId: ACT, circumstance, degree, adjustment, points, basis };
          }
        }
      }
    }
  }
}

const on = (text: string): CalendarDate => dateOf(dayOfText(text));

const notice = (id: string, day: string, findings: readonly Finding[]): HistoryEvent =>
  noticeEvent({ id, day: dayOfText(day), findings });

const other = (points: number): Finding => plainFinding('b', points);
const same = (points: number): Finding => plainFinding(ACT, points);

/** Histories in which a finding takes part: alone, beside others, before and after, of the same act, as a revision. */
const SETTINGS: readonly ((finding: Finding) => readonly HistoryEvent[])[] = [
  (finding) => [notice('n1', '2025-06-10', [finding])],
  (finding) => [notice('n1', '2025-06-10', [other(3), finding, same(2)])],
  (finding) => [notice('n1', '2025-06-10', [same(5)]), notice('n2', '2025-07-10', [finding])],
  (finding) => [notice('n1', '2025-06-10', [other(8)]), notice('n2', '2025-07-10', [finding])],
  (finding) => [
    notice('n1', '2025-06-10', [finding]),
    { type: 'REPAIR', on: on('2025-06-12'), level: 'MUNICIPAL' },
    notice('n2', '2025-07-10', [same(11)]),
    { type: 'RESTORE', appliedOn: on('2026-12-01'), approvedOn: on('2026-12-20') },
  ],
  (finding) => [
    notice('n1', '2025-06-10', [same(12)]),
    { type: 'REVISE', on: on('2025-07-10'), scoreId: 'n1', findings: [finding], months: null },
  ],
];

/** Whether it is refused, and if so exactly for what. */
function refusals(finding: Finding, sweep: Sweep): boolean {
  const events = SETTINGS[0]?.(finding) ?? [];
  const answer = answerTo(events, sweep.rulebook);
  const told = answer.ok
    ? []
    : answer.faults.map(({ pointer, code }) => `${pointer.replace('/events/0/findings/0', '')} ${code}`);
  const expected = faultsOfFinding(finding);
  note(sweep.tallies, 'finding-refusals', told.join() === expected.join(), () => inWords(events));
  return expected.length === 0 && answer.ok;
}

/** Runs every finding through every setting; or, for a small sweep, every so many-th. */
export function sweepFindings(sweep: Sweep, every = 1): void {
  let nth = 0;
  for (const finding of everyFinding()) {
    nth += 1;
    if (nth % every !== 0) continue;
    if (!refusals(finding, sweep)) continue;
    const plain = plainFinding(ACT, pointsOfFinding(finding));
    for (const setting of SETTINGS) {
      const events = setting(finding);
      visit(events, sweep);
      const alike = judgedText(events, sweep.rulebook) === judgedText(setting(plain), sweep.rulebook);
      note(sweep.tallies, 'only-points-matter', alike, () => inWords(events));
    }
  }
}
