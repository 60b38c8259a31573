import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { lockFolder } from '../../src/db/folder-lock.ts'
import { temporaryFolder } from '../setup/process.ts'

describe('the lock of the embedded database', () => {
  test('names its holder, is refused to a second, and is gone when released', () => {
    using folder = temporaryFolder()
    const database = join(folder.path, 'database')
    const release = lockFolder(database)
    expect(JSON.parse(readFileSync(`${database}.lock`, 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    })
    expect(() => lockFolder(database)).toThrow(`in use by process ${process.pid}`)
    release()
    expect(readdirSync(folder.path)).toEqual([])
    lockFolder(database)()
  })

  test('is taken over from a process that is gone', () => {
    using folder = temporaryFolder()
    const database = join(folder.path, 'database')
    spawnSync(process.execPath, ['--eval', `${take(database)}; process.kill(process.pid, 'SIGKILL')`])
    expect(existsSync(`${database}.lock`)).toBe(true)
    lockFolder(database)()
    writeFileSync(`${database}.lock`, 'half a lo')
    lockFolder(database)()
    expect(existsSync(`${database}.lock`)).toBe(false)
  })

  test('of another host counts while it is being touched, and no longer', () => {
    using folder = temporaryFolder()
    const database = join(folder.path, 'database')
    const holder = { pid: 1, host: 'another-container', token: 'theirs' }
    writeFileSync(`${database}.lock`, JSON.stringify(holder))
    expect(() => lockFolder(database)).toThrow('in use by process 1 on another-container')
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(`${database}.lock`, longAgo, longAgo)
    lockFolder(database)()
  })

  test.skipIf(!mayUnshare())(
    'is held across process id namespaces that have one host name: the second is told who has it',
    async () => {
      using folder = temporaryFolder()
      const database = join(folder.path, 'database')
      const alone = ['--pid', '--fork', '--kill-child', '--mount-proc', process.execPath, '--eval']
      const forEver = `${take(database)}; process.send('held'); setInterval(() => {}, 1000)`
      const first = spawn('unshare', [...alone, forEver], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      expect((await once(first, 'message'))[0]).toBe('held')
      expect(JSON.parse(readFileSync(`${database}.lock`, 'utf8')).host).toBe(hostname())
      const second = () => spawnSync('unshare', [...alone, take(database)], { encoding: 'utf8' })
      const refused = second()
      expect(refused.status).toBe(1)
      expect(refused.stderr).toMatch(/is in use by process \d+ of another container on /)
      expect(() => lockFolder(database)).toThrow('of another container')
      // The kernel drops it with the process, in whatever way that went.
      first.kill('SIGKILL')
      await once(first, 'exit')
      while (second().status !== 0) await pause(100)
    },
  )

  test('without the lock of the system counts for as long as it is touched', () => {
    using folder = temporaryFolder()
    const database = join(folder.path, 'database')
    mkdirSync(`${database}.held`)
    const release = lockFolder(database)
    expect(() => lockFolder(database)).toThrow(
      `in use by process ${process.pid}. Stop it, or set DATABASE_URL or DATA_DIR. If it is gone already, start again`,
    )
    release()
    lockFolder(database)()
  })
})

/** Code of a process that takes the lock. */
function take(database: string): string {
  const file = resolve('src/db/folder-lock.ts')
  return `require(${JSON.stringify(file)}).lockFolder(${JSON.stringify(database)})`
}

function mayUnshare(): boolean {
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('Not tried in two process id namespaces: unshare is not allowed here.')
    return false
  }
}
