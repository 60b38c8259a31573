import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Environment, readConfig } from '../src/config.ts'
import { run } from './setup/process.ts'

describe('the configuration', () => {
  const settings = Object.keys(Environment.shape)
  const example = readFileSync('.env.example', 'utf8')
  const shown = new Map(
    [...example.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )

  test('has every setting in .env.example, and no other', () => {
    expect([...shown.keys()].sort()).toEqual([...settings].sort())
  })

  test('takes what .env.example shows, which is what holds when nothing is set', () => {
    const values = Object.fromEntries([...shown].filter(([name]) => !name.endsWith('DATABASE_URL')))
    expect(readConfig(values)).toEqual(readConfig({}))
    expect(readConfig({ DATABASE_URL: shown.get('DATABASE_URL') }).databaseUrl).toMatch(/^postgres:/)
  })

  test('is described, setting by setting', () => {
    for (const name of settings)
      expect(Environment.shape[name as keyof typeof Environment.shape].description, name).toBeTruthy()
  })

  test('without any setting means port 3000 on this host and the embedded database under ./data', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      dataDir: './data',
      runJobs: true,
    })
  })

  const bad = {
    PORT: '70000',
    PUBLIC_URL: 'ftp://example.org',
    DATABASE_URL: 'mysql://localhost/a',
    DATABASE_POOL: '0',
    KEY_SECRET: 'short',
    RUN_JOBS: 'yes',
    LOG_LEVEL: 'loud',
    TRUST_PROXY: 'everybody',
  }

  test('that is bad is refused with every fault named at once', () => {
    let message = ''
    try {
      readConfig(bad)
    } catch (error) {
      message = (error as Error).message
    }
    for (const name of Object.keys(bad)) expect(message).toContain(`  ${name}: `)
  })

  test('that is bad stops the start, in words and without a stack', async () => {
    const process = run('server.ts', bad)
    expect(await process.exited).toBe(1)
    for (const name of Object.keys(bad)) expect(process.output()).toContain(`  ${name}: `)
    expect(process.output()).not.toMatch(/\n\s+at |short|mysql/)
  })
})
