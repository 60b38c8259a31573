import { ProjectCode } from '../../../mobility/mobilities/project-code.ts'
import { isSameName } from '../../../parties/names/same-name.ts'
import { dayColumn, numberColumn, schemaColumn, textColumn } from '../../../platform/sheets/column.ts'
import type { SheetRow, SheetValues } from '../../../platform/sheets/read-rows.ts'
import { CountryCode } from '../../../platform/vocabularies/country.ts'
import { type Measure, outcomeFault } from '../measure.ts'
import { type Fault, readTable } from './read-table.ts'
import { say as call } from './words.ts'

export type Planned = { competence: string; baseline: number | null; target: number }

const needed = { filled: true }
const name = { ...needed, most: 100 }
const open = { most: 200 }

/** The columns of a cohort file besides the planned competences. */
const columns = {
  learner: textColumn({ heading: call('learner'), ...name }),
  given_name: textColumn({ heading: call('given-name'), ...name }),
  family_name: textColumn({ heading: call('family-name'), ...name }),
  birth_date: dayColumn({ heading: call('birth-date'), ...needed }),
  guardian: textColumn({ heading: call('guardian'), ...open }),
  second_guardian: textColumn({ heading: call('second-guardian'), ...open, optional: true }),
  sending: textColumn({ heading: call('sending'), ...name }),
  sending_city: textColumn({ heading: call('sending-city'), ...open }),
  sending_country: schemaColumn(CountryCode, { heading: call('sending-country'), ...needed }),
  hosting: textColumn({ heading: call('hosting'), ...name }),
  hosting_city: textColumn({ heading: call('hosting-city'), ...open }),
  hosting_country: schemaColumn(CountryCode, { heading: call('hosting-country'), ...needed }),
  project_code: schemaColumn(ProjectCode, { heading: call('project-code'), ...needed }),
  starts_on: dayColumn({ heading: call('starts-on'), ...needed }),
  ends_on: dayColumn({ heading: call('ends-on'), ...needed }),
  workload_hours: numberColumn({
    heading: call('workload-hours'),
    ...needed,
    least: 1,
    most: 9999,
    whole: true,
  }),
  programme: textColumn({ heading: call('programme'), ...open }),
}

type Row = SheetRow<typeof columns>
type Values = SheetValues<typeof columns>
/** What may be left empty; the rest of a row without a fault is there. */
type MayBeEmpty = 'guardian' | 'second_guardian' | 'sending_city' | 'hosting_city' | 'programme'
export type Learner = { [K in Exclude<keyof Values, MayBeEmpty>]: NonNullable<Values[K]> } & Pick<
  Values,
  MayBeEmpty
> & {
    line: number
    planned: Planned[]
  }

export type Cohort = { learners: Learner[]; ids: string[]; faults: Fault[]; remarks: string[] }

/**
 * Reads the learners of one sending organisation and what is planned for each; every fault is named at once. `learners`
 * are those whose row has none, `ids` all that are named.
 */
export async function readCohort(
  file: string,
  bytes: Uint8Array,
  measure: Measure,
  today: string,
): Promise<Cohort> {
  const numbered = { planned: textColumn({ heading: call('planned') }) }
  const { rows, faults, remarks, say: tell } = await readTable(file, bytes, { columns, numbered })
  const learners: Learner[] = []
  for (const row of rows) {
    const before = faults.length
    const say: Say = (column, detail) => tell(row.line, column, detail)
    const planned = readPlanned(row, measure, say)
    sayWhatContradicts(row, rows, today, say)
    if (row.isSound && faults.length === before)
      learners.push({ ...(row.values as Learner), line: row.line, planned })
  }
  faults.sort((a, b) => a.line - b.line)
  return { learners, ids: rows.map(({ cells }) => cells.learner!), faults, remarks }
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
export function cellsOf({ cells }: Pick<Row, 'cells'>, name: string): [column: string, cell: string][] {
  return Object.entries(cells).filter(([column, cell]) => column.startsWith(`${name}_`) && cell !== '')
}

function sayWhatContradicts(row: Row, rows: Row[], today: string, say: Say): void {
  const { line, cells } = row
  if (cells.learner && rows.some((other) => other.line < line && other.cells.learner === cells.learner))
    say('learner', 'stands twice')
  sayWhatDiffers(row, rows, say)
  if (cells.hosting && cells.hosting === rows[0]!.cells.sending) say('hosting', 'is the sending organisation')
  sayWhichDaysContradict(row, today, say)
  const { guardian, second_guardian: second } = row.values
  if (second && (!guardian || isSameName(guardian, second)))
    say('second_guardian', guardian ? 'is the name of the guardian' : 'needs a guardian beside')
}

/** A cohort has one sending organisation, and each hosting one lies in one place. */
function sayWhatDiffers({ cells }: Row, rows: Row[], say: Say): void {
  const first = rows[0]!.cells
  for (const column of ['sending', 'sending_city', 'sending_country'])
    if (cells[column] !== first[column]) say(column, `differs from that of the first row: ${first[column]}`)
  const same = rows.find((row) => row.cells.hosting === cells.hosting)!
  for (const column of ['hosting_city', 'hosting_country'])
    if (cells[column] !== same.cells[column])
      say(column, `differs from that of ${cells.hosting} in line ${same.line}`)
}

function sayWhichDaysContradict({ values }: Row, today: string, say: Say): void {
  const { birth_date, guardian, starts_on, ends_on } = values
  if (starts_on && ends_on && ends_on < starts_on) say('ends_on', 'lies before starts_on')
  if (ends_on && ends_on >= today) say('ends_on', `lies not before today (${today}): certificates come after`)
  if (!birth_date || !starts_on) return
  if (birth_date >= starts_on) say('birth_date', 'lies not before starts_on')
  else if (!isYoungerThan(101, birth_date, today)) say('birth_date', 'lies more than a hundred years ago')
  else if (!guardian && isYoungerThan(18, birth_date, starts_on))
    say('guardian', 'is needed for a learner under 18')
}

function isYoungerThan(years: number, birthDate: string, day: string): boolean {
  const year = Number(birthDate.slice(0, 4)) + years
  return `${String(year).padStart(4, '0')}${birthDate.slice(4)}` > day
}
