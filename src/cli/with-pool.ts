import type { RunPool } from '../sweep/run-pool.js';
import { checkedWorkers } from './checked.js';
import type { CountBar } from './count-bar.js';
import { EXIT, type ExitCode } from './exit-code.js';

interface PoolFlags {
  readonly workers?: string;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** What a command has that makes its runs in a pool. */
export interface PoolMeans {
  readonly pool: RunPool;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly bar: CountBar;
}

/**
 * Lets a command work with a pool of as many workers as were asked for. Ctrl-C drops the runs in
 * flight, and what they would have come to. Throws UsageError, and what `work` throws.
 */
export async function withPool(
  { workers: asked, quiet, json }: PoolFlags,
  work: (means: PoolMeans) => Promise<ExitCode>,
): Promise<ExitCode> {
  const workers = checkedWorkers(asked);
  const { catchInterrupts } = await import('./interrupt.js');
  const { countBar } = await import('./count-bar.js');
  const { tuneV8 } = await import('../tune-v8.js');
  tuneV8();
  const { openRunPool } = await import('../sweep/run-pool.js');
  const bar = await countBar(!quiet && !json);
  const interrupts = catchInterrupts(() => bar.say('interrupted'));
  const pool = openRunPool({ workers });
  try {
    return await work({ pool, signal: interrupts.signal, bar });
  } catch (error) {
    if (interrupts.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    bar.stop();
    await pool.close();
    interrupts.release();
  }
}
