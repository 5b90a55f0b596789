import { describe, expect, it } from '@jest/globals';
import {
  CLAIM_SETTLEMENTS,
  CLAIM_VERDICTS,
  claimVerdict,
  dueAfterRejudgement,
  type ClaimSettlement,
  type ClaimVerdict,
} from './claim-verdict.js';
import type { CheckReasonCode } from './payable.js';

const checked = (payable: boolean, ...codes: CheckReasonCode[]) => ({
  payable,
  reasons: codes.map((code) => ({ code })),
});

describe('claimVerdict', () => {
  it('pays what is payable, refuses what is barred, recovers what was paid though barred (PQ2025:40)', () => {
    expect(claimVerdict(checked(true), false)).toBe('PAYABLE');
    expect(claimVerdict(checked(true), true)).toBe('PAYABLE');
    expect(claimVerdict(checked(false, 'SUSPENDED'), false)).toBe('NOT_PAYABLE');
    expect(claimVerdict(checked(false, 'SUSPENDED'), true)).toBe('RECOVERABLE');
  });

  it('names what the emergency exception alone lets pass (PQ2025:15)', () => {
    expect(claimVerdict(checked(true, 'SUSPENDED', 'EMERGENCY_EXCEPTION'), true)).toBe('EXEMPT');
  });

  it('lets the exception lift nothing but measures (S26)', () => {
    const barred = checked(false, 'SUSPENDED', 'NO_COMMITMENT', 'EMERGENCY_EXCEPTION');
    expect(claimVerdict(barred, false)).toBe('NOT_PAYABLE');
    expect(claimVerdict(barred, true)).toBe('RECOVERABLE');
  });

  it('pays as usual where a measure that has run out bars nothing (S19)', () => {
    expect(claimVerdict(checked(true, 'EXPIRED_NOT_RESTORED'), false)).toBe('PAYABLE');
  });
});

describe('dueAfterRejudgement', () => {
  const due = (settled: ClaimSettlement | null, payableNow: boolean): (ClaimSettlement | null)[] =>
    CLAIM_VERDICTS.map((verdict: ClaimVerdict) => dueAfterRejudgement({ verdict, settled }, payableNow));

  it('pays what was refused and recovers what was paid, before anything was settled (PQ2025:37, 40)', () => {
    expect(CLAIM_VERDICTS).toEqual(['PAYABLE', 'NOT_PAYABLE', 'RECOVERABLE', 'EXEMPT']);
    expect(due(null, true)).toEqual([null, 'PAYMENT', 'RECOVERY_DROPPED', null]);
    expect(due(null, false)).toEqual(['RECOVERY', null, null, 'RECOVERY']);
  });

  it('looks at the last settlement once there is one', () => {
    expect(due('PAYMENT', true)).toEqual([null, null, null, null]);
    expect(due('PAYMENT', false)).toEqual(Array(4).fill('RECOVERY'));
    expect(due('RECOVERY_DROPPED', true)).toEqual([null, null, null, null]);
    expect(due('RECOVERY_DROPPED', false)).toEqual(Array(4).fill('RECOVERY'));
    expect(due('RECOVERY', false)).toEqual([null, null, null, null]);
    expect(due('RECOVERY', true)).toEqual(Array(4).fill('PAYMENT'));
  });

  it('asks for nothing more once what was due is settled', () => {
    for (const verdict of CLAIM_VERDICTS)
      for (const settled of [null, ...CLAIM_SETTLEMENTS])
        for (const payableNow of [true, false]) {
          const next = dueAfterRejudgement({ verdict, settled }, payableNow);
          if (next !== null) expect(dueAfterRejudgement({ verdict, settled: next }, payableNow)).toBeNull();
        }
  });
});
