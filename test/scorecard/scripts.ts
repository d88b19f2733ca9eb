/** The parts of `scripts/scorecard` that tests look at: plain JavaScript that imports the built code. */
export interface PricePath {
  set(timeUs: number, ticks: number): void;
  end(): void;
  at(second: number): number;
  lowBetween(from: number, to?: number): { ticks: number; second: number };
  minutes(): Float64Array;
}

export interface PricePaths {
  PricePath: new (run: { durationUs: number; initialTicks: number }) => PricePath;
}

export interface OrderFlows {
  OrderFlow: new (run: { instrument: number; durationUs: number }) => {
    orderPlaced(order: object): void;
    readonly meanLots: number;
    measures(): Record<string, number>;
  };
}

export interface BookSamplesModule {
  BookSamples: new (run: { instrument: number; book: object }) => {
    instrumentSampled(sample: object): void;
  };
}

export interface ForcedSalesModule {
  ForcedSales: new (run: { instrument: number; fromUs: number }) => {
    traded(trade: object): void;
    liquidationEnded(end: object): void;
  };
}

export interface RunMeasures {
  readonly runMeasures: (record: object) => Record<string, number>;
}

export interface Fact {
  readonly value?: number;
  readonly tolerance?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly above?: number;
  readonly of?: 'median' | 'smallest' | 'largest';
  readonly judged: boolean;
  readonly source: string;
}

export interface Facts {
  readonly scenarios: readonly string[];
  readonly trigger?: string;
  readonly needed: number;
  readonly facts: Readonly<Record<string, Fact>>;
}

export interface FactFiles {
  readonly readFacts: (name: string) => Facts;
  readonly factsOf: (scenario: string) => Facts | null;
  readonly parseFacts: (file: string, text: string) => Facts;
  readonly triggerUs: (
    trigger: string | undefined,
    run: { startsAt: string | null; durationUs: number },
  ) => number;
}

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly runs: number;
  readonly verdict: string | null;
}

export interface Judge {
  readonly verdictOf: (found: number, fact: Partial<Fact>) => string;
  readonly judgeRuns: (
    results: readonly { values: Record<string, number>; minutes: Float64Array }[],
    facts: object | null,
  ) => { rows: readonly Row[]; judged: number; met: number; passed: boolean };
}

export async function scorecardScript<Exports>(name: string): Promise<Exports> {
  const { href } = new URL(`../../scripts/scorecard/${name}.js`, import.meta.url);
  return (await import(href)) as Exports;
}
