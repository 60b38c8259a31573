import { defineConfig } from 'vitest/config'

// The tests start the service many times over: what was compiled once is kept for all of them.
process.env.NODE_COMPILE_CACHE ??= new URL('./node_modules/.cache/compiled', import.meta.url).pathname

/** Where `.ci/run` reads the numbers from. */
const report = process.env.TEST_REPORT

/**
 * What starts the service as a process, the embedded database, a browser or the programs of others takes longer than a
 * change should wait: it has a run of its own.
 */
const processes = 'test/processes/**/*.test.ts'
/** Asks at random: a run of its own, as long as it is told to be. */
const fuzz = 'test/fuzz/**/*.test.ts'
const service = { name: 'service', include: ['test/**/*.test.ts'], exclude: [processes, fuzz] }

export default defineConfig({
  test: {
    globalSetup: './test/setup/database.ts',
    setupFiles: './test/setup/undo-all.ts',
    pool: 'forks',
    // Files share what they import: loading the service for each would take a third of the time.
    isolate: false,
    // One more than the two cores it is meant for: many tests wait for processes that they started.
    maxWorkers: 3,
    // What a request needs is gone with its answer: with more room for it, it is collected less often.
    execArgv: ['--max-semi-space-size=64'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      { extends: true, test: service },
      { extends: true, test: { name: 'processes', include: [processes] } },
      { extends: true, test: { name: 'fuzz', include: [fuzz] } },
      { extends: true, test: { name: 'release', include: ['test/upgrade/make-release.ts'] } },
    ],
  },
})
