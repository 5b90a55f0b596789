import { comparableCode } from '../domain/registry/codes.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Json } from '../platform/database/record-entry.js';
import { type Bearing, districtOf, isInstitutionCode, withWholes } from './bearing.js';
import { contentsOf, type EarlierEntries, isCase, jsonOf } from './earlier-entries.js';
import { outcomesIn, statedIn } from './stated.js';

/** These rest on the rules that a stored evaluation found to apply. */
const ON_EVALUATION: ReadonlySet<string> = new Set(['CASE_EVALUATED', 'CASE_PROPOSED', 'CASE_DECIDED']);
/** Newer than any: evaluations of a case count from 1. */
const NEWEST = Number.MAX_SAFE_INTEGER;

type Entry = Pick<StoredEntry, 'sequence' | 'subject' | 'before' | 'after'>;

/** All that an entry bears on: what it says itself, and what the thing is about that it goes on from. */
export async function bearingOf(entry: StoredEntry, earlier: EarlierEntries): Promise<Bearing> {
  const bearing = await aboutOf(entry, earlier);
  const { actor, office, action } = entry;
  bearing.add('OFFICER', actor);
  bearing.add('OFFICE', office);
  bearing.add('ACTION', action);
  if (isInstitutionCode(office)) bearing.add('INSTITUTION', office);
  bearing.add('DISTRICT', ...districtsOf([office, ...bearing.of('INSTITUTION')]));
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

const districtsOf = (offices: readonly string[]): string[] =>
  offices.map(districtOf).filter((district) => district !== null);

function outcomesOf({ action, after }: StoredEntry): string[] {
  const content = jsonOf(after);
  const outcomes = [...outcomesIn(content)];
  const member = (name: string): Json | undefined =>
    content !== null && typeof content === 'object' ? (content as Record<string, Json>)[name] : undefined;
  if (action === 'SCORE_NOTICE_ISSUED' && member('measure') === null) outcomes.push('NO_MEASURE');
  const kind = member('kind');
  if (action.includes('LINKED') && typeof kind === 'string') outcomes.push(kind);
  if (action === 'CASE_DECIDED') outcomes.push(...decidedOutcomes(member('decision')));
  return outcomes;
}

function decidedOutcomes(decision: Json | undefined): string[] {
  if (decision === null || typeof decision !== 'object') return [];
  const { figures, departure } = decision as Record<string, Json>;
  return [
    ...(Array.isArray(figures) && figures.length === 0 ? ['NO_FINE'] : []),
    ...(departure !== null && departure !== undefined ? ['DEPARTURE'] : []),
  ];
}

interface Evaluated {
  readonly violations?: readonly {
    readonly outcome: string;
    readonly basis: string;
    readonly measures: readonly { readonly citation: string }[];
    readonly trace: readonly { readonly rule: string; readonly fired: boolean }[];
  }[];
}

/** The rules that fired in the evaluation that an entry is, or was made on. */
async function addEvaluation(
  bearing: Bearing,
  { action, subject, after }: StoredEntry,
  earlier: EarlierEntries,
): Promise<void> {
  const content = jsonOf(after) as Record<string, Json> | null;
  const proposal = content?.['proposal'] as Record<string, Json> | undefined;
  const said = action === 'CASE_PROPOSED' ? proposal?.['evaluation'] : content?.['sequence'];
  const caseId = subject.slice('case/'.length);
  const answer = (await earlier.evaluation(
    caseId,
    typeof said === 'number' ? said : NEWEST,
  )) as Evaluated | null;
  for (const { outcome, basis, measures, trace } of answer?.violations ?? []) {
    const fired = trace.filter((each) => each.fired).map(({ rule }) => rule);
    const cited = [basis, ...measures.map(({ citation }) => citation), ...fired];
    bearing.add('PROVISION', ...cited.flatMap(withWholes));
    if (action === 'CASE_EVALUATED') bearing.add('OUTCOME', outcome);
  }
}
