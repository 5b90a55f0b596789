import { describe, expect, it } from '@jest/globals';
import { instrumentOf, isCitation } from './citation.js';

describe('citations', () => {
  it.each(['DB2025:15', 'DB2025:13(2)', 'DB2025:19.1', 'REG735:40.1(3)', '行政处罚法:29'])(
    'takes %s for one',
    (text) => expect(isCitation(text)).toBe(true),
  );

  it.each([
    '',
    'DB2025',
    'DB2025:',
    'DB2025:0',
    'DB2025:13()',
    'DB2025:13(2',
    'db2025:1',
    ' DB2025:1',
    'DB2025:1\n',
  ])('does not take %j for one', (text) => expect(isCitation(text)).toBe(false));

  it('names the text cited', () => expect(instrumentOf('REG735:40.1(3)')).toBe('REG735'));
});
