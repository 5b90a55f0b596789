import { describe, expect, it } from '@jest/globals';
import { actingFor, saidForWhom } from './acting-for.js';
import type { Json, RecordEntry } from './record-entry.js';

const line = (after: Json): RecordEntry => ({
  actor: 'city-bureau',
  office: '110000',
  action: 'PROBE',
  subject: 'probe',
  before: null,
  after,
  receipt: null,
});

const afterOf = (after: Json, principal: string | null): Json | undefined =>
  actingFor.run({ principal }, () => saidForWhom([line(after)])[0]?.after);

describe('saidForWhom', () => {
  it('adds for whom a deputy acted to what stood after, whatever it is', () => {
    expect(afterOf({ a: 1 }, 'head')).toEqual({ a: 1, actingFor: 'head' });
    expect(afterOf(null, 'head')).toEqual({ actingFor: 'head' });
    expect(afterOf(['a'], 'head')).toEqual({ value: ['a'], actingFor: 'head' });
    expect(afterOf('a', 'head')).toEqual({ value: 'a', actingFor: 'head' });
  });

  it('leaves lines as they are where nobody is represented', () => {
    expect(afterOf({ a: 1 }, null)).toEqual({ a: 1 });
    const lines = [line(null)];
    expect(saidForWhom(lines)).toBe(lines);
  });
});
