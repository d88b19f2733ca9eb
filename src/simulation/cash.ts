import { assert } from '../core/assert.js';
import { NONE } from '../core/units.js';
import type { AccountId, Units } from '../core/units.js';
import { ACCOUNT_STATES } from './margin/accounts.js';
import { boundUnits } from './margin/order-margin.js';
import { rekey } from './settlement.js';
import type { PopulationState, World } from './world.js';

/** What the account's owner has outside the venue and can still bring in; 0 for accounts without one. */
export function cashOf(world: World, account: AccountId): Units {
  const owner = ownerOf(world, account);
  return owner === undefined ? 0 : owner.cashUnits[agentOf(owner, account)];
}

/**
 * Brings money in from the owner's cash: as much of the amount as there is. Nothing moves while the
 * account is being liquidated. Returns what came in.
 */
export function depositCash(world: World, account: AccountId, amountUnits: Units): Units {
  assertAmount(amountUnits);
  const owner = ownerOf(world, account);
  if (owner === undefined || !isFree(world, account)) return 0;
  const { accounts, cohorts, ledger } = world;
  const agent = agentOf(owner, account);
  const movedUnits = Math.min(amountUnits, owner.cashUnits[agent]);
  if (movedUnits === 0) return 0;
  owner.cashUnits[agent] -= movedUnits;
  ledger.transfer(world.outside, account, movedUnits);
  accounts.addNetDeposit(account, movedUnits);
  cohorts.depositUnits[owner.row] += movedUnits;
  rekey(world, account, 0);
  return movedUnits;
}

/** Takes money out, back to the owner's cash: as much of the amount as is free. Returns what left. */
export function withdrawCash(world: World, account: AccountId, amountUnits: Units): Units {
  assertAmount(amountUnits);
  const owner = ownerOf(world, account);
  if (owner === undefined) return 0;
  const { accounts, cohorts, ledger } = world;
  const movedUnits = Math.min(amountUnits, withdrawableUnits(world, account));
  if (movedUnits === 0) return 0;
  ledger.transfer(account, world.outside, movedUnits);
  owner.cashUnits[agentOf(owner, account)] += movedUnits;
  accounts.addNetDeposit(account, -movedUnits);
  cohorts.withdrawalUnits[owner.row] += movedUnits;
  rekey(world, account, 0);
  return movedUnits;
}

/**
 * What may leave: equity beyond the initial requirement of positions and open orders. Profit that is
 * not realised stays; nothing leaves while the account is being liquidated.
 */
export function withdrawableUnits(world: World, account: AccountId): Units {
  const { accounts, ledger, margin, venues } = world;
  const owner = ownerOf(world, account);
  if (owner === undefined || !isFree(world, account)) return 0;
  assert(accounts.firstPositionOf(account) !== NONE, 'an account of a trader has positions');
  const { takerFeePpm } = venues[owner.rules.venue].rules;
  const ownUnits = Math.min(margin.equityUnits(account), ledger.balanceOf(account));
  return Math.max(0, ownUnits - boundUnits(margin, account, takerFeePpm));
}

function ownerOf(world: World, account: AccountId): PopulationState | undefined {
  return world.populations[world.accounts.cohortOf(account)];
}

function agentOf({ firstAccount, accountsPerAgent }: PopulationState, account: AccountId): number {
  const place = account - firstAccount;
  return (place - (place % accountsPerAgent)) / accountsPerAgent;
}

function isFree(world: World, account: AccountId): boolean {
  return world.accounts.stateOf(account) === ACCOUNT_STATES.free;
}

function assertAmount(amountUnits: Units): void {
  const isAmount = Number.isSafeInteger(amountUnits) && 0 <= amountUnits;
  assert(isAmount, 'an amount is a whole number of units >= 0');
}
