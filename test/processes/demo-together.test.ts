import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { afterwards } from '../setup/afterwards.ts'
import { runDemo } from './run-demo.ts'

/** At most so many, however many learners there are up to forty. */
const REQUESTS = 60

test('a cohort goes from its spreadsheet to certificates with at most 60 requests by staff', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-together-'))
  afterwards(() => rmSync(folder, { recursive: true }))
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  const out = join(folder, 'out')
  const demo = runDemo(['--cohort-size', '40', '--out', out], { TMPDIR: temporary })
  const code = await demo.code
  expect(demo.said()).toContain('40 of 40 learners have a certificate')
  expect(code).toBe(0)
  const [, requests] = /(\d+) requests by staff in all/.exec(demo.said()) ?? []
  expect(Number(requests)).toBeLessThanOrEqual(REQUESTS)
  const [, twice, all, settled] =
    /(\d+) of (\d+) outcomes were marked twice, (\d+) a third time/.exec(demo.said()) ?? []
  expect(Number(all)).toBe(120)
  expect(Number(twice)).toBeGreaterThan(0)
  expect(Number(settled)).toBeGreaterThan(0)
  for (const file of ['roster.csv', 'certificates.zip']) expect(existsSync(join(out, file))).toBe(true)
}, 900_000)
