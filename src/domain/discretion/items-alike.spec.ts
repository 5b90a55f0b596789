import { describe, expect, it } from '@jest/globals';
import { aCase, violation } from '../../../test/support/discretion/a-case.js';
import { judged, spanText } from '../../../test/support/discretion/judging.js';
import type { ViolationAssessment } from './assessment.js';
import { PROVISIONS } from './facts.js';

/** Article, the range of its fine when correction is refused, and every provision that it is charged under. */
const ARTICLES = [
  ['REG735:36', null, ['REG735:36(1)', 'REG735:36(2)', 'REG735:36(3)']],
  ['REG735:37', '2–5', ['REG735:37']],
  [
    'REG735:38',
    '1–2',
    [
      'REG735:38(1)',
      'REG735:38(2)',
      'REG735:38(3)',
      'REG735:38(4)',
      'REG735:38(5)',
      'REG735:38(6)',
      'REG735:38(7)',
    ],
  ],
  [
    'REG735:39',
    '10000–50000',
    [
      'REG735:39(1)',
      'REG735:39(2)',
      'REG735:39(3)',
      'REG735:39(4)',
      'REG735:39(5)',
      'REG735:39(6)',
      'REG735:39(7)',
    ],
  ],
  ['REG735:40', '2–5', ['REG735:40.1(1)', 'REG735:40.1(2)', 'REG735:40.1(3)', 'REG735:40.1(4)']],
  ['REG735:41.1', null, ['REG735:41.1(1)', 'REG735:41.1(2)', 'REG735:41.1(3)']],
  ['REG735:41.2', '2–5', ['REG735:41.2']],
] as const;

/** With one item each of 13, 14 and 18, none of which is an element of a violation (P19). */
const answerTo = (provision: string): ViolationAssessment =>
  judged(
    aCase(violation(provision).refusing()).givenAll(
      'DB2025:13(2)',
      'DB2025:14(1)',
      'DB2025:18(1)',
      'DB2025:18(5)',
    ),
  );

describe.each(ARTICLES)('under %s', (article, fine, provisions) => {
  it.each(provisions.map((provision) => [provision]))('%s is judged, its fine in that range', (provision) => {
    expect(answerTo(provision).basis).toBe(article);
    expect(spanText(answerTo(provision).statutoryRange)).toBe(fine);
  });

  it('every item is judged like the first, to the last word', () => {
    for (const provision of provisions) expect(answerTo(provision)).toEqual(answerTo(provisions[0]));
  });
});

it('these are all the provisions that can be charged', () =>
  expect(ARTICLES.flatMap(([, , provisions]) => provisions)).toEqual(PROVISIONS));
