import { Temporal } from 'temporal-polyfill';
import { ChoiceField, TextField, WholeNumberField } from '../platform/http/fields.js';
import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;
const EXPECTED_INSTANT = '须为 RFC 3339 时刻（至多毫秒），例如 "2025-07-01T00:00:00+08:00"';
const EXPECTED_DISTRICT = '须为六位医保区划代码，例如 "110105"';

/** The instant as the record writes it, in UTC with milliseconds; null for what is no instant. */
export function recordInstant(text: string): string | null {
  if (!INSTANT.test(text)) return null;
  try {
    return Temporal.Instant.from(text).toString({ fractionalSecondDigits: 3 });
  } catch {
    return null;
  }
}

const invalid = (name: string, detail: string): FormFault => ({
  pointer: `/${name}`,
  code: 'INVALID_VALUE',
  detail,
});

function filterFaults(form: Unchecked<EntryFilter>): FormFault[] {
  const instants = (['from', 'to'] as const).filter((name) => {
    const value = form[name];
    return typeof value === 'string' && recordInstant(value) === null;
  });
  const { district } = form;
  const wrongDistrict = typeof district === 'string' && !/^\d{6}$/.test(district);
  return [
    ...instants.map((name) => invalid(name, EXPECTED_INSTANT)),
    ...(wrongDistrict ? [invalid('district', EXPECTED_DISTRICT)] : []),
  ];
}

/** Which entries; what is absent selects nothing out. */
@FormRule<EntryFilter>(filterFaults)
export class EntryFilter {
  @TextField({ description: '自此时刻起（含），RFC 3339', optional: true, max: 40 })
  from?: string;

  @TextField({ description: '至此时刻止（含），RFC 3339', optional: true, max: 40 })
  to?: string;

  @TextField({ description: '操作者所代表的单位：区划代码或机构代码', optional: true, max: 40 })
  office?: string;

  @TextField({
    description: '医保区划代码：该区单位与该区机构的操作，以及涉及该区案件、机构的操作',
    optional: true,
    max: 6,
  })
  district?: string;

  @TextField({ description: '机构代码：该机构的操作，以及涉及该机构的操作', optional: true, max: 40 })
  institution?: string;

  @TextField({
    description: '人员代码：涉及该人员的操作，包括以其他代码（含合并前的）所记的；用了哪些代码，答复中注明',
    optional: true,
    max: 40,
  })
  person?: string;

  @TextField({
    description: '条款，例如 PQ2025:21(4)、REG735:38：所办事项以该条款（或者其下各项）为依据的操作',
    optional: true,
    max: 40,
  })
  provision?: string;

  @TextField({
    description: '结果，例如 MITIGATED、NO_FINE、SUSPENSION、UPHELD：得出该结果的操作',
    optional: true,
    max: 60,
  })
  outcome?: string;

  @TextField({ description: '对象的开头，例如 case/', optional: true })
  subject?: string;

  @TextField({
    description: '操作者（经办人）的用户名；代理人以其名义所作的操作也在内',
    optional: true,
    max: 64,
  })
  actor?: string;

  @TextField({ description: '操作，例如 CASE_OPENED', optional: true, max: 100 })
  action?: string;
}

export class EntryQuery extends EntryFilter {
  @WholeNumberField({ description: '页，从 1 起', default: 1, min: 1, max: 1_000_000 })
  page!: number;

  @WholeNumberField({ description: '每页条数', default: 20, min: 1, max: 200 })
  pageSize!: number;
}

export const EXPORT_FORMATS = ['jsonl', 'csv', 'xlsx', 'bundle'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export class ExportQuery extends EntryFilter {
  @ChoiceField(EXPORT_FORMATS, { description: 'bundle 为可离线核验的 tar 包' })
  format!: ExportFormat;

  @WholeNumberField({
    description: '审计人员所持检查点的条数；包内附自该检查点以来只增未改的证明',
    optional: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  })
  since?: number;
}
