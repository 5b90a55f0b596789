import { FormRule, type FormFault, type Unchecked } from '../platform/http/form-shape.js';
import { DateField, TextField, WholeNumberField } from '../platform/http/fields.js';

const MOST_SAMPLED = 10_000;

function districtFaults({ district }: Unchecked<AuditQuery>): FormFault[] {
  return typeof district !== 'string' || /^\d{6}$/u.test(district)
    ? []
    : [
        {
          pointer: '/district',
          code: 'INVALID_VALUE',
          detail: '须为六位医保区划代码，例如 "110105"',
        },
      ];
}

/** Which doings are looked at; what is absent selects nothing out. */
@FormRule<AuditQuery>(districtFaults)
export class AuditQuery {
  @DateField({ description: '记录于此日或者以后（北京时间）', optional: true })
  from?: string;

  @DateField({ description: '记录于此日或者以前（北京时间）', optional: true })
  to?: string;

  @TextField({ description: '医保区划代码', optional: true, max: 6 })
  district?: string;

  @TextField({ description: '机构代码', optional: true, max: 40 })
  institution?: string;

  @TextField({ description: '经办人的用户名；代理人以其名义办理的也在内', optional: true, max: 64 })
  officer?: string;

  @TextField({ description: '条款，例如 PQ2025:21(4)', optional: true, max: 40 })
  provision?: string;

  @TextField({ description: '结果，例如 MITIGATED', optional: true, max: 60 })
  outcome?: string;
}

export class SampleQuery extends AuditQuery {
  @TextField({ description: '随机种子，由审计人员自定', max: 100, example: '2025-审-07' })
  seed!: string;

  @WholeNumberField({ description: '抽取件数', default: 20, min: 1, max: MOST_SAMPLED })
  size!: number;

  @WholeNumberField({
    description: '据以抽样的检查点的条数；不填则签发新的检查点',
    optional: true,
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
  })
  checkpoint?: number;

  @TextField({
    description: '只在此种操作中抽取，例如 CASE_DECIDED；不填则在各种决定中抽取',
    optional: true,
    max: 100,
  })
  action?: string;
}
