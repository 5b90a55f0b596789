import { zenEngine } from '../packages.js';
import type { Engine, Verdict } from './decision.js';
import { AGGRAVATE, CHARGES, FRAUD, LOSS, MAY, NO_PENALTY, REFUSAL, SHALL, WAIVER } from './law.js';

const list = (texts: readonly string[]): string => JSON.stringify(texts);
const countOf = (texts: readonly string[], orElse = ''): string =>
  `len(filter(${list(texts)}, # in items${orElse}))`;

const fine = (multiple: string): string => `floor(amount * ${multiple} * 100 + 0.5) / 100`;

/** The sums, each written with those above it. */
const SUMS = [
  ['shall', countOf(SHALL)],
  ['may', countOf(MAY)],
  ['aggravate', countOf(AGGRAVATE, ` or (# == "${REFUSAL}" and refusedToCorrect)`)],
  ['spared', `some(items, # in ${list(NO_PENALTY)})`],
  ['waived', `"${WAIVER}" in items`],
  ['mitigating', '$.shall + $.may'],
  ['midpoint', `basis == "REG735:38" ? ${LOSS.midpoint} : ${FRAUD.midpoint}`],
  ['toHighest', '$.aggravate >= 2 and $.mitigating == 0'],
  ['gradeMin', '$.toHighest ? highest.min : row.min'],
  ['gradeMax', '$.toHighest ? highest.max : row.max'],
  ['low', `max([$.gradeMin - $.mitigating, basis == "REG735:38" ? ${LOSS.floor} : ${FRAUD.floor}])`],
  ['lighterMax', 'min([$.midpoint, $.gradeMax])'],
  ['heavierMin', 'max([$.midpoint, $.gradeMin])'],
  [
    'departmentSuspended',
    'not($.spared) and (suspended == "ALWAYS" or (suspended == "TRIGGERED" and (refusedToCorrect or seriousConsequences)))',
  ],
] as const;

type Cells = Readonly<Record<string, string>>;

const CHARGE_ROWS: readonly Cells[] = CHARGES.flatMap(({ basis, provisions, afterIntent, suspended }) => {
  const provision = provisions.map((each) => `"${each}"`).join(', ');
  const plain = { provision, basis: `"${basis}"`, suspended: `"${suspended}"` };
  if (afterIntent === basis) return [plain];
  const intended = {
    fraudulentIntent: 'true',
    amount: '> 0',
    basis: `"${afterIntent}"`,
    suspended: '"ALWAYS"',
  };
  return [{ ...plain, ...intended }, plain];
});

const OUTCOME_ROWS: readonly Cells[] = [
  { spared: 'true', outcome: '"NO_PENALTY"' },
  { amount: '0', outcome: '"NO_FINE"' },
  { waived: 'true', outcome: '"WAIVER_PERMITTED"' },
  { outcome: '"PENALISE"' },
];

const direction = (name: string, min: string, max: string, cells: Cells): Cells => ({
  outcome: '"PENALISE", "WAIVER_PERMITTED"',
  direction: `"${name}"`,
  min,
  max,
  minInclusive: 'true',
  maxInclusive: 'true',
  fineMin: fine(min),
  fineMax: fine(max),
  ...cells,
});

/** The table of directions; an empty cell is true for every value. */
const DIRECTION_ROWS: readonly Cells[] = [
  direction('ORDINARY', 'gradeMin', 'gradeMax', { aggravate: '0', shall: '0' }),
  direction('LIGHTER', 'gradeMin', 'lighterMax', {
    aggravate: '0',
    mitigating: '> 0',
    gradeMin: '< midpoint',
    maxInclusive: 'gradeMax < midpoint',
  }),
  direction('MITIGATED', 'low', 'gradeMin', {
    aggravate: '0',
    mitigating: '> 0',
    low: '< gradeMin',
    maxInclusive: 'false',
  }),
  direction('HEAVIER', 'heavierMin', 'gradeMax', {
    aggravate: '> 0',
    mitigating: '0',
    gradeMax: '> midpoint',
    minInclusive: 'gradeMin > midpoint',
  }),
  direction('WEIGHED', 'low', 'gradeMax', { aggravate: '> 0', mitigating: '> 0' }),
];

const node = (id: string, type: string, content: object = {}): object => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  content,
});

const expressions = (
  id: string,
  pairs: readonly (readonly [string, string])[],
  passThrough: boolean,
): object =>
  node(id, 'expressionNode', {
    expressions: pairs.map(([key, value]) => ({ id: key, key, value })),
    passThrough,
  });

interface Table {
  readonly hitPolicy: 'first' | 'collect';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly rows: readonly Cells[];
  readonly outputPath?: string;
}

function table(id: string, { hitPolicy, inputs, outputs, rows, outputPath }: Table): object {
  const column = (kind: string, field: string): object => ({ id: `${kind}-${field}`, name: field, field });
  return node(id, 'decisionTableNode', {
    hitPolicy,
    inputs: inputs.map((field) => column('in', field)),
    outputs: outputs.map((field) => column('out', field)),
    rules: rows.map((cells, index) => ({
      _id: `${id}-${index}`,
      ...Object.fromEntries(inputs.map((field) => [`in-${field}`, cells[field] ?? ''])),
      ...Object.fromEntries(outputs.map((field) => [`out-${field}`, cells[field] ?? ''])),
    })),
    passThrough: true,
    ...(outputPath === undefined ? {} : { outputPath }),
  });
}

const VERDICT = [
  'basis',
  'outcome',
  'shall',
  'may',
  'aggravate',
  'departmentSuspended',
  'directions',
] as const;

const STEPS = [
  node('request', 'inputNode'),
  table('charge', {
    hitPolicy: 'first',
    inputs: ['provision', 'fraudulentIntent', 'amount'],
    outputs: ['basis', 'suspended'],
    rows: CHARGE_ROWS,
  }),
  expressions('sums', SUMS, true),
  table('outcome', {
    hitPolicy: 'first',
    inputs: ['spared', 'amount', 'waived'],
    outputs: ['outcome'],
    rows: OUTCOME_ROWS,
  }),
  table('directions', {
    hitPolicy: 'collect',
    inputs: ['outcome', 'aggravate', 'shall', 'mitigating', 'gradeMin', 'gradeMax', 'low'],
    outputs: ['direction', 'min', 'max', 'minInclusive', 'maxInclusive', 'fineMin', 'fineMax'],
    rows: DIRECTION_ROWS,
    outputPath: 'directions',
  }),
  expressions(
    'verdict',
    VERDICT.map((key) => [key, key]),
    false,
  ),
  node('response', 'outputNode'),
];

const NAMES = ['request', 'charge', 'sums', 'outcome', 'directions', 'verdict', 'response'];

const MODEL = {
  contentType: 'application/vnd.gorules.decision',
  nodes: STEPS,
  edges: NAMES.slice(1).map((name, index) => ({
    id: `to-${name}`,
    type: 'edge',
    sourceId: NAMES[index],
    targetId: name,
  })),
};

/** zen-engine: tables for charge, outcome and directions, and sums in expressions; all of it in its own language. */
export function zen(): Engine {
  const { ZenEngine } = zenEngine();
  const decision = new ZenEngine().createDecision(MODEL);
  return {
    name: 'zen-engine',
    decide: async (question) => (await decision.evaluate({ ...question })).result as Verdict,
  };
}
