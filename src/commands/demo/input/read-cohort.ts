import { z } from 'zod'
import { ProjectCode } from '../../../mobility/mobilities/project-code.ts'
import type { Row } from '../../../platform/csv/read-csv.ts'
import { CountryCode } from '../../../platform/vocabularies/country.ts'
import { type Measure, outcomeFault } from '../measure.ts'
import { type Fault, readTable } from './read-table.ts'

export type Planned = { competence: string; baseline: number | null; target: number }

export type Learner = z.infer<typeof LearnerRow> & { line: number; planned: Planned[] }

const Text = z.string().min(1, 'is empty').max(100, 'has more than 100 characters')
const Optional = z
  .string()
  .max(200, 'has more than 200 characters')
  .transform((value) => value || null)
const Day = z.iso.date('is not a day such as 2026-09-07')

/** The columns of a cohort file besides the planned competences. */
const LearnerRow = z.object({
  learner: Text,
  given_name: Text,
  family_name: Text,
  birth_date: Day,
  guardian: Optional,
  sending: Text,
  sending_city: Optional,
  sending_country: CountryCode,
  hosting: Text,
  hosting_city: Optional,
  hosting_country: CountryCode,
  project_code: ProjectCode,
  starts_on: Day,
  ends_on: Day,
  workload_hours: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'is not a number of hours from 1 to 9999')
    .transform(Number),
  programme: Optional,
})

/**
 * Reads the learners of one sending organisation and what is planned for each; every fault is named at once. `learners`
 * are those whose row has none, `ids` all that are named.
 */
export function readCohort(
  file: string,
  bytes: Uint8Array,
  measure: Measure,
  today: string,
): { learners: Learner[]; ids: string[]; faults: Fault[] } {
  const named = Object.keys(LearnerRow.shape)
  const { rows, faults } = readTable(file, bytes, { named, numbered: 'planned' })
  const learners: Learner[] = []
  for (const row of rows) {
    const say = (column: string, detail: string) => void faults.push({ file, line: row.line, column, detail })
    const before = faults.length
    const parsed = LearnerRow.safeParse(row.values)
    for (const issue of parsed.error?.issues ?? []) say(String(issue.path[0]), issue.message)
    const planned = readPlanned(row, measure, say)
    sayWhatContradicts(row, rows, today, say)
    if (parsed.success && faults.length === before) learners.push({ ...parsed.data, line: row.line, planned })
  }
  return { learners, ids: rows.map((row) => row.values.learner ?? ''), faults }
}

type Say = (column: string, detail: string) => void

function readPlanned(row: Row, measure: Measure, say: Say): Planned[] {
  const planned: Planned[] = []
  for (const [column, cell] of cellsOf(row, 'planned')) {
    const outcome = readOutcome(cell)
    const twice = planned.some(({ competence }) => competence === outcome?.competence)
    const fault = outcome
      ? (outcomeFault(measure, outcome.competence, [outcome.baseline ?? 1, outcome.target]) ??
        (twice ? `plans ${outcome.competence} twice` : null))
      : 'is not "competence baseline>target", such as "1.1 2>4"'
    if (fault) say(column, fault)
    else if (outcome) planned.push(outcome)
  }
  if (cellsOf(row, 'planned').length === 0) say('planned_1', 'nothing is planned')
  return planned
}

/** "1.1 2>4": from level 2 before to level 4; "1.1 >4" where the level before is not known; null when it is neither. */
export function readOutcome(cell: string): Planned | null {
  const [, competence, baseline, target] = /^(\S{1,20})\s+(\d?)\s*>\s*(\d)$/.exec(cell) ?? []
  if (!competence || !target) return null
  return { competence, baseline: baseline ? Number(baseline) : null, target: Number(target) }
}

/** The numbered cells of a row that are filled, in the order of their columns. */
export function cellsOf(row: Row, name: string): [column: string, cell: string][] {
  return Object.entries(row.values).filter(([column, cell]) => column.startsWith(`${name}_`) && cell !== '')
}

function sayWhatContradicts(row: Row, rows: Row[], today: string, say: Say): void {
  const { line, values } = row
  if (rows.some((other) => other.line < line && other.values.learner === values.learner))
    say('learner', 'stands twice')
  sayWhatDiffers(row, rows, say)
  if (values.hosting !== '' && values.hosting === rows[0]!.values.sending)
    say('hosting', 'is the sending organisation')
  sayWhichDaysContradict(row, today, say)
}

/** A cohort has one sending organisation, and each hosting one lies in one place. */
function sayWhatDiffers({ values }: Row, rows: Row[], say: Say): void {
  const first = rows[0]!.values
  for (const column of ['sending', 'sending_city', 'sending_country'])
    if (values[column] !== first[column]) say(column, `differs from that of the first row: ${first[column]}`)
  const same = rows.find((row) => row.values.hosting === values.hosting)!
  for (const column of ['hosting_city', 'hosting_country'])
    if (values[column] !== same.values[column])
      say(column, `differs from that of ${values.hosting} in line ${same.line}`)
}

function sayWhichDaysContradict({ values }: Row, today: string, say: Say): void {
  const { birth_date = '', guardian, starts_on = '', ends_on = '' } = values
  if (isDay(starts_on) && isDay(ends_on) && ends_on < starts_on) say('ends_on', 'lies before starts_on')
  if (isDay(ends_on) && ends_on >= today)
    say('ends_on', `lies not before today (${today}): certificates come after`)
  if (!isDay(birth_date) || !isDay(starts_on)) return
  if (birth_date >= starts_on) say('birth_date', 'lies not before starts_on')
  else if (!guardian && isUnder18(birth_date, starts_on)) say('guardian', 'is needed for a learner under 18')
}

const isDay = (text: string) => Day.safeParse(text).success

function isUnder18(birthDate: string, day: string): boolean {
  return `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}` > day
}
