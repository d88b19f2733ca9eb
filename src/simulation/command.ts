/**
 * All that can happen in a run. A command is a row of the queue: its kind and one whole number, its
 * argument. To add a mechanism, add a kind: the compiler shows the rest.
 */
export const COMMANDS = {
  /** Argument: population. Its next member wakes; memoryless populations share one pending command. */
  wakeAgents: 0,
  /** Argument: instrument. */
  publishIndex: 1,
  /** Argument: venue. */
  updateMark: 2,
  /** Argument: liquidation id. The next step of its execution. */
  liquidate: 3,
  /** Argument: instrument. */
  settleFunding: 4,
  /** Argument: shock. */
  applyShock: 5,
  /** Argument: instrument. Trading reopens. */
  reopen: 6,
  sample: 7,
  /** Argument: shock. Its time is over. */
  endShock: 8,
  /** Argument: shock. The next slice of an order, the next who take their money out. */
  stepShock: 9,
  /** Conditions of shocks are looked at. */
  checkConditions: 10,
  /** Argument: venue. A stalled or throttled liquidation engine does the next thing. */
  runEngine: 11,
  /** Argument: instrument. The factor of its requirements is published. */
  publishMargin: 12,
  /** Argument: message. What an agent sent reaches its venue. */
  deliverOrder: 13,
  /** Argument: venue. The matching engine comes to the next message that waits. */
  matchNext: 14,
} as const;

export type CommandKind = (typeof COMMANDS)[keyof typeof COMMANDS];

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);
