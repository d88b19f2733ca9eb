/** The parts of `scripts/theory` that tests look at: plain JavaScript that imports the built code. */
export interface Row {
  readonly quantity: string;
  readonly expected: number | null;
  readonly got: number;
  readonly standardError: number | null;
  readonly verdict: 'pass' | 'fail' | 'no reference';
  readonly note?: string;
}

export interface Run {
  readonly loadTheory: (name: string, overrides: readonly string[]) => unknown;
}

export interface CascadeSize {
  readonly theoryOf: (scenario: unknown) => { readonly lambda: number; readonly n: number } | null;
  readonly observe: (scenario: unknown, theory: unknown, runs: number) => unknown;
  readonly compare: (observed: unknown, theory: { lambda: number; n: number }) => readonly Row[];
}

export interface CascadeEnd {
  readonly theoryOf: (
    scenario: unknown,
  ) => { readonly fallTicks: number; readonly liquidations: number } | null;
  readonly observe: (scenario: unknown) => {
    readonly fallTicks: number;
    readonly liquidations: number;
  };
  readonly compare: (observed: unknown, theory: unknown) => readonly Row[];
}

export interface Spread {
  readonly compare: (
    spread: Record<'mean' | 'sd' | 'meanError' | 'sdError', number>,
    reference: { readonly mean: number; readonly sd: number } | null,
  ) => readonly Row[];
  readonly flowOf: (scenario: unknown) => unknown;
  readonly referenceOf: (flow: unknown) => { readonly mean: number; readonly sd: number } | null;
}

export interface Passage {
  readonly firstPassage: (path: {
    distance: number;
    trend: number;
    volatility: number;
    years: number;
    stepYears: number;
  }) => number;
  readonly compare: (
    observed: { share: number; runs: number },
    probability: number,
  ) => readonly Row[];
}

export interface Touch {
  readonly theoryOf: (scenario: unknown) => { readonly birth: number } | null;
  readonly upProbability: (
    queues: Record<'bids' | 'asks' | 'birth' | 'death' | 'cancel', number>,
  ) => number;
  readonly observe: (scenario: unknown, runs: number) => number;
  readonly compare: (
    observed: { share: number; runs: number },
    probability: number,
  ) => readonly Row[];
}

export interface Moment {
  add(value: number): void;
  readonly mean: number;
  readonly sd: number;
  readonly meanError: number;
  readonly sdError: number;
}

export interface MarketMaking {
  readonly modelOf: (scenario: unknown) => Readonly<Record<string, number | string>> | null;
  readonly referenceOf: (model: unknown) => Record<'mean' | 'sd' | 'inventorySd', number> | null;
  readonly compare: (
    observed: { drawn: unknown; traded: unknown; reach: number },
    reference: Record<'mean' | 'sd' | 'inventorySd', number> | null,
  ) => readonly Row[];
}

export interface MomentsOf {
  readonly Moments: new () => Moment;
}

export interface MakerPaths {
  readonly exogenousFills: (
    model: unknown,
    paths: number,
  ) => { readonly profit: Moment; readonly inventory: Moment };
}

export interface Judge {
  readonly deviateOfChiSquare: (statistic: number, degrees: number) => number;
}

export interface Laws {
  readonly borelTanner: (k: number, lambda: number, n: number) => number;
  readonly borelTree: (k: number, n: number) => number;
}

export interface Counts {
  readonly chiSquare: (
    values: readonly number[],
    probability: (value: number) => number,
  ) => { readonly statistic: number; readonly degrees: number };
}

export interface Averages {
  TimeWeighted: new (span: { fromUs: number; toUs: number; batches: number }) => {
    begin(): void;
    set(nowUs: number, value: number): void;
    end(): void;
    estimate(): Record<'mean' | 'sd' | 'meanError' | 'sdError', number>;
  };
}

export async function theoryScript<Exports>(path: string): Promise<Exports> {
  const { href } = new URL(`../../scripts/theory/${path}.js`, import.meta.url);
  return (await import(href)) as Exports;
}

export function verdictsOf(rows: readonly Row[]): Record<string, Row['verdict']> {
  return Object.fromEntries(rows.map(({ quantity, verdict }) => [quantity, verdict]));
}
