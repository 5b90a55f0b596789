import { describe, expect, it } from '@jest/globals';
import { openForWriting } from '../../src/platform/database/data-source.js';
import { schema } from '../../src/schema.js';
import { Note } from '../support/notes.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** The statements that would make the migrated tables what the entities say they are. */
async function differences(entities: typeof schema.entities): Promise<string[]> {
  const folder = await temporaryFolder();
  const source = await openForWriting(folder.path, { ...schema, entities });
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  await source.destroy();
  await folder.remove();
  return upQueries.map(({ query }) => query);
}

describe('migrations', () => {
  it('make exactly the tables that the entities describe', async () => {
    expect(await differences(schema.entities)).toEqual([]);
  });

  it('would be found wanting if an entity had no table', async () => {
    expect(await differences([...schema.entities, Note])).toEqual([
      'CREATE TABLE "note" ("id" text PRIMARY KEY NOT NULL, "text" text NOT NULL)',
    ]);
  });
});
