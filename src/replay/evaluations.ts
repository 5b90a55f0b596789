import { evaluationRequest, type CaseForm } from '../cases/cases.module.js';
import { answerTo, EvaluationForm, type EvaluationAnswer } from '../discretion/discretion.module.js';
import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Result } from '../domain/shared/result.js';
import { checkForm } from '../platform/http/check-form.js';
import { lines, ofOtherEngine, replayed, type Replayed, type Told } from './replayed.js';
import { lineOf, rowsOf, type Stored } from './stored.js';

/** The rules' answer to a request, or every fault of it. */
export function answered(request: object, rulebook: Rulebook): Result<EvaluationAnswer> {
  const form = checkForm(EvaluationForm, request);
  return form.ok ? answerTo(form.value, request, rulebook) : form;
}

/** @throws Error naming the faults. */
function answerOf(request: object, rulebook: Rulebook): EvaluationAnswer {
  const answer = answered(request, rulebook);
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults));
  return answer.value;
}

type Receipt = EvaluationAnswer['receipt'];

/** The receipt as the record has it: of which rulebook and which rules a decision is. */
function receiptIn(text: string | null | undefined): Partial<Receipt> {
  try {
    return (JSON.parse(text ?? '') ?? {}) as Partial<Receipt>;
  } catch {
    return {};
  }
}

/** Decides again under the rulebook and the rules that the record's receipt names. */
function underReceipt(
  { rulebooks }: Stored,
  told: Told,
  receipt: string | null | undefined,
  stored: string,
  again: (rulebook: Rulebook) => string,
): Replayed {
  const { engineVersion = null, rulebookHash = '' } = receiptIn(receipt);
  if (engineVersion !== null && engineVersion !== ENGINE_VERSION) return ofOtherEngine(told, stored);
  return replayed(told, stored, rulebooks.byHash(rulebookHash), again);
}

interface EvaluationRow {
  readonly case_id: string;
  readonly sequence: number;
  readonly request: string;
  readonly answer: string;
  readonly rulebook_hash: string;
  readonly output_hash: string;
  readonly at: string;
  readonly content: string;
}

/** Every stored evaluation: its request from the facts of its revision, and its answer with the receipt in the record. */
export async function* evaluations(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<EvaluationRow>(stored, {
    select: 'row.*, facts.content',
    source: `case_evaluation row LEFT JOIN case_revision facts
      ON facts.case_id = row.case_id AND facts.revision = row.revision`,
    recorded: 'row.at',
  });
  for await (const row of rows) {
    const { case_id: caseId, sequence, at } = row;
    const line = await lineOf(stored.manager, `case/${caseId}`, 'CASE_EVALUATED', sequence - 1);
    const receipt = line?.receipt ?? null;
    const text = lines(row.request, row.answer, row.rulebook_hash, row.output_hash, receipt);
    yield underReceipt(
      stored,
      { kind: 'EVALUATION', id: `${caseId}/${sequence}`, at },
      receipt,
      text,
      (rulebook) => {
        const request = evaluationRequest(JSON.parse(row.content) as CaseForm);
        const answer = answerOf(request, rulebook);
        const { rulebookHash, outputHash } = answer.receipt;
        const [asked, told] = [JSON.stringify(request), JSON.stringify(answer)];
        return lines(asked, told, rulebookHash, outputHash, JSON.stringify(answer.receipt));
      },
    );
  }
}

interface ProposalRow {
  readonly case_id: string;
  readonly sequence: number;
  readonly content: string;
  readonly at: string;
  /** Proposals on the case before it. */
  readonly earlier: number;
  /** Of the evaluation that it names; null where there is none. */
  readonly facts: string | null;
}

/** Every proposed penalty: the receipt of the answer that it was checked by. */
export async function* proposals(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<ProposalRow>(stored, {
    select: `row.*, facts.content AS "facts", (SELECT COUNT(*) FROM case_event other
      WHERE other.case_id = row.case_id AND other.event = 'PROPOSED' AND other.sequence < row.sequence) AS "earlier"`,
    source: `case_event row
      LEFT JOIN case_evaluation judged ON judged.case_id = row.case_id
        AND judged.sequence = json_extract(row.content, '$.evaluation')
      LEFT JOIN case_revision facts ON facts.case_id = row.case_id AND facts.revision = judged.revision`,
    where: `row.event = 'PROPOSED'`,
    recorded: 'row.at',
  });
  for await (const { case_id: caseId, sequence, content, at, earlier, facts } of rows) {
    const line = await lineOf(stored.manager, `case/${caseId}`, 'CASE_PROPOSED', earlier);
    const receipt = line?.receipt ?? null;
    const told = { kind: 'PROPOSAL', id: `${caseId}/${sequence}`, at } as const;
    yield underReceipt(stored, told, receipt, lines(receipt), (rulebook) => {
      if (facts === null) throw new Error('no evaluation that it was proposed on');
      const { figures } = JSON.parse(content) as { figures: readonly object[] };
      const request = evaluationRequest(JSON.parse(facts) as CaseForm, undefined, figures);
      return JSON.stringify(answerOf(request, rulebook).receipt);
    });
  }
}
