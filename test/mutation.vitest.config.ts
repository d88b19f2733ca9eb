import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A mutant is dead with its first failure: first its neighbours' tests, last the properties. */
class LikelyKillersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const mutated = this.ctx.config.related?.at(0) ?? '';
    const folder = dirname(mutated).split('/src/').at(-1) ?? '';
    const rank = ({ moduleId }: TestSpecification): number => {
      if (moduleId.includes('.properties.')) return 2;
      return moduleId.includes(`/test/${folder}/`) ? 0 : 1;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

/** The tests that mutants of ledger, margin, liquidation and attribution must not survive. */
export default defineConfig({
  test: {
    include: [
      'test/simulation/ledger/**/*.test.ts',
      'test/simulation/margin/**/*.test.ts',
      'test/simulation/liquidation/**/*.test.ts',
      'test/simulation/exchange/{basis,causes,mark,travel}*.test.ts',
      'test/simulation/{cash,matching-queue,publish-margin,settlement,simulate}.test.ts',
      'test/simulation/volatility-halt.test.ts',
      'test/events/**/*.test.ts',
      'test/metrics/{cascades,generations}.test.ts',
    ],
    setupFiles: ['test/mutation.setup.ts'],
    testTimeout: 20_000,
    isolate: false, // no test leaves anything behind in a module, and imports are half the time
    sequence: { sequencer: LikelyKillersFirst },
  },
});
