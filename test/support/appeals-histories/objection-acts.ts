import { objectionAfter, type ObjectionStep } from '../../../src/domain/procedure/objection-states.js';
import { ObjectionEntity, SIDES, type Side } from '../../../src/appeals/objection.entity.js';
import type { Chance } from './chance.js';
import { daysAfter, daysBefore } from './days.js';
import { decide, handler, type AtHand } from './deciding.js';
import type { OperationKind } from './kinds.js';
import type { HistoryState, Notice } from './state.js';
import { objectionBody, type ObjectionTold } from '../appeals.js';
import { DOCTOR } from '../scoring.js';

/** Who hands in for a side: the hospital, the doctor with an account, else the counter of the district. */
export const handing = (side: Side, { person }: Notice): string =>
  side === 'INSTITUTION' ? 'hospital' : person.code === DOCTOR ? 'person' : 'district-agency';

/** The side that the account speaks for must match; the counter speaks for both. */
const sideOf = (chance: Chance): Side => chance.of(SIDES);

const otherSide = (side: Side): Side => (side === 'PERSON' ? 'INSTITUTION' : 'PERSON');

/** Files, now and then without the seal, or the signature too. */
export async function file(history: HistoryState, notice: Notice, chance: Chance): Promise<void> {
  const filedBy = sideOf(chance);
  const nothing: object[] = [
    {},
    {},
    { sealedByInstitution: undefined },
    { sealedByInstitution: undefined, signedByPerson: undefined },
  ];
  await fileFor(history, notice, filedBy, chance.of(nothing));
}

/** Files for a side; where the other's is still to be decided, it joins that one. */
export async function fileFor(
  history: HistoryState,
  notice: Notice,
  filedBy: Side,
  change: object,
): Promise<void> {
  const { bureau } = history;
  const other = await bureau.read.findOneBy(ObjectionEntity, { standingFor: notice.id });
  const joins = other !== null && objectionAfter(other.route, other.state, 'JOIN') !== null;
  const told = await bureau.attempt<ObjectionTold>({
    kind: joins ? 'JOINED' : 'OBJECTED',
    username: handing(filedBy, notice),
    path: '/objections',
    body: objectionBody(notice.id, bureau.day, { filedBy, ...change }),
    line: joins ? 'OBJECTION_JOINED' : 'OBJECTION_FILED',
  });
  if (told !== null && !history.objections.some(({ id }) => id === told.id))
    history.objections.push({ id: told.id, notice });
}

/** The side that has not objected yet joins the other’s objection. */
async function join(
  { bureau }: HistoryState,
  { objection, sides, notice }: AtHand,
  chance: Chance,
): Promise<void> {
  const filedBy = otherSide(sides[0] ?? objection.filedBy);
  const some: object[] = [{}, { sealedByInstitution: undefined }, { signedByPerson: undefined }];
  await bureau.attempt({
    kind: 'JOINED',
    username: handing(filedBy, notice),
    path: '/objections',
    body: objectionBody(notice.id, bureau.day, { filedBy, ...chance.of(some) }),
    line: 'OBJECTION_JOINED',
  });
}

/** One side withdraws: of both, or the only one. */
async function withdraw(
  { bureau }: HistoryState,
  { objection, sides, notice }: AtHand,
  chance: Chance,
): Promise<void> {
  const filedBy = chance.of(sides);
  await bureau.attempt({
    kind: sides.length > 1 ? 'LEFT' : 'OBJECTION_WITHDRAWN',
    username: handing(filedBy, notice),
    path: `/objections/${objection.id}/withdrawal`,
    body: { reasons: '不再申诉', documentNo: '撤1', filedBy },
    line: 'OBJECTION_WITHDRAWN',
  });
}

async function supplement(
  history: HistoryState,
  { objection, notice }: AtHand,
  chance: Chance,
): Promise<void> {
  const on = history.bureau.day;
  const some = [
    { signedByPerson: { on } },
    { sealedByInstitution: { on } },
    { signedByPerson: { on }, sealedByInstitution: { on } },
    { evidence: ['补充材料'] },
  ];
  await history.bureau.attempt({
    kind: 'SUPPLEMENTED',
    username: handing(objection.filedBy, notice),
    path: `/objections/${objection.id}/supplements`,
    body: chance.of(some),
    line: 'OBJECTION_SUPPLEMENTED',
  });
}

async function assess(history: HistoryState, atHand: AtHand, chance: Chance): Promise<void> {
  const { objection } = atHand;
  const { bureau } = history;
  const { steps } = await bureau.told<ObjectionTold>('auditor', 'GET', `/objections/${objection.id}`);
  const earlier = steps
    .filter(({ step }) => step === 'EXPERT_ASSESSMENT')
    .map(({ content }) => daysAfter(String(content['to']), 1));
  const from =
    [objection.filedOn, daysBefore(bureau.day, chance.below(6)), ...earlier].sort().at(-1) ?? bureau.day;
  if (from > bureau.day) return;
  await bureau.attempt({
    kind: 'ASSESSED_BY_EXPERTS',
    username: handler(atHand),
    path: `/objections/${objection.id}/expert-assessments`,
    body: { by: '医学会专家组', from, to: bureau.day, conclusion: '检查必要' },
    line: 'OBJECTION_EXPERT_ASSESSMENT',
  });
}

type Act = (history: HistoryState, atHand: AtHand, chance: Chance) => Promise<void>;

/** One request that makes a step. */
const simply =
  (
    kind: OperationKind,
    step: string,
    line: string,
    of: (atHand: AtHand, day: string) => { by: string; body: object },
  ): Act =>
  async (history, atHand) => {
    const { by: username, body } = of(atHand, history.bureau.day);
    await history.bureau.attempt({
      kind,
      username,
      path: `/objections/${atHand.objection.id}/${step}`,
      body,
      line,
    });
  };

const reviewedFirst = (agreed: boolean): Act =>
  simply(
    agreed ? 'FIRST_REVIEW_AGREED' : 'FIRST_REVIEW_REFUSED',
    'first-review',
    'OBJECTION_FIRST_REVIEWED',
    (atHand) => ({
      by: handler(atHand),
      body: { agreed, opinion: '初审意见' },
    }),
  );

/** On to the bureau: by the side that stands by it, or by the other beside it. */
const further = (kind: OperationKind, sideOf: (side: Side) => Side): Act =>
  simply(kind, 'further-objection', 'OBJECTION_FURTHER_OBJECTION', ({ objection, sides, notice }) => {
    const filedBy = sideOf(sides[0] ?? objection.filedBy);
    return { by: handing(filedBy, notice), body: { grounds: '证据不足', requested: '撤销', filedBy } };
  });

/** What users do to make each step; the steps that follow from something else have nobody who makes them. */
export const ACTS: Readonly<Partial<Record<ObjectionStep, { readonly weight: number; readonly act: Act }>>> =
  {
    SUPPLEMENT_IN_PART: { weight: 1.2, act: supplement },
    SUPPLEMENT: { weight: 0.5, act: supplement },
    ACCEPT: {
      weight: 7,
      act: simply('OBJECTION_ACCEPTED', 'acceptance', 'OBJECTION_ACCEPTED', ({ objection: { missing } }) => ({
        by: 'district-agency',
        body: missing !== '[]' ? { reasons: '与机构有争议，机构拒绝盖章' } : {},
      })),
    },
    FIRST_REVIEW_AGREED: { weight: 5, act: reviewedFirst(true) },
    FIRST_REVIEW_REFUSED: { weight: 1.5, act: reviewedFirst(false) },
    HEAR_DETERMINER: {
      weight: 7,
      act: simply(
        'DETERMINER_HEARD',
        'determiner-opinion',
        'OBJECTION_DETERMINER_HEARD',
        ({ notice }, on) => ({
          by: notice.determination.ofCity ? 'city-bureau' : 'district-agency',
          body: { on, opinion: '请依证据办理' },
        }),
      ),
    },
    ASSESS_BY_EXPERTS: { weight: 1, act: assess },
    DECIDE: { weight: 14, act: decide },
    JOIN_IN_PART: { weight: 1, act: join },
    JOIN: { weight: 1, act: join },
    OBJECT_FURTHER: {
      weight: 6,
      act: further('OBJECTED_FURTHER', (side) => side),
    },
    JOIN_FURTHER: { weight: 2, act: further('JOINED_FURTHER', otherSide) },
    LEAVE: { weight: 1, act: withdraw },
    WITHDRAW: { weight: 0.6, act: withdraw },
  };
