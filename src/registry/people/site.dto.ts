import { PERSONNEL_KINDS, type PersonnelKind } from '../../domain/registry/personnel-kind.js';
import { CANCELLATION_REASONS, type CancellationReason } from '../../domain/registry/registration.js';
import { ChoiceField, DateField, FlagField, ObjectField, TextField } from '../../platform/http/fields.js';

const MAX_CODE = 40;
const LONG = 2000;

/** A commitment as it was signed (PQ2025:11). */
export class CommitmentForm {
  @TextField({ description: '医药机构代码', max: MAX_CODE })
  institutionCode!: string;

  @DateField({ description: '签署日' })
  signedOn!: string;

  @DateField({ description: '有效期起始日；不填为签署日', optional: true })
  from?: string;

  @DateField({ description: '有效期末日，与劳动（劳务）合同一致；无固定期限的不填', optional: true })
  to?: string;

  @FlagField({ description: '是否电子承诺书', default: false })
  electronic!: boolean;

  @TextField({ description: '存档编号' })
  archiveNo!: string;
}

export class CommitmentEndForm {
  @DateField({ description: '合同解除、承诺不再有效的第一日' })
  on!: string;

  @TextField({ description: '原因', max: LONG })
  reason!: string;
}

/** A registration with the fields of PQ2025:14. */
export class RegistrationForm {
  @TextField({ description: '医药机构代码', max: MAX_CODE })
  institutionCode!: string;

  @TextField({ description: '科室代码', optional: true, max: MAX_CODE })
  departmentCode?: string;

  @ChoiceField(PERSONNEL_KINDS, { description: '人员类别（PQ2025:10），须与机构类别相符' })
  kind!: PersonnelKind;

  @TextField({ description: '执业类型；没有的填“无”' })
  practiceType!: string;

  @TextField({ description: '执业类别；没有的填“无”' })
  practiceCategory!: string;

  @TextField({ description: '执业范围；没有的填“无”' })
  practiceScope!: string;

  @TextField({ description: '专业技术职务；没有的填“无”' })
  professionalTitle!: string;

  @DateField({ description: '登记备案起始日' })
  from!: string;

  @TextField({
    description: '多点执业许可的文号；医师同一时期另有登记的必填（PQ2025:13）',
    optional: true,
  })
  multiSiteApproval?: string;
}

export class CancellationForm {
  @DateField({ description: '取消日：登记备案不再有效的第一日' })
  on!: string;

  @ChoiceField(CANCELLATION_REASONS, {
    description:
      '离职 LEFT、退休 RETIRED、未在岗 NOT_ON_DUTY、变更机构 CHANGED_EMPLOYER、误录 ENTERED_IN_ERROR',
  })
  reason!: CancellationReason;

  @TextField({ description: '说明', optional: true, max: LONG })
  note?: string;
}

export class PrimarySiteForm {
  @TextField({ description: '主执业地的医药机构代码', max: MAX_CODE })
  institutionCode!: string;

  @DateField({ description: '起始日' })
  from!: string;
}

export class EmployerChangeForm {
  @TextField({ description: '离开的医药机构代码', max: MAX_CODE })
  leavingInstitutionCode!: string;

  @DateField({ description: '离开日：在原机构的登记备案和承诺不再有效的第一日' })
  on!: string;

  @TextField({ description: '说明', optional: true, max: LONG })
  note?: string;

  @ObjectField(() => CommitmentForm, { description: '在新机构签署的承诺书' })
  commitment!: CommitmentForm;

  @ObjectField(() => RegistrationForm, { description: '在新机构的登记备案' })
  registration!: RegistrationForm;
}
