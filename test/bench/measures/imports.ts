import { setTimeout as pause } from 'node:timers/promises'
import { apiClient } from '../../../src/commands/demo/api-client.ts'
import { startService } from '../../../src/commands/demo/start-service.ts'
import { residentOf } from '../processes.ts'
import type { Bench, Row } from '../row.ts'

type Told = { id: string; state: string; sha256: string; faults: { blocking: number } }

/** Tables of many learners through a service of its own: how long the check takes, with how much memory, and how fast they are entered. */
export async function measureImports(bench: Bench): Promise<Row[]> {
  const { url } = await bench.postgres()
  const env = { ...process.env, DATABASE_URL: url, DATA_DIR: bench.folder(), CLIENT_REQUESTS: '0' }
  const service = await startService(env)
  bench.afterwards(() => service.stop())
  const { id, secret } = service.firstClient!
  const api = apiClient(service.url, { clientId: id, clientSecret: secret })
  const many = bench.quick ? 2000 : 10_000
  const send = (table: string): Promise<Told> => {
    const form = new FormData()
    form.append('kind', 'people')
    form.append('file', new Blob([table]), 'table.csv')
    return api.send('/v1/imports', form)
  }
  const ended = async (importId: string, busy: string): Promise<Told> => {
    for (;;) {
      const told = await api.get<Told>(`/v1/imports/${importId}`)
      if (told.state !== busy) return told
      await pause(50)
    }
  }
  // The thread, and what it loads, is there from the first one on.
  await ended((await send(tableOf(10, 'warm'))).id, 'checking')

  const idle = residentOf(service.pid)
  let resident = idle
  const look = setInterval(() => {
    resident = Math.max(resident, residentOf(service.pid))
  }, 20)
  const [checks, wrongChecks] = [await timed(tableOf(many, 'L')), await timed(tableOf(many, 'W', 'soon'))]
  clearInterval(look)
  async function timed(table: string) {
    const begun = performance.now()
    const told = await ended((await send(table)).id, 'checking')
    return { told, seconds: (performance.now() - begun) / 1000 }
  }
  if (wrongChecks.told.faults.blocking !== many) throw new Error('Not every fault was told.')
  const begun = performance.now()
  await api.post(`/v1/imports/${checks.told.id}/run`, { sha256: checks.told.sha256 })
  const done = await ended(checks.told.id, 'running')
  if (done.state !== 'done') throw new Error(`The import is ${done.state}.`)
  const seconds = (performance.now() - begun) / 1000
  const most = (what: string, unit: string, ours: number, atMost: number): Row => ({
    ...{ what, unit, ours, floor: null },
    reach: { atMost, of: 'ours' },
  })
  return [
    most(`check of a table of ${many} rows`, 's', checks.seconds, 5),
    most(`the same, with a fault in every row`, 's', wrongChecks.seconds, 5),
    most('memory that these take beside what the service has', 'MB', resident - idle, 150),
    {
      what: 'rows entered, each with its line of the ledger',
      unit: '/s',
      floor: null,
      ours: many / seconds,
      reach: { atLeast: 500, of: 'ours' },
    },
  ]
}

const tableOf = (rows: number, stem: string, born?: string): string =>
  [
    'externalId,givenName,familyName,birthDate,email,guardianName,guardianEmail,language',
    ...Array.from({ length: rows }, (_, row) => {
      const name = String(row).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)
      return `${stem}-${row},Learner,${stem}${name},${born ?? dayOf(row)},learner.${row}@example.org,Guardian ${name},guardian.${row}@example.org,lv`
    }),
  ].join('\n')

/** A day of birth within four years. */
const dayOf = (row: number) =>
  new Date(Date.UTC(2006, 0, 1) + (row % 1461) * 86_400_000).toISOString().slice(0, 10)
