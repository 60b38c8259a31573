import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { newWorld } from '../setup/world.ts'

describe('a database that is slow', () => {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  let db: Database
  let name: string
  beforeAll(async () => {
    const { url } = (await newWorld()).services.db
    name = new URL(url!).pathname.slice(1)
    db = await openDatabase({ databaseUrl: url, databasePool: 2, dataDir: '' })
    // It has been connected to, and not asked for anything since.
    await new Promise((done) => setTimeout(done, 500))
  })
  afterAll(async () => {
    await db.close()
    await admin.end()
  })
  const slowly = () => db.owner.transaction((tx) => tx.execute(sql`select pg_sleep(1.5)`))

  test('and takes no further connections is not away: what it is asked it may answer', async () => {
    await db.owner.execute('select 1')
    await admin.unsafe(`alter database ${name} with allow_connections false`)
    try {
      await expect(slowly()).resolves.toBeTruthy()
      expect(await db.reach!.isAnswering()).toBe(true)
    } finally {
      await admin.unsafe(`alter database ${name} with allow_connections true`)
    }
  })
})
