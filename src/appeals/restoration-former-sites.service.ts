import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Standing } from '../domain/qualification/standing.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { LedgerService, type Rejudged } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { RegistryService, RestoredSitesService, type ResumableSite } from '../registry/registry.module.js';
import { recordOf } from './record-of.js';
import type { FormerSiteForm } from './restoration.dto.js';

const KIND = 'RESUME_REGISTRATION';
const registrationSubject = (id: string): string => `registration/${id}`;
const formerSiteSubject = (id: string): string => `former-site/${id}`;

const terminationsOf = ({ restrictions }: Standing): string =>
  JSON.stringify(restrictions.filter(({ kind }) => kind === 'TERMINATION').map(({ cause }) => cause));

/**
 * Sites whose registration ended when a termination was restored that is void from the start now (PQ2025:27, 37, S31): the
 * institution says whether it goes on without a break, its agency sees to that.
 */
@Injectable()
export class RestorationFormerSitesService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly registry: RegistryService,
    private readonly sites: RestoredSitesService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  /** Asks the former sites once no termination is left behind what was ended; asks no longer where one is again. */
  async follow(tx: EntityManager, { personId, before, after }: Rejudged, at: string): Promise<void> {
    if (terminationsOf(before.standing) === terminationsOf(after.standing)) return;
    const sites = await this.sites.resumable(tx, personId, after.standing.restrictions);
    for (const site of sites) await this.ask(tx, site, at);
    for (const { id } of await this.registry.registrationsOf(tx, personId)) {
      if (!sites.some((site) => site.id === id)) await this.closeBoth(tx, id, at);
    }
  }

  /**
   * The institution’s answer. @throws Problem NOT_FOUND, FORBIDDEN; CONFLICT where nothing is asked of that registration.
   */
  answer(registrationId: string, form: FormerSiteForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const asked = await this.clocks.find(tx, KIND, registrationSubject(registrationId));
      if (asked === null || (account.role === 'INSTITUTION_CLERK' && asked.office !== account.office))
        throw new Problem('NOT_FOUND', `没有待恢复的登记备案 ${registrationId}。`);
      await this.requireSite(tx, asked.office, account);
      const { continued, documentNo, reasons } = form;
      const lines = continued
        ? await this.sites.resume(tx, await this.siteOf(tx, asked.office, registrationId), account, at)
        : [];
      await this.closeBoth(tx, registrationId, at);
      const record = recordOf(account, {
        action: continued ? 'REGISTRATION_RESUMED' : 'REGISTRATION_NOT_RESUMED',
        subject: registrationSubject(registrationId),
        after: { institution: asked.office, documentNo, reasons },
      });
      return { result: undefined, record: [record, ...lines] };
    });
  }

  private async siteOf(tx: EntityManager, institution: string, id: string): Promise<ResumableSite> {
    const [registration] = (await this.registry.registrationsOfInstitutions(tx, [institution])).filter(
      (each) => each.id === id,
    );
    if (registration === undefined) throw new Error(`no registration ${id}`);
    const { restrictions } = await this.ledger.standingOf(tx, registration.personId);
    const sites = await this.sites.resumable(tx, registration.personId, restrictions);
    const site = sites.find((each) => each.id === id);
    if (site === undefined)
      throw new Problem('CONFLICT', '该机构已另行登记备案，或者终止仍然有效，无须恢复。');
    return site;
  }

  /** @throws Problem FORBIDDEN for anybody but the institution and the agency of its district. */
  private async requireSite(
    tx: EntityManager,
    institution: string,
    { role, office }: Account,
  ): Promise<void> {
    if (role === 'INSTITUTION_CLERK') return;
    const district = (await this.registry.institution(tx, institution))?.district;
    if (role === 'DISTRICT_AGENCY' && office === district) return;
    throw new Problem('FORBIDDEN', '由原登记备案的定点医药机构或其所在区经办机构办理。');
  }

  private async ask(tx: EntityManager, site: ResumableSite, at: string): Promise<void> {
    const { id, institutionCode, personCode, from } = site;
    const district = (await this.registry.institution(tx, institutionCode))?.district ?? CITY;
    const asked = { kind: KIND, citation: 'PQ2025:37', from: this.clock.today(), term: null } as const;
    await this.clocks.open(
      tx,
      {
        ...asked,
        subject: registrationSubject(id),
        office: institutionCode,
        officeKind: 'INSTITUTION',
        supervisedBy: district,
        title: `终止已自始无效：核实并恢复 ${from} 起取消的登记备案：${personCode}`,
      },
      at,
    );
    await this.clocks.open(
      tx,
      {
        ...asked,
        subject: formerSiteSubject(id),
        office: district,
        officeKind: 'AGENCY',
        title: `督促 ${institutionCode} 恢复因终止取消的登记备案（终止已自始无效）：${personCode}`,
      },
      at,
    );
  }

  private async closeBoth(tx: EntityManager, id: string, at: string): Promise<void> {
    await this.clocks.close(tx, KIND, registrationSubject(id), at);
    await this.clocks.close(tx, KIND, formerSiteSubject(id), at);
  }
}
