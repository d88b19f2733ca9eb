import { z } from 'zod';

/** Names of venues, instruments, populations and shocks: they stand in tables and paths. */
export function name() {
  const error = 'a name of letters, digits, _, - and . that is not just a number, such as BTC-PERP';
  return z
    .string({ error })
    .max(64, { error })
    .regex(/^(?!\d+$)[A-Za-z0-9][A-Za-z0-9_.-]*$/, { error });
}
