import type { NoticeMeasure } from '../domain/qualification/standing.js';
import type { Fault } from '../domain/shared/result.js';
import type { Rejudged } from '../ledger/ledger.module.js';
import type { Carried } from '../scoring/scoring.module.js';

type Judged = Pick<Rejudged, 'before' | 'after'>;

/** A notice that carries more by what was decided of something else: its act, or what it adds up to, counts there now (S6, S31). */
export interface RaisedNotice {
  readonly noticeId: string;
  readonly before: Carried;
  readonly after: Carried;
}

/** Whether a measure is new, of a graver kind, or longer; months chosen inside the same range are for who chooses them. */
function isGraver(before: NoticeMeasure | null, after: NoticeMeasure | null): boolean {
  if (after === null) return false;
  if (before === null) return true;
  if (after.kind === 'SUSPENSION') {
    if (before.kind === 'TERMINATION') return false;
    return after.allowedMonths.max > before.allowedMonths.max;
  }
  return before.kind === 'SUSPENSION' || after.years > before.years;
}

export function carriedIn({ standing }: Rejudged['after'], noticeId: string): Carried {
  const score = standing.scores.find(({ id }) => id === noticeId);
  return { points: score?.points ?? 0, measure: score?.measure ?? null };
}

/** Whether it is more: points, or a measure that is new, graver or longer. */
export const isMore = (is: Carried, was: Carried): boolean =>
  is.points > was.points || isGraver(was.measure, is.measure);

/** What a notice carried and carries, where that is more; null where it is not. */
export function raisedNotice({ before, after }: Judged, noticeId: string): RaisedNotice | null {
  const [was, is] = [carriedIn(before, noticeId), carriedIn(after, noticeId)];
  return isMore(is, was) ? { noticeId, before: was, after: is } : null;
}

/**
 * The notices that carry more since files were joined or parted: of each file those that were on it before and are after.
 * A notice parted from others is not raised by carrying what it was issued with.
 * @param issued what each notice was issued with; empty where files were joined.
 */
export const raisedByMerge = (
  moved: readonly Judged[],
  issued: ReadonlyMap<string, Carried>,
): readonly RaisedNotice[] =>
  moved.flatMap((file) =>
    file.after.standing.scores
      .filter(({ id }) => file.before.standing.scores.some((each) => each.id === id))
      .flatMap(({ id }) => raisedNotice(file, id) ?? [])
      .filter(({ noticeId, after }) => {
        const first = issued.get(noticeId);
        return first === undefined || isMore(after, first);
      }),
  );

/** The notices that carry more, beside those reversed. */
export const raisedNotices = (rejudged: Rejudged, reversed: ReadonlySet<string>): readonly RaisedNotice[] =>
  rejudged.after.standing.scores
    .filter(({ id }) => !reversed.has(id))
    .flatMap(({ id }) => raisedNotice(rejudged, id) ?? []);

function measureInWords(measure: NoticeMeasure | null): string {
  if (measure === null) return '无措施';
  if (measure.kind === 'TERMINATION') return `终止 ${measure.years} 年`;
  const { min, max } = measure.allowedMonths;
  return measure.months === null ? `暂停 ${min} 至 ${max} 个月（待选定）` : `暂停 ${measure.months} 个月`;
}

export const inWords = ({ points, measure }: Carried): string => `${points} 分、${measureInWords(measure)}`;

/**
 * Nobody decided what another notice comes to carry: whoever decides says that they have seen it, of exactly those notices
 * (PQ2025:34, 37; S6, S31). Pure.
 * @param numberOf number of a notice.
 */
export function acknowledgementFaults(
  raised: readonly RaisedNotice[],
  acknowledged: readonly string[],
  numberOf: ReadonlyMap<string, string>,
): Fault[] {
  const ids = new Set(raised.map(({ noticeId }) => noticeId));
  const unseen = raised.filter(({ noticeId }) => !acknowledged.includes(noticeId));
  return [
    ...unseen.map(({ noticeId, before, after }): Fault => {
      const how = after.points > before.points ? '同一行为改由通知书' : '累计记分改变，通知书';
      const detail = `${how} ${numberOf.get(noticeId) ?? ''}（${noticeId}）计分：原为 ${inWords(before)}，此后 ${inWords(after)}。确认的，将其编号列入 acknowledged 并在理由中说明；该通知书的申诉期自告知之日重新起算（PQ2025:34）。`;
      return { pointer: '/acknowledged', code: 'OTHER_NOTICE_RAISED', detail, citation: 'PQ2025:37' };
    }),
    ...acknowledged.flatMap((noticeId, place): Fault[] =>
      ids.has(noticeId)
        ? []
        : [
            {
              pointer: `/acknowledged/${place}`,
              code: 'NOT_RAISED',
              detail: `通知书 ${noticeId} 并不因此加重，请删去。`,
            },
          ],
    ),
  ];
}

/** A reversal, as far as it touches notices. */
interface Touching {
  readonly raised: readonly RaisedNotice[];
  readonly noticeIds: readonly string[];
}

/** What several reversals of one decision raise, each notice once, from first to last; none that the decision itself reverses. */
export function raisedByAll(reversals: readonly Touching[]): readonly RaisedNotice[] {
  const own = new Set(reversals.flatMap(({ noticeIds }) => noticeIds));
  const byId = new Map<string, RaisedNotice>();
  for (const each of reversals.flatMap(({ raised }) => raised)) {
    if (own.has(each.noticeId)) continue;
    byId.set(each.noticeId, { ...each, before: byId.get(each.noticeId)?.before ?? each.before });
  }
  return [...byId.values()];
}
