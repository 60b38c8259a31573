import { parse } from 'csv-parse/sync'
import { countDistinct, eq, sql } from 'drizzle-orm'
import fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { personReadings } from '../../../src/db/schema/custody/person-readings.ts'
import { offerTables } from '../../../src/platform/exports/offer-tables.ts'
import { PageQuery, pageOf } from '../../../src/platform/http/pages.ts'
import { FaultList } from '../../../src/platform/sheets/fault.ts'
import { sheetLimits } from '../../../src/platform/sheets/limits.ts'
import { readWorkbook } from '../../../src/platform/sheets/xlsx/read-workbook.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a list as a table', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

  async function csvOf(address: string, delimiter = ','): Promise<Record<string, string>[]> {
    const answer = await coordinator().get(address).expect(200)
    return parse(answer.text, { bom: true, delimiter, columns: true })
  }

  async function workbookOf(address: string) {
    const { body } = await coordinator().get(address).buffer().parse(asBytes).expect(200)
    const { lines } = await readWorkbook(body, () => false, new FaultList(), sheetLimits)
    const [first, ...rest] = lines.map(({ cells }) => cells)
    return rest.map((cells) => Object.fromEntries(first!.map((heading, at) => [String(heading), cells[at]])))
  }

  test('has nothing in it that a spreadsheet would run', async () => {
    const externalIds = ['=1+1', '+371 1', '-1', '@cmd']
    for (const externalId of externalIds) await given(world).person({ externalId })
    const rows = await csvOf('/v1/people?format=csv')
    expect(rows.map(({ externalId }) => externalId)).toEqual(externalIds.map((id) => `'${id}`))
    const { body } = await coordinator().get('/v1/people?format=xlsx').buffer().parse(asBytes)
    expect(body.subarray(0, 2).toString()).toBe('PK')
    const cells = await workbookOf('/v1/people?format=xlsx')
    expect(cells.map(({ externalId }) => externalId)).toEqual(externalIds)
  })

  test('has numbers as numbers, and each of several values in one cell', async () => {
    const mobility = await given(world).mobility({ workloadHours: 120, languages: ['en', 'lv'] })
    const address = `/v1/mobilities?format=`
    const [row] = await csvOf(`${address}csv`)
    expect(row).toMatchObject({ id: mobility.id, workloadHours: '120', languages: 'en; lv' })
    const [cells] = await workbookOf(`${address}xlsx`)
    expect(cells).toMatchObject({ workloadHours: 120, languages: 'en; lv', 'days.virtual': 0 })
  })

  test('is parted as the spreadsheets of its language part it, says in what it is written, and is named after the list', async () => {
    const { text, headers } = await coordinator().get('/v1/people?format=csv&lang=lv').expect(200)
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text.split('\n')[0]).toContain(';')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="people.csv"')
    expect(headers['content-language']).toBe('lv')
    expect(headers['cache-control']).toContain('no-store')
  })

  test('is whole or refused: nobody asks for a part of it, and a filter that is wrong is named as in a page', async () => {
    for (const query of ['limit=10', 'cursor=MDE5'])
      for (const format of ['csv', 'xlsx', 'jsonl']) {
        const answer = await coordinator().get(`/v1/people?format=${format}&${query}`)
        expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, `/${query.split('=')[0]}`])
      }
    const wrong = await coordinator().get('/v1/people?format=csv&since=2026-01-01T00:00:00Z&after=0')
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/since'])
    expect(
      (await world.as({ school: world.school, role: 'assessor' }).get('/v1/people?format=csv')).status,
    ).toBe(403)
  })

  test('goes on over all pages, and keeps for everyone in it that they were read', async () => {
    const before = (await csvOf('/v1/people?format=csv')).length
    await world.services.db.owner.execute(sql`
      insert into people (id, organisation_id, given_name, family_name, birth_date, created_at, updated_at)
      select gen_random_uuid(), ${world.school.id}, 'Learner', 'Number ' || n, '2007-05-14', now(), now()
      from generate_series(1, 450) n`)
    const rows = await csvOf('/v1/people?format=csv')
    expect(rows.length).toBe(before + 450)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(before + 450)
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort())
    const { readerId, personId } = personReadings
    const [read] = await world.services.db.owner
      .select({ kept: countDistinct(personId) })
      .from(personReadings)
      .where(eq(readerId, world.school.members.coordinator))
    expect(read!.kept).toBe(before + 450)
  })
})

describe('a list that fails while it is written', () => {
  const Thing = z.object({ id: z.string(), n: z.int() })

  async function served(pages: (cursor: string | undefined) => object) {
    const app = fastify()
    app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
    offerTables(app)
    const schema = {
      querystring: z.strictObject(PageQuery),
      response: { 200: pageOf(Thing, `Things${Math.random()}`) },
    }
    app.get('/v1/things', { schema }, async ({ query }) => pages((query as { cursor?: string }).cursor))
    return { app, url: `${await app.listen({ port: 0 })}/v1/things` }
  }

  test.each(['csv', 'xlsx', 'jsonl'])('ends no %s as if it were whole', async (format) => {
    const { app, url } = await served((cursor) => {
      if (cursor === '2') throw new Error('the database went away')
      return { items: [{ id: 'a', n: 1 }], next: String(Number(cursor ?? 0) + 1) }
    })
    const answer = await fetch(`${url}?format=${format}`)
    expect(answer.status).toBe(200)
    await expect(answer.arrayBuffer()).rejects.toThrow()
    await app.close()
  })

  test('asks for no page after its reader has gone', async () => {
    let asked = 0
    const { app, url } = await served((cursor) => {
      asked += 1
      const items = Array.from({ length: 200 }, (_, n) => ({ id: 'x'.repeat(500), n }))
      return { items, next: String(Number(cursor ?? 0) + 1) }
    })
    const gone = new AbortController()
    const answer = await fetch(`${url}?format=jsonl`, { signal: gone.signal })
    await answer.body!.getReader().read()
    gone.abort()
    await app.close()
    const then = asked
    await new Promise((done) => setTimeout(done, 100))
    expect(asked).toBe(then)
  })
})
