import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type * as CreateWorld from '../../src/simulation/create-world.js';
import type { World } from '../../src/simulation/world.js';
import { plantMoney } from '../helpers/plant.js';
import { workplace } from './command.js';

/** The command after which the planted fault stands in the books. */
const FAULTY = 1234;

/** Which of the worlds has the fault. */
const planted = vi.hoisted(() => ({ in: 'run' as 'run' | 'counterfactual' }));

function faulty(world: World): World {
  let count = 0;
  Object.defineProperty(world, 'commandCount', {
    get: () => count,
    set: (next: number) => {
      count = next;
      if (next === FAULTY) plantMoney(world.ledger, world.shockDesk, 1);
    },
  });
  return world;
}

vi.mock('../../src/simulation/create-world.js', async (importOriginal) => {
  const original = await importOriginal<typeof CreateWorld>();
  const plantedIn = (which: typeof planted.in, create: typeof original.createWorld) => {
    return (...said: Parameters<typeof create>): World =>
      planted.in === which ? faulty(create(...said)) : create(...said);
  };
  return {
    createWorld: plantedIn('run', original.createWorld),
    createCounterfactualWorld: plantedIn('counterfactual', original.createCounterfactualWorld),
  };
});

vi.mock('../../src/writers/build.js', () => ({
  readBuild: () => ({ id: '0+0', version: '0', codeHash: '0', dependencies: {} }),
}));

/** Runs the faulty program; what it said on stderr. */
async function runFaulty(
  place: string,
  ...flags: string[]
): Promise<{ code: number; said: string }> {
  let said = '';
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  onTestFinished(() => write.mockRestore());
  const out = join(place, 'faulty');
  const code = await runProgram(['run', join(place, 'small.yaml'), '--out', out, ...flags]);
  return { code, said };
}

test('a unit that appears from nowhere stops the run with 70, names the command, writes nothing', async () => {
  const place = workplace();
  planted.in = 'run';
  const { code, said } = await runFaulty(place);
  expect(code).toBe(70);
  expect(said).toContain('money and lots are neither created nor destroyed');
  expect(said).toMatch(new RegExp(`command ${FAULTY} at [0-9.]+ s: \\w+`));
  expect(said).not.toContain('counterfactual');
  expect(readdirSync(place)).toEqual(['small.yaml']);
});

test('one that appears in the counterfactual is told as such', async () => {
  const place = workplace();
  planted.in = 'counterfactual';
  const { code, said } = await runFaulty(place, '--counterfactual');
  expect(code).toBe(70);
  expect(said).toContain('in the counterfactual: money and lots are neither created nor destroyed');
  expect(said).toMatch(new RegExp(`command ${FAULTY} at [0-9.]+ s: \\w+`));
  expect(readdirSync(place)).toEqual(['small.yaml']);
});
