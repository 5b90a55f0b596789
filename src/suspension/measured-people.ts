import type { EntityManager } from 'typeorm';
import { registrationStands } from '../domain/registry/registration.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { RegistryService } from '../registry/registry.module.js';
import type { MeasuredPersonAnswer } from './measures.dto.js';

/** A person as the lists of measures name them, with the sites of a day. */
export async function measuredPerson(
  registry: RegistryService,
  manager: EntityManager,
  personId: string,
  on: CalendarDate,
): Promise<MeasuredPersonAnswer> {
  const found = await registry.personById(manager, personId);
  const registrations = await registry.registrationsOf(manager, personId);
  const sites = registrations.filter((each) => registrationStands(each, on));
  return {
    codes: found?.codes ?? [],
    name: found?.name ?? null,
    sites: sites.map(({ institutionCode }) => institutionCode),
  };
}
