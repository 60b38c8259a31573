import { cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run, startService, temporaryFolder } from '../setup/process.ts'

describe('an embedded database whose files were damaged', () => {
  const folder = temporaryFolder()
  const whole = join(folder.path, 'whole')
  afterAll(() => folder[Symbol.dispose]())
  beforeAll(async () => {
    const service = await startService({ DATA_DIR: whole })
    expect(await service.stop()).toBe(0)
  })

  async function startDamaged(name: string, damage: (database: string) => void) {
    const data = join(folder.path, name)
    cpSync(whole, data, { recursive: true })
    damage(join(data, 'database'))
    const service = run('server.ts', { DATA_DIR: data })
    return { code: await service.exited, said: service.output(), data }
  }

  test.each<[string, (database: string) => void]>([
    ['the file that says what it is', (database) => rmSync(join(database, 'PG_VERSION'))],
    ['what it knew when it stopped', (database) => truncateSync(join(database, 'global/pg_control'), 100)],
    ['its tables', (database) => rmSync(join(database, 'base'), { recursive: true })],
    [
      'its log',
      (database) => {
        const log = join(database, 'pg_wal')
        for (const file of readdirSync(log).filter((name) => name.startsWith('0')))
          truncateSync(join(log, file))
      },
    ],
  ])('says so in one sentence: without %s', async (what, damage) => {
    const { code, said, data } = await startDamaged(what, damage)
    expect(said).toBe(
      `The embedded database in ${data}/database is damaged and cannot be opened; move that folder away and restore a backup: npm run restore -- --from FILE (none that was made here is known)\n`,
    )
    expect(code).toBe(1)
  })

  test('names the backup that was made last', async () => {
    const { code, said } = await startDamaged('known', (database) => {
      rmSync(join(database, 'PG_VERSION'))
      writeFileSync(
        `${database}.backup`,
        JSON.stringify({ file: '/backups/monday', at: '2026-11-23T02:00:00.000Z' }),
      )
    })
    expect(said).toContain(
      'restore its backup of 2026-11-23T02:00:00.000Z: npm run restore -- --from /backups/monday\n',
    )
    expect(code).toBe(1)
  })
})
