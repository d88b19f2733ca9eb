import { choleskyFactor } from '../core/cholesky.js';
import type { Findings, Path } from './findings.js';
import type { CommonJumpsValue, IndexCorrelationValue } from './index-links-schema.js';
import type { CommonJumps, IndexCorrelation } from './scenario.js';
import type { VenueValue } from './venue-schema.js';

/** Kinds whose price is decided by no noise of its own. */
const NOISELESS = ['constant'];

/** What the indices of a venue have in common; nothing for what is not written. */
export function compileIndexLinks(
  venue: VenueValue,
  findings: Findings,
): { readonly indexCorrelation?: IndexCorrelation; readonly commonJumps?: CommonJumps } {
  const links = new Links(venue, findings);
  return {
    ...(venue.indexCorrelation && { indexCorrelation: links.correlation(venue.indexCorrelation) }),
    ...(venue.commonJumps && { commonJumps: links.commonJumps(venue.commonJumps) }),
  };
}

class Links {
  private readonly names: readonly string[];
  private readonly kinds: readonly string[];
  private readonly findings: Findings;

  constructor({ instruments }: VenueValue, findings: Findings) {
    this.names = Object.keys(instruments);
    this.kinds = Object.values(instruments).map(({ index }) => index.kind);
    this.findings = findings;
  }

  correlation(value: IndexCorrelationValue): IndexCorrelation {
    const path = ['venue', 'indexCorrelation'];
    const pairs = 'pairs' in value ? this.pairs(value.pairs, path) : this.products(value, path);
    if (this.findings.isTouched(path)) return { instruments: [], factor: [] };
    const instruments = [...new Set(pairs.flatMap(({ rows }) => rows))].sort((a, b) => a - b);
    const matrix = instruments.map((row) =>
      instruments.map((column) => (row === column ? 1 : 0) as number),
    );
    for (const { rows, correlation } of pairs) {
      const [left, right] = rows.map((row) => instruments.indexOf(row));
      matrix[left][right] = correlation;
      matrix[right][left] = correlation;
    }
    const factor = choleskyFactor(matrix);
    if (factor === null) {
      const expected = 'correlations that are possible together (positive semi-definite)';
      const found = `an impossible combination for ${instruments.map((row) => this.names[row]).join(', ')}`;
      this.findings.contradiction([...path, 'pairs'], expected, found);
    }
    return { instruments, factor: factor ?? [] };
  }

  commonJumps({ instruments, mean, rate, sd }: CommonJumpsValue): CommonJumps {
    const path = ['venue', 'commonJumps', 'instruments'];
    if (instruments.length === 0 && !this.findings.isTouched(path)) {
      this.findings.wrongValue(path, 'at least one instrument', instruments);
    }
    const rows = instruments.map((name, place) => this.rowOf(name, [...path, place]));
    for (const [place, row] of rows.entries()) {
      if (Number.isNaN(row) || rows.indexOf(row) === place) continue;
      const found = `${instruments[place]} a second time`;
      this.findings.contradiction([...path, place], 'each instrument once', found);
    }
    return { instruments: rows, rate, mean, sd };
  }

  private products(
    { loadings }: Extract<IndexCorrelationValue, { loadings: unknown }>,
    path: Path,
  ): Pair[] {
    const loaded = Object.entries(loadings).map(([name, loading]) => ({
      row: this.noisyRowOf(name, [...path, 'loadings', name], 'key'),
      loading,
    }));
    if (loaded.length < 2 && !this.findings.isTouched([...path, 'loadings'])) {
      this.findings.wrongValue([...path, 'loadings'], 'at least two instruments', loadings);
    }
    return loaded.flatMap((left, place) =>
      loaded.slice(place + 1).map((right) => ({
        rows: [left.row, right.row],
        correlation: left.loading * right.loading,
      })),
    );
  }

  private pairs(
    written: Extract<IndexCorrelationValue, { pairs: unknown }>['pairs'],
    path: Path,
  ): Pair[] {
    if (written.length === 0 && !this.findings.isTouched([...path, 'pairs'])) {
      this.findings.wrongValue([...path, 'pairs'], 'at least one pair', written);
    }
    const seen = new Set<string>();
    return written.flatMap(({ between, correlation }, place) => {
      const at = [...path, 'pairs', place, 'between'];
      if (this.findings.isTouched(at)) return [];
      if (between.length !== 2 || between[0] === between[1]) {
        this.findings.contradiction(
          at,
          'the names of two instruments',
          between.join(', ') || 'none',
        );
        return [];
      }
      const rows = between.map((name, which) => this.noisyRowOf(name, [...at, which], 'value'));
      const key = [...rows].sort((a, b) => a - b).join();
      if (seen.has(key)) this.findings.contradiction(at, 'each pair once', 'it a second time');
      seen.add(key);
      return [{ rows, correlation }];
    });
  }

  private noisyRowOf(name: string, path: Path, at: 'key' | 'value'): number {
    const row = this.rowOf(name, path, at);
    const isNoiseless = NOISELESS.includes(this.kinds[row]);
    const kindPath = ['venue', 'instruments', name, 'index'];
    if (isNoiseless && !this.findings.isTouched(kindPath)) {
      const expected = 'an index with noise of its own';
      this.findings.contradiction(path, expected, `one of kind ${this.kinds[row]}`);
    }
    return row;
  }

  private rowOf(name: string, path: Path, at: 'key' | 'value' = 'value'): number {
    const row = this.names.indexOf(name);
    if (row >= 0) return row;
    const { findings, names } = this;
    if (findings.isWrong(path) || findings.isWrong(['venue', 'instruments'])) return NaN;
    const expected = `the name of an instrument (${names.join(', ')})`;
    if (at === 'key') findings.wrongKey(path, expected, names);
    else findings.wrongValue(path, expected, name, names);
    return NaN;
  }
}

interface Pair {
  readonly rows: readonly number[];
  readonly correlation: number;
}
