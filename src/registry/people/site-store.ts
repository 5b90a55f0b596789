import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { CommitmentFact } from '../../domain/registry/commitment.js';
import type { CancellationGround, RegistrationFact } from '../../domain/registry/registration.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import { CancellationEntity } from '../entities/cancellation.entity.js';
import { CommitmentEndEntity } from '../entities/commitment-end.entity.js';
import { CommitmentEntity } from '../entities/commitment.entity.js';
import { PersonFileEntity } from '../entities/person-file.entity.js';
import { PrimarySiteEntity } from '../entities/primary-site.entity.js';
import { RegistrationEntity } from '../entities/registration.entity.js';

/** A registration with what became of it. */
export interface Registration extends RegistrationFact, Readonly<Omit<RegistrationEntity, 'personId'>> {
  /** The file that holds the person. */
  readonly personId: string;
  readonly cancelReason: CancellationGround | null;
}

/** A commitment with what became of it. */
export interface Commitment extends CommitmentFact, Readonly<Omit<CommitmentEntity, 'personId'>> {
  /** The file that holds the person. */
  readonly personId: string;
}

interface Joined {
  readonly file: PersonFileEntity;
}
type JoinedRegistration = RegistrationEntity & Joined & { readonly gone: CancellationEntity | null };
type JoinedCommitment = CommitmentEntity & Joined & { readonly end: CommitmentEndEntity | null };

const registrationOf = ({ file, gone, ...row }: JoinedRegistration): Registration => ({
  ...row,
  personId: file.fileId,
  cancelledOn: gone?.cancelledOn ?? null,
  cancelRecordedAt: gone?.recordedAt ?? null,
  cancelReason: gone?.reason ?? null,
});

const commitmentOf = ({ file, end, ...row }: JoinedCommitment): Commitment => ({
  ...row,
  personId: file.fileId,
  endedOn: end?.endedOn ?? null,
  endRecordedAt: end?.recordedAt ?? null,
});

const registrations = (manager: EntityManager): SelectQueryBuilder<RegistrationEntity> =>
  manager
    .createQueryBuilder(RegistrationEntity, 'one')
    .innerJoinAndMapOne('one.file', PersonFileEntity, 'file', 'file.personId = one.personId')
    .leftJoinAndMapOne('one.gone', CancellationEntity, 'gone', 'gone.registrationId = one.id')
    .orderBy('one.recordedAt', 'ASC')
    .addOrderBy('one.sequence', 'ASC')
    .addOrderBy('one.id', 'ASC');

async function read(query: SelectQueryBuilder<RegistrationEntity>): Promise<Registration[]> {
  return ((await query.getMany()) as JoinedRegistration[]).map(registrationOf);
}

/** Every registration ever of the people on some files; those of each in the order of recording. */
export const registrationsOfFiles = (
  manager: EntityManager,
  fileIds: readonly string[],
): Promise<Registration[]> =>
  inPortions(fileIds, (portion) =>
    read(registrations(manager).where('file.fileId IN (:...portion)', { portion })),
  );

/** Every registration ever at some institutions, in the order of recording. */
export const registrationsOfInstitutions = (
  manager: EntityManager,
  institutionCodes: readonly string[],
): Promise<Registration[]> =>
  inPortions(institutionCodes, (portion) =>
    read(registrations(manager).where('one.institutionCode IN (:...portion)', { portion })),
  );

export async function registrationById(manager: EntityManager, id: string): Promise<Registration | null> {
  const [found] = await read(registrations(manager).where('one.id = :id', { id }));
  return found ?? null;
}

/** The registrations that stand at an institution on a day. */
export const registrationsStandingAt = (
  manager: EntityManager,
  institutionCode: string,
  on: CalendarDate,
): Promise<Registration[]> =>
  read(
    registrations(manager)
      .where('one.institutionCode = :institutionCode', { institutionCode })
      .andWhere('one.from <= :on', { on })
      .andWhere('(gone.cancelledOn IS NULL OR gone.cancelledOn > :on)'),
  );

const commitments = (manager: EntityManager): SelectQueryBuilder<CommitmentEntity> =>
  manager
    .createQueryBuilder(CommitmentEntity, 'one')
    .innerJoinAndMapOne('one.file', PersonFileEntity, 'file', 'file.personId = one.personId')
    .leftJoinAndMapOne('one.end', CommitmentEndEntity, 'end', 'end.commitmentId = one.id')
    .orderBy('one.recordedAt', 'ASC')
    .addOrderBy('one.id', 'ASC');

/** Every commitment ever of the people on a file, in the order of recording. */
export async function commitmentsOfFile(manager: EntityManager, fileId: string): Promise<Commitment[]> {
  const rows = await commitments(manager).where('file.fileId = :fileId', { fileId }).getMany();
  return (rows as JoinedCommitment[]).map(commitmentOf);
}

export async function commitmentById(manager: EntityManager, id: string): Promise<Commitment | null> {
  const found = (await commitments(manager)
    .where('one.id = :id', { id })
    .getOne()) as JoinedCommitment | null;
  return found === null ? null : commitmentOf(found);
}

/** A move of the primary site, with the file of its person. */
export type PrimarySiteMove = Pick<PrimarySiteEntity, 'institutionCode' | 'from' | 'recordedAt'> & {
  readonly personId: string;
};

/** Every move of the primary site of the people on some files; those of each in the order of recording. */
export const primarySiteMoves = (
  manager: EntityManager,
  fileIds: readonly string[],
): Promise<PrimarySiteMove[]> =>
  inPortions(fileIds, async (portion) => {
    const rows = (await manager
      .createQueryBuilder(PrimarySiteEntity, 'one')
      .innerJoinAndMapOne('one.file', PersonFileEntity, 'file', 'file.personId = one.personId')
      .where('file.fileId IN (:...portion)', { portion })
      .orderBy('one.recordedAt', 'ASC')
      .addOrderBy('one.id', 'ASC')
      .getMany()) as (PrimarySiteEntity & Joined)[];
    return rows.map(({ file, ...row }) => ({ ...row, personId: file.fileId }));
  });

/** As many parameters as every database takes in one question. */
const PORTION = 5000;

async function inPortions<T>(
  ids: readonly string[],
  ask: (portion: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < ids.length; from += PORTION)
    found.push(...(await ask(ids.slice(from, from + PORTION))));
  return found;
}
