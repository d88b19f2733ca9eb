import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Package } from 'datapackage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUY } from '../../src/events/sink.js';
import { fanOut } from '../../src/metrics/fan-out.js';
import { RunMetrics } from '../../src/metrics/run-metrics.js';
import { summarise } from '../../src/metrics/summary.js';
import { dataPackageText } from '../../src/writers/data-package.js';
import { Printer } from '../../src/writers/printer.js';
import { RunTables } from '../../src/writers/run-tables.js';
import { RECORDINGS, RUN_TABLES } from '../../src/writers/tables.js';
import {
  fundMove,
  instrumentSample,
  liquidationEnd,
  liquidationStart,
  order,
  runEnd,
  scenarioOf,
  trade,
  venueSample,
} from '../metrics/facts.js';

const folder = mkdtempSync(join(tmpdir(), 'unwind-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A run in which every fact happens at least once, defined and undefined values alike. */
beforeAll(() => {
  const scenario = scenarioOf();
  const metrics = new RunMetrics(scenario);
  const tables = new RunTables(folder, new Printer(scenario), metrics, RECORDINGS);
  const sink = fanOut([...metrics.listeners, ...tables.listeners]);
  sink.insuranceFundMoved(fundMove({ amountUnits: 3_000_000, balanceUnits: 3_000_000 }));
  sink.instrumentSampled(instrumentSample({ fundingRatePpb: 100_000 }));
  sink.venueSampled(venueSample());
  sink.orderPlaced(order());
  sink.orderCancelled(1, 0, 1, 7, 5, -6);
  sink.traded(trade({ makerFeeUnits: -3, cause: 1 }));
  sink.liquidationStarted(liquidationStart());
  sink.liquidationEnded(liquidationEnd({ shortfallUnits: 9, paidByVenueUnits: 9 }));
  sink.insuranceFundMoved(
    fundMove({ reason: 'surplus', liquidation: 1, amountUnits: 5, balanceUnits: 3_000_005 }),
  );
  sink.deleveraged({
    timeUs: 5,
    venue: 0,
    liquidation: 1,
    account: 3,
    cohort: 0,
    instrument: 0,
    side: BUY,
    lots: 4,
    priceTicks: 90,
    notionalUnits: 100,
    rank: 1 / 3,
    pnlGivenUpUnits: -7,
  });
  sink.incident({
    timeUs: 5,
    endTimeUs: 5,
    venue: 0,
    instrument: 0,
    kind: 'reopening',
    name: '',
    severity: 0,
    trigger: 'scheduled',
  });
  sink.instrumentSampled(instrumentSample({ timeUs: 10, bestBidTicks: 0, halted: true }));
  sink.cohortClosed({
    venue: 0,
    cohort: 0,
    accounts: 1,
    liquidatedAccounts: 1,
    depositsUnits: 10,
    withdrawalsUnits: 0,
    finalEquityUnits: 8,
    pnlUnits: -2,
    feesPaidUnits: 0,
    fundingPaidUnits: 0,
    lossesSocialisedUnits: 0,
    shortfallCoveredUnits: 0,
    pnlGivenUpUnits: 0,
  });
  sink.runEnded(runEnd());
  const summary = summarise(scenario, '1', metrics);
  const text = dataPackageText(summary, tables.finish(summary));
  writeFileSync(join(folder, 'datapackage.json'), text);
});

async function load(): Promise<Package> {
  return Package.load(join(folder, 'datapackage.json'), { basePath: folder, strict: false });
}

test('an independent validator finds the package valid', async () => {
  const dataPackage = await load();
  expect(dataPackage.errors).toEqual([]);
  expect(dataPackage.valid).toBe(true);
});

test('the validator would say when a column had a type that is none', async () => {
  const text = readFileSync(join(folder, 'datapackage.json'), 'utf8');
  const path = join(folder, 'wrong.json');
  writeFileSync(path, text.replace('"type": "integer"', '"type": "count"'));
  const wrong = await Package.load(path, { basePath: folder, strict: false });
  expect(wrong.valid).toBe(false);
});

test('an independent reader finds every row of every table as its columns promise', async () => {
  const dataPackage = await load();
  const names = [...RUN_TABLES.map((table) => table.name), ...RECORDINGS];
  expect(dataPackage.resources.map((resource) => resource.name)).toEqual(names);
  for (const resource of dataPackage.resources) {
    const rows = await resource.read({ keyed: true });
    const lines = readFileSync(join(folder, `${resource.name}.csv`), 'utf8')
      .trimEnd()
      .split('\n');
    expect(rows.length, resource.name).toBe(lines.length - 1);
    expect(rows.length, resource.name).toBeGreaterThan(0);
    expect(Object.keys(rows[0]), resource.name).toEqual(lines[0].split(','));
  }
});

test('a cell that breaks its promise is found', async () => {
  const path = join(folder, 'cohorts.csv');
  const text = readFileSync(path, 'utf8');
  const [header, row] = text.split('\n');
  const emptied = row.replace(/^venue,traders,1,/, 'venue,traders,,');
  for (const wrong of [emptied, row.replace(',1,', ',one,')]) {
    expect(wrong).not.toBe(row);
    writeFileSync(path, `${header}\n${wrong}\n`);
    const [resource] = (await load()).resources.filter(({ name }) => name === 'cohorts');
    await expect(resource.read({ keyed: true })).rejects.toThrow();
  }
  writeFileSync(path, text);
});

test('money has the settlement asset as its unit, and every field a description', () => {
  const text = readFileSync(join(folder, 'datapackage.json'), 'utf8');
  const { resources } = JSON.parse(text) as {
    resources: {
      name: string;
      path: string;
      bytes: number;
      schema: { fields: { name: string; unit?: string; description: string }[] };
    }[];
  };
  for (const { path, bytes, schema } of resources) {
    expect(existsSync(join(folder, path))).toBe(true);
    expect(readFileSync(join(folder, path)).length, path).toBe(bytes);
    for (const field of schema.fields) expect(field.description).not.toBe('');
  }
  const fields = resources.find(({ name }) => name === 'summary')?.schema.fields;
  expect(fields?.find(({ name }) => name === 'bad_debt')?.unit).toBe('USDT');
});
