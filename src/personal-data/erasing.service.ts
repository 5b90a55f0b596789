import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { throughGate } from '../platform/database/personal-data-gate.js';
import { ERASED, PersonEntity, PersonIdentitiesService } from '../registry/registry.module.js';
import { eraseCases, eraseMarkPapers, erasePapers } from './erasing-files.js';
import { eraseAccounts, eraseLicenceRows, eraseMarks } from './erasing-rows.js';
import { eraseTexts } from './erasing-texts.js';
import type { WholeFile } from './file-matters.js';
import { HandedInService, type HandedInFound } from './handed-in.service.js';

/** How much was erased, by what it was. */
export interface Erased {
  readonly people: number;
  readonly marks: number;
  readonly licenceRows: number;
  readonly importedRows: number;
  readonly cases: number;
  readonly papers: number;
  readonly accounts: number;
  readonly texts: number;
}

/** Takes what is personal off a file, inside one change; facts, points and the record stay as they are. */
@Injectable()
export class ErasingService {
  constructor(
    private readonly identities: PersonIdentitiesService,
    private readonly handedIn: HandedInService,
  ) {}

  /** Looks, before the change, through what was handed in, so that nobody waits for it. */
  lookAhead(manager: EntityManager, file: WholeFile): Promise<HandedInFound> {
    return this.handedIn.find(manager, file);
  }

  /** Destroys keys, numbers and lookups, and overwrites names wherever the program keeps them by person. */
  erase(tx: EntityManager, file: WholeFile, found: HandedInFound): Promise<Erased> {
    return throughGate(tx, 'ERASURE', async () => {
      const importedRows = await this.handedIn.erase(tx, file, found);
      await this.identities.erase(tx, file.personIds);
      await tx.update(PersonEntity, { id: In([...file.personIds]) }, { name: ERASED });
      return {
        people: file.personIds.length,
        marks: await eraseMarks(tx, file),
        licenceRows: await eraseLicenceRows(tx, file),
        importedRows,
        cases: await eraseCases(tx, file),
        papers: (await erasePapers(tx, file)) + (await eraseMarkPapers(tx, file)),
        accounts: await eraseAccounts(tx, file),
        texts: await eraseTexts(tx, file),
      };
    });
  }
}
