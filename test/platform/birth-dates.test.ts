import { sql } from 'drizzle-orm'
import type { Response } from 'supertest'
import { expect, test } from 'vitest'
import { asBytes } from '../setup/bytes.ts'
import { fillPath } from '../setup/case.ts'
import { operationsOf } from '../setup/operations.ts'
import { publishedIn } from '../setup/published.ts'
import { readPdf } from '../setup/read-pdf.ts'
import { keyed } from '../setup/statements.ts'
import { walkEverything } from '../setup/whole-walk.ts'
import { newWorld } from '../setup/world.ts'

const months = {
  en: 'January February March April May June July August September October November December'.split(' '),
}

/** A day as pages, files and answers write it. */
function written(day: string): string[] {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const numbers = [String(date).padStart(2, '0'), String(month).padStart(2, '0'), year].join('.')
  return [day, numbers, `${date} ${months.en[month - 1]} ${year}`]
}

/** What is read in an answer, a PDF by its pages. */
async function textOf({ body, headers }: Response): Promise<string> {
  const isPdf = headers['content-type'] === 'application/pdf' && body.length > 0
  return (isPdf ? (await readPdf(body)).text : String(body)).replaceAll('\u00a0', ' ')
}

test('nothing that a link leads to tells when somebody was born, before they have said it', async () => {
  const world = keyed(await newWorld({ eudiWallets: true }))
  const ids = await walkEverything(world)
  await world.services.db.owner.execute(sql`update links set birth_date_said_at = null`)
  const all = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
  const people = await world.as({ school: world.school, role: 'coordinator' }).get('/v1/people?limit=200')
  const days = new Set(
    (people.body.items as { birthDate: string | null }[]).flatMap((each) => each.birthDate ?? []),
  )
  expect(days.size).toBeGreaterThan(0)
  const forbidden = [...days].flatMap(written)
  const told: string[] = []
  const asked: string[] = []
  for (const { method, path, operationId = '' } of operationsOf(world.app)) {
    if (method !== 'get' || !path.includes('{secret}')) continue
    for (const accept of ['application/json', 'text/html'])
      for (const language of ['en', 'lv']) {
        const answer = await world.anyone
          .get(fillPath(path, all))
          .set({ accept, 'accept-language': language })
          .redirects(0)
          .buffer()
          .parse(asBytes)
        if (answer.status === 200) asked.push(operationId)
        const text = await textOf(answer)
        for (const day of forbidden) if (text.includes(day)) told.push(`${operationId} (${accept}): ${day}`)
      }
  }
  expect(new Set(asked).size).toBeGreaterThan(30)
  expect([...new Set(told)]).toEqual([])
}, 300_000)
