/** Chance that comes out the same for the same seed. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** The chance of a part of something: the same whatever the other parts take. */
  static of(seed: number, ...parts: readonly number[]): Chance {
    return new Chance(parts.reduce((sum, part) => scattered(Math.imul(sum, 31) + part), scattered(seed)));
  }

  /** A whole number from 0 to below a bound. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** Anything from 0 to below a bound. */
  upTo(bound: number): number {
    return this.next() * bound;
  }

  /** Whether one thing in so many happens. */
  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** One of a list that is not empty, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? this.of(list);
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    return scattered(this.state) / 2 ** 32;
  }
}

/** A whole number below 2³² in which every bit of the one given has its part. */
function scattered(whole: number): number {
  let mixed = Math.imul(whole ^ (whole >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
