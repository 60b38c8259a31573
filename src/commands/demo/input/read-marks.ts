import type { Row } from '../../../platform/csv/read-csv.ts'
import { type Measure, outcomeFault } from '../measure.ts'
import { cellsOf, type Learner, type Planned, readOutcome } from './read-cohort.ts'
import { type Fault, readTable } from './read-table.ts'

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
 * fault is named at once.
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
    const learner = cohort.learners.find((known) => known.learner === id)
    const misplaced = misplacementOf(id, row, rows, cohort.ids)
    if (misplaced) say('learner', misplaced)
    const additional = readAdditional(row, measure, learner, say)
    const wanted = learner && [...learner.planned, ...(additional ? [additional] : [])]
    const shown = readShown(row, measure, wanted?.map(({ competence }) => competence) ?? null, say)
    const revoke = readRevoke(row, say)
    if (learner) participants.push({ ...learner, shown, additional, revoke })
  }
  const last = rows.at(-1)
  if (!last) return { participants, faults }
  const absent = learnersWithoutRow(rows, cohort.ids).map((id) => {
    return { file, line: last.line + 1, column: 'learner', detail: `${id} has no row` }
  })
  return { participants, faults: [...faults, ...absent] }
}

type Say = (column: string, detail: string) => void

function misplacementOf(id: string, row: Row, rows: Row[], ids: string[]): string | null {
  if (rows.some((other) => other.line < row.line && other.values.learner === id)) return 'stands twice'
  return ids.includes(id) ? null : `${id || 'nobody'} is not in the cohort`
}

function learnersWithoutRow(rows: Row[], ids: string[]): string[] {
  const marked = new Set(rows.map((row) => row.values.learner))
  return [...new Set(ids)].filter((id) => id && !marked.has(id))
}

/** `wanted` are the competences that need a level, or null where the cohort does not tell. */
function readShown(row: Row, measure: Measure, wanted: string[] | null, say: Say): Map<string, number> {
  const shown = new Map<string, number>()
  const cells = cellsOf(row, 'shown')
  for (const [column, cell] of cells) {
    const mark = readMark(cell)
    if (!mark) {
      say(column, 'is not "competence level", such as "1.1 4"')
      continue
    }
    const { competence, level } = mark
    const fault = outcomeFault(measure, competence, level === 0 ? [] : [level])
    if (fault) say(column, fault)
    else if (shown.has(competence)) say(column, `marks ${competence} twice`)
    else if (wanted?.includes(competence) === false)
      say(column, `${competence} is neither planned nor additional for ${row.values.learner}`)
    shown.set(competence, level)
  }
  for (const competence of wanted ?? []) {
    if (!shown.has(competence)) say(`shown_${cells.length + 1}`, `no level is given for ${competence}`)
  }
  return shown
}

/** "1.1 4": level 4 was shown; null when it is not of this form. */
function readMark(cell: string): { competence: string; level: number } | null {
  const [, competence, level] = /^(\S{1,20})\s+(\d)$/.exec(cell) ?? []
  return competence ? { competence, level: Number(level) } : null
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
  if (learner?.planned.some(({ competence }) => competence === outcome.competence))
    say('additional', `${outcome.competence} is planned already`)
  return { ...outcome, description }
}

function readRevoke(row: Row, say: Say): string | null {
  const reason = row.values.revoke ?? ''
  if (reason !== '' && !revocationReasons.includes(reason))
    say('revoke', `is none of: ${revocationReasons.join(', ')}`)
  return reason || null
}
