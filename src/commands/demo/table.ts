import { join } from 'node:path'
import { fullName } from './agree.ts'
import { type Certificate, fileOf } from './certify.ts'
import { type Decision, type Ended, kindOf } from './summary.ts'
import type { Decided } from './validate.ts'

const columns = ['Learner', 'Outcomes reached', 'Certificate', 'Verification URL', 'File']

/** The cohort as a table, a line for each learner. */
export function tableOf(ended: Ended[], folder: string): string {
  const rows = ended.map(({ participant, decisions, certified }) => [
    fullName(participant),
    reachedOf(participant, decisions),
    certified ? numberOf(certified.certificate) : 'refused',
    certified?.certificate.verificationUrl ?? '–',
    certified ? join(folder, fileOf(certified.certificate, 'pdf')) : '–',
  ])
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]!.length)))
  const line = (cells: string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd()
  return [columns, widths.map((width) => '─'.repeat(width)), ...rows].map(line).join('\n')
}

function numberOf({ number, status }: Certificate): string {
  return status === 'valid' ? number : `${number} (${status})`
}

function reachedOf(participant: Decided, decisions: Decision[]): string {
  const reached = (kind: string) =>
    decisions.filter(
      ({ competence, result }) => kindOf(participant, competence) === kind && result === 'reached',
    ).length
  const additional = reached('additional')
  return `${reached('planned')} of ${participant.planned.length}${additional > 0 ? ` + ${additional} additional` : ''}`
}
