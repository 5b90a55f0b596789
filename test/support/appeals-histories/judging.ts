import { judgeHistory, type History } from '../../../src/domain/qualification/history.js';
import { date } from '../../../src/domain/shared/calendar-date.js';
import { RulebookService } from '../../../src/rulebook/rulebook.module.js';
import { eventOf } from '../../../src/scoring/events-of-form.js';
import { previewAnswer } from '../../../src/scoring/preview-answer.js';
import type { EventForm } from '../../../src/scoring/preview.dto.js';
import { eventsKnown, type HistoryState, type Person } from './state.js';

interface Measure {
  readonly kind: 'SUSPENSION' | 'TERMINATION';
  readonly allowedMonths?: { readonly min: number; readonly max: number };
  readonly months?: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly void: boolean;
}

/** An answer of the preview, as far as it is looked at. */
export interface Previewed {
  readonly year: number;
  readonly yearTotal: number;
  readonly status: string;
  readonly scores: readonly {
    readonly id: string;
    readonly points: number;
    readonly measure: Measure | null;
  }[];
  readonly linked: readonly object[];
  readonly repairs: readonly object[];
  readonly restorations: readonly { readonly code: string | null }[];
  readonly timeline: readonly {
    readonly from: string;
    readonly to: string | null;
    readonly status: string;
  }[];
}

/** How often the preview was asked, and how often it would not take months that have come out of range since. */
export const asked = { previews: 0, onRecord: 0 };

async function preview(
  history: HistoryState,
  events: readonly object[],
  asOf: string,
): Promise<Previewed | string[]> {
  const { bureau } = history;
  const answer = await bureau.asked('auditor', 'POST', '/scoring/preview', { asOf, events });
  if (answer.status === 200) return answer.json() as Previewed;
  if (answer.status !== 422) throw new Error(`preview: ${answer.status} ${answer.text}`);
  return (answer.json() as { errors: { code: string }[] }).errors.map(({ code }) => code);
}

/** What would come of further events; null where the preview refuses them. */
export async function supposed(
  history: HistoryState,
  person: Person,
  further: readonly object[],
): Promise<Previewed | null> {
  const told = await preview(history, [...eventsKnown(history, person), ...further], history.bureau.day);
  return told instanceof Array ? null : told;
}

/**
 * What the events known come to, by `POST /scoring/preview`. What was sound when it was recorded can be out of range
 * now that files are one, a ruling reaches back or a paper was entered late; the preview, to which all is new, says so,
 * and the same rules are then asked directly, with everything on record.
 */
export async function judged(
  history: HistoryState,
  person: Person,
  asOf = history.bureau.day,
): Promise<Previewed> {
  const events = eventsKnown(history, person);
  const told = await preview(history, events, asOf);
  asked.previews += 1;
  if (!(told instanceof Array)) return told;
  if (told.some((code) => code !== 'MONTHS_OUT_OF_RANGE'))
    throw new Error(`preview refused: ${told.join(' ')}`);
  asked.onRecord += 1;
  return judgedOnRecord(history, events, asOf);
}

async function judgedOnRecord(
  { bureau }: HistoryState,
  forms: readonly object[],
  asOf: string,
): Promise<Previewed> {
  const rulebook = await bureau.app.app.get(RulebookService).current();
  const events = (forms as EventForm[]).map(eventOf);
  const result = judgeHistory(events, rulebook, events.length);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  const history: History = result.value;
  return previewAnswer(history, events, date(asOf));
}
