import { describe, expect, it } from '@jest/globals';
import { entryText } from './entry-text.js';

const ENTRY = {
  sequence: 7,
  at: '2025-07-01T01:02:03.004Z',
  actor: 'city-bureau',
  office: '110000',
  action: 'CASE_OPENED',
  subject: 'case/1',
  before: null,
  after: '{"a":[1,null],"文":"\\n"}',
  receipt: null,
};

describe('entryText', () => {
  it('is the canonical JSON of the whole entry (RFC 8785): names in order, no blanks', () => {
    expect(entryText(ENTRY)).toBe(
      '{"action":"CASE_OPENED","actor":"city-bureau","after":{"a":[1,null],"文":"\\n"},' +
        '"at":"2025-07-01T01:02:03.004Z","before":null,"office":"110000","receipt":null,"sequence":7,"subject":"case/1"}',
    );
  });

  it('writes texts as JSON does, so that no text can pass for a member', () => {
    const text = entryText({ ...ENTRY, actor: '","sequence":8', before: '1', receipt: '\u0007"' });
    expect(JSON.parse(text)).toEqual({
      ...ENTRY,
      actor: '","sequence":8',
      before: 1,
      receipt: '\u0007"',
      after: { a: [1, null], 文: '\n' },
    });
  });
});
