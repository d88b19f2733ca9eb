import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { RunAnswer, RunTask } from './run-task.js';
import type { Began, WorkerTask } from './run-worker.js';

export interface PoolRequest {
  /** Threads; each makes one run at a time. They start when they are needed first. */
  readonly workers: number;
  /** Most that the heap of a worker may hold; null: as V8 decides. */
  readonly memoryBytes?: number | null;
}

/** Makes runs in worker threads. */
export interface RunPool {
  /**
   * Answers whatever becomes of the run, its worker included. Rejects only when `signal` aborts it,
   * with the signal's reason. Runs of one scenario go to the same worker where they can, because it
   * keeps the scenario.
   */
  readonly run: (task: RunTask, signal?: AbortSignal) => Promise<RunAnswer>;
  readonly close: () => Promise<void>;
}

/** Seen from the bundled command and from the library alike. */
const WORKER_FILE = fileURLToPath(new URL('../sweep/run-worker.js', import.meta.url));
/** The worker looks at the clock itself: one that is later than this does not answer any more. */
const GRACE_MS = 1000;
const LOOK_EVERY_MS = 100;
/** Below this not even the code of the simulation can be loaded. */
const LEAST_HEAP_MB = 64;

export function openRunPool({ workers, memoryBytes = null }: PoolRequest): RunPool {
  const lanes = Array.from({ length: workers }, () => new Lane(memoryBytes));
  const waiting: Waiting[] = [];
  return {
    run: async (task, signal) => {
      signal?.throwIfAborted();
      const name = scenarioName(task);
      const lane = idleLane(lanes, name) ?? (await turn(waiting, name));
      try {
        lane.isBusy = true;
        lane.scenario = name;
        return await lane.run(task, signal);
      } finally {
        lane.isBusy = false;
        passOn(lane, waiting);
      }
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

interface Waiting {
  readonly scenario: string;
  readonly take: (lane: Lane) => void;
}

function idleLane(lanes: readonly Lane[], scenario: string): Lane | undefined {
  const idle = lanes.filter((lane) => !lane.isBusy);
  return (
    idle.find((lane) => lane.scenario === scenario) ??
    idle.find((lane) => lane.scenario === null) ??
    idle[0]
  );
}

function turn(waiting: Waiting[], scenario: string): Promise<Lane> {
  return new Promise((take) => waiting.push({ scenario, take }));
}

function passOn(lane: Lane, waiting: Waiting[]): void {
  if (waiting.length === 0) return;
  const same = waiting.findIndex(({ scenario }) => scenario === lane.scenario);
  const [next] = waiting.splice(Math.max(0, same), 1);
  lane.isBusy = true;
  next.take(lane);
}

function scenarioName(task: RunTask): string {
  return task.scenarioHash ?? JSON.stringify([task.fileName, task.overrides]);
}

/** A thread, or the place of one that was ended and is started again for the next run. */
class Lane {
  isBusy = false;
  /** That of its last run. */
  scenario: string | null = null;
  private readonly piscina: Piscina<WorkerTask, RunAnswer>;
  private readonly memoryBytes: number | null;

  constructor(memoryBytes: number | null) {
    this.memoryBytes = memoryBytes;
    this.piscina = new Piscina({
      filename: WORKER_FILE,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: Infinity,
      ...(memoryBytes !== null && {
        resourceLimits: {
          maxOldGenerationSizeMb: Math.max(LEAST_HEAP_MB, Math.ceil(memoryBytes / 1e6)),
        },
      }),
    });
    // What a worker breaks of after its run is answered concerns nobody; the next run has a new one.
    this.piscina.on('error', () => undefined);
  }

  async run(task: RunTask, signal: AbortSignal | undefined): Promise<RunAnswer> {
    const began: Began = new Int32Array(new SharedArrayBuffer(4));
    const watch = new Watch(began, task.limits.wallClockMs, signal);
    try {
      return await this.piscina.run({ task, began }, { signal: watch.signal });
    } catch (error) {
      this.scenario = null;
      signal?.throwIfAborted();
      if (watch.signal.aborted) return watch.answer();
      return this.answerOfDead(error);
    } finally {
      watch.end();
    }
  }

  async close(): Promise<void> {
    await this.piscina.destroy();
  }

  private answerOfDead(error: unknown): RunAnswer {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY' && this.memoryBytes !== null) {
      const reason = `it needed more memory than ${Math.ceil(this.memoryBytes / 1e6)} MB`;
      return { status: 'stopped', reason, summary: [] };
    }
    const reason = `it ended its worker: ${message}`.replace(/\s+/g, ' ');
    return { status: 'crashed', reason, summary: [] };
  }
}

/** Aborts a run when it is dropped, or when its worker does not look at the clock any more. */
class Watch {
  private readonly controller = new AbortController();
  private readonly began: Began;
  private readonly mostMs: number;
  private readonly dropped: AbortSignal | undefined;
  private readonly timer: NodeJS.Timeout | null = null;
  private readonly abort = (): void => this.controller.abort();
  private beganMs: number | null = null;

  constructor(began: Began, wallClockMs: number | null, dropped: AbortSignal | undefined) {
    this.began = began;
    this.mostMs = wallClockMs ?? Infinity;
    this.dropped = dropped;
    // Not AbortSignal.any: a signal that lives as long as a sweep would keep something of every run.
    dropped?.addEventListener('abort', this.abort);
    if (wallClockMs !== null) this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  answer(): RunAnswer {
    const reason = `it took longer than ${this.mostMs / 1000} s and did not answer`;
    return { status: 'stopped', reason, summary: [] };
  }

  end(): void {
    this.dropped?.removeEventListener('abort', this.abort);
    if (this.timer !== null) clearInterval(this.timer);
  }

  private look(): void {
    if (Atomics.load(this.began, 0) === 0) return;
    this.beganMs ??= performance.now();
    if (performance.now() - this.beganMs > this.mostMs + GRACE_MS) this.abort();
  }
}
