/** A convention for codes (facts D.5): what fits none is doubtful, never refused. */
export interface CodePattern {
  readonly id: string;
  readonly pattern: RegExp;
  /** What the pattern stands for, for the user. */
  readonly title: string;
}

/** Something doubtful in a request that was carried out all the same. */
export interface Warning {
  /** JSON Pointer into the request. */
  readonly pointer: string;
  readonly code: 'CODE_PATTERN';
  readonly detail: string;
}

/** A code as codes are compared: however it was typed, one thing has one. */
export const comparableCode = (code: string): string => code.normalize('NFKC').trim().toUpperCase();

/** A warning when a code fits none of the patterns. */
export function codeWarnings(code: string, patterns: readonly CodePattern[], pointer: string): Warning[] {
  if (patterns.some(({ pattern }) => pattern.test(code))) return [];
  const known = patterns.map(({ title }) => title).join('；');
  const detail = `代码 ${code} 与已知的编码惯例都不符，已照录，请核对。已知的惯例：${known}。`;
  return [{ pointer, code: 'CODE_PATTERN', detail }];
}
