import { choiceColumn, textColumn } from '../../../platform/sheets/column.ts'
import type { SheetRow } from '../../../platform/sheets/read-rows.ts'
import { type Measure, outcomeFault } from '../measure.ts'
import { cellsOf, type Learner, type Planned, readOutcome } from './read-cohort.ts'
import { type Fault, readTable } from './read-table.ts'
import { say as call } from './words.ts'

export type Additional = Planned & { description: string }

export type Marks = {
  /** The highest level whose criteria are met, by competence; 0: none. */
  shown: Map<string, number>
  additional: Additional | null
  revoke: string | null
}

export type Participant = Learner & Marks

const revocationReasons = {
  'wrong-data': [],
  'issued-by-mistake': [],
  fraud: [],
  superseded: [],
  'holder-request': [],
}

const columns = {
  learner: textColumn({ heading: call('learner') }),
  additional: textColumn({ heading: call('additional') }),
  additional_description: textColumn({ heading: call('additional-description') }),
  revoke: choiceColumn(revocationReasons, { heading: call('revoke') }),
}

type Row = SheetRow<typeof columns>

/**
 * Reads what each learner showed. Every planned and additional competence needs a level, and every learner a row; every
 * fault is named at once.
 */
export async function readMarks(
  file: string,
  bytes: Uint8Array,
  measure: Measure,
  cohort: { learners: Learner[]; ids: string[] },
): Promise<{ participants: Participant[]; faults: Fault[]; remarks: string[] }> {
  const numbered = { shown: textColumn({ heading: call('shown') }) }
  const { rows, faults, remarks, say: tell } = await readTable(file, bytes, { columns, numbered })
  const participants: Participant[] = []
  for (const row of rows) {
    const say: Say = (column, detail) => tell(row.line, column, detail)
    const id = row.cells.learner!
    const learner = cohort.learners.find((known) => known.learner === id)
    const misplaced = misplacementOf(id, row, rows, cohort.ids)
    if (misplaced) say('learner', misplaced)
    const additional = readAdditional(row, measure, learner, say)
    const wanted = learner && [...learner.planned, ...(additional ? [additional] : [])]
    const shown = readShown(row, measure, wanted?.map(({ competence }) => competence) ?? null, say)
    if (learner) participants.push({ ...learner, shown, additional, revoke: row.values.revoke })
  }
  const last = rows.at(-1)
  for (const id of last ? learnersWithoutRow(rows, cohort.ids) : [])
    tell(last!.line + 1, 'learner', `${id} has no row`)
  faults.sort((a, b) => a.line - b.line)
  return { participants, faults, remarks }
}

type Say = (column: string, detail: string) => void

function misplacementOf(id: string, row: Row, rows: Row[], ids: string[]): string | null {
  if (rows.some((other) => other.line < row.line && other.cells.learner === id)) return 'stands twice'
  return ids.includes(id) ? null : `${id || 'nobody'} is not in the cohort`
}

function learnersWithoutRow(rows: Row[], ids: string[]): string[] {
  const marked = new Set(rows.map((row) => row.cells.learner))
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
      say(column, `${competence} is neither planned nor additional for ${row.cells.learner}`)
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
  const { additional: cell = '', additional_description: description = '' } = row.cells
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
