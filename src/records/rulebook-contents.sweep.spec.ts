import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canonicalHash } from '../rulebook/rulebook.module.js';
import { rulebookData } from './rulebook-contents.service.js';

describe('a rulebook file', () => {
  it('that was edited since the program started stops the export', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rulebook-'));
    const hash = canonicalHash({ year: 2025, holidays: ['2025-01-01'] });
    writeFileSync(join(folder, '2025.yaml'), '# comments do not count\nyear: 2025\nholidays: [2025-01-01]\n');
    expect(rulebookData(folder, '2025.yaml', hash)).toEqual({ year: 2025, holidays: ['2025-01-01'] });
    writeFileSync(join(folder, '2025.yaml'), 'year: 2025\nholidays: [2025-01-02]\n');
    expect(() => rulebookData(folder, '2025.yaml', hash)).toThrow(
      expect.objectContaining({ code: 'RECORD_BROKEN', detail: expect.stringContaining('2025.yaml') }),
    );
    rmSync(folder, { recursive: true });
  });
});
