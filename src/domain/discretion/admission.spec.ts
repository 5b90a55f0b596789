import { describe, expect, it } from '@jest/globals';
import {
  aCase,
  violation,
  type CaseBuilder,
  type ViolationBuilder,
} from '../../../test/support/discretion/a-case.js';
import { assessed, faultsIn } from '../../../test/support/discretion/judging.js';
import { rulebookWith, schedule, SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { OffenderKind } from '../rulebook/instrument.js';
import type { ItemCode } from './items.js';

/** Faults as `CODE at /pointer (citation)`. */
const faults = (unsound: CaseBuilder, rulebook = SHIPPED): string[] =>
  faultsIn(unsound, rulebook).map(
    ({ code, pointer, citation }) => `${code} at ${pointer}${citation === undefined ? '' : ` (${citation})`}`,
  );

const isSound = (sound: CaseBuilder, rulebook = SHIPPED): void => {
  expect(() => assessed(sound, rulebook)).not.toThrow();
};

const loss = violation('REG735:38(3)');
const person = violation('REG735:41.2');

describe('who: PROVISION_NOT_FOR_OFFENDER', () => {
  const WHO = {
    AGENCY: ['REG735:36(1)', 'REG735:37'],
    DESIGNATED_INSTITUTION: ['REG735:38(3)', 'REG735:39(1)', 'REG735:40.1(1)'],
    INDIVIDUAL: ['REG735:41.1(1)', 'REG735:41.2'],
  } as const;
  const kinds = Object.keys(WHO) as OffenderKind[];
  const pairs = kinds.flatMap((of) =>
    kinds.flatMap((by) => WHO[of].map((provision) => ({ provision, of, by }))),
  );

  it.each(pairs.filter(({ of, by }) => of === by))('$provision is for $by', ({ provision, by }) =>
    isSound(aCase(violation(provision)).by(by)),
  );

  it.each(pairs.filter(({ of, by }) => of !== by))('$provision is not for $by', ({ provision, by }) => {
    const basis = provision.replace(/\(\d\)$/, '').replace('40.1', '40');
    expect(faults(aCase(violation(provision)).by(by))).toEqual([
      `PROVISION_NOT_FOR_OFFENDER at /violations/0/provision (${basis})`,
    ]);
  });

  it('intent does not make an article of institutions one of persons', () =>
    expect(faults(aCase(loss.toDefraud()).by('INDIVIDUAL'))).toEqual([
      'PROVISION_NOT_FOR_OFFENDER at /violations/0/provision (REG735:38)',
    ]));
});

describe('circumstances of natural persons: CIRCUMSTANCE_NOT_FOR_OFFENDER', () => {
  const NATURAL = ['DB2025:13(1)', 'DB2025:14(3)', 'DB2025:16(1)', 'DB2025:16(2)'] as const;

  it.each(NATURAL)('%s of an institution or an agency', (item) => {
    const expected = [`CIRCUMSTANCE_NOT_FOR_OFFENDER at /circumstances/0/code (${item})`];
    expect(faults(aCase(loss).given(item))).toEqual(expected);
    expect(faults(aCase(violation('REG735:37')).given(item))).toEqual(expected);
  });

  it.each(NATURAL)('%s of a person may stand', (item) => isSound(aCase(person).given(item)));
});

describe('amounts', () => {
  it.each([
    ['REG735:37', 'REG735:37'],
    ['REG735:40.1(1)', 'REG735:40'],
    ['REG735:41.2', 'REG735:41.2'],
  ])('AMOUNT_REQUIRED: %s without a sum defrauded', (provision, basis) => {
    const expected = [`AMOUNT_REQUIRED at /violations/0/amount (${basis})`];
    expect(faults(aCase(violation(provision).withoutAmount()))).toEqual(expected);
    expect(faults(aCase(violation(provision).of('0.00')))).toEqual(expected);
    isSound(aCase(violation(provision).of('0.01')));
  });

  it.each([
    ['REG735:36(1)', 'REG735:36'],
    ['REG735:39(1)', 'REG735:39'],
  ])('AMOUNT_NOT_APPLICABLE: %s with an amount, be it zero', (provision, basis) => {
    const expected = [`AMOUNT_NOT_APPLICABLE at /violations/0/amount (${basis})`];
    expect(faults(aCase(violation(provision).of('100.00')))).toEqual(expected);
    expect(faults(aCase(violation(provision).of('0.00')))).toEqual(expected);
  });

  it.each(['REG735:38(3)', 'REG735:41.1(1)'])(
    '%s may have one, or none, with intent or without',
    (provision) => {
      for (const charged of [violation(provision), violation(provision).toDefraud()]) {
        isSound(aCase(charged.of('100.00')));
        isSound(aCase(charged.of('0.00')));
        isSound(aCase(charged.withoutAmount()));
      }
    },
  );
});

describe('age: AGE_CONTRADICTS (P36)', () => {
  it.each<[number, ItemCode]>([
    [13, 'DB2025:13(1)'],
    [14, 'DB2025:16(1)'],
    [17, 'DB2025:16(1)'],
    [18, 'DB2025:13(1)'],
    [18, 'DB2025:16(1)'],
  ])('%d years and %s', (age, item) =>
    expect(faults(aCase(person).aged(age).given(item))).toEqual([
      `AGE_CONTRADICTS at /circumstances/0/code (${item})`,
    ]),
  );

  it.each<[number, ItemCode]>([
    [13, 'DB2025:16(1)'],
    [14, 'DB2025:13(1)'],
    [17, 'DB2025:13(1)'],
  ])('%d years and %s agree', (age, item) => isSound(aCase(person).aged(age).given(item)));
});

describe('limitation: LIMITATION_CONTRADICTS (P27)', () => {
  const expected = ['LIMITATION_CONTRADICTS at /circumstances/0/code (DB2025:16(5))'];
  const late = loss.discovered('2027-06-16');

  it('16(5) on the last day in time', () => {
    const lastDay = aCase(loss.discovered('2027-06-15')).decidedOn('2027-07-01');
    expect(faults(lastDay.given('DB2025:16(5)'))).toEqual(expected);
    isSound(aCase(late).decidedOn('2027-07-01').given('DB2025:16(5)'));
  });

  it('16(5) within five years, where life, health or financial safety was harmed', () =>
    expect(
      faults(aCase(late.harmingLifeHealthOrFinance()).decidedOn('2027-07-01').given('DB2025:16(5)')),
    ).toEqual(expected));

  it('16(5) must fit each violation it is given for', () => {
    const both = aCase(late, loss).decidedOn('2027-07-01');
    expect(faults(both.given('DB2025:16(5)'))).toEqual(expected);
    expect(faults(both.given('DB2025:16(5)', { violationIds: ['v2'] }))).toEqual(expected);
    isSound(both.given('DB2025:16(5)', { violationIds: ['v1'] }));
  });
});

describe('dates', () => {
  it('DATE_ORDER: a decision before the discovery', () => {
    expect(faults(aCase(loss.discovered('2025-07-02')))).toEqual([
      'DATE_ORDER at /violations/0/discoveredOn',
    ]);
    isSound(aCase(loss.discovered('2025-07-01')));
  });

  it('NO_RULEBOOK_IN_FORCE: a decision before the benchmark (DB2025:27)', () => {
    const early = aCase(loss.ended('2025-06-01').discovered('2025-06-02'));
    expect(faults(early.decidedOn('2025-06-08'))).toEqual([
      'NO_RULEBOOK_IN_FORCE at /decisionDate (DB2025:27)',
    ]);
    isSound(early.decidedOn('2025-06-09'));
  });

  it('NO_RULEBOOK_IN_FORCE stands beside every other fault', () => {
    const early = aCase(
      loss.discovered('2025-06-08').inGrade('38-C-1'),
      violation('REG735:40.1(1)').withoutAmount(),
    )
      .given('DB2025:18(5)', { basis: null })
      .proposing('ORDINARY', { multiple: '1' }, 'v9')
      .decidedOn('2025-06-07');
    expect(faults(early)).toEqual([
      'NO_RULEBOOK_IN_FORCE at /decisionDate (DB2025:27)',
      'DATE_ORDER at /violations/0/discoveredOn',
      'SCHEDULE_NOT_IN_FORCE at /violations/0/grade/scheduleId (DB2025:24)',
      'AMOUNT_REQUIRED at /violations/1/amount (REG735:40)',
      'DATE_ORDER at /violations/1/discoveredOn',
      'BASIS_REQUIRED at /circumstances/0/basis (DB2025:18(5))',
      'UNKNOWN_REFERENCE at /proposal/0/violationId',
    ]);
  });
});

describe('refusal: REFUSAL_CONTRADICTS (DB2025:18(2))', () => {
  const expected = ['REFUSAL_CONTRADICTS at /circumstances/0/code (DB2025:18(2))'];

  it('a refusal given for a violation without the flag; REFUSAL is the ground unless stated', () => {
    expect(faults(aCase(loss).given('DB2025:18(2)'))).toEqual(expected);
    expect(faults(aCase(loss).given('DB2025:18(2)', { ground: 'REFUSAL' }))).toEqual(expected);
    expect(faults(aCase(violation('REG735:39(1)')).given('DB2025:18(2)'))).toEqual(expected);
  });

  it('must fit each violation it is given for', () => {
    const both = aCase(loss.refusing(), loss);
    expect(faults(both.given('DB2025:18(2)'))).toEqual(expected);
    isSound(both.given('DB2025:18(2)', { violationIds: ['v1'] }));
  });

  it('a repeat needs no refusal', () => isSound(aCase(loss).given('DB2025:18(2)', { ground: 'REPEAT' })));

  it('a refusal with the flag may be given, under art. 39 too', () => {
    isSound(aCase(loss.refusing()).given('DB2025:18(2)'));
    isSound(aCase(violation('REG735:39(1)').refusing()).given('DB2025:18(2)'));
  });
});

describe('grades', () => {
  it.each<[string, ViolationBuilder, string]>([
    ['a grade of fraud for a loss', loss.inGrade('40-C-1'), 'REG735:38'],
    ['a grade of a loss for fraud', violation('REG735:40.1(1)').inGrade('38-C-1'), 'REG735:40'],
    ['a grade of a loss for a fixed fine', violation('REG735:39(1)').inGrade('38-C-1'), 'REG735:39'],
    ['a grade of a loss after intent (P22)', loss.toDefraud().inGrade('38-C-1'), 'REG735:40'],
    [
      'a grade of fraud, intent without a loss (P22)',
      loss.withoutAmount().toDefraud().inGrade('40-C-1'),
      'REG735:38',
    ],
    ['a grade where no fine is set', violation('REG735:36(1)').inGrade('38-C-1'), 'REG735:36'],
    ['a grade where no fine is set', violation('REG735:41.1(1)').inGrade('40-C-1'), 'REG735:41.1'],
  ])('GRADE_NOT_FOR_PROVISION: %s', (_what, charged, basis) =>
    expect(faults(aCase(charged))).toEqual([
      `GRADE_NOT_FOR_PROVISION at /violations/0/grade/rowId (${basis})`,
    ]),
  );

  it.each(['REG735:37', 'REG735:40.1(1)', 'REG735:41.2'])('a grade of fraud is for %s', (provision) =>
    isSound(aCase(violation(provision).inGrade('40-C-1'))),
  );

  it('SCHEDULE_NOT_IN_FORCE: outside its days, both of which are included (DB2025:24)', () => {
    const rulebook = rulebookWith(
      schedule('s', [['r', 'REG735:38', 'C', 1, '1', '1.2']], '2025-07-10', '2025-07-20'),
    );
    const on = (day: string): CaseBuilder => aCase(loss.inGrade('r', 's')).decidedOn(day);
    isSound(on('2025-07-10'), rulebook);
    isSound(on('2025-07-20'), rulebook);
    for (const day of ['2025-07-09', '2025-07-21']) {
      expect(faultsIn(on(day), rulebook)).toEqual([
        {
          pointer: '/violations/0/grade/scheduleId',
          code: 'SCHEDULE_NOT_IN_FORCE',
          citation: 'DB2025:24',
          detail: `裁量细则 s 的有效期为 2025-07-10 至 2025-07-20，决定日 ${day} 不在其内。`,
        },
      ]);
    }
  });

  it('SCHEDULE_NOT_IN_FORCE: one without a last day holds from its first on', () => {
    const rulebook = rulebookWith(schedule('s', [['r', 'REG735:38', 'C', 1, '1', '1.2']], '2025-07-10'));
    isSound(aCase(loss.inGrade('r', 's')).decidedOn('2099-01-01'), rulebook);
    expect(faultsIn(aCase(loss.inGrade('r', 's')), rulebook)[0]?.detail).toBe(
      '裁量细则 s 的有效期为 2025-07-10 至 今，决定日 2025-07-01 不在其内。',
    );
  });
});

describe('residual items: BASIS_REQUIRED (P38)', () => {
  it.each(['DB2025:13(6)', 'DB2025:14(4)', 'DB2025:16(6)', 'DB2025:18(5)'] as const)(
    '%s without the provision it stands for',
    (item) => {
      expect(faults(aCase(loss).given(item, { basis: null }))).toEqual([
        `BASIS_REQUIRED at /circumstances/0/basis (${item})`,
      ]);
      isSound(aCase(loss).given(item, { basis: '行政处罚法第三十三条' }));
    },
  );

  it('no other item needs one', () =>
    isSound(aCase(loss).givenAll('DB2025:13(2)', 'DB2025:14(1)', 'DB2025:16(4)', 'DB2025:18(1)')));
});

describe('contradictions: CIRCUMSTANCES_CONTRADICT (DB2025:16(3), 17, P26)', () => {
  const SLIGHT = ['DB2025:16(3)', 'DB2025:17'] as const;
  const contradiction = (item: ItemCode): string[] => [
    `CIRCUMSTANCES_CONTRADICT at /circumstances/0/code (${item})`,
  ];

  it.each(SLIGHT)('%s with a refusal to correct', (item) => {
    expect(faults(aCase(loss.refusing()).given(item))).toEqual(contradiction(item));
    expect(faults(aCase(violation('REG735:39(1)').refusing()).given(item))).toEqual(contradiction(item));
  });

  it.each(SLIGHT)('%s with serious consequences', (item) =>
    expect(faults(aCase(loss.withSeriousConsequences()).given(item))).toEqual(contradiction(item)),
  );

  it.each(SLIGHT)('%s with 18(1)', (item) =>
    expect(faults(aCase(loss).given(item).given('DB2025:18(1)'))).toEqual(contradiction(item)),
  );

  it.each(SLIGHT)('%s with 18(2), a repeat too', (item) =>
    expect(faults(aCase(loss).given(item).given('DB2025:18(2)', { ground: 'REPEAT' }))).toEqual(
      contradiction(item),
    ),
  );

  it.each(SLIGHT)('%s goes with the other items of 18', (item) =>
    isSound(aCase(loss).givenAll(item, 'DB2025:18(3)', 'DB2025:18(4)', 'DB2025:18(5)')),
  );

  it.each(['DB2025:16(4)', 'DB2025:16(6)'] as const)('%s goes with all of them', (item) =>
    isSound(aCase(loss.refusing().withSeriousConsequences()).givenAll(item, 'DB2025:18(1)', 'DB2025:18(2)')),
  );

  it('13(1) with 16(1): nobody is both', () =>
    expect(faults(aCase(person).givenAll('DB2025:13(1)', 'DB2025:16(1)'))).toEqual(
      contradiction('DB2025:13(1)'),
    ));

  it('is one of one violation: what is given for different ones may stand', () => {
    isSound(
      aCase(loss, loss)
        .given('DB2025:17', { violationIds: ['v1'] })
        .given('DB2025:18(1)', { violationIds: ['v2'] }),
    );
    isSound(aCase(loss, loss.refusing()).given('DB2025:17', { violationIds: ['v1'] }));
    isSound(
      aCase(person, person)
        .given('DB2025:13(1)', { violationIds: ['v1'] })
        .given('DB2025:16(1)', { violationIds: ['v2'] }),
    );
    expect(faults(aCase(loss, loss.refusing()).given('DB2025:17', { violationIds: ['v1', 'v2'] }))).toEqual(
      contradiction('DB2025:17'),
    );
  });
});

describe('proposals: MULTIPLE_NOT_APPLICABLE (REG735:39)', () => {
  it.each<[string, ViolationBuilder]>([
    ['once correction is refused', violation('REG735:39(1)').refusing()],
    ['before', violation('REG735:39(1)')],
  ])('a multiple of a fixed fine, %s', (_when, charged) => {
    expect(faults(aCase(charged).proposing('ORDINARY', { multiple: '1' }))).toEqual([
      'MULTIPLE_NOT_APPLICABLE at /proposal/0/multiple (REG735:39)',
    ]);
    isSound(aCase(charged).proposing('ORDINARY', { fine: '10000.00' }));
  });

  it('a multiple where no fine is set is no fault of the request', () =>
    isSound(aCase(violation('REG735:36(1)')).proposing('ORDINARY', { multiple: '1' })));
});

describe('references: UNKNOWN_REFERENCE', () => {
  it.each<[string, CaseBuilder, string]>([
    [
      'a violation in a circumstance',
      aCase(loss).given('DB2025:13(2)', { violationIds: ['v1', 'v9'] }),
      '/circumstances/0/violationIds/1',
    ],
    [
      'a violation in a proposal',
      aCase(loss).proposing('ORDINARY', { multiple: '1' }, 'v9'),
      '/proposal/0/violationId',
    ],
    ['a schedule', aCase(loss.inGrade('38-C-1', 'nowhere')), '/violations/0/grade/scheduleId (DB2025:9)'],
    ['a row', aCase(loss.inGrade('38-X-9')), '/violations/0/grade/rowId (DB2025:9)'],
  ])('%s', (_what, unsound, at) => expect(faults(unsound)).toEqual([`UNKNOWN_REFERENCE at ${at}`]));
});

describe('repeated ids: DUPLICATE_ID', () => {
  it('of violations', () =>
    expect(faults(aCase(loss, loss.called('v1'), loss, loss.called('v3')))).toEqual([
      'DUPLICATE_ID at /violations/1/id',
      'DUPLICATE_ID at /violations/3/id',
    ]));

  it('of proposals: one for each violation', () => {
    const twice = aCase(loss, loss)
      .proposing('ORDINARY', { multiple: '1' }, 'v1')
      .proposing('ORDINARY', { multiple: '1' }, 'v2')
      .proposing('ORDINARY', { multiple: '2' }, 'v1');
    expect(faults(twice)).toEqual(['DUPLICATE_ID at /proposal/2/violationId']);
  });
});

describe('a refusal tells every fault at once', () => {
  it('of violations, circumstances and proposals, each at its place', () => {
    const unsound = aCase(
      loss.inGrade('40-C-1').discovered('2025-08-01'),
      violation('REG735:40.1(1)').withoutAmount().inGrade('40-X-9'),
      violation('REG735:39(1)').of('1.00'),
      violation('REG735:41.2'),
    )
      .given('DB2025:16(5)')
      .given('DB2025:18(2)')
      .given('DB2025:13(1)', { violationIds: ['v7'] })
      .given('DB2025:13(6)', { basis: null })
      .givenAll('DB2025:17', 'DB2025:18(1)')
      .proposing('ORDINARY', { multiple: '1' }, 'v3')
      .proposing('ORDINARY', { multiple: '1' }, 'v8');
    expect(faults(unsound)).toEqual([
      'DATE_ORDER at /violations/0/discoveredOn',
      'GRADE_NOT_FOR_PROVISION at /violations/0/grade/rowId (REG735:38)',
      'AMOUNT_REQUIRED at /violations/1/amount (REG735:40)',
      'UNKNOWN_REFERENCE at /violations/1/grade/rowId (DB2025:9)',
      'AMOUNT_NOT_APPLICABLE at /violations/2/amount (REG735:39)',
      'PROVISION_NOT_FOR_OFFENDER at /violations/3/provision (REG735:41.2)',
      'LIMITATION_CONTRADICTS at /circumstances/0/code (DB2025:16(5))',
      'REFUSAL_CONTRADICTS at /circumstances/1/code (DB2025:18(2))',
      'UNKNOWN_REFERENCE at /circumstances/2/violationIds/0',
      'CIRCUMSTANCE_NOT_FOR_OFFENDER at /circumstances/2/code (DB2025:13(1))',
      'BASIS_REQUIRED at /circumstances/3/basis (DB2025:13(6))',
      'CIRCUMSTANCES_CONTRADICT at /circumstances/4/code (DB2025:17)',
      'MULTIPLE_NOT_APPLICABLE at /proposal/0/multiple (REG735:39)',
      'UNKNOWN_REFERENCE at /proposal/1/violationId',
    ]);
  });

  it('several at one place', () =>
    expect(faults(aCase(person).aged(13).givenAll('DB2025:13(1)', 'DB2025:16(1)'))).toEqual([
      'AGE_CONTRADICTS at /circumstances/0/code (DB2025:13(1))',
      'CIRCUMSTANCES_CONTRADICT at /circumstances/0/code (DB2025:13(1))',
    ]));

  it('names what contradicts what, and where', () => {
    const [found] = faultsIn(
      aCase(loss, loss.refusing())
        .given('DB2025:17', { violationIds: ['v2'] })
        .given('DB2025:18(1)'),
    );
    expect(found?.detail).toBe('DB2025:17 与下列事实不能并存：违法行为 v2 同时有拒不改正、DB2025:18(1)。');
  });
});
