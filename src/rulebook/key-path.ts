/** The value under a key of plain data, if there is one. */
export function child(data: unknown, key: PropertyKey): unknown {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return undefined;
  return (data as Record<PropertyKey, unknown>)[key];
}

/** What an entry of a list calls itself. */
function nameOf(entry: unknown): string {
  const name = ['id', 'name', 'code', 'basis', 'citation']
    .map((key) => child(entry, key))
    .find((value) => typeof value === 'string');
  return name === undefined ? '' : `(${name})`;
}

/** A path a person can follow: `provisions[29](DB2025:15).figures.floorLoss`. */
export function keyPath(path: readonly PropertyKey[], data: unknown): string {
  let text = '';
  let here = data;
  for (const key of path) {
    const next = child(here, key);
    const step = text === '' ? String(key) : `.${String(key)}`;
    text += Array.isArray(here) ? `[${String(key)}]${nameOf(next)}` : step;
    here = next;
  }
  return text === '' ? '（整个文件）' : text;
}
