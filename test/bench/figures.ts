import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { cellsOf, isHeld, type Row } from './row.ts'

export type Measured = {
  measure: string
  at: Date
  seconds: number
  quick: boolean
  failed: boolean
  rows: Row[]
}

const file = 'docs/figures.md'

const beginning = `# Figures

Written by \`npm run bench\`, which measures each of them beside a floor in the same run. Ratios can be compared between
machines; milliseconds and rates cannot. Each part is of the last run that measured it.
`

/** Puts what was measured in the place of what an earlier run had measured of the same, and leaves the rest. */
export function keepFigures(measured: Measured[]): void {
  const parts = existsSync(file) ? readFileSync(file, 'utf8').split('\n## ').slice(1) : []
  const kept = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), `## ${part.trimEnd()}\n`]))
  for (const each of measured) kept.set(titleOf(each), section(each))
  const inOrder = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
  writeFileSync(file, [beginning, ...inOrder].join('\n'))
}

const titleOf = ({ measure }: Measured) => `${measure[0]?.toUpperCase()}${measure.slice(1)}`

function section(part: Measured): string {
  const { at, seconds, quick, failed, rows } = part
  const cores = cpus()
  const machine = `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node.js ${process.versions.node}`
  return [
    `## ${titleOf(part)}`,
    '',
    `${at.toISOString().slice(0, 10)}, ${machine}; ${quick ? 'the short run' : 'the whole run'}, ${seconds.toFixed(0)} s:`,
    `${rows.filter(isHeld).length} of ${rows.length} held.${failed ? ' It ended with an error.' : ''}`,
    '',
    '| what | floor | ours | ratio | reach | held |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...rows.map((row) => `| ${cellsOf(row).join(' | ')} |`),
    '',
  ].join('\n')
}
