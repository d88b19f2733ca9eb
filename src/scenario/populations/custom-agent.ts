import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { rate } from '../quantities.js';
import type { CustomAgent } from '../scenario.js';
import { cash, everyone } from './everyone.js';

const modulePath = z.templateLiteral(
  [z.enum(['./', '../']), z.string(), z.enum(['.js', '.mjs', '.cjs'])],
  { error: 'a module beside the scenario, such as ./my-agent.js' },
);
const SHA256 = { error: 'a SHA-256 of 64 hexadecimal digits' };

export const customAgent = z
  .strictObject({
    kind: modulePath.describe('Path of the module, from the folder of the scenario.'),
    ...everyone,
    cash,
    wakeRate: rate().describe('Wake-ups of each agent, on each instrument.'),
    parameters: z
      .record(z.string(), z.unknown())
      .prefault({})
      .describe('Handed to the module as they are.'),
    sha256: z
      .string(SHA256)
      .regex(/^[0-9a-f]{64}$/, SHA256)
      .optional()
      .describe('Content of the module; another content is an error. Default: as it is.'),
  })
  .describe('Behaviour from a module of your own: see docs/custom-agents.md.');

export type CustomAgentValue = z.output<typeof customAgent>;

export function compileCustomAgent(
  base: PopulationBase,
  value: CustomAgentValue,
  { whole }: PopulationSetting,
): CustomAgent {
  return {
    ...base,
    kind: 'custom',
    module: value.kind,
    moduleSha256: value.sha256 ?? null,
    wakeRate: value.wakeRate,
    cash: whole.moneyLaw(value.cash),
    parameters: value.parameters,
  };
}
