/** The published cases, with their dates moved after 2025-06-09, and as they lay before it. */
export const BEIJING = {
  decisionDate: '2025-09-01',
  offender: { kind: 'DESIGNATED_INSTITUTION' },
  violations: [
    {
      id: 'v1',
      provision: 'REG735:40.1(3)',
      amount: '92300.00',
      conductEndedOn: '2025-06-20',
      discoveredOn: '2025-07-02',
    },
  ],
  circumstances: [{ code: 'DB2025:18(3)' }],
};

export const QIANJIANG = {
  decisionDate: '2025-09-01',
  offender: { kind: 'DESIGNATED_INSTITUTION' },
  violations: [
    {
      id: 'excessive',
      provision: 'REG735:38(2)',
      amount: '5722.74',
      conductEndedOn: '2025-06-20',
      discoveredOn: '2025-07-02',
    },
    {
      id: 'invented',
      provision: 'REG735:40.1(3)',
      amount: '220.68',
      conductEndedOn: '2025-06-20',
      discoveredOn: '2025-07-02',
    },
  ],
  proposal: [
    { violationId: 'excessive', direction: 'ORDINARY', multiple: '1' },
    { violationId: 'invented', direction: 'ORDINARY', multiple: '2' },
  ],
};

export const SHENZE = {
  decisionDate: '2025-09-01',
  offender: { kind: 'DESIGNATED_INSTITUTION' },
  violations: [
    {
      id: 'v1',
      provision: 'REG735:38(3)',
      amount: '22362.00',
      conductEndedOn: '2025-06-20',
      discoveredOn: '2025-07-02',
    },
  ],
  proposal: [{ violationId: 'v1', direction: 'ORDINARY', multiple: '2' }],
};

/** The same conduct on its own dates, before the present text. */
export const onOwnDates = <T extends { readonly violations: readonly object[] }>(
  facts: T,
  conductEndedOn: string,
): T => ({
  ...facts,
  violations: facts.violations.map((violation) => ({
    ...violation,
    conductEndedOn,
    discoveredOn: conductEndedOn,
  })),
});
