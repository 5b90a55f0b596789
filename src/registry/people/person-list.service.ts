import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import { registrationStands } from '../../domain/registry/registration.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { containing } from '../containing.js';
import { CodeHolderEntity } from '../entities/code-holder.entity.js';
import { PersonEntity } from '../entities/person.entity.js';
import { PersonFileEntity } from '../entities/person-file.entity.js';
import { sightOf, type Sight } from '../registry-rights.js';
import type { PersonSummary } from './person-answer.dto.js';
import type { PersonQuery } from './person.dto.js';
import { codesOf, heldWithin } from './person-store.js';
import { registrationsOfFiles } from './site-store.js';

/** Those who are registered at an institution on a day; takes `:institution` and `:today`. */
const REGISTERED = `SELECT "site"."person_id" FROM "registration" "site"
  LEFT JOIN "registration_cancellation" "gone" ON "gone"."registration_id" = "site"."id"
  WHERE "site"."institution_code" = :institution AND "site"."from_day" <= :today
  AND ("gone"."cancelled_on" IS NULL OR "gone"."cancelled_on" > :today)`;

const FILE_OF = 'SELECT "member"."file_id" FROM "person_file" "member" WHERE "member"."person_id" IN';

interface Row extends PersonEntity {
  readonly file: PersonFileEntity;
}

export interface PersonPage {
  readonly items: readonly PersonSummary[];
  readonly total: number;
}

/** Lists people: files to the offices; to an institution the people that it entered or registered. */
@Injectable()
export class PersonListService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page of those who fit the query, in the order in which they were entered. */
  async list(query: PersonQuery, account: Account): Promise<PersonPage> {
    const manager = this.database.read;
    const sight = sightOf(account);
    const found = this.within(manager, sight);
    this.narrow(found, query, sight);
    const [rows, total] = await found
      .orderBy('one.recordedAt', 'ASC')
      .addOrderBy('one.id', 'ASC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    return { items: await this.summaries(manager, rows as Row[], sight), total };
  }

  private within(manager: EntityManager, sight: Sight): SelectQueryBuilder<PersonEntity> {
    const people = manager
      .createQueryBuilder(PersonEntity, 'one')
      .innerJoinAndMapOne('one.file', PersonFileEntity, 'file', 'file.personId = one.id');
    const held = heldWithin(sight);
    if (sight.of !== 'INSTITUTION') people.andWhere('file.fileId = one.id');
    if (held !== null) {
      const ids = sight.of === 'INSTITUTION' ? held.sql : `${FILE_OF} (${held.sql})`;
      people.andWhere(`one.id IN (${ids})`, { office: held.office });
    }
    return people;
  }

  private narrow(people: SelectQueryBuilder<PersonEntity>, query: PersonQuery, sight: Sight): void {
    const among = (sql: string, parameters: object): void => {
      const ids = sight.of === 'INSTITUTION' ? sql : `${FILE_OF} (${sql})`;
      people.andWhere(`one.id IN (${ids})`, parameters);
    };
    if (query.name !== undefined) {
      people.andWhere("one.name LIKE :name ESCAPE '\\'", { name: containing(query.name) });
    }
    if (query.institution !== undefined) {
      const institution = comparableCode(query.institution);
      if (sight.of === 'INSTITUTION' && institution !== sight.office) people.andWhere('1 = 0');
      among(REGISTERED, { institution, today: this.clock.today() });
    }
    if (query.code !== undefined) {
      const own =
        sight.of === 'INSTITUTION'
          ? ' AND "named"."code" IN (SELECT "mine"."code" FROM "code_holder" "mine" WHERE "mine"."office" = :office)'
          : '';
      const sql = `SELECT "named"."person_id" FROM "person_code" "named" WHERE "named"."code" = :code${own}`;
      among(sql, { code: comparableCode(query.code) });
    }
  }

  private async summaries(
    manager: EntityManager,
    rows: readonly Row[],
    sight: Sight,
  ): Promise<PersonSummary[]> {
    const today = this.clock.today();
    const fileIds = [...new Set(rows.map(({ file }) => file.fileId))];
    const members = await manager.findBy(PersonFileEntity, { fileId: In(fileIds) });
    const fileOf = new Map(members.map(({ personId, fileId }) => [personId, fileId]));
    const codes = await this.visibleCodes(manager, [...fileOf.keys()], sight);
    const standing = (await registrationsOfFiles(manager, fileIds)).filter((each) =>
      registrationStands(each, today),
    );
    return rows.map(({ file: { fileId }, name }) => ({
      id: fileId,
      name,
      codes: codes.filter(({ personId }) => fileOf.get(personId) === fileId).map(({ code }) => code),
      institutions: standing
        .filter(({ personId }) => personId === fileId)
        .map(({ institutionCode }) => institutionCode)
        .filter((code) => sight.of !== 'INSTITUTION' || code === sight.office),
    }));
  }

  private async visibleCodes(
    manager: EntityManager,
    personIds: readonly string[],
    sight: Sight,
  ): ReturnType<typeof codesOf> {
    const codes = await codesOf(manager, personIds);
    if (sight.of !== 'INSTITUTION') return codes;
    const { office } = sight;
    const held = await manager.findBy(CodeHolderEntity, { office, code: In(codes.map(({ code }) => code)) });
    const own = new Set(held.map(({ code }) => code));
    return codes.filter(({ code }) => own.has(code));
  }
}
