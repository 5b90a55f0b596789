import type { Issue } from './form-issues.js';

/** One issue for every item whose key an earlier item already has. */
export function repeatedIssues<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  pathOf: (index: number, item: T) => readonly PropertyKey[],
): Issue[] {
  const known = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (known.has(key)) return [{ path: pathOf(index, item), message: `${key} 重复，只能出现一次` }];
    known.add(key);
    return [];
  });
}
