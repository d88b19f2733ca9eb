/**
 * How a run of a sweep came out.
 *
 * - `done`: it ended as its scenario says.
 * - `limited`: it ended at the sweep's limit of simulated time or commands; it has a summary.
 * - `stopped`: it met a limit of the wall clock or of memory. Has no summary; tried again on resume.
 * - `failed`: it threw, or broke an invariant. Has no summary.
 * - `crashed`: it took its worker with it. Has no summary; tried again on resume.
 */
export type RunStatus = 'done' | 'limited' | 'stopped' | 'failed' | 'crashed';

/** One run of a sweep: a line of the journal. */
export interface RunRecord {
  /** SHA-256 of (hash of the resolved scenario, seed, build, what limits its course), in hex. */
  readonly key: string;
  readonly status: RunStatus;
  /** Why it is not `done`; empty if it is. */
  readonly reason: string;
  /** The cells of summary.csv as they are printed, in the order of its columns; empty without one. */
  readonly summary: readonly string[];
}
