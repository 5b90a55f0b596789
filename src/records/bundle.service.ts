import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { entryText, type StoredEntry } from '../domain/shared/record/entry-text.js';
import { packageRoot } from '../platform/config/package-root.js';
import { canonicalText } from '../platform/database/canonical-text.js';
import type { SignedCheckpoint } from '../platform/database/checkpoint.js';
import type { Json } from '../platform/database/record-entry.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { EntriesService, givenIn, type Selection } from './entries.service.js';
import { allOf } from './all-of.js';
import type { ExportUnderWay } from './export-progress.js';
import type { EntryFilter } from './filter.dto.js';
import { ProofsService } from './proofs.service.js';
import { type RulebookContents, RulebookContentsService } from './rulebook-contents.service.js';
import { type Tar, tarOf, type TarMember } from './tar.js';

/** What goes into a bundle. */
export interface BundleOrder {
  readonly selection: Selection;
  readonly checkpoint: SignedCheckpoint;
  /** Size of the checkpoint that the auditor holds; 0 for none. */
  readonly since: number;
  /** Entries that fit. */
  readonly count: number;
}

interface Content {
  readonly name: string;
  readonly content: () => AsyncIterable<Buffer>;
}

interface Measured extends TarMember {
  readonly sha256: string;
}

type Pages = AsyncIterable<readonly StoredEntry[]>;

const FORMAT = 'insurance-enforcement/bundle/1';
const VERIFIER = join(packageRoot(), 'scripts', 'verify.mjs');

/** Puts together one file that an auditor verifies without us. */
@Injectable()
export class BundleService {
  constructor(
    private readonly keeper: RecordKeeper,
    private readonly entries: EntriesService,
    private readonly proofs: ProofsService,
    private readonly rulebook: RulebookContentsService,
  ) {}

  /**
   * The bundle as a tar file, ready to be written. Every member is gone through twice, first to be measured, since what
   * a tar file and the manifest say of a member stands before it; entries below a fixed size of the record are the same
   * both times.
   * @throws Problem RECORD_BROKEN when the rulebook's files were edited
   */
  async prepare(order: BundleOrder, progress: ExportUnderWay): Promise<Tar> {
    const rulebook = await this.rulebook.contents(order.checkpoint.size);
    const measured: Measured[] = [];
    for (const each of await this.contents(order, { ...rulebook }, progress))
      measured.push(await measure(each));
    const manifest = this.manifest(order, rulebook, measured);
    return tarOf([await measure(jsonContent('manifest.json', manifest)), ...measured], order.checkpoint.at);
  }

  /** How often the entries are gone through: those of a selection also for their proofs. */
  passes(filter: EntryFilter): number {
    return givenIn(filter).length > 0 ? 4 : 2;
  }

  private async contents(order: BundleOrder, rulebook: Json, progress: ExportUnderWay): Promise<Content[]> {
    const { checkpoint, selection, since, count } = order;
    const { size } = checkpoint;
    const proof = await this.proofs.consistency(since, size);
    const keys = (await this.keeper.keys()).map((key) => ({ ...key }));
    const verifier = await readFile(VERIFIER);
    const pages = () => progress.through(allOf(count, this.entries.pages(selection)));
    const proofs = { name: 'proofs.jsonl', content: () => this.proofLines(pages(), size) };
    return [
      jsonContent('checkpoint.json', { ...checkpoint }),
      jsonContent('keys.json', { keys }),
      jsonContent('consistency.json', { from: since, to: size, proof }),
      jsonContent('rulebook.json', rulebook),
      { name: 'entries.jsonl', content: () => entryLines(pages()) },
      ...(givenIn(selection.filter).length > 0 ? [proofs] : []),
      { name: 'verify.mjs', content: () => once(verifier) },
    ];
  }

  private manifest(
    { selection, checkpoint, count: entries }: BundleOrder,
    { hash: rulebookHash, editions }: RulebookContents,
    measured: readonly Measured[],
  ): Json {
    const members = measured.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
    const { keyId } = this.keeper.signature;
    const statement = {
      format: FORMAT,
      filter: Object.fromEntries(givenIn(selection.filter)),
      personCodes: selection.personCodes,
      entries,
      checkpoint: { ...checkpoint },
      rulebookHash,
      rulebookEditions: editions.map(({ hash }) => hash),
      members,
      keyId,
    };
    return { ...statement, signature: this.keeper.signature.sign(statement) };
  }

  private async *proofLines(pages: Pages, size: number): AsyncGenerator<Buffer> {
    for await (const page of pages) {
      const proofs = await this.proofs.inclusion(page, size);
      yield Buffer.from(proofs.map((proof) => `${canonicalText({ ...proof })}\n`).join(''));
    }
  }
}

async function* entryLines(pages: Pages): AsyncGenerator<Buffer> {
  for await (const page of pages) {
    yield Buffer.from(page.map((entry) => `${entryText(entry)}\n`).join(''));
  }
}

async function measure({ name, content }: Content): Promise<Measured> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content()) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { name, content, bytes, sha256: hash.digest('hex') };
}

function jsonContent(name: string, value: Json): Content {
  const bytes = Buffer.from(`${canonicalText(value)}\n`);
  return { name, content: () => once(bytes) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- one that waits for nothing, where others read pages
async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
