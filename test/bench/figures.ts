import { cpus, totalmem } from 'node:os'
import { cellsOf, isHeld, type Row } from './row.ts'

type Measured = { measure: string; seconds: number; failed: boolean; rows: Row[] }

/** The last whole run as a page of the documentation: machine, date, and every figure, held or not. */
export function figuresOf(at: Date, measured: Measured[]): string {
  const rows = measured.flatMap(({ rows }) => rows)
  const seconds = measured.reduce((sum, { seconds }) => sum + seconds, 0)
  const cores = cpus()
  return [
    '# Figures',
    '',
    'Written by `npm run bench`, which measures each of them beside a floor in the same run. Ratios can be compared between',
    'machines; milliseconds and rates cannot.',
    '',
    `${at.toISOString().slice(0, 10)}, ${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB,`,
    `Node.js ${process.versions.node}, ${(seconds / 60).toFixed(0)} minutes: ${rows.filter(isHeld).length} of ${rows.length} held.`,
    ...measured.flatMap(section),
    '',
  ].join('\n')
}

function section({ measure, failed, rows }: Measured): string[] {
  return [
    '',
    `## ${measure[0]?.toUpperCase()}${measure.slice(1)}`,
    '',
    ...(failed ? ['This measure ended with an error.', ''] : []),
    '| what | floor | ours | ratio | reach | held |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...rows.map((row) => `| ${cellsOf(row).join(' | ')} |`),
  ]
}
