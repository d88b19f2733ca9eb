/** timing.json: the only file that differs between two runs of the same build, scenario and seed. */
export interface Timing {
  readonly startedAt: string; // ISO 8601
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly commandsPerSecond: number;
  readonly peakMemoryBytes: number;
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
}

/** Takes the time of a run from its creation on. */
export class Stopwatch {
  private readonly startedAt = new Date();
  private readonly startMs = performance.now();
  private readonly startCpu = process.cpuUsage();

  read(commands: number): Timing {
    const wallSeconds = (performance.now() - this.startMs) / 1000;
    const cpu = process.cpuUsage(this.startCpu);
    return {
      startedAt: this.startedAt.toISOString(),
      wallSeconds,
      cpuSeconds: (cpu.user + cpu.system) / 1_000_000,
      commandsPerSecond: Math.round(commands / wallSeconds),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      node: process.versions.node,
      v8: process.versions.v8,
      platform: `${process.platform}-${process.arch}`,
    };
  }
}
