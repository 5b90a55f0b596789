import { Clock } from '../../src/platform/clock/clock.js';

/** A clock that stands still until it is told otherwise. */
export class TestClock extends Clock {
  private at: Date;

  constructor(at = '2025-07-01T00:00:00.000Z') {
    super();
    this.at = new Date(at);
  }

  override now(): Date {
    return new Date(this.at);
  }

  advanceSeconds(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1000);
  }
}
