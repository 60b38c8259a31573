import { readFileSync } from 'node:fs'
import { readCohort } from '../../src/commands/demo/input/read-cohort.ts'
import { type Participant, readMarks } from '../../src/commands/demo/input/read-marks.ts'
import type { Measure } from '../../src/commands/demo/measure.ts'

/** Those of the demo, with what each is to show. */
export async function sampleCohort(measure: Measure): Promise<Participant[]> {
  const read = (name: string) =>
    readFileSync(new URL(`../../src/commands/demo/input/${name}.csv`, import.meta.url))
  const today = new Date().toISOString().slice(0, 10)
  const cohort = await readCohort('cohort.csv', read('cohort'), measure, today)
  return (await readMarks('marks.csv', read('marks'), measure, cohort)).participants
}
