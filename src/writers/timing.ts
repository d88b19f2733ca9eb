/** timing.json: the only file that differs between two runs of the same build, scenario and seed. */
export interface Timing {
  readonly startedAt: string; // ISO 8601
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Of wallSeconds: building the world and executing its commands, tables included. */
  readonly simulationSeconds: number;
  readonly commandsPerSecond: number; // of simulationSeconds
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
  private simulationMs = 0;

  /** Several in one run add up. */
  async timeSimulation(simulate: () => Promise<void>): Promise<void> {
    const startMs = performance.now();
    await simulate();
    this.simulationMs += performance.now() - startMs;
  }

  read(commands: number): Timing {
    const cpu = process.cpuUsage(this.startCpu);
    return {
      startedAt: this.startedAt.toISOString(),
      wallSeconds: (performance.now() - this.startMs) / 1000,
      cpuSeconds: (cpu.user + cpu.system) / 1_000_000,
      simulationSeconds: this.simulationMs / 1000,
      commandsPerSecond: Math.round((1000 * commands) / this.simulationMs),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      node: process.versions.node,
      v8: process.versions.v8,
      platform: `${process.platform}-${process.arch}`,
    };
  }
}
