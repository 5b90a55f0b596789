import type { Fault } from '../../domain/shared/result.js';

/** Everything a request can be told instead of an answer; the top-level `code` of a problem. */
export type ProblemCode =
  | 'INVALID_REQUEST'
  | 'RULE_VIOLATION'
  | 'UNAUTHENTICATED'
  | 'ONE_TIME_PASSWORD_EXPIRED'
  | 'FORBIDDEN'
  | 'PASSWORD_CHANGE_REQUIRED'
  | 'NO_GRANT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_ERROR'
  | 'DATA_KEY_UNKNOWN'
  | 'RECORD_BROKEN';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What to tell the user when nothing more particular is known. */
  readonly detail: string;
}

/** HTTP status and wording of every code. */
export const PROBLEM_KINDS: Readonly<Record<ProblemCode, ProblemKind>> = {
  INVALID_REQUEST: {
    status: 400,
    title: '请求格式有误',
    detail: '请求的格式有误，请按 errors 中列出的各项改正后重试。',
  },
  RULE_VIOLATION: {
    status: 422,
    title: '请求与规则不符',
    detail: '请求的格式正确，但与法规或裁量规则不符，请按 errors 中列出的各项改正后重试。',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: '未登录',
    detail: '请先登录，并在 Authorization 请求头中携带有效的访问令牌（Bearer）。',
  },
  ONE_TIME_PASSWORD_EXPIRED: {
    status: 401,
    title: '一次性密码已失效',
    detail: '一次性密码未在 72 小时内更换，已经失效，请联系系统管理员重设。',
  },
  FORBIDDEN: { status: 403, title: '无权操作', detail: '当前账号的角色无权进行此项操作。' },
  PASSWORD_CHANGE_REQUIRED: {
    status: 403,
    title: '须先更换密码',
    detail: '当前密码为一次性密码，请先以 POST /api/v1/auth/password 更换。',
  },
  NO_GRANT: {
    status: 403,
    title: '尚未授权',
    detail: '此账号尚未被授予角色，请联系安全管理员。',
  },
  NOT_FOUND: {
    status: 404,
    title: '未找到',
    detail: '没有此接口或此内容，请核对请求方法与路径。',
  },
  CONFLICT: {
    status: 409,
    title: '内容已变化',
    detail: '内容已被他人修改，请重新读取后再试。',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: '请求体过大',
    detail: '请求体超过上限（一般为 1 MiB，名单与明细的文件为 16 MiB），请拆分后分次提交。',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: '不支持的内容类型',
    detail: '请求体须为 JSON，请将 Content-Type 设为 application/json。',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: '请求过于频繁',
    detail: '请求过于频繁，请在响应头 Retry-After 所示的秒数之后重试。',
  },
  INTERNAL_ERROR: {
    status: 500,
    title: '服务器内部错误',
    detail: '服务器内部错误，请将响应头 x-request-id 的值告知管理员以便查找原因。',
  },
  DATA_KEY_UNKNOWN: {
    status: 503,
    title: '数据密钥不全',
    detail: '本服务没有读取身份证号所需的数据密钥，请立即告知系统管理员。',
  },
  // 503: nothing the client sends differently would help; people have to look into it first.
  RECORD_BROKEN: {
    status: 503,
    title: '历史记录未通过核验',
    detail: '历史记录未通过核验，已停止导出，请立即告知审计人员与系统管理员。',
  },
};

/** A refusal on its way to the client; thrown anywhere, sent as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  override readonly name: string = 'Problem';

  constructor(
    readonly code: ProblemCode,
    /** What happened and what to do, in Chinese. */
    readonly detail: string = PROBLEM_KINDS[code].detail,
    /** Every fault found in the input. */
    readonly errors: readonly Fault[] = [],
  ) {
    super(code);
  }
}

/** Too much at once; the client may come again: status 429. */
export class TooManyRequests extends Problem {
  override readonly name = 'TooManyRequests';

  /** @param retryAfter whole seconds, at least 1. */
  constructor(
    readonly retryAfter: number,
    detail?: string,
  ) {
    super('TOO_MANY_REQUESTS', detail);
  }
}

/** The form of a request is wrong: status 400. */
export class InvalidRequest extends Problem {
  override readonly name = 'InvalidRequest';

  constructor(faults: readonly Fault[]) {
    super('INVALID_REQUEST', undefined, faults);
  }
}

/** The form is sound, but the law forbids what it says: status 422. */
export class RuleViolation extends Problem {
  override readonly name = 'RuleViolation';

  constructor(faults: readonly Fault[]) {
    super('RULE_VIOLATION', undefined, faults);
  }
}
