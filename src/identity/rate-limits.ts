import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../platform/clock/clock.js';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import { networkOf } from '../platform/http/network-of.js';
import { TokenBuckets } from '../platform/http/token-bucket.js';

/** Sign-ins and refreshes from one address: 1,200 a minute. */
const SIGN_INS_PER_SECOND = 20;
const SIGN_INS_BURST = 1200;
/** Seconds' worth that may be asked for at once: pages and batches come in bursts. */
const READS_BURST_SECONDS = 2;
const WRITES_BURST_SECONDS = 10;

/** POST routes that change nothing. */
const EVALUATIONS: ReadonlySet<string | undefined> = new Set([
  '/api/v1/discretion/evaluate',
  '/api/v1/discretion/counterfactuals',
  '/api/v1/discretion/schedules/check',
  '/api/v1/scoring/preview',
  '/api/v1/qualifications/check',
  '/api/v1/qualifications/receipts/verify',
  '/api/v1/qualifications/pre-registration-check',
]);

/** How much each account and each address may ask of this process. */
@Injectable()
export class RateLimits {
  private readonly reads: TokenBuckets;
  private readonly writes: TokenBuckets;
  private readonly signIns: TokenBuckets;

  constructor(@Inject(ENVIRONMENT) environment: Environment, clock: Clock) {
    const elapsed = (): number => clock.elapsed();
    const { readsPerSecond: reads, writesPerSecond: writes } = environment;
    this.reads = new TokenBuckets({ perSecond: reads, burst: reads * READS_BURST_SECONDS }, elapsed);
    this.writes = new TokenBuckets({ perSecond: writes, burst: writes * WRITES_BURST_SECONDS }, elapsed);
    this.signIns = new TokenBuckets({ perSecond: SIGN_INS_PER_SECOND, burst: SIGN_INS_BURST }, elapsed);
  }

  /** @throws TooManyRequests */
  account(accountId: string, { method, routeOptions }: FastifyRequest): void {
    const reads = method === 'GET' || method === 'HEAD' || EVALUATIONS.has(routeOptions.url);
    (reads ? this.reads : this.writes).take(accountId);
  }

  /** @throws TooManyRequests */
  signIn(address: string): void {
    this.signIns.take(networkOf(address));
  }
}
