import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { startPostgres } from '../setup/postgres.ts'
import { firstClientIn, run, startService, temporaryFolder, tokenOf, whenReady } from '../setup/process.ts'
import { publicUrl } from '../setup/world.ts'

/** The code of release 0.1, which made `test/upgrade/release-0.1.json`. */
const RELEASE = 'e5b47d83c35fc22d6792ba6e57f9012b50afb6a5'

/** All of it as it was then, with the packages of now; null where its commit is not at hand. */
function codeOf(release: string, folder: string): string | null {
  try {
    const archive = execFileSync('git', ['archive', release], { maxBuffer: 2 ** 30, stdio: 'pipe' })
    mkdirSync(folder)
    execFileSync('tar', ['-x', '-C', folder], { input: archive })
  } catch {
    return null
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  return folder
}

const config = `export default { test: {
  include: ['test/upgrade/beside-newer.ts'], pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000,
} }`

test('the earlier release goes on while this one migrates its database and takes its tables over', async ({
  skip,
}) => {
  using folder = temporaryFolder()
  const code = codeOf(RELEASE, join(folder.path, 'earlier'))
  skip(!code, 'the history of this repository is not here, so there is no earlier release to run')
  const cluster = await startPostgres()
  const admin = postgres(cluster.url, { max: 1, onnotice: () => {} })
  await admin.unsafe('create role recognition login createrole')
  await admin.unsafe('create database recognition owner recognition')
  const as = (user: string) => {
    const url = new URL(cluster.url)
    url.username = user
    url.pathname = 'recognition'
    return url.href
  }
  const env = {
    DATABASE_URL: as('recognition'),
    DATA_DIR: join(folder.path, 'data'),
    PUBLIC_URL: publicUrl,
    KEY_SECRET: 'a secret that protects nothing but the keys of this test',
  }
  const earlier = await startService(env, code!, join(code!, 'src/server.ts'))
  const client = firstClientIn(earlier.output())

  copyFileSync('test/upgrade/beside-newer.ts', join(code!, 'test/upgrade/beside-newer.ts'))
  writeFileSync(join(code!, 'beside-newer.config.js'), config)
  const { PATH, HOME } = process.env
  const vitest = resolve('node_modules/vitest/vitest.mjs')
  const cases = await promisify(execFile)(
    process.execPath,
    [vitest, 'run', '--config', 'beside-newer.config.js'],
    { cwd: code!, env: { PATH, HOME, ...env, ADMIN_URL: as('postgres'), NEWER: resolve('.') } },
  ).then(
    ({ stdout }) => ({ passed: true, stdout }),
    ({ stdout, stderr }) => ({ passed: false, stdout: `${stdout}${stderr}` }),
  )
  expect(cases.passed, cases.stdout).toBe(true)

  // Its own process, with its jobs, has run all the time; the new one takes over.
  await whenReady(earlier.url)
  expect(await tokenOf(earlier.url, client)).toBeTruthy()
  const later = await startService(env)
  expect(await whenReady(later.url)).toMatchObject({ separation: 'separated' })
  expect(await tokenOf(later.url, client)).toBeTruthy()
  for (const service of [earlier, later]) {
    expect(await service.stop()).toBe(0)
    expect(service.output()).not.toContain('a job failed')
  }
  const checked = run('commands/check-certificates.ts', env)
  expect(await checked.exited).toBe(0)
  expect(checked.output()).toContain('2 certificates checked, 0 faults.')
  await admin.end()
  await cluster.stop()
})
