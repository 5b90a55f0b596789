import type { RestorationWindow } from '../domain/qualification/restoration-window.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { HandInAnswer } from './own-file.dto.js';
import type { OwnNotice } from './own-notices.js';

const BASE = '/api/v1';

/** Where what was handed in can be followed. */
export const HANDED_IN: readonly string[] = ['objections', 'restorations', 'repairs'].map(
  (what) => `GET ${BASE}/${what}`,
);

/**
 * An objection to each notice whose time is not over (PQ2025:34), beside the institution's or after it; a notice not yet
 * served may be objected to as well. Where the agency decided, the bureau (PQ2025:35).
 */
export const objectionsOpen = (notices: readonly OwnNotice[]): HandInAnswer[] =>
  notices.flatMap((own): HandInAnswer[] => {
    const { road, window, revoked } = own;
    if (revoked) return [];
    if (road.kind === 'FURTHER') return [furtherObjection(own, road.objection)];
    const further = road.kind === 'NEW' && road.further !== null ? [furtherObjection(own, road.further)] : [];
    return window.inTime && road.kind !== 'NONE' ? [objection(own), ...further] : further;
  });

const objection = ({ notice, window: { period } }: OwnNotice): HandInAnswer => ({
  what: 'OBJECTION',
  now: true,
  from: null,
  until: period?.deadline ?? null,
  provisional: period?.provisional ?? false,
  noticeId: notice.head.id,
  points: null,
  through: null,
  detail: '向机构所在区的经办机构书面申诉，由本人签字并由机构盖章；缺一的先收下再补正。',
  citation: 'PQ2025:34',
  endpoint: `POST ${BASE}/objections`,
});

const furtherObjection = ({ notice }: OwnNotice, { id }: { readonly id: string }): HandInAnswer => ({
  what: 'FURTHER_OBJECTION',
  now: true,
  from: null,
  until: null,
  provisional: false,
  noticeId: notice.head.id,
  points: null,
  through: null,
  detail: '对经办机构的办理结果仍有异议的，移交同级医疗保障行政部门处理。',
  citation: 'PQ2025:35',
  endpoint: `POST ${BASE}/objections/${id}/further-objection`,
});

/**
 * The application for restoration (PQ2025:30, S20): from the day its window opens on, also after the last day.
 * @param through institution that reviews and files it; null for somebody without one.
 * @param terminated whether a termination is to be lifted, which also asks for a new commitment and registration.
 */
export function restorationOpen(
  window: RestorationWindow | null,
  through: string | null,
  terminated: boolean,
  today: CalendarDate,
): HandInAnswer[] {
  if (window === null) return [];
  const where =
    through === null ? '没有工作单位的，可以直接报区经办机构' : '经所在机构审核同意后报区经办机构';
  const anew = terminated ? '终止的，恢复还须重新作出服务承诺并登记备案。' : '';
  return [
    {
      what: 'RESTORATION',
      now: today >= window.opensOn,
      from: window.opensOn,
      until: null,
      provisional: window.provisional,
      noticeId: null,
      points: null,
      through,
      detail: `措施至 ${window.lastDay}，届满不自动恢复；${where}。${anew}`,
      citation: 'PQ2025:30',
      endpoint: `POST ${BASE}/restorations`,
    },
  ];
}

/** What a further training or activity would take off today. */
export interface Repairable {
  readonly route: 'TRAINING' | 'ACTIVITY';
  /** Points at most, above zero. */
  readonly points: number;
}

const REPAIR_WORDS = {
  TRAINING: '参加医保部门组织的培训后申请',
  ACTIVITY: '在记分之后现场参与医保部门组织的宣传、检查活动后申请',
} as const;

/** Applications for repair (PQ2025:31, 32), through the primary site. */
export const repairsOpen = (repairable: readonly Repairable[], through: string | null): HandInAnswer[] =>
  repairable.map(({ route, points }) => ({
    what: 'REPAIR',
    now: through !== null,
    from: null,
    until: null,
    provisional: false,
    noticeId: null,
    points,
    through,
    detail: `${REPAIR_WORDS[route]}，经主执业地机构审核同意后报区经办机构；已决定的措施不因此改变。`,
    citation: 'PQ2025:31',
    endpoint: `POST ${BASE}/repairs`,
  }));
