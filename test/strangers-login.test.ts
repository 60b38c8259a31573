import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Database, openDatabase } from '../src/db/client.ts'
import { assertStrangersOnly } from '../src/db/separation.ts'
import { given } from './setup/given.ts'
import { newWorld, type World, worldOf } from './setup/world.ts'

describe('a login of strangers behind a pooler', () => {
  const login = `strangers_${process.pid}`
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  let world: World
  let path: string
  let heard: string[] = []

  const openAs = (name: string) => {
    const url = new URL(world.services.db.url as string)
    url.username = name
    const given = {
      databaseUrl: world.services.db.url,
      publicDatabaseUrl: url.href,
      databasePool: 2,
      dataDir: '',
    }
    return openDatabase({ ...given, databasePooler: 'transaction' }, (statement) => heard.push(statement))
  }

  beforeAll(async () => {
    world = await newWorld()
    path = new URL(String((await given(world).certificate()).verificationUrl)).pathname
    await admin.unsafe(`create role ${login} login in role dcr_public`)
  })
  afterAll(async () => {
    await admin.unsafe(`drop role ${login}`)
    await admin.end()
  })

  test('answers them with one statement, and as nobody else', async () => {
    await using db = disposable(await openAs(login))
    await assertStrangersOnly(db)
    const separated = await worldOf({ ...world.services, db }, world.clock, world)
    heard = []
    expect((await separated.anyone.get(path)).status).toBe(200)
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatch(/^select /)
    const seen = (table: string) => db.publicReader!.execute(sql.raw(`select * from ${table} limit 1`))
    for (const table of ['people', 'clients', 'signing_keys', 'evidence'])
      await expect(seen(table), table).rejects.toThrow()
    await expect(db.publicReader!.execute(sql`set role dcr_app`)).rejects.toThrow()
  })

  test('is refused at the start where it may do more, or less', async () => {
    await using owner = disposable(await openAs(new URL(inject('postgresUrl')).username))
    await expect(assertStrangersOnly(owner)).rejects.toThrow('may do more than strangers')
    await admin.unsafe(`grant dcr_auth to ${login}`)
    await using more = disposable(await openAs(login))
    await expect(assertStrangersOnly(more)).rejects.toThrow('may do more than strangers')
    await admin.unsafe(`revoke dcr_auth, dcr_public from ${login}`)
    await using less = disposable(await openAs(login))
    await expect(assertStrangersOnly(less)).rejects.toThrow('has not the rights of dcr_public')
    await admin.unsafe(`grant dcr_public to ${login}`)
  })

  const disposable = (db: Database) => ({ ...db, [Symbol.asyncDispose]: () => db.close() })
})
