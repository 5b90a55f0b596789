import { TooManyRequests } from './problem.js';

/** How much may be asked for. */
export interface Allowance {
  /** In a second, for as long as one likes. */
  readonly perSecond: number;
  /** At once, after a rest. */
  readonly burst: number;
}

interface Bucket {
  left: number;
  at: number;
}

const MOST_BUCKETS = 10_000;

/** Counts what everybody asks for, in the memory of this process. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly allowance: Allowance,
    private readonly elapsed: () => number,
  ) {}

  /** Takes one from the bucket of this name. @throws TooManyRequests when it is empty, telling when it has one again. */
  take(name: string): void {
    const now = this.elapsed();
    const bucket = this.buckets.get(name) ?? this.fresh(name, now);
    bucket.left = this.leftIn(bucket, now);
    bucket.at = now;
    if (bucket.left < 1)
      throw new TooManyRequests(Math.max(1, Math.ceil((1 - bucket.left) / this.allowance.perSecond)));
    bucket.left -= 1;
  }

  private fresh(name: string, now: number): Bucket {
    if (this.buckets.size >= MOST_BUCKETS) this.forgetTheFull(now);
    const bucket = { left: this.allowance.burst, at: now };
    this.buckets.set(name, bucket);
    return bucket;
  }

  private leftIn({ left, at }: Bucket, now: number): number {
    return Math.min(this.allowance.burst, left + ((now - at) / 1000) * this.allowance.perSecond);
  }

  private forgetTheFull(now: number): void {
    for (const [name, bucket] of this.buckets)
      if (this.leftIn(bucket, now) >= this.allowance.burst) this.buckets.delete(name);
  }
}
