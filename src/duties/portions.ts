/** As many parameters as every database takes in one question. */
const PORTION = 5000;

/** Asks for many ids in as many questions as that takes. */
export async function inPortions<T>(
  ids: readonly string[],
  ask: (portion: string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < ids.length; from += PORTION) {
    found.push(...(await ask(ids.slice(from, from + PORTION))));
  }
  return found;
}
