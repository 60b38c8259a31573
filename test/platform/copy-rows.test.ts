import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { inSnapshot } from '../../src/db/copy-rows.ts'
import { emptyDatabase } from '../setup/process.ts'

test('rows larger than what waits to be read are copied out whole, and the connection answers what comes next', async () => {
  await using database = await emptyDatabase()
  await database.sql`create table large (said text)`
  // Not packed by the database, so that they arrive as large as they are.
  await database.sql`alter table large alter said set storage external`
  await database.sql`insert into large select repeat('x', 300000) from generate_series(1, 4)`
  const db = await openDatabase({ databaseUrl: database.url, databasePool: 1, dataDir: '' })
  try {
    for (let times = 0; times < 5; times++) {
      const copied = await inSnapshot(db, async (rows) => {
        let size = 0
        for await (const piece of rows.copyOut('large', ['said'])) {
          expect(piece.at(-1)).toBe(0x0a)
          size += piece.length
          await pause(1)
        }
        return { size, next: await rows.query('select 1 as answer') }
      })
      expect(copied).toEqual({ size: 4 * 300_001, next: [{ answer: 1 }] })
    }
  } finally {
    await db.close()
  }
}, 20_000)
