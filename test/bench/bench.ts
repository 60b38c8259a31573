import { fork } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { keepFigures, type Measured } from './figures.ts'
import { cellsOf, isHeld, type Row } from './row.ts'

/** npm run bench -- [--quick] [--only NAME,…] [--json FILE]: measures, and keeps the figures in docs/figures.md. */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string', default: 'bench.json' },
  },
})
const folder = new URL('./measures/', import.meta.url)
const known = readdirSync(folder).map((file) => file.replace('.ts', ''))
const chosen = values.only?.split(',') ?? known
const unknown = chosen.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`no such measure: ${unknown.join(', ')}; there are ${known.join(', ')}`)
  process.exit(2)
}

const measured: Measured[] = []
for (const name of chosen) {
  const each = await measure(name)
  measured.push(each)
  keepFigures([each])
}

writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`)
const rows = measured.flatMap(({ rows }) => rows)
console.log(`${rows.filter(isHeld).length} of ${rows.length} held; docs/figures.md, ${values.json}`)
if (measured.some(({ failed }) => failed)) process.exitCode = 1

async function measure(name: string): Promise<Measured> {
  console.log(`\n${name}`)
  const at = new Date()
  const rows: Row[] = []
  const child = fork(new URL('./run-measure.ts', import.meta.url), [
    new URL(`${name}.ts`, folder).href,
    values.quick ? 'quick' : 'whole',
  ])
  child.on('message', (row) => {
    rows.push(row as Row)
    const [what = '', floor = '', ours = '', ratio = '', reach = '', held] = cellsOf(row as Row)
    const mark = held === 'yes' ? 'held  ' : 'MISSED'
    console.log(
      `${mark} ${what.padEnd(58)} ${floor.padStart(14)} ${ours.padStart(14)} ${ratio.padStart(7)}  ${reach}`,
    )
  })
  const code = await new Promise<number | null>((gone) => child.once('exit', gone))
  if (code !== 0) console.error(`${name} ended with ${code}`)
  const seconds = (Date.now() - at.getTime()) / 1000
  return { measure: name, at, seconds, quick: values.quick, failed: code !== 0, rows }
}
