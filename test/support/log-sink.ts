import { EventEmitter, once } from 'node:events';
import { Writable } from 'node:stream';

export type LogLine = Readonly<Record<string, unknown>>;

/** Catches the program's structured log. */
export class LogSink {
  private readonly arrivals = new EventEmitter();
  private readonly lines: LogLine[] = [];

  readonly stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      this.lines.push(JSON.parse(chunk.toString()) as LogLine);
      this.arrivals.emit('line');
      done();
    },
  });

  /** All lines of one request, once its access line, the last one, has come in. */
  async linesOf(requestId: string | null): Promise<readonly LogLine[]> {
    const mine = (): LogLine[] => this.lines.filter((line) => line['requestId'] === requestId);
    while (!mine().some((line) => line['msg'] === 'request')) await once(this.arrivals, 'line');
    return mine();
  }
}
