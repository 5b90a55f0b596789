import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import { canonicalText } from '../platform/database/canonical-text.js';
import { Database } from '../platform/database/database.js';
import { canonicalHash } from '../rulebook/rulebook.module.js';
import { RulebookContentsService } from './rulebook-contents.service.js';
import { RulebookEditionEntity } from './rulebook-edition.entity.js';

/**
 * Keeps the rulebook's files in the database from the moment the program decides by them: whatever becomes of them on
 * disk, what was decided can be decided again.
 */
@Injectable()
export class RulebookEditionsService implements OnModuleInit {
  private readonly log = new Logger('record');

  constructor(
    private readonly database: Database,
    private readonly rulebook: RulebookContentsService,
  ) {}

  /** A record that takes no more entries must not keep the service from answering: people's treatment hangs on it. */
  async onModuleInit(): Promise<void> {
    try {
      await this.adopt();
    } catch (error) {
      this.log.error(error);
    }
  }

  /** Stores the files and the version of the rules, with a line in the record, unless they are those of the last boot. */
  async adopt(): Promise<void> {
    const files = this.rulebook.files();
    const hash = canonicalHash(Object.fromEntries(files.map((file) => [file.path, file.hash])));
    const [last] = await this.database.read.find(RulebookEditionEntity, {
      order: { sequence: 'DESC' },
      take: 1,
    });
    if (last?.hash === hash && last.engineVersion === ENGINE_VERSION) return;
    const content = canonicalText(Object.fromEntries(files.map(({ path, data }) => [path, data])));
    await this.database.write(async (tx, recordedAt) => {
      const row = { hash, content, engineVersion: ENGINE_VERSION, recordedAt };
      await tx.insert(RulebookEditionEntity, row);
      const record = {
        actor: 'system',
        office: 'system',
        action: 'RULEBOOK_ADOPTED',
        subject: `rulebook/${hash}`,
        before: last === undefined ? null : { hash: last.hash, engineVersion: last.engineVersion },
        after: { hash, engineVersion: ENGINE_VERSION, files: files.map((file) => [file.path, file.hash]) },
        receipt: null,
      };
      return { result: undefined, record };
    });
  }
}
