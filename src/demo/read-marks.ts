import { type Measure, outcomeFault } from './measure.ts'
import { cellsOf, type Learner, type Planned, readOutcome } from './read-cohort.ts'
import { type Fault, type Row, readTable } from './read-table.ts'

export type Additional = Planned & { description: string }

export type Marks = {
  /** The highest level whose criteria are met, by competence; 0: none. */
  shown: Map<string, number>
  additional: Additional | null
  revoke: string | null
}

export type Participant = Learner & Marks

const revocationReasons = ['wrong-data', 'issued-by-mistake', 'fraud', 'superseded', 'holder-request']

/**
 * Reads what each learner showed. Every planned and additional competence needs a level, and every learner a row; every
 * fault is named at once. `ids` are all learners that the cohort names, also those whose row has a fault.
 */
export function readMarks(
  file: string,
  bytes: Uint8Array,
  measure: Measure,
  cohort: { learners: Learner[]; ids: string[] },
): { participants: Participant[]; faults: Fault[] } {
  const named = ['learner', 'additional', 'additional_description', 'revoke']
  const { rows, faults } = readTable(file, bytes, { named, numbered: 'shown' })
  const participants: Participant[] = []
  for (const row of rows) {
    const say: Say = (column, detail) => void faults.push({ file, line: row.line, column, detail })
    const id = row.values.learner ?? ''
    const learner = cohort.learners.find((one) => one.learner === id)
    const twice = rows.some((other) => other.line < row.line && other.values.learner === id)
    if (twice) say('learner', 'stands twice')
    else if (!cohort.ids.includes(id)) say('learner', `${id || 'nobody'} is not in the cohort`)
    const marks = {
      shown: readShown(row, measure, say),
      additional: readAdditional(row, measure, learner, say),
      revoke: readRevoke(row, say),
    }
    if (!learner || twice) continue
    sayWhatIsMissing(learner, marks, say)
    participants.push({ ...learner, ...marks })
  }
  const marked = new Set(rows.map((row) => row.values.learner))
  const end = (rows.at(-1)?.line ?? 0) + 1
  for (const { learner } of rows.length > 0 ? cohort.learners : []) {
    if (!marked.has(learner))
      faults.push({ file, line: end, column: 'learner', detail: `${learner} has no row` })
  }
  return { participants, faults }
}

type Say = (column: string, detail: string) => void

function readShown(row: Row, measure: Measure, say: Say): Map<string, number> {
  const shown = new Map<string, number>()
  for (const [column, cell] of cellsOf(row, 'shown')) {
    const [, competence, text] = /^(\S{1,20})\s+(\d)$/.exec(cell) ?? []
    if (!competence) {
      say(column, 'is not "competence level", such as "1.1 4"')
      continue
    }
    const level = Number(text)
    const fault = outcomeFault(measure, competence, level === 0 ? [] : [level])
    if (fault) say(column, fault)
    else if (shown.has(competence)) say(column, `marks ${competence} twice`)
    shown.set(competence, level)
  }
  return shown
}

function readAdditional(
  row: Row,
  measure: Measure,
  learner: Learner | undefined,
  say: Say,
): Additional | null {
  const { additional: cell = '', additional_description: description = '' } = row.values
  if (cell === '') {
    if (description !== '') say('additional', 'is empty, but described')
    return null
  }
  const outcome = readOutcome(cell)
  if (description === '') say('additional_description', 'is empty: say what was learned')
  if (!outcome) {
    say('additional', 'is not "competence baseline>level", such as "5.1 1>3"')
    return null
  }
  const fault = outcomeFault(measure, outcome.competence, [outcome.baseline ?? 1, outcome.target])
  if (fault) say('additional', fault)
  if (learner?.planned.some((one) => one.competence === outcome.competence))
    say('additional', `${outcome.competence} is planned already`)
  return { ...outcome, description }
}

function readRevoke(row: Row, say: Say): string | null {
  const reason = row.values.revoke ?? ''
  if (reason !== '' && !revocationReasons.includes(reason))
    say('revoke', `is none of: ${revocationReasons.join(', ')}`)
  return reason || null
}

function sayWhatIsMissing(learner: Learner, { shown, additional }: Marks, say: Say): void {
  const wanted = [...learner.planned, ...(additional ? [additional] : [])].map((one) => one.competence)
  for (const competence of wanted) {
    if (!shown.has(competence)) say('shown_1', `no level is given for ${competence}`)
  }
  for (const competence of shown.keys()) {
    if (!wanted.includes(competence) && learner.planned.length > 0)
      say('shown_1', `${competence} is neither planned nor additional for ${learner.learner}`)
  }
}
