import type { HistoryEvent } from '../../src/domain/qualification/event.js';
import type { Finding } from '../../src/domain/scoring/finding.js';

const AS_OF = '2029-12-31';

/** Members that hold nothing are left out, as a client would. */
const given = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

const findingForm = (finding: Finding): Record<string, unknown> => given({ ...finding });

function eventForm(event: HistoryEvent): Record<string, unknown> {
  if (event.type === 'SCORE') {
    return given({ ...event, inspectionId: `i-${event.id}`, findings: event.findings.map(findingForm) });
  }
  if (event.type === 'REVISE') return given({ ...event, findings: event.findings.map(findingForm) });
  if (event.type === 'REPAIR') {
    return given({ ...event, route: event.level === null ? 'TRAINING' : 'ACTIVITY' });
  }
  return given({ ...event });
}

/** The body of `POST /scoring/preview` that states a history. */
export const asPreview = (
  events: readonly HistoryEvent[],
  asOf: string = AS_OF,
): Record<string, unknown> => ({
  asOf,
  events: events.map(eventForm),
});
