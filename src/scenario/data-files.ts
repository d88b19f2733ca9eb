import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import type { Findings } from './findings.js';
import type { ReadText } from './read-text.js';
import type { ScenarioValue } from './schema.js';

/** The files that a scenario names, by instrument; null: it could not be read. */
export type DataFiles = ReadonlyMap<string, DataFile>;

export interface DataFile {
  readonly text: string;
  readonly sha256: string;
}

/** Reads each file that an index replays; its path is relative to the scenario's file. */
export function readDataFiles(
  fileName: string,
  { venue }: ScenarioValue,
  readText: ReadText,
  findings: Findings,
): DataFiles {
  const files = new Map<string, DataFile>();
  for (const [name, { index }] of Object.entries(venue.instruments)) {
    const path = ['venue', 'instruments', name, 'index'];
    if (findings.isWrong([...path, 'kind']) || index.kind !== 'replay') continue;
    if (findings.isTouched([...path, 'file'])) continue;
    try {
      const text = readText(
        isAbsolute(index.file) ? index.file : join(dirname(fileName), index.file),
      );
      const sha256 = createHash('sha256').update(text).digest('hex');
      if (
        index.sha256 !== undefined &&
        index.sha256 !== sha256 &&
        !findings.isTouched([...path, 'sha256'])
      ) {
        findings.wrongValue([...path, 'sha256'], `that of ${index.file}, ${sha256}`, index.sha256);
      }
      files.set(name, { text, sha256 });
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      findings.contradiction([...path, 'file'], 'a file that can be read', found);
    }
  }
  return files;
}

/** What a file contains is a part of the scenario: its hash stands in it. */
export function withHashes(scenario: ScenarioValue, files: DataFiles): ScenarioValue {
  if (files.size === 0) return scenario;
  const instruments = Object.entries(scenario.venue.instruments).map(([name, instrument]) => {
    const { index } = instrument;
    const file = files.get(name);
    if (index.kind !== 'replay' || file === undefined) return [name, instrument] as const;
    return [name, { ...instrument, index: { ...index, sha256: file.sha256 } }] as const;
  });
  const venue = { ...scenario.venue, instruments: Object.fromEntries(instruments) };
  return { ...scenario, venue };
}
