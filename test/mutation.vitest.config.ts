import { defineConfig } from 'vitest/config';

/** The tests that mutants of ledger, margin, liquidation and attribution must not survive. */
export default defineConfig({
  test: {
    include: [
      'test/simulation/ledger/**/*.test.ts',
      'test/simulation/margin/**/*.test.ts',
      'test/simulation/liquidation/**/*.test.ts',
      'test/simulation/exchange/{basis,causes,mark,travel}*.test.ts',
      'test/simulation/{settlement,simulate}.test.ts',
    ],
    setupFiles: ['test/mutation.setup.ts'],
    testTimeout: 20_000,
  },
});
