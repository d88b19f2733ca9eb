import { NONE, type TimeUs } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { withdrawableUnits, withdrawCash } from '../cash.js';
import { COMMANDS } from '../command.js';
import { accountOf, type World } from '../world.js';
import { reportShock } from './report.js';

type Run = Extract<Shock, { kind: 'withdrawalRun' }>;

/**
 * A share of the members take out what is free of their equity, each once, at a time drawn evenly over
 * the run. Who goes, and when, is drawn by key. Severity: the share.
 */
export function beginRun(world: World, sink: EventSink, shock: Run, row: number): void {
  const { nowUs } = world.queue;
  reportShock(world, sink, shock, shock.share, nowUs + shock.forUs);
  const leavers: { account: number; dueUs: TimeUs }[] = [];
  for (const at of shock.populations) {
    const population = world.populations[at];
    for (let agent = 0; agent < population.rules.count; agent++) {
      const draws = world.shocks.drawsOf(row, at, agent, world.streams);
      const goes = draws.uniform() < shock.share;
      const dueUs = nowUs + Math.floor(draws.uniform() * shock.forUs);
      if (!goes) continue;
      for (let slot = 0; slot < population.accountsPerAgent; slot++) {
        leavers.push({ account: accountOf(population, agent, slot), dueUs });
      }
    }
  }
  leavers.sort((a, b) => a.dueUs - b.dueUs || a.account - b.account);
  world.shocks.leavers.set(row, {
    account: leavers.map(({ account }) => account),
    dueUs: leavers.map(({ dueUs }) => dueUs),
    next: 0,
  });
  leave(world, sink, shock, row);
}

/** All whose time has come take their money out; then the next one's time is awaited. */
export function leave(world: World, _sink: EventSink, shock: Run, row: number): void {
  const leavers = world.shocks.leavers.get(row);
  if (leavers === undefined) return;
  const { account, dueUs } = leavers;
  while (leavers.next < account.length && dueUs[leavers.next] <= world.queue.nowUs) {
    takeOut(world, account[leavers.next++], shock.amount);
  }
  if (leavers.next < account.length) {
    world.queue.schedule(dueUs[leavers.next], COMMANDS.stepShock, row);
  } else {
    world.shocks.leavers.delete(row);
  }
}

function takeOut(world: World, account: number, share: number): void {
  if (world.accounts.firstPositionOf(account) === NONE) return;
  withdrawCash(world, account, Math.round(withdrawableUnits(world, account) * share));
}
