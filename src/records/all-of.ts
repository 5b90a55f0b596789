import type { StoredEntry } from '../domain/shared/record/entry-text.js';

/** The pages, which break off rather than end early: what was counted after the verification is given out, or nothing whole. */
export async function* allOf(
  count: number,
  pages: AsyncIterable<StoredEntry[]>,
): AsyncGenerator<StoredEntry[]> {
  let given = 0;
  for await (const page of pages) {
    given += page.length;
    yield page;
  }
  if (given !== count) throw new Error(`${given} entries were selected, counted were ${count}`);
}
