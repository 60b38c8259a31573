import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
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
    const { pid } = spawnSync('true')
    writeFileSync(`${database}.lock`, JSON.stringify({ pid, host: hostname(), token: 'dead' }))
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
})
