import { servedOn, type NoticeTold, type ScoringBureau } from './scoring.js';

/** Where a person stood or stands, as an effect tells it. */
export interface EffectStanding {
  readonly years: readonly { readonly year: number; readonly total: number }[];
  readonly scores: readonly {
    readonly id: string;
    readonly points: number;
    readonly yearTotalAfter: number;
    readonly measure: Record<string, unknown> | null;
  }[];
  readonly measures: readonly Record<string, unknown>[];
  readonly timeline: readonly Record<string, unknown>[];
}

export interface Effect {
  readonly personCode: string;
  readonly before: EffectStanding;
  readonly after: EffectStanding;
}

/** An objection, as far as tests look at it. */
export interface ObjectionTold {
  readonly id: string;
  readonly state: string;
  readonly route: string;
  readonly missing: readonly string[];
  readonly period: Record<string, unknown> | null;
  readonly due: { readonly office: string; readonly dueOn: string | null } | null;
  readonly outcome: string | null;
  readonly effect: Effect | null;
  readonly monthsOpen: readonly string[];
  readonly steps: readonly {
    readonly step: string;
    readonly state: string;
    readonly by: string | null;
    readonly content: Record<string, unknown>;
  }[];
}

/** An objection of the institution, signed and sealed on a day. */
export const objectionBody = (
  noticeId: string,
  on: string,
  change: Record<string, unknown> = {},
): object => ({
  noticeId,
  grounds: '本人没有经手该笔费用',
  requested: '撤销记分',
  signedByPerson: { on },
  sealedByInstitution: { on },
  evidence: ['病历复印件'],
  filedBy: 'INSTITUTION',
  ...change,
});

/** Files on the present day as the hospital. */
export const filed = (
  bureau: ScoringBureau,
  noticeId: string,
  on: string,
  change: Record<string, unknown> = {},
  username = 'hospital',
): Promise<ObjectionTold> =>
  bureau.told(username, 'POST', '/objections', objectionBody(noticeId, on, change));

export const stepOn = (
  bureau: ScoringBureau,
  username: string,
  id: string,
  step: string,
  body: object = {},
): Promise<ObjectionTold> => bureau.told(username, 'POST', `/objections/${id}/${step}`, body);

/** Takes an objection to a district's score up to the point where it can be decided. */
export async function readyToDecide(bureau: ScoringBureau, id: string, on: string): Promise<void> {
  await stepOn(bureau, 'district-agency-2', id, 'acceptance');
  await stepOn(bureau, 'district-agency', id, 'determiner-opinion', { on, opinion: '请依证据办理' });
}

/** The steps of the history in order, each with the state it led to where that has another name: `FIRST_REVIEWED → REFERRED`. */
export const historyOf = ({ steps }: ObjectionTold): string[] =>
  steps.map(({ step, state }) => (step === state ? step : `${step} → ${state}`));

/** Serves a notice on the institution on the present day. */
export const servedToday = (
  bureau: ScoringBureau,
  id: string,
  on: string,
  agency = 'district-agency',
): Promise<NoticeTold> => bureau.told(agency, 'POST', `/scoring/notices/${id}/service`, servedOn(on));

interface Work {
  readonly kind: string;
  readonly office: string;
  readonly officeKind: string;
  readonly dueOn: string | null;
}

/** Open work on a subject: `KIND office due`. */
export async function workOn(bureau: ScoringBureau, subject: string): Promise<string[]> {
  const path = `/work-list?subject=${encodeURIComponent(subject)}&pageSize=200`;
  const { items } = await bureau.told<{ items: Work[] }>('auditor', 'GET', path);
  return items.map(({ kind, office, dueOn }) => `${kind} ${office} ${dueOn ?? '-'}`).sort();
}
