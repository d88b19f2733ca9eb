import { join } from 'node:path';
import { writeJson } from '../writers/output-file.js';
import type { SweepFolder } from './sweep-folder.js';
import type { SweepReport } from './sweep-report.js';
import type { SweepResults } from './sweep-results.js';
import { type SweepFormat, writeSweepTables } from './write-tables.js';

/** All tables of a sweep, and sweep.json: the new ones stand in the folder together or not at all. */
export function writeResults(
  folder: SweepFolder,
  results: SweepResults,
  report: SweepReport,
  format: SweepFormat,
): Promise<void> {
  return folder.replaceTables(async (aside) => {
    await writeSweepTables(results, aside, format);
    writeJson(join(aside, 'sweep.json'), report);
  });
}
