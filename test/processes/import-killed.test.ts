import { expect, test } from 'vitest'
import {
  emptyDatabase,
  firstClientIn,
  startService,
  temporaryFolder,
  tokenOf,
  whenReady,
} from '../setup/process.ts'

const MANY = 4000

const dayOf = (row: number) =>
  new Date(Date.UTC(2006, 0, 1) + (row % 1461) * 86_400_000).toISOString().slice(0, 10)
const lettersOf = (row: number) => String(row).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)

test('a table is entered once and whole although the process that is at it is killed, again and again', async () => {
  await using database = await emptyDatabase()
  using folder = temporaryFolder()
  const env = { DATABASE_URL: database.url, DATA_DIR: folder.path, CLIENT_REQUESTS: '0' }
  let service = await startService(env)
  const client = firstClientIn(service.output())
  await whenReady(service.url)
  const headers = { authorization: `Bearer ${await tokenOf(service.url, client)}` }
  const table = [
    'externalId,givenName,familyName,birthDate',
    ...Array.from({ length: MANY }, (_, row) => `K-${row},Learner,K${lettersOf(row)},${dayOf(row)}`),
  ].join('\n')
  const form = new FormData()
  form.append('kind', 'people')
  form.append('file', new Blob([table]), 'table.csv')
  const sent = await fetch(`${service.url}/v1/imports`, { method: 'POST', headers, body: form })
  const { id, sha256 } = (await sent.json()) as { id: string; sha256: string }
  const standing = async () => {
    const [row] = await database.sql<{ state: string; cursor: number }[]>`
      select state, cursor from imports where id = ${id}`
    return row!
  }
  await expect.poll(standing, { timeout: 60_000 }).toMatchObject({ state: 'ready' })
  const run = await fetch(`${service.url}/v1/imports/${id}/run`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ sha256 }),
  })
  expect(run.status).toBe(202)
  const met = new Set<number>()
  for (let kills = 0; kills < 3; kills++) {
    const before = (await standing()).cursor
    await expect
      .poll(async () => (await standing()).cursor, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(before)
    await service.stop('SIGKILL')
    const { state, cursor } = await standing()
    expect(state).toBe('running')
    const [counted] = await database.sql<{ n: number }[]>`select count(*)::int as n from people`
    // What was entered is what the import says of itself, whenever it was killed.
    expect(counted!.n).toBe(cursor)
    met.add(cursor)
    // Whoever comes next waits for its lease to end; the last time as long as that takes.
    if (kills < 2) await database.sql`update imports set leased_until = now() where id = ${id}`
    service = await startService(env)
  }
  expect(met.size).toBe(3)
  await expect.poll(standing, { timeout: 120_000 }).toEqual({ state: 'done', cursor: MANY })
  await service.stop()
  const [kept] = await database.sql<{ people: number; keys: number; lines: number; subjects: number }[]>`
    select (select count(*)::int from people) as people,
      (select count(distinct external_id)::int from people) as keys,
      (select count(*)::int from ledger where action = 'person.register') as lines,
      (select count(distinct subject_id)::int from ledger where action = 'person.register') as subjects`
  expect(kept).toEqual({ people: MANY, keys: MANY, lines: MANY, subjects: MANY })
}, 400_000)
