import { describe, expect, it } from '@jest/globals';
import { Clock } from './clock.js';

class StoppedClock extends Clock {
  constructor(private readonly at: string) {
    super();
  }

  override now(): Date {
    return new Date(this.at);
  }
}

describe('Clock', () => {
  it('tells the day in Shanghai, whatever the zone of the machine', () => {
    expect(new StoppedClock('2025-06-30T15:59:59.999Z').today()).toBe('2025-06-30');
    expect(new StoppedClock('2025-06-30T16:00:00.000Z').today()).toBe('2025-07-01');
  });

  it('tells instants in UTC', () => {
    expect(new StoppedClock('2025-07-01T00:00:00+08:00').instant()).toBe('2025-06-30T16:00:00.000Z');
  });
});
