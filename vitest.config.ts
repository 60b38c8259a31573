import { defineConfig } from 'vitest/config'

/** Where `.ci/run` reads the numbers from. */
const report = process.env.TEST_REPORT

export default defineConfig({
  test: {
    globalSetup: './test/setup/database.ts',
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Files share what they import: loading the service for each would take a third of the time.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
