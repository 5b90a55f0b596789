import type { CommitmentFact } from '../domain/registry/commitment.js';
import type { InstitutionFact } from '../domain/registry/institution-state.js';
import type { RegistrationFact } from '../domain/registry/registration.js';
import type { Standing } from '../domain/qualification/standing.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';

/** A place in the record: everything up to it was known, nothing after it. */
export interface Position {
  /** Of the last entry; 0 of an empty record. */
  readonly sequence: number;
  /** Its instant, RFC 3339; empty for an empty record. */
  readonly at: string;
}

export interface SiteRegistration extends RegistrationFact {
  readonly departmentCode: string | null;
}

/** What the check needs to know of a person. */
export interface PersonFacts {
  readonly standing: Pick<Standing, 'restrictions' | 'movements'>;
  /** At the institutions asked for. */
  readonly registrations: readonly SiteRegistration[];
  readonly commitments: readonly CommitmentFact[];
}

/** What the check needs to know of an institution. */
export interface SiteFacts {
  /** Null for a code that no institution has. */
  readonly district: string | null;
  /** In the order in which they were recorded. */
  readonly facts: readonly InstitutionFact[];
}

/** Everything that some questions are answered from, all of it as at one place in the record. */
export interface CheckFacts {
  readonly position: Position;
  /** The instant by which facts count; null: all there are. */
  readonly knownAt: string | null;
  readonly rulebook: Rulebook;
  /** By comparable code; absent where the code belongs to nobody. */
  readonly people: ReadonlyMap<string, PersonFacts>;
  /** By comparable code. */
  readonly sites: ReadonlyMap<string, SiteFacts>;
}
