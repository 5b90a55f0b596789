import { describe, expect, it } from '@jest/globals';
import { answerTo, EvaluationForm } from '../../src/discretion/discretion.module.js';
import { ENGINE_VERSION } from '../../src/domain/discretion/engine-version.js';
import { checkForm } from '../../src/platform/http/check-form.js';
import { canonicalHash } from '../../src/rulebook/canonical-hash.js';
import { SHIPPED } from '../support/discretion/rulebook.js';
import { answerVectors } from '../support/vectors.js';

/** Hash of the answers to all conformance vectors, by the version of the rules that gives them. */
const ANSWERS: Readonly<Record<string, string>> = {
  '1.0.0': '03a346e9af596613b9e205ced705dd3d14d9c37051b5cb758d0a196d5b331955',
};

function outputHash(request: unknown): string {
  const form = checkForm(EvaluationForm, request);
  if (!form.ok) throw new Error(JSON.stringify(form.faults));
  const answer = answerTo(form.value, request, SHIPPED);
  if (!answer.ok) throw new Error(JSON.stringify(answer.faults));
  return answer.value.receipt.outputHash;
}

describe('the version of the rules', () => {
  it('is raised whenever an answer changes by a byte', () => {
    const hashes = answerVectors('evaluate').map(({ request }) => outputHash(request));
    expect(ANSWERS[ENGINE_VERSION]).toBe(canonicalHash(hashes));
  });
});
