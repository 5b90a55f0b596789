import { instrumentOf } from '../domain/rulebook/citation.js';
import { REQUIRED_INSTRUMENTS } from '../domain/rulebook/figure.js';
import type { Instrument } from '../domain/rulebook/instrument.js';
import type { Policy } from '../domain/rulebook/policy.js';
import type { Reading } from '../domain/rulebook/reading.js';
import type { Schedule } from '../domain/rulebook/schedule.js';
import type { Issue } from './form-issues.js';
import { toFaults } from './read-data.js';
import type { FileOf } from './read-place.js';
import type { DataFault } from './rulebook-fault.js';
import { scheduleIssues } from './schedule-kind.js';

/** The faults between files that are sound by themselves. */
export function crossFaults(
  instrumentFiles: readonly FileOf<Instrument>[],
  scheduleFiles: readonly FileOf<Schedule>[],
  policyFiles: readonly FileOf<readonly Policy[]>[],
  readingFiles: readonly FileOf<readonly Reading[]>[],
): DataFault[] {
  const instruments = instrumentFiles.map(({ value }) => value);
  const policies = policyFiles.flatMap(({ value }) => value);
  const readings = readingFiles.flatMap(({ value }) => value);
  const isKnown = citationsKnown(instruments);
  return [
    ...missingInstruments(instruments),
    ...faultsIn(scheduleFiles, (schedule) => scheduleIssues(schedule, { instruments })),
    ...faultsIn(policyFiles, (all) => all.flatMap((each, at) => policyIssues(each, at, readings, isKnown))),
    ...faultsIn(readingFiles, (all) => all.flatMap((each, at) => readingIssues(each, at, policies, isKnown))),
  ];
}

const faultsIn = <T>(files: readonly FileOf<T>[], issuesOf: (value: T) => Issue[]): DataFault[] =>
  files.flatMap(({ path, data, value }) => toFaults(issuesOf(value), data, path));

function missingInstruments(instruments: readonly Instrument[]): DataFault[] {
  return REQUIRED_INSTRUMENTS.filter((id) => !instruments.some((each) => each.id === id)).map((id) => ({
    source: `regulation/${id}`,
    path: '（整个目录）',
    message: '缺少，应至少有一个版本的文件 <生效日期>.yaml',
  }));
}

/** Tells whether a provision exists; of a text whose wording is not here, any does. */
function citationsKnown(instruments: readonly Instrument[]): (citation: string) => boolean {
  const texts = instruments.filter(({ textAvailable }) => textAvailable);
  const ids = new Set(texts.map(({ id }) => id));
  const citations = new Set(texts.flatMap(({ provisions }) => provisions.map(({ citation }) => citation)));
  return (citation) => citations.has(citation) || !ids.has(instrumentOf(citation));
}

type IsKnown = (citation: string) => boolean;

const unknownCitation = (citation: string): string => `${citation} 不是已收录文本中的条款`;

function policyIssues(policy: Policy, at: number, readings: readonly Reading[], isKnown: IsKnown): Issue[] {
  const listed = readings.some(({ id, policies }) => id === policy.reading && policies.includes(policy.name));
  return [
    ...(listed
      ? []
      : [{ path: [at, 'reading'], message: `readings.yaml 中应有 ${policy.reading} 并列出 ${policy.name}` }]),
    ...(isKnown(policy.citation)
      ? []
      : [{ path: [at, 'citation'], message: unknownCitation(policy.citation) }]),
  ];
}

function readingIssues(reading: Reading, at: number, policies: readonly Policy[], isKnown: IsKnown): Issue[] {
  const isPolicy = (name: string): boolean =>
    policies.some((policy) => policy.name === name && policy.reading === reading.id);
  return [
    ...reading.policies.flatMap((name, index) =>
      isPolicy(name)
        ? []
        : [
            {
              path: [at, 'policies', index],
              message: `policies.yaml 中应有 ${name} 且 reading 为 ${reading.id}`,
            },
          ],
    ),
    ...reading.citations.flatMap((citation, index) =>
      isKnown(citation) ? [] : [{ path: [at, 'citations', index], message: unknownCitation(citation) }],
    ),
  ];
}
