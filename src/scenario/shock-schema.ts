import { z } from 'zod';
import { marketShocks } from './shocks/market-schema.js';
import { venueShocks } from './shocks/venue-schema.js';

/** Every kind of shock. */
export const shockSchema = z.discriminatedUnion('kind', [...marketShocks, ...venueShocks]);

export type ShockValue = z.output<typeof shockSchema>;
