import { In, type EntityManager } from 'typeorm';
import { AccountGrantConfirmationEntity, AccountGrantEntity } from './account-grant.entity.js';

/** A grant with the second person's word on it. */
export interface GrantState {
  readonly grant: AccountGrantEntity;
  readonly confirmation: AccountGrantConfirmationEntity | null;
}

/** Every grant the account ever had, oldest first. */
export async function grantsOf(manager: EntityManager, username: string): Promise<GrantState[]> {
  const grants = await manager.find(AccountGrantEntity, { where: { username }, order: { number: 'ASC' } });
  const numbers = grants.map(({ number }) => number);
  const confirmations = await manager.findBy(AccountGrantConfirmationEntity, { grantNumber: In(numbers) });
  const byGrant = new Map(confirmations.map((each) => [each.grantNumber, each]));
  return grants.map((grant) => ({ grant, confirmation: byGrant.get(grant.number) ?? null }));
}

/** Whether a grant has, or had, effect. */
export const isEffective = ({ grant, confirmation }: GrantState): boolean =>
  !grant.needsConfirmation || confirmation !== null;

/** Whether the account has, or ever had, a right. */
export const wasGranted = async (manager: EntityManager, username: string): Promise<boolean> =>
  (await grantsOf(manager, username)).some(isEffective);
