import type { SiteChange } from '../domain/qualification/site-changes.js';
import type { MeasureOrigin } from './measure-origins.js';
import type { SiteNoticeEntity } from './site-notice.entity.js';

const ACTION_WORDS: Readonly<Record<SiteChange['action'], string>> = {
  SUSPEND: '暂停',
  TERMINATE: '终止',
  RESTORE_NORMAL: '恢复正常',
  DISREGARD: '此前通知作废，无须变更',
};

/** What a site has to do, in one line; codes only. */
export function titleOf(notice: Pick<SiteNoticeEntity, 'personCode' | 'action' | 'on' | 'until'>): string {
  const { personCode, action, on, until } = notice;
  const upTo = until === null ? '' : `，期限至 ${until}，届满不自动恢复`;
  return `变更登记备案状态：${personCode} 自 ${on} 起${ACTION_WORDS[action]}${upTo}`;
}

/**
 * Why the site has to do it: a measure of its own (PQ2025:24), one that came from elsewhere or with the institution's
 * (PQ2025:27), a restoration (PQ2025:30), or a result that was changed (PQ2025:37).
 */
export function citationOf(
  { action, lasting, causes }: SiteChange,
  institutionCode: string,
  origins: ReadonlyMap<string, MeasureOrigin>,
): string {
  if (!lasting) return 'PQ2025:37';
  if (action === 'RESTORE_NORMAL') return 'PQ2025:30';
  const own = causes.some((cause) => origins.get(cause)?.institutionCode === institutionCode);
  return own ? 'PQ2025:24' : 'PQ2025:27';
}
