import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../src/db/client.ts'
import { repeated } from '../src/db/connection/named-statements.ts'
import { NotCommitted } from '../src/db/connection/transactions.ts'
import { afterwards } from './setup/afterwards.ts'
import { newWorld } from './setup/world.ts'

test('a statement has a name from the second time on, until so many have one, however many come once', () => {
  const isNamed = repeated(2)
  const twice = (text: string) => [isNamed(text), isNamed(text)]
  expect(twice('a')).toEqual([false, true])
  for (let number = 0; number < 50; number++) expect(isNamed(`once ${number}`)).toBe(false)
  expect(twice('b')).toEqual([false, true])
  expect(twice('c')).toEqual([false, false])
  expect(isNamed('a')).toBe(true)
})

test('the database keeps what is asked again on a connection, in transactions too, and never more than 300', async () => {
  const { url } = (await newWorld()).services.db
  const db = await openDatabase({ databaseUrl: url, databasePool: 1, dataDir: '' })
  afterwards(() => db.close())
  const kept = async () => {
    const [row] = await db.owner
      .select({ n: sql<number>`count(*)::int` })
      .from(sql`pg_prepared_statements where statement like '%of_this_test%'`)
    return row!.n
  }
  const ask = (number: number) =>
    db.owner.transaction((tx) =>
      tx.execute(sql`select ${number}::int as ${sql.identifier(`n${number}_of_this_test`)}`),
    )
  for (let number = 0; number < 400; number++) {
    await ask(number)
    if (number < 10) expect(await kept()).toBe(number)
    await ask(number)
  }
  expect(await kept()).toBe(300)
})

test('what begins and ends a transaction has no name, and what is not committed is an error', async () => {
  const { db } = (await newWorld()).services
  const names = () =>
    db.owner.transaction((tx) =>
      tx
        .select({ n: sql<number>`count(*)::int` })
        .from(sql`pg_prepared_statements where statement ~* 'begin|commit|rollback|savepoint'`),
    )
  for (let turn = 0; turn < 20; turn++) await names()
  expect(await names()).toEqual([{ n: 0 }])
  const swallowing = db.owner.transaction(async (tx) => {
    await tx.execute(sql`select 1 / 0`).catch(() => {})
    return 'acknowledged'
  })
  await expect(swallowing).rejects.toThrow(NotCommitted)
})
