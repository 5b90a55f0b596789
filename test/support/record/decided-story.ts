import { filed, readyToDecide, servedToday, stepOn } from '../appeals.js';
import { agreementMeasure, penalty } from '../decided-cases.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  numbered,
  NURSE,
  ScoringBureau,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
  type Told,
} from '../scoring.js';

const FIRST_DAY = '2025-06-16';
const OVERCHARGED = found(TECHNICIAN, { conductId: '检〔2025〕1号/甲' });
const SPLIT = found(TECHNICIAN, {
  conductId: '检〔2025〕1号/乙',
  degree: 'PRINCIPAL',
  circumstance: 'PQ2025:20(3)',
  basis: '服务协议第九条',
});

/** Two penalties, made on 2025-07-10. */
const PENALTIES = [
  ['38', 'H11010500103'],
  ['40', 'H11010500101'],
] as const;

async function scored(
  bureau: ScoringBureau,
  personCode: string,
  findings: readonly ReturnType<typeof found>[],
  months: object,
): Promise<NoticeTold> {
  const notice = await noticed(bureau, standAlone(FIRST_DAY, findings), personCode, months);
  return servedToday(bureau, notice.id, FIRST_DAY);
}

async function repaired(bureau: ScoringBureau): Promise<void> {
  const training = await bureau.told<Told>('city-agency', 'POST', '/trainings', {
    kind: 'TRAINING',
    title: '医保政策培训',
    on: '2025-06-20',
    organiser: '市医疗保障事务管理中心',
    documentNo: numbered('培训'),
    personCodes: [NURSE],
  });
  const repair = await bureau.told<Told>('hospital', 'POST', '/repairs', {
    personCode: NURSE,
    trainingId: training.id,
    reasons: '已参加培训',
    institutionReview: { agreed: true, on: '2025-06-23', opinion: '同意' },
  });
  const accepted = { accepted: true, opinion: '符合修复条件' };
  await bureau.told('district-agency', 'POST', `/repairs/${repair.id}/assessment`, accepted);
}

/** An objection upheld in part: ten points become nine, three months two. */
async function reversed(bureau: ScoringBureau, notice: NoticeTold): Promise<void> {
  const { id } = await filed(bureau, notice.id, '2025-06-23');
  await readyToDecide(bureau, id, '2025-06-23');
  await stepOn(bureau, 'district-agency-2', id, 'decision', {
    outcome: 'UPHELD_IN_PART',
    reasons: '部分采纳',
    findings: [OVERCHARGED, { ...SPLIT, degree: 'IMPORTANT' }],
    months: [{ noticeId: notice.id, months: 2, reasons: '情节一般' }],
  });
}

async function restored(bureau: ScoringBureau): Promise<void> {
  bureau.today('2025-07-02');
  const { id } = await bureau.told<Told>('hospital', 'POST', '/restorations', {
    personCode: DOCTOR,
    reasons: '已整改并完成学习',
    institutionReview: { agreed: true, on: '2025-07-02', opinion: '同意' },
  });
  const agreed = { agreed: true, opinion: '符合恢复条件' };
  await bureau.told('district-agency-2', 'POST', `/restorations/${id}/first-review`, agreed);
  await bureau.told('city-agency', 'POST', `/restorations/${id}/second-review`, agreed);
}

/** A hospital's agreement suspended, and somebody principally responsible with it; the other decision changed since. */
async function linked(bureau: ScoringBureau, changed: string): Promise<void> {
  const days = { institution: HOSPITAL, madeOn: '2025-07-09', effectiveOn: '2025-07-10' };
  const caseId = await agreementMeasure(bureau, ['AGREEMENT_SUSPENDED'], days);
  const source = { kind: 'AGREEMENT_MEASURE', caseId };
  const principal = found(NURSE, { circumstance: 'PQ2025:22(2)', degree: 'PRINCIPAL' });
  const body = standAlone('2025-07-10', [principal], { source });
  const { id } = await bureau.told<Told>('district-agency', 'POST', '/scoring/determinations', body);
  const measure = { personCode: NURSE, from: '2025-07-10', to: '2026-01-09', reasons: '负主要责任' };
  await bureau.told('district-agency', 'POST', `/scoring/determinations/${id}/linked-measures`, measure);
  await bureau.told('city-bureau', 'POST', `/cases/${changed}/decision/reversal`, {
    kind: 'CHANGED',
    by: 'RECONSIDERATION',
    documentNo: '京政复〔2025〕1号',
    on: '2025-07-10',
    figures: [{ violationId: 'v1', direction: 'ORDINARY', fine: '100.00' }],
    reasons: '改变处罚数额',
  });
}

/** What the story leaves behind. */
export interface DecidedStory {
  readonly bureau: ScoringBureau;
  /** Of nine points, on paper, served, restored. */
  readonly doctors: NoticeTold;
}

/** A bureau with a decision of every kind: penalties, points, months, papers, a reversal, a repair, a restoration, a linked measure. */
export async function decidedStory(): Promise<DecidedStory> {
  const bureau = await ScoringBureau.open(FIRST_DAY);
  const doctors = await scored(bureau, DOCTOR, [found(DOCTOR, { degree: 'PRINCIPAL' })], forMonths(1));
  const paper = { number: numbered('停') };
  await bureau.told('district-agency', 'POST', `/scoring/notices/${doctors.id}/measure-notice`, paper);
  await scored(bureau, NURSE, [found(NURSE)], {});
  const technicians = await scored(bureau, TECHNICIAN, [OVERCHARGED, SPLIT], forMonths(3));
  bureau.today('2025-06-23');
  await repaired(bureau);
  await reversed(bureau, technicians);
  await restored(bureau);
  bureau.today('2025-07-10');
  const penalties: string[] = [];
  for (const [article, institution] of PENALTIES)
    penalties.push(await penalty(bureau, article, institution, '2025-07-10'));
  await linked(bureau, penalties[0] ?? '');
  return { bureau, doctors };
}
