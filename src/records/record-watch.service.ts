import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../platform/clock/clock.js';
import { RecordKeeper } from '../platform/database/record-keeper.js';

const ZONE = 'Asia/Shanghai';
const NIGHT = Temporal.PlainTime.from('00:10');

/** Milliseconds from the instant (RFC 3339) to the next 00:10 in Shanghai; never 0. */
export function untilNight(instant: string): number {
  const now = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
  const today = now.withPlainTime(NIGHT);
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
  return next.epochMilliseconds - now.epochMilliseconds;
}

/** Verifies the record and signs it, at boot and every night. */
@Injectable()
export class RecordWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly log = new Logger('record');

  constructor(
    private readonly keeper: RecordKeeper,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.waitForNight();
  }

  /** Lets a look under way come to its end before the database is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
  }

  /** Verifies the whole record; signs it if it is whole. */
  async look(): Promise<void> {
    if ((await this.keeper.verify()).ok) await this.keeper.checkpoint();
  }

  private waitForNight(): void {
    this.timer = setTimeout(() => {
      this.running = this.look()
        .catch((error: unknown) => this.log.error(error))
        .then(() => this.waitForNight());
    }, untilNight(this.clock.instant()));
    this.timer.unref();
  }
}
