import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for one test, with a scenario in it. */
export function workplace(scenario = SCENARIO): string {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'small.yaml'), scenario);
  return folder;
}

/** Runs the built command to its end. */
export function unwind(cwd: string, ...typed: string[]): Ended {
  const ended = spawnSync(process.execPath, [MAIN, ...typed], { cwd, encoding: 'utf8' });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Runs a line of shell in which $UNWIND is the built command. */
export function shell(cwd: string, line: string): Ended {
  const env = { ...process.env, UNWIND: `${process.execPath} ${MAIN}` };
  const ended = spawnSync('bash', ['-c', line], { cwd, encoding: 'utf8', env });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export function unwindStarted(cwd: string, ...typed: string[]): Running {
  const child = spawn(process.execPath, [MAIN, ...typed], { cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Waits for something that another process does. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries++) {
    if (tries > 1000) throw new Error('it did not happen within 20 seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The run has started to write its tables aside. */
export function isWriting(parent: string): boolean {
  if (!existsSync(parent)) return false;
  return readdirSync(parent).some(
    (name) => name.endsWith('.tmp') && existsSync(join(parent, name, 'incidents.csv')),
  );
}

export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** A table as records of text, for tables without quotes. */
export function readTable(folder: string, name: string): Record<string, string>[] {
  const lines = readFileSync(join(folder, `${name}.csv`), 'utf8')
    .trimEnd()
    .split('\n');
  const [header, ...rows] = lines.map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at]])));
}

/** Ten minutes in which a market order sets off liquidations that the fund can't pay for. */
export const SCENARIO = `question: Who pays when a market order sets off longs?
duration: 10m
sampleEvery: 10s
settlement: { asset: USDT, decimals: 4 }
venue:
  name: perpetuals
  insuranceFund: { initial: 100 }
  markEvery: 1s
  liquidation: { execution: { kind: whole }, worstPrice: none, fee: 50bp }
  instruments:
    BTC-PERP:
      tick: 0.1
      lot: 0.001
      initialPrice: 40000
      index: { kind: gbm, every: 1s, volatility: 80% }
      mark: { kind: last }
      margin: { initial: 1%, maintenance: 0.5% }
      funding: { every: 2m, interest: 1bp, clamp: 5bp, cap: 75bp }
populations:
  retail:
    kind: noise
    count: 20
    margin: cross
    wealth: 50k
    marketOrders: { rate: 5/s, size: 0.005 }
    limitOrders: { rate: 10/s, size: 0.01, distance: { pareto: { min: 0.1%, exponent: 1, max: 10% } }, life: 2m }
  longs:
    kind: leveragedSpeculator
    count: 300
    margin: isolated
    wealth: { pareto: { min: 100, exponent: 1.3, max: 100k } }
    leverage: { lognormal: { median: 20, sigma: 0.8, min: 1, max: 90 } }
    longShare: 100%
    entryRate: 0/s
    exitRate: 0/s
    standing: { side: long, share: 100%, entry: 1, total: 30, surviveAtStart: true, counterparty: hedgers }
  hedgers:
    kind: leveragedSpeculator
    count: 5
    margin: cross
    wealth: 5M
    leverage: 1
    longShare: 0%
    entryRate: 0/s
    exitRate: 0/s
  walls:
    kind: staticBook
    margin: unmargined
    bids: { kind: flat, lotsPerTick: 10, from: 1, to: 4000 }
    asks: { kind: flat, lotsPerTick: 10, from: 1, to: 4000 }
shocks:
  dump: { kind: marketOrder, at: 5m, instrument: BTC-PERP, side: sell, size: 36 }
`;

/** The same for so long that no test waits for its end. */
export const ENDLESS = SCENARIO.replace(
  'duration: 10m',
  'duration: 3000h\nmaxCommands: 1000M',
).replace('sampleEvery: 10s', 'sampleEvery: 1h');
