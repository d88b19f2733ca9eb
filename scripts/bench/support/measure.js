/**
 * Runs the work and returns what it cost in nanoseconds of CPU, of all threads of this process.
 *
 * @param {() => void} work
 * @returns {number}
 */
export function cpuNs(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
}

/**
 * Resident memory of this process once garbage is gone. Needs `--expose-gc`.
 *
 * @returns {number} bytes
 */
export function residentBytes() {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  for (let pass = 0; pass < 3; pass++) globalThis.gc();
  return process.memoryUsage.rss();
}
