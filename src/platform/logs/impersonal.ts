const MAX_CAUSES = 3;
/** What an error's message quotes is what somebody sent or what is stored. */
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|\{[^]*\}|\([^()]*[=:][^()]*\)/gu;
const HAN = /\p{Script=Han}[\p{Script=Han}·\s]*/gu;
/** Codes of people, identity numbers, telephone numbers. */
const LONG_NUMBER = /(?<![\w-])[A-Z]{0,2}\d{6,}[\dX]*(?![\w-])/giu;

/** A message without what may be personal in it: quoted texts, Chinese words, long numbers. */
export const impersonal = (text: string): string =>
  text.normalize('NFKC').replaceAll(QUOTED, '…').replaceAll(HAN, '…').replaceAll(LONG_NUMBER, '#');

/** The frames of a stack, without the message that stands before them. */
const framesOf = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .join('\n');

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly cause?: LoggedError;
}

/**
 * An error as it is logged: its kind, where it arose, its message without what may be personal; none of the other members
 * that libraries hang on it, such as the query and its values.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: impersonal(String(error)), stack: '' };
  const { cause, message, stack = '' } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const deeper = cause instanceof Error && depth < MAX_CAUSES;
  return {
    type: error.constructor.name,
    message: impersonal(message),
    stack: framesOf(stack),
    ...code,
    ...(deeper && { cause: loggedError(cause, depth + 1) }),
  };
}

/** A stack or any other text handed on to the log, likewise. */
export const impersonalTrace = (trace: unknown): unknown =>
  typeof trace === 'string' && /\n\s+at /u.test(trace) ? framesOf(trace) : impersonal(String(trace));
