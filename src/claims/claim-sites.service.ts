import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import { districtWithin, institutionWithin, isWithin, type Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { InvalidRequest, Problem } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';

/** Whose claims are meant, and whether they are the account's to see. */
@Injectable()
export class ClaimSitesService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
  ) {}

  /**
   * Code of the institution that is meant: a clerk's own, or the one named.
   * @throws InvalidRequest for an office that names none; Problem NOT_FOUND for one that is not theirs to see.
   */
  async meant(named: string | undefined, account: Account): Promise<string> {
    const code = named === undefined ? institutionWithin('claim.read', account) : comparableCode(named);
    if (code === null) {
      const detail = '此项必填：请写明定点医药机构代码，例如 "H11010500001"';
      throw new InvalidRequest([{ pointer: '/institution', code: 'REQUIRED', detail }]);
    }
    await this.require(code, account);
    return code;
  }

  /** @throws Problem NOT_FOUND for an institution whose claims are not the account's to see. */
  async require(code: string, account: Account): Promise<void> {
    const site = await this.registry.institution(this.database.read, code);
    if (
      site === null ||
      !isWithin('claim.read', account, { institution: site.code, district: site.district })
    )
      throw new Problem('NOT_FOUND', `没有代码为 ${code} 的定点医药机构，或者不由本单位管理。`);
  }

  /** Codes of the institutions whose claims an account sees; null: all. */
  async within(account: Account): Promise<readonly string[] | null> {
    const own = institutionWithin('claim.read', account);
    if (own !== null) return [own];
    const district = districtWithin('claim.read', account);
    if (district === null) return null;
    return (await this.registry.institutions(this.database.read, district)).map(({ code }) => code);
  }
}
