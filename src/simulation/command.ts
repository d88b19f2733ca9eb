/**
 * All that can happen in a run. A command is a row of the queue: its kind and two whole numbers.
 * To add a mechanism, add a kind: the compiler shows the rest.
 */
export const COMMANDS = {
  /** a: population. Its next member wakes; memoryless populations share one pending command. */
  wakeAgents: 0,
  /** a: instrument. */
  publishIndex: 1,
  /** a: venue. */
  updateMark: 2,
  /** a: liquidation id. The next step of its execution. */
  liquidate: 3,
  /** a: instrument. */
  settleFunding: 4,
  /** a: shock. */
  applyShock: 5,
  /** a: instrument. Trading reopens. */
  reopen: 6,
  sample: 7,
} as const;

export type CommandKind = (typeof COMMANDS)[keyof typeof COMMANDS];

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);
