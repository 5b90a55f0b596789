import { comparableCode } from '../domain/registry/codes.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Json } from '../platform/database/record-entry.js';
import { type Bearing, districtInCode, isDistrictCode, isInstitutionCode, withWholes } from './bearing.js';
import { contentsOf, type EarlierEntries, isCase, jsonOf } from './earlier-entries.js';
import { measuresIn, provisionsOf } from './provisions.js';
import { outcomesIn, statedIn } from './stated.js';

/** These rest on the rules that a stored evaluation found to apply. */
const ON_EVALUATION: ReadonlySet<string> = new Set(['CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED']);
type Entry = Pick<StoredEntry, 'sequence' | 'subject' | 'before' | 'after'>;

/** All that an entry bears on: what its content says, and what the thing is about that it goes on from. */
export async function bearingOf(entry: StoredEntry, earlier: EarlierEntries): Promise<Bearing> {
  const bearing = await aboutOf(entry, earlier);
  const { office, action } = entry;
  if (isInstitutionCode(office)) bearing.add('INSTITUTION', office);
  if (isDistrictCode(office)) bearing.add('DISTRICT', office);
  for (const code of bearing.of('INSTITUTION')) await addDistrict(bearing, code, entry, earlier);
  bearing.add('PROVISION', ...provisionsOf(action, jsonOf(entry.after)).flatMap(withWholes));
  bearing.add('OUTCOME', ...outcomesOf(entry));
  if (ON_EVALUATION.has(action)) await addEvaluation(bearing, entry, earlier);
  return bearing;
}

async function aboutOf(entry: Entry, earlier: EarlierEntries, only?: readonly string[]): Promise<Bearing> {
  const { bearing, personIds, refs } = statedIn(contentsOf(entry), only);
  const [kind = '', ...names] = entry.subject.split('/');
  const [name = ''] = names;
  if (isCase(entry.subject)) bearing.add('CASE', name);
  if (kind === 'person') personIds.add(name);
  bearing.add('INSTITUTION', ...names.filter(isInstitutionCode));
  if (bearing.of('PERSON').length === 0) await addPeople(bearing, personIds, entry, earlier);
  for (const caseId of bearing.of('CASE')) refs.add(`case/${caseId}`);
  for (const ref of new Set([entry.subject, ...refs])) await goOnFrom(bearing, ref, entry, earlier);
  return bearing;
}

async function addPeople(
  bearing: Bearing,
  ids: ReadonlySet<string>,
  { sequence }: Entry,
  earlier: EarlierEntries,
): Promise<void> {
  for (const id of ids) {
    const told = await earlier.personOf(id, sequence);
    // Whom no entry has entered under such an id is named by a code.
    bearing.add(
      'PERSON',
      ...(told.length === 0 ? [comparableCode(id)] : statedIn(told).bearing.of('PERSON')),
    );
  }
}

/** Takes over what a thing is about: of people and institutions only where nothing nearer names any. */
async function goOnFrom(
  bearing: Bearing,
  subject: string,
  { sequence }: Entry,
  earlier: EarlierEntries,
): Promise<void> {
  const founding = await earlier.founding(subject, sequence);
  if (founding === null || founding.sequence === sequence) return;
  const people = bearing.of('PERSON');
  const about = await aboutOf(founding, earlier, people.length > 0 ? people : undefined);
  bearing.add('CASE', ...about.of('CASE'));
  bearing.add('DISTRICT', ...about.of('DISTRICT'));
  bearing.add('PROVISION', ...about.of('PROVISION'));
  if (people.length === 0) bearing.add('PERSON', ...about.of('PERSON'));
  if (bearing.of('INSTITUTION').length === 0) bearing.add('INSTITUTION', ...about.of('INSTITUTION'));
}

/** Where an institution lies its own first entry says; of one that was never entered, at most its code. */
async function addDistrict(
  bearing: Bearing,
  code: string,
  { sequence }: Entry,
  earlier: EarlierEntries,
): Promise<void> {
  const entered = await earlier.founding(`institution/${code}`, sequence);
  const said = entered?.action === 'INSTITUTION_ENTERED' ? memberOf(jsonOf(entered.after), 'district') : null;
  const district = typeof said === 'string' ? said : districtInCode(code);
  if (district !== null) bearing.add('DISTRICT', district);
}

const memberOf = (content: Json, name: string): Json | undefined =>
  content !== null && typeof content === 'object' ? (content as Record<string, Json>)[name] : undefined;

function outcomesOf({ action, after }: StoredEntry): string[] {
  const content = jsonOf(after);
  const outcomes = [...outcomesIn(content), ...measuresIn(action, content).is];
  const kind = memberOf(content, 'kind');
  if (action.includes('LINKED') && typeof kind === 'string') outcomes.push(kind);
  if (action === 'RESTORED') outcomes.push('RESTORED');
  const departure = memberOf(memberOf(content, 'decision') ?? null, 'departure');
  if (action === 'CASE_DECIDED' && isSaid(departure)) outcomes.push('DEPARTURE');
  return outcomes;
}

const isSaid = (value: Json | undefined): boolean => value !== null && value !== undefined;

interface Evaluated {
  readonly violations?: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly basis: string;
    readonly measures: readonly { readonly citation: string }[];
    readonly trace: readonly { readonly rule: string; readonly fired: boolean }[];
  }[];
}

/** The rules that fired in the evaluation that an entry is, or was made on, and what it came to by them. */
async function addEvaluation(
  bearing: Bearing,
  { sequence, action, subject, after }: StoredEntry,
  earlier: EarlierEntries,
): Promise<void> {
  const content = jsonOf(after);
  const proposal = memberOf(content, 'proposal') ?? null;
  const said = action === 'CASE_PROPOSED' ? memberOf(proposal, 'evaluation') : memberOf(content, 'sequence');
  const figures = memberOf(memberOf(content, 'decision') ?? proposal, 'figures');
  const fined = finedIn(figures);
  const number = typeof said === 'number' ? said : await earlier.lastEvaluated(subject, sequence);
  const answer = (await earlier.evaluation(subject.slice('case/'.length), number)) as Evaluated | null;
  for (const { id, outcome, basis, measures, trace } of answer?.violations ?? []) {
    const fired = trace.filter((each) => each.fired).map(({ rule }) => rule);
    const cited = [basis, ...measures.map(({ citation }) => citation), ...fired];
    bearing.add('PROVISION', ...cited.flatMap(withWholes));
    bearing.add('OUTCOME', fined.includes(id) ? 'PENALISE' : outcome);
  }
  if (answer === null && Array.isArray(figures))
    bearing.add('OUTCOME', fined.length > 0 ? 'PENALISE' : 'NO_FINE');
}

/** The violations that figures of a proposal or a decision set a fine for. */
const finedIn = (figures: Json | undefined): readonly string[] =>
  (Array.isArray(figures) ? (figures as Json[]) : []).flatMap((figure) => {
    const id = memberOf(figure, 'violationId');
    return typeof id === 'string' ? [id] : [];
  });
