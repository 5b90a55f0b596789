import type { Fault } from '../domain/shared/result.js';

/** A fault of the stored case, told to somebody who did not send the case: it stands at the whole request. */
const ofStoredCase = ({ pointer, detail, ...fault }: Fault): Fault => ({
  ...fault,
  pointer: '',
  detail: `案件事实 ${pointer}：${detail}`,
});

/** Faults of an evaluation with figures, with pointers into the request that brought the figures. */
export const inStepRequest = (faults: readonly Fault[], decisionDate: 'madeOn' | null): Fault[] =>
  faults.map((fault) => {
    if (fault.pointer.startsWith('/proposal/')) {
      return { ...fault, pointer: fault.pointer.replace('/proposal/', '/figures/') };
    }
    const ofDay = fault.pointer === '/decisionDate' || fault.code === 'DATE_ORDER';
    return decisionDate !== null && ofDay ? { ...fault, pointer: `/${decisionDate}` } : ofStoredCase(fault);
  });
