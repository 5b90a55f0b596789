import { posix } from 'node:path';
import {
  type Instrument,
  type Modelling,
  MODELLINGS,
  type Provision,
} from '../src/domain/rulebook/instrument.js';
import { type Covered, coverageOf, fileOf, type Sources } from './coverage.js';

/** The words of the status column; there are no others. */
export const STATUS_WORDS: Readonly<Record<Modelling, string>> = {
  COMPUTED: 'computed',
  NO_COMPUTABLE_CONTENT: 'no computable content',
  OUTSIDE_PRODUCT: 'outside the product',
  SOURCE_UNAVAILABLE: 'source unavailable',
  BUILT_LATER: 'built later',
};

const COUNT_WORDS: Readonly<Record<Modelling, string>> = {
  ...STATUS_WORDS,
  NO_COMPUTABLE_CONTENT: 'without computable content',
};

const HOW_TO_READ = `# Coverage of the articles

Written by \`npm run articles\`; a test fails when it is stale. Statuses, headings and notes come from the law files;
code and tests are found: a file counts when the citation stands in it in full, or when it imports a constant that
stands for it, while ranges (13–15), citations alone between backticks, the platform, the readers of the law files and
the descriptions of the API do not count; what a liability in a law file charges lives in that file and where the rules
ask for it; and an article that is named only through its items or paragraphs shows theirs. Readings are those of
\`config/readings.yaml\` that rest on the provision. A provision that is computed must have code and a test, or the page
is not written. A text whose wording is not to be had is one line.`;

const TABLE = `| provision | heading | status | code | readings | tests | note |
| --- | --- | --- | --- | --- | --- | --- |`;

/** A text without its wording, as the one provision that stands for all of it. */
const wholeText = ({ id, title, documentNo }: Instrument): Provision => ({
  citation: id,
  heading: title,
  modelling: 'SOURCE_UNAVAILABLE',
  note: `${documentNo}已施行，文本未取得。`,
  figures: {},
});

const coveredOf = (instrument: Instrument, sources: Sources): Covered[] =>
  instrument.textAvailable
    ? coverageOf(instrument, sources)
    : [{ provision: wholeText(instrument), code: [], readings: [], tests: [] }];

/** Files are named as below `src/`, and linked at the end of the page. */
const label = (path: string): string => `[${path.replace(/^src\//u, '')}]`;

const target = (path: string): string => `${label(path)}: ${posix.join('..', path)}`;

const cell = (parts: readonly string[]): string => parts.join(', ').replaceAll('|', String.raw`\|`);

const isComputed = ({ modelling }: Provision): boolean => modelling === 'COMPUTED';

function row({ provision, code, readings, tests }: Covered): string {
  const { citation, heading, modelling, note } = provision;
  const computed = isComputed(provision);
  const cells = [
    citation,
    cell([heading]),
    STATUS_WORDS[modelling],
    cell(computed ? code.map(label) : []),
    cell(readings),
    cell(computed ? tests.map(label) : []),
    cell(note === undefined ? [] : [note]),
  ];
  return `| ${cells.join(' | ')} |`;
}

const section = (instrument: Instrument, covered: readonly Covered[]): string =>
  `## ${instrument.id}: ${instrument.title}

${instrument.documentNo}, in force from ${instrument.validFrom}${
    instrument.validTo === undefined ? '' : ` to ${instrument.validTo}`
  }: ${label(fileOf(instrument))}

${TABLE}
${covered.map(row).join('\n')}`;

function firstLine(covered: readonly Covered[]): string {
  const counts = MODELLINGS.map((modelling) => {
    const count = covered.filter(({ provision }) => provision.modelling === modelling).length;
    return `${count} ${COUNT_WORDS[modelling]}`;
  });
  return `**${covered.length} provisions: ${counts.join(', ')}.**`;
}

export interface Page {
  readonly text: string;
  readonly covered: readonly Covered[];
}

/** The coverage page in Markdown; the same sources give the same bytes. */
export function pageOf(sources: Sources): Page {
  const sections = sources.instruments.map((instrument) => ({
    instrument,
    covered: coveredOf(instrument, sources),
  }));
  const covered = sections.flatMap((each) => each.covered);
  const files = [
    ...sources.instruments.map(fileOf),
    ...covered
      .filter(({ provision }) => isComputed(provision))
      .flatMap(({ code, tests }) => [...code, ...tests]),
  ];
  const parts = [
    firstLine(covered),
    HOW_TO_READ,
    ...sections.map((each) => section(each.instrument, each.covered)),
    [...new Set(files)].sort().map(target).join('\n'),
  ];
  return { text: `${parts.join('\n\n')}\n`, covered };
}
