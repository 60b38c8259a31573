import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { batches } from '../../src/db/schema/exchange/batches.ts'
import { known } from '../certification/certificates/whole.ts'
import { afterwards } from '../setup/afterwards.ts'
import { itemsOf } from '../setup/batches.ts'
import { given } from '../setup/given.ts'
import { temporaryFolder } from '../setup/process.ts'
import { serveBeside } from '../setup/serve-beside.ts'
import { newWorld } from '../setup/world.ts'

const COHORT = 9

test('a cohort is issued once, and told of once and in order, whenever the process is killed', async () => {
  const world = await newWorld()
  const { owner } = world.services.db
  const as = (role: 'admin' | 'issuer') => world.as({ school: world.school, role })
  const step = given(world)
  const cases: string[] = []
  for (let place = 0; place < COHORT; place += 1)
    cases.push((await step.decided([{ competence: '1.1', baseline: 2, target: 4 }])).id)

  // Whoever is told: each event by its id and position, as often as it comes.
  const told: { id: string; position: number }[] = []
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { id, position } = JSON.parse(body).data
      told.push({ id, position })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  afterwards(() => receiver.close())
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  await step.ok(
    as('admin')
      .post('/v1/webhooks')
      .send({ url, types: ['certificate.issued'] }),
  )

  const items = cases.map((recognitionId) => ({ body: { recognitionId } }))
  const asked = { action: 'issueCertificate', items }
  const { id } = await step.ok(as('issuer').post('/v1/batches').send(asked))
  const counts = async () =>
    (
      await owner
        .select()
        .from(batches)
        .where(eq(batches.id, String(id)))
    )[0]!

  using folder = temporaryFolder()
  const start = async () => {
    const { child } = await serveBeside(world, folder.path, { runsJobs: true })
    return async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  // What a killed process had claimed is anybody's once its time is over.
  const endLeases = async () => {
    await owner.execute(sql`update batch_items set leased_until = null where state = 'waiting'`)
    await owner.execute(sql`update webhooks set leased_until = null`)
    await owner.execute(sql`update attempts set due_at = 'epoch' where done_at is null`)
  }
  const done: number[] = []
  for (const killedAt of [1, 3, 6]) {
    const kill = await start()
    await expect
      .poll(async () => (await counts()).done, { timeout: 60_000, interval: 5 })
      .toBeGreaterThanOrEqual(killedAt)
    await kill()
    done.push((await counts()).done)
    await endLeases()
  }
  expect(done.at(-1)).toBeLessThan(COHORT)
  const kill = await start()
  await expect.poll(async () => (await counts()).finishedAt, { timeout: 60_000 }).not.toBeNull()
  await expect.poll(() => new Set(told.map((one) => one.id)).size, { timeout: 60_000 }).toBe(COHORT)
  await kill()

  const ended = await itemsOf(as('issuer'), id)
  expect(ended.map(({ state, status }) => [state, status])).toEqual(cases.map(() => ['done', 201]))
  for (const recognitionId of cases)
    expect(await known(world, recognitionId)).toMatchObject([
      { status: 'issued', stage: 'certified', moves: 1 },
    ])
  const { items: certificates } = await step.ok(as('issuer').get('/v1/certificates?limit=200'))
  const numbers = (certificates as { number: string }[])
    .map(({ number }) => Number(number.split('-').at(-1)))
    .sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, place) => numbers[0]! + place))
  expect(new Set(ended.map(({ resultId }) => resultId)).size).toBe(COHORT)

  // What comes again comes under the same id; nothing comes before what it follows.
  const first = [...new Map(told.toReversed().map((one) => [one.id, one.position])).values()].reverse()
  expect(first).toEqual(first.toSorted((a, b) => a - b))
  expect(told.length).toBeLessThanOrEqual(COHORT + done.length)
}, 240_000)
