import type { Findings, Path } from './findings.js';
import type { InstrumentValue } from './instrument-schema.js';

/** The instruments of the venue, by name and by row; NaN stands for a name that isn't there. */
export class Markets {
  private readonly findings: Findings;
  private readonly names: readonly string[];
  private readonly instruments: readonly InstrumentValue[];

  constructor(instruments: Readonly<Record<string, InstrumentValue>>, findings: Findings) {
    this.findings = findings;
    this.names = Object.keys(instruments);
    this.instruments = Object.values(instruments);
  }

  rowOf(name: string, path: Path): number {
    const row = this.names.indexOf(name);
    if (row >= 0) return row;
    const isTold = this.findings.isWrong(path) || this.findings.isWrong(['venue', 'instruments']);
    if (!isTold) {
      const expected = `the name of an instrument (${this.names.join(', ')})`;
      this.findings.wrongValue(path, expected, name, this.names);
    }
    return NaN;
  }

  /** A finding where an instrument has no funding that a shock could change. */
  requireFunding(row: number, path: Path): void {
    const isNone = this.instruments[row]?.funding === 'none';
    if (!isNone || this.findings.isTouched(['venue', 'instruments', this.names[row]])) return;
    const expected = 'an instrument with funding';
    this.findings.contradiction([...path, 'instrument'], expected, `${this.names[row]}, without`);
  }

  lotOf(row: number): number {
    return this.stepOf('lot', row);
  }

  /** The lot that all of them have: sizes that are given once for all must mean the same. */
  commonLot(rows: readonly number[], path: Path): number {
    return this.common('lot', rows, path);
  }

  commonTick(rows: readonly number[], path: Path): number {
    return this.common('tick', rows, path);
  }

  /** A step that is wrong by itself is no measure for anything else. */
  private stepOf(key: 'tick' | 'lot', row: number): number {
    const step = this.instruments[row]?.[key] ?? NaN;
    const isWrong = this.findings.isWrong(['venue', 'instruments', this.names[row], key]);
    return isWrong ? NaN : step;
  }

  private common(key: 'tick' | 'lot', rows: readonly number[], path: Path): number {
    const steps = rows.map((row) => this.stepOf(key, row));
    if (steps.length === 0 || steps.some(Number.isNaN)) return NaN;
    if (steps.every((step) => step === steps[0])) return steps[0];
    const found = rows.map((row, at) => `${this.names[row]} ${steps[at]}`).join(', ');
    this.findings.contradiction(path, `instruments of one ${key}, or a population for each`, found);
    return NaN;
  }
}
