import type { Json } from '../platform/database/record-entry.js';

/** A shorter name stands in too many words that are no names. */
const SHORTEST = 2;

const names = (text: string, name: string): boolean =>
  text.trim() === name || (name.length >= SHORTEST && text.includes(name));

/** A copy in which a name is replaced wherever it stands in a text. */
export function withoutName(value: Json, whole: string, instead: string): Json {
  const name = whole.trim();
  const without = (each: Json): Json => {
    if (typeof each === 'string') {
      if (!names(each, name)) return each;
      return name.length < SHORTEST ? instead : each.replaceAll(name, instead);
    }
    if (typeof each !== 'object' || each === null) return each;
    if (isList(each)) return each.map(without);
    return Object.fromEntries(membersOf(each).map(([member, held]) => [member, without(held)]));
  };
  return without(value);
}

/** Pointers to the texts in which a name stands. */
export function namingTexts(value: Json, whole: string, pointer = ''): string[] {
  if (typeof value === 'string') return names(value, whole.trim()) ? [pointer] : [];
  if (typeof value !== 'object' || value === null) return [];
  const members: readonly (readonly [string, Json])[] = isList(value)
    ? value.map((each, index) => [String(index), each])
    : membersOf(value);
  return members.flatMap(([member, held]) => namingTexts(held, whole, `${pointer}/${member}`));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const membersOf = (value: object): [string, Json][] => Object.entries(value) as [string, Json][];
