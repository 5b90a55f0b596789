import type { Instrument, Provision } from '../src/domain/rulebook/instrument.js';
import type { Reading } from '../src/domain/rulebook/reading.js';
import { filesByCitation } from './citations.js';
import type { SourceFile } from './source-files.js';

/** What the coverage is found from. */
export interface Sources {
  readonly instruments: readonly Instrument[];
  readonly readings: readonly Reading[];
  /** Every TypeScript file of the program and of its tests. */
  readonly files: readonly SourceFile[];
}

/** A provision, and where it is to be found. */
export interface Covered {
  readonly provision: Provision;
  readonly code: readonly string[];
  readonly readings: readonly string[];
  readonly tests: readonly string[];
}

/** Files that cite without applying: what serves, what reads the law files, descriptions, the form of citations. */
const APPLIES_NOTHING = [
  /^src\/platform\//u,
  /^src\/rulebook\//u,
  /\.dto\.ts$/u,
  /\/citation\.(?:spec\.)?ts$/u,
  /^test\/architecture\//u,
];

/** How the rules ask for the liability that a provision is charged under. */
const CHARGES = 'law.liabilityCharged(';

const isTest = ({ path }: SourceFile): boolean => path.endsWith('.spec.ts');
const isProgram = (file: SourceFile): boolean => file.path.startsWith('src/') && !isTest(file);

const isPartOf = (part: string, whole: string): boolean =>
  part.startsWith(whole) && ['.', '('].includes(part.charAt(whole.length));

type Places = (citation: string) => readonly string[];

/** The places of a provision; of one that is named nowhere, those of its items and paragraphs. */
function orOfItsParts(places: Places, { provisions }: Instrument): Places {
  return (citation) => {
    const own = places(citation);
    if (own.length > 0) return own;
    const parts = provisions.filter((each) => isPartOf(each.citation, citation));
    return [...new Set(parts.flatMap((each) => places(each.citation)))].sort();
  };
}

export const fileOf = ({ id, validFrom }: Instrument): string => `config/regulation/${id}/${validFrom}.yaml`;

/** Liabilities are data: a provision that is charged by one lives in the law file and where the rules ask for it. */
function chargedPlaces(instrument: Instrument, program: readonly SourceFile[]): Places {
  const charged = new Set(
    instrument.liabilities.flatMap(({ basis, provisions, withIntent, measures }) => [
      basis,
      ...provisions,
      ...(withIntent === null ? [] : [withIntent]),
      ...measures.map(({ citation }) => citation),
    ]),
  );
  const readers = program.filter(({ text }) => text.includes(CHARGES)).map(({ path }) => path);
  return (citation) => (charged.has(citation) ? [fileOf(instrument), ...readers] : []);
}

/** Where every provision of a text lives in the program, which readings rest on it and which tests name it. */
export function coverageOf(instrument: Instrument, { readings, files }: Sources): Covered[] {
  const applying = files.filter(({ path }) => !APPLIES_NOTHING.some((pattern) => pattern.test(path)));
  const program = applying.filter(isProgram);
  const code = filesByCitation(program, program);
  const tests = filesByCitation(applying.filter(isTest), program);
  const charged = chargedPlaces(instrument, program);
  const inCode = orOfItsParts(
    (citation) => [...new Set([...charged(citation), ...(code.get(citation) ?? [])])],
    instrument,
  );
  const inTests = orOfItsParts((citation) => tests.get(citation) ?? [], instrument);
  const inReadings = orOfItsParts(
    (citation) => readings.filter(({ citations }) => citations.includes(citation)).map(({ id }) => id),
    instrument,
  );
  return instrument.provisions.map((provision) => ({
    provision,
    code: inCode(provision.citation),
    readings: inReadings(provision.citation),
    tests: inTests(provision.citation),
  }));
}

/** The provisions said to be computed for which no code or no test is found, each with what is missing. */
export function gapsIn(covered: readonly Covered[]): string[] {
  return covered
    .filter(({ provision }) => provision.modelling === 'COMPUTED')
    .flatMap(({ provision: { citation }, code, tests }) => [
      ...(code.length === 0 ? [`${citation}: no code names it`] : []),
      ...(tests.length === 0 ? [`${citation}: no test names it`] : []),
    ]);
}
