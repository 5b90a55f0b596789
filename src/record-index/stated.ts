import { comparableCode } from '../domain/registry/codes.js';
import type { Json } from '../platform/database/record-entry.js';
import { Bearing, isCitation, withWholes } from './bearing.js';

/** What the content of an entry says it bears on. */
export interface Stated {
  readonly bearing: Bearing;
  /** Ids of people named without a code. */
  readonly personIds: Set<string>;
  /** Subjects of earlier entries that it goes on from. */
  readonly refs: Set<string>;
}

type Read = (stated: Stated, text: string) => void;

const person: Read = ({ bearing }, text) => bearing.add('PERSON', comparableCode(text));
const personId: Read = ({ personIds }, text) => personIds.add(text);
const institution: Read = ({ bearing }, text) => bearing.add('INSTITUTION', comparableCode(text));
const outcome: Read = ({ bearing }, text) => bearing.add('OUTCOME', text);
const provision: Read = ({ bearing }, text) => {
  if (isCitation(text)) bearing.add('PROVISION', ...withWholes(text));
};
const refersTo =
  (...kinds: readonly string[]): Read =>
  ({ refs }, text) => {
    for (const kind of kinds) refs.add(`${kind}/${text}`);
  };

/** How members of entries are read, wherever they stand; lists member by member. */
const MEMBERS: Readonly<Record<string, Read>> = {
  personCode: person,
  present: person,
  notScored: person,
  codes: person,
  added: person,
  revised: person,
  person: personId,
  personId,
  other: personId,
  institution,
  institutionCode: institution,
  district: ({ bearing }, text) => bearing.add('DISTRICT', text),
  caseId: ({ bearing }, text) => bearing.add('CASE', text),
  notice: refersTo('notice'),
  determination: refersTo('determination'),
  determinationId: refersTo('determination'),
  causes: refersTo('notice', 'measure'),
  lifted: refersTo('notice', 'measure'),
  voided: refersTo('site-notice'),
  provision,
  circumstance: provision,
  citation: provision,
  basis: provision,
  code: provision,
};

/** What is read of what an entry itself came to, not of what it goes on from. */
const OUTCOMES: Readonly<Record<string, Read>> = {
  outcome,
  direction: outcome,
  verdict: outcome,
  measure: outcome,
  measures: outcome,
};

const FLAGS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  agreed: ['AGREED', 'NOT_AGREED'],
  accepted: ['ACCEPTED', 'REFUSED'],
  mayRegister: ['MAY_REGISTER', 'MAY_NOT_REGISTER'],
};

/**
 * Reads the content of an entry.
 * @param only people whose part alone is read; what is said of others is passed over. Absent: everything.
 */
export function statedIn(contents: readonly Json[], only?: readonly string[]): Stated {
  const stated: Stated = { bearing: new Bearing(), personIds: new Set(), refs: new Set() };
  for (const content of contents) walk(content, MEMBERS, stated, only);
  return stated;
}

/** The provisions that contents name, each as it is named, in their order. */
export function citationsIn(contents: readonly Json[]): string[] {
  const found = new Set<string>();
  const look = (value: Json | undefined): void => {
    if (typeof value === 'string' && isCitation(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  contents.forEach(look);
  return [...found];
}

/** What a decision came to, in capitals. */
export function outcomesIn(content: Json): readonly string[] {
  const stated: Stated = { bearing: new Bearing(), personIds: new Set(), refs: new Set() };
  walk(content, OUTCOMES, stated);
  return stated.bearing.of('OUTCOME');
}

function walk(
  value: Json | undefined,
  members: Readonly<Record<string, Read>>,
  stated: Stated,
  only?: readonly string[],
): void {
  if (typeof value !== 'object' || value === null) return;
  if (isList(value)) {
    for (const item of value) if (!isOfOthers(item, only)) walk(item, members, stated, only);
    return;
  }
  readOffender(value['offender'], stated);
  for (const [name, content] of Object.entries(value)) {
    const flag = members === OUTCOMES ? FLAGS[name] : undefined;
    if (flag !== undefined && typeof content === 'boolean') outcome(stated, content ? flag[0] : flag[1]);
    const read = Object.hasOwn(members, name) ? members[name] : undefined;
    if (read !== undefined) for (const text of textsOf(content)) read(stated, text);
    walk(content, members, stated, only);
  }
}

/** Whether a member of a list is about somebody else. */
function isOfOthers(item: Json, only: readonly string[] | undefined): boolean {
  if (only === undefined || typeof item !== 'object' || item === null || isList(item)) return false;
  const { personCode } = item;
  return typeof personCode === 'string' && !only.includes(comparableCode(personCode));
}

/** Whom a case is against. */
function readOffender(offender: Json | undefined, stated: Stated): void {
  if (typeof offender !== 'object' || offender === null || isList(offender)) return;
  const { kind, code } = offender;
  if (typeof code !== 'string') return;
  (kind === 'INDIVIDUAL' ? person : institution)(stated, code);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const textsOf = (value: Json | undefined): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object' && isList(value)
      ? value.filter((item) => typeof item === 'string')
      : [];
