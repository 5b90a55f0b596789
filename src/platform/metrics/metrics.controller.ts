import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Temporal } from 'temporal-polyfill';
import { Database } from '../database/database.js';
import { RecordKeeper, type RecordState } from '../database/record-keeper.js';
import { recordTail } from '../database/record-tree.js';
import { Public } from '../http/public.js';
import { HttpCounts, STATUS_CLASSES } from './http-counts.js';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const RECORD_STATUSES = [
  'unverified',
  'intact',
  'broken',
] as const satisfies readonly RecordState['status'][];
const SECOND = 1000;

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** Each with its labels: `{status="intact"}`. */
  readonly values: readonly (readonly [labels: string, value: number])[];
}

/** Figures for whoever watches over the program, as Prometheus reads them; of no person and no matter. */
@ApiTags('health 运行状况')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly database: Database,
    private readonly record: RecordKeeper,
    private readonly answers: HttpCounts,
  ) {}

  @Get()
  @Public()
  @Header('content-type', TEXT)
  @ApiOperation({
    summary: '运行指标，Prometheus 文本格式（无需登录）；record_status{status="broken"} 为 1 时须告警',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async metrics(): Promise<string> {
    const metrics = [...(await this.ofRecord()), ...this.ofProcess()];
    return metrics.map(textOf).join('');
  }

  private async ofRecord(): Promise<Metric[]> {
    const { state, verifiedAt } = this.record;
    const { size } = await recordTail(this.database.read);
    const checkpoint = await this.record.latest();
    return [
      {
        name: 'record_status',
        type: 'gauge',
        help: 'What the last verification of the record found: 1 for its status, 0 for the others.',
        values: RECORD_STATUSES.map((status) => [`{status="${status}"}`, Number(state.status === status)]),
      },
      gauge('record_entries', 'Entries of the record.', size),
      gauge('record_checkpoint_entries', 'Entries that the newest checkpoint covers.', checkpoint?.size ?? 0),
      gauge(
        'record_last_verification_timestamp_seconds',
        'When the whole record was verified last; 0 for not yet.',
        verifiedAt === null ? 0 : Temporal.Instant.from(verifiedAt).epochMilliseconds / SECOND,
      ),
    ];
  }

  private ofProcess(): Metric[] {
    return [
      {
        name: 'http_requests_total',
        type: 'counter',
        help: 'Requests answered, by the class of the status.',
        values: STATUS_CLASSES.map((status) => [`{class="${status}"}`, this.answers.of(status)]),
      },
      gauge('process_resident_memory_bytes', 'Memory of the process.', process.memoryUsage.rss()),
    ];
  }
}

const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  type: 'gauge',
  help,
  values: [['', value]],
});

const textOf = ({ name, type, help, values }: Metric): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
    '',
  ].join('\n');
