import { comparableName } from '../domain/registry/identity-number.js';
import { pointerTo } from '../platform/http/json-pointer.js';

/** Stands where a name was. */
export const DELETED = '〔已删除〕';

/** Codes, days, ids and figures name nobody. */
const CODE = /^[\u0021-\u007e]*$/u;
const BETWEEN = String.raw`[\s·•・‧∙⋅.]*`;

/** A text with its place. */
export interface Placed {
  readonly pointer: string;
  readonly text: string;
}

/** Every text in a value, with its JSON Pointer. */
export function placedTexts(value: unknown, pointer = ''): Placed[] {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, held]) => placedTexts(held, pointerTo(pointer, member)));
}

/** Whether it is one of the texts that can name somebody. */
export const isWords = (text: string): boolean => !CODE.test(text);

/** Whether one of the names stands in a text. @param names as names are compared. */
export const names = (text: string, [...known]: readonly string[]): boolean =>
  isWords(text) && known.some((name) => comparableName(text).includes(name));

/** The text without the names, however they are spaced; one in which a name is written otherwise goes whole. */
function withoutNames(text: string, known: readonly string[]): string {
  if (!names(text, known)) return text;
  const without = known.reduce((left, name) => left.replaceAll(patternOf(name), DELETED), text);
  return names(without.replaceAll(DELETED, ''), known) ? DELETED : without;
}

const patternOf = (name: string): RegExp =>
  new RegExp(
    Array.from(name, (sign) => sign.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`)).join(BETWEEN),
    'giu',
  );

/** A copy of a value without the names in its texts. @param isKept whether a text stays as it is. */
export function rewritten(
  value: unknown,
  known: readonly string[],
  isKept: (text: string) => boolean,
): unknown {
  if (typeof value === 'string') return isKept(value) ? value : withoutNames(value, known);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => rewritten(each, known, isKept));
  return Object.fromEntries(
    Object.entries(value).map(([member, held]) => [member, rewritten(held, known, isKept)]),
  );
}
