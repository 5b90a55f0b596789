import { Injectable } from '@nestjs/common';
import { entryText, type StoredEntry } from '../domain/shared/record/entry-text.js';
import { type Span, perfectSpans } from '../domain/shared/record/nodes.js';
import { consistencySpans, inclusionSpans, isConsistent, spanHash } from '../domain/shared/record/proofs.js';
import { isSigned, type SignedCheckpoint } from '../platform/database/checkpoint.js';
import { Database } from '../platform/database/database.js';
import { recordHashing } from '../platform/database/record-hashing.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';
import { hashesOf, readNodes } from '../platform/database/record-tree.js';
import type { RecordFault } from '../platform/database/record-verification.js';
import { Problem } from '../platform/http/problem.js';
import { EntriesService } from './entries.service.js';
import type { CheckpointVerdictAnswer, EntryProofAnswer } from './records.dto.js';

/** The way from an entry to the root. */
export interface InclusionProof {
  readonly sequence: number;
  readonly path: readonly string[];
}

/** Proves to an auditor what is in the record, and that it only grew. */
@Injectable()
export class ProofsService {
  constructor(
    private readonly database: Database,
    private readonly keeper: RecordKeeper,
    private readonly entries: EntriesService,
  ) {}

  /**
   * One entry with the way to the root of a checkpoint.
   * @throws Problem NOT_FOUND; RECORD_BROKEN where the last verification found a fault
   */
  async ofEntry(sequence: number): Promise<EntryProofAnswer> {
    const entry = await this.entries.bySequence(sequence);
    if (entry === null) throw new Problem('NOT_FOUND', `没有第 ${sequence} 条记录。`);
    this.keeper.requireIntact();
    const latest = await this.keeper.latest();
    const checkpoint = latest !== null && latest.size >= sequence ? latest : await this.keeper.checkpoint();
    const [proof] = await this.inclusion([entry], checkpoint.size);
    const text = entryText(entry);
    return { sequence, text, leafHash: recordHashing.leaf(text), path: proof?.path ?? [], checkpoint };
  }

  /** The ways from entries to the root over the first `size`. */
  async inclusion(entries: readonly StoredEntry[], size: number): Promise<InclusionProof[]> {
    const wanted = entries.map(({ sequence }): [number, Span[]] => [
      sequence,
      inclusionSpans(sequence - 1, size),
    ]);
    const perfect = wanted.flatMap(([, spans]) => spans.flatMap(perfectSpans));
    const lookup = await readNodes(this.database.read, perfect);
    return wanted.map(([sequence, spans]) => ({
      sequence,
      path: spans.map((span) => spanHash(span, lookup, recordHashing)),
    }));
  }

  /** The proof that the record of `size` entries begins with that of `first`. */
  async consistency(first: number, size: number): Promise<string[]> {
    return first === 0 ? [] : hashesOf(this.database.read, consistencySpans(first, size));
  }

  /** Holds the record against a checkpoint that an auditor brought; one of ours that it contradicts is kept. */
  async check(held: SignedCheckpoint): Promise<CheckpointVerdictAnswer> {
    if (!isSigned(held, await this.keeper.keys())) return refused(null, FORGED);
    if (this.keeper.state.status === 'broken') return refused(null, this.keeper.state.fault);
    const checkpoint = await this.keeper.checkpoint();
    if (held.size > checkpoint.size) return this.contradiction(held, checkpoint, shorter(held, checkpoint));
    const proof = await this.consistency(held.size, checkpoint.size);
    const [first, second] = [held, checkpoint].map(({ size, rootHash }) => ({ size, root: rootHash }));
    if (first !== undefined && second !== undefined && isConsistent(first, second, proof, recordHashing))
      return { consistent: true, fault: null, checkpoint, proof };
    return this.contradiction(held, checkpoint, rewritten(held));
  }

  private async contradiction(
    held: SignedCheckpoint,
    checkpoint: SignedCheckpoint,
    fault: RecordFault,
  ): Promise<CheckpointVerdictAnswer> {
    await this.keeper.contradictedBy(held, fault);
    return refused(checkpoint, fault);
  }
}

const FORGED = {
  code: 'CHECKPOINT_FORGED',
  detail: '此检查点的签名无效，或不是由本系统的密钥签发。',
} as const;

const shorter = (held: SignedCheckpoint, { size }: SignedCheckpoint): RecordFault => ({
  code: 'RECORD_SHORTER',
  sequence: size + 1,
  detail: `记录只有 ${size} 条，而 ${held.at} 的检查点有 ${held.size} 条：末尾的记录被删除。`,
});

const rewritten = ({ size, at }: SignedCheckpoint): RecordFault => ({
  code: 'RECORD_REWRITTEN',
  sequence: size,
  detail: `前 ${size} 条记录与 ${at} 的检查点不符：记录曾被改写。`,
});

const refused = (
  checkpoint: SignedCheckpoint | null,
  { code, detail }: Pick<RecordFault, 'code' | 'detail'>,
): CheckpointVerdictAnswer => ({ consistent: false, fault: { code, detail }, checkpoint, proof: [] });
