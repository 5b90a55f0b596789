import { describe, expect, it } from '@jest/globals';
import { FileHistory } from './file-history.js';

const files = new FileHistory([
  { kind: 'MERGED', into: 'b', other: 'a', recordedAt: '2' },
  { kind: 'MERGED', into: 'c', other: 'b', recordedAt: '4' },
  { kind: 'PARTED', into: 'b', other: 'a', recordedAt: '6' },
  { kind: 'MERGED', into: 'y', other: 'x', recordedAt: '7' },
]);

describe('FileHistory', () => {
  it('tells the file of a person at every instant, that of a change included', () => {
    const of = (person: string): string[] =>
      ['1', '2', '3', '4', '5', '6'].map((instant) => files.fileAt(person, instant));
    expect(of('a')).toEqual(['a', 'b', 'b', 'c', 'c', 'a']);
    expect(of('b')).toEqual(['b', 'b', 'b', 'c', 'c', 'c']);
    expect(of('c')).toEqual(['c', 'c', 'c', 'c', 'c', 'c']);
    expect(of('z')).toEqual(['z', 'z', 'z', 'z', 'z', 'z']);
  });

  it('knows everybody who was ever on one file with somebody, parted or not', () => {
    expect(files.relativesOf(['a']).sort()).toEqual(['a', 'b', 'c']);
    expect(files.relativesOf(['c', 'x']).sort()).toEqual(['a', 'b', 'c', 'x', 'y']);
    expect(files.relativesOf(['z'])).toEqual(['z']);
  });
});
