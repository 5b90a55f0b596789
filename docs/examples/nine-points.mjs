// From a new hospital with three people to the day on which one of them is suspended, over HTTP.
// Needs the service of `npm start`. HOST says where it is; TODAY is the present day in Shanghai.
const HOST = process.env.HOST ?? 'http://localhost:3000';
const TODAY =
  process.env.TODAY ??
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date());
const HOSPITAL = process.env.HOSPITAL ?? 'H11010500777';
const PASSWORD = process.env.DEMO_PASSWORD ?? 'Demo-2025-bureau';

async function call(path, token, body) {
  const answer = await globalThis.fetch(`${HOST}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(read.errors ?? read, null, 2)}`);
  return read;
}

/** The next days, one by one, as YYYY-MM-DD. */
const daysLater = (day, count) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

const signIn = async (username) =>
  (await call('/auth/login', undefined, { username, password: PASSWORD })).accessToken;
const agency = await signIn('district-agency');

// 1. The agency registers the hospital, its agreement in force.
await call('/institutions', agency, {
  code: HOSPITAL,
  name: '新医院',
  kind: 'HOSPITAL',
  public: true,
  district: '110105',
  agreement: { from: '2025-01-01', documentNo: '协〔2025〕77号' },
});
console.log(`登记机构 ${HOSPITAL}`);

// 2. Three people sign the commitment and are registered (PQ2025:11, 13). The identity numbers belong to nobody.
const PEOPLE = [
  { code: 'D110105000777', name: '新甲', identityNumber: '110105190001070776', kind: 'MEDICAL' },
  { code: 'N110105000777', name: '新乙', identityNumber: '110105190001080771', kind: 'NURSING' },
  { code: 'HY110105000777', name: '新丙', identityNumber: '110105190001090777', kind: 'PHARMACY' },
];
for (const { code, name, identityNumber, kind } of PEOPLE) {
  await call('/persons', agency, {
    codes: [code],
    name,
    identityNumber,
    commitment: { institutionCode: HOSPITAL, signedOn: '2025-04-15', archiveNo: `承-${code}` },
    registration: {
      institutionCode: HOSPITAL,
      kind,
      practiceType: '无',
      practiceCategory: '无',
      practiceScope: '无',
      professionalTitle: '无',
      from: '2025-04-15',
    },
  });
  console.log(`登记人员 ${code} ${name}`);
}

// 3. The agency determines who answers for billing done in a suspended colleague's name: principally the doctor.
const determination = await call('/scoring/determinations', agency, {
  number: `认-${HOSPITAL}`,
  determinedOn: TODAY,
  source: {
    kind: 'STAND_ALONE',
    reasons: '性质恶劣，单独记分（PQ2025:16）',
    institution: HOSPITAL,
    inspectionNo: `检-${HOSPITAL}`,
  },
  institutionHeard: { on: TODAY, opinion: '没有意见' },
  findings: [
    {
      personCode: PEOPLE[0].code,
      conductId: `检-${HOSPITAL}/1`,
      conduct: '为被暂停人员冒名提供费用结算',
      circumstance: 'PQ2025:22(1)',
      degree: 'PRINCIPAL',
      degreeReasons: '起决定作用',
    },
  ],
  notScored: [{ personCode: PEOPLE[1].code, reasons: '不知情' }],
});

// 4. The agency issues the notice: 9 points, so 1 or 2 months are open to it; it takes 2, with reasons.
const notice = await call(`/scoring/determinations/${determination.id}/notices`, agency, {
  personCode: PEOPLE[0].code,
  number: `记-${HOSPITAL}`,
  months: 2,
  monthsReasons: '情节较重',
});
console.log(`记分 ${notice.points} 分，当年累计 ${notice.yearTotalAfter} 分；未送达，不起算`);

// 5. The notice is served on the hospital; the time to object runs from there.
const served = await call(`/scoring/notices/${notice.id}/service`, agency, {
  recipient: 'INSTITUTION',
  method: 'DIRECT',
  receivedOn: TODAY,
  servedBy: '送达人甲',
  receivedBy: '医保办',
  proof: '送达回证一份',
});
const { objectionDeadline, measure } = served.now;
console.log(`${TODAY} 送达，申诉截止 ${objectionDeadline}，暂停 ${measure.from} 至 ${measure.to}`);

// 6. The day on which the status turns.
for (const on of [daysLater(measure.from, -1), measure.from, measure.to, daysLater(measure.to, 1)]) {
  const { status } = await call(`/scoring/persons/${PEOPLE[0].code}/ledger?on=${on}`, agency);
  console.log(`${on} ${status}`);
}
