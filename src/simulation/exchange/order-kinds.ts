/** The numbers of the intents of the same name. */
export const ORDER_KINDS = {
  limit: 0,
  market: 1,
  /** Immediate or cancel: what does not trade at once is dropped. */
  ioc: 2,
  /** Refused if it would trade at once. */
  postOnly: 3,
  /** Shows a part of its lots at a time. */
  iceberg: 4,
  /** Fill or kill: refused unless all of it trades at once. */
  fok: 5,
} as const;
export type OrderKind = (typeof ORDER_KINDS)[keyof typeof ORDER_KINDS];

/** What became of an order that was placed. */
export const OUTCOMES = {
  accepted: 0,
  rejectedPostOnly: 1,
  rejectedFillOrKill: 2,
  rejectedHalted: 3,
  /** Outside [1, maxPriceTicks]. */
  rejectedPrice: 4,
} as const;
export type Outcome = (typeof OUTCOMES)[keyof typeof OUTCOMES];

export function mayRest(kind: OrderKind): boolean {
  switch (kind) {
    case ORDER_KINDS.limit:
    case ORDER_KINDS.postOnly:
    case ORDER_KINDS.iceberg:
      return true;
    case ORDER_KINDS.market:
    case ORDER_KINDS.ioc:
    case ORDER_KINDS.fok:
      return false;
    default:
      return kind satisfies never;
  }
}
