import { describe, expect, it } from '@jest/globals';
import { runScript } from '../support/run-program.js';

const BUILD_AND_KILL = 120_000;

describe('a process killed in the middle of writes', () => {
  it(
    'leaves nothing acknowledged out of the record, nothing half done, and a record that verifies',
    () => {
      const { status, stdout } = runScript('endurance', ['kills', '3']);
      const result = JSON.parse(stdout) as { readonly acknowledged: number };
      expect(result).toMatchObject({ kills: 3, missing: 0, twice: 0, halves: 0, intact: true });
      expect(result.acknowledged).toBeGreaterThanOrEqual(3 * 5);
      expect(status).toBe(0);
    },
    BUILD_AND_KILL,
  );
});
