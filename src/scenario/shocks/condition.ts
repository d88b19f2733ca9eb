/** What the condition of a shock may speak of, in the order of its values. */
export const CONDITION_VARIABLES = [
  'time_s',
  'index_price',
  'mark_price',
  'last_price',
  'mark_drawdown_pct',
  'mark_rise_pct',
  'spread_bps',
  'bid_depth_1pct',
  'ask_depth_1pct',
  'open_interest',
  'liquidations',
  'liquidations_open',
  'insurance_fund',
  'bad_debt',
  'funding_rate',
  'messages_waiting',
] as const;

export type ConditionVariable = (typeof CONDITION_VARIABLES)[number];
