import { CITY } from '../../identity/identity.module.js';
import type { MeasureKind } from '../../domain/qualification/event.js';
import type { Authority } from '../../domain/duties/authority.js';
import type { DifferenceKind } from '../../domain/duties/comparison.js';
import type { TakeDownReason } from '../../domain/duties/marked.js';
import type { RequiredStatus } from '../../domain/duties/required-status.js';
import type { Reported } from '../../domain/duties/reported.js';
import type { Degree } from '../../domain/scoring/finding.js';
import type { Period } from '../../domain/duties/period.js';

export const STATUS_WORDS: Readonly<Record<RequiredStatus, string>> = {
  NORMAL: '正常',
  SUSPENDED: '暂停',
  TERMINATED: '终止',
  NOT_REGISTERED: '未登记备案',
};

export const MEASURE_WORDS: Readonly<Record<MeasureKind, string>> = {
  SUSPENSION: '暂停',
  TERMINATION: '终止',
};

export const DEGREE_WORDS: Readonly<Record<Degree, string>> = {
  GENERAL: '一般责任',
  IMPORTANT: '重要责任',
  PRINCIPAL: '主要责任',
};

export const STATE_WORDS: Readonly<Record<Reported['state'], string>> = {
  STANDING: '有效',
  REVISED: '已更正',
  REVOKED: '已撤销',
};

export const DIFFERENCE_WORDS: Readonly<Record<DifferenceKind, string>> = {
  NOT_SUSPENDED: '应暂停而未暂停',
  NOT_TERMINATED: '应终止而未终止',
  NOT_RESTORED: '应正常而未恢复',
  NOT_CANCELLED: '未登记备案或应取消而未取消',
  MISSING: '应维护而名单中没有',
  LATE: '现已一致，但维护晚于应当之日',
  EARLY: '现已一致，但维护早于应当之日',
};

export const TAKE_DOWN_WORDS: Readonly<Record<TakeDownReason, string>> = {
  MEASURE_ENDED: '措施已解除',
  MEASURE_VOID: '措施自始无效',
  MARK_CHANGED: '状态已改变，须更换标识',
};

export const AUTHORITY_WORDS: Readonly<Record<Authority, string>> = {
  HEALTH: '卫生健康主管部门',
  DRUG: '药品监管部门',
};

export const periodWords = ({ from, to }: Period): string => `期间：${from} 至 ${to}（均含）`;

export const levelWords = (office: string): string =>
  office === CITY ? '市级' : `区级（医保区划 ${office}）`;
export const agencyWords = (office: string): string => `${levelWords(office)}医疗保障经办机构`;

export const NOT_KNOWN = '未定';
