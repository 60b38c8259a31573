import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  emptyDatabase,
  firstClientIn,
  run,
  type Service,
  startService,
  temporaryFolder,
  tokenOf,
  whenReady,
} from '../setup/process.ts'

async function command(name: string, env: Record<string, string>, ...args: string[]) {
  const child = run(`commands/${name}.ts`, env, undefined, args)
  return { code: await child.exited, said: child.output() }
}

/** What a command left in the file that it names, and who may read it. */
function leftBy(said: string) {
  const file = /id and secret are in (\S+),/.exec(said)![1]!
  const [, id, secret] = /^CLIENT_ID=(\S+)\nCLIENT_SECRET=(\S+)\n$/.exec(readFileSync(file, 'utf8'))!
  return { id: id!, secret: secret!, mode: statSync(file).mode & 0o777 }
}

describe('the first hour', () => {
  const folder = temporaryFolder()
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let env: Record<string, string>
  let service: Service
  let client: { id: string; secret: string }
  const ask = async (path: string, as = client) => {
    const authorization = `Bearer ${await tokenOf(service.url, as)}`
    const answer = await fetch(`${service.url}${path}`, { headers: { authorization } })
    return (await answer.json()) as { items: Record<string, unknown>[] }
  }

  beforeAll(async () => {
    database = await emptyDatabase()
    env = { DATABASE_URL: database.url, DATA_DIR: join(folder.path, 'data') }
  })
  afterAll(async () => {
    await service?.stop()
    await database[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  test('names the first organisation and who administers it, and shows the secret to this user alone', async () => {
    const unnamed = await command('setup', env, '--name', 'Parauga tehnikums')
    expect(unnamed.code).toBe(2)
    const unfit = await command('setup', env, '--name', 'x'.repeat(201), '--country', 'Nowhere')
    expect(unfit.code).toBe(1)
    expect(unfit.said).toContain('FIRST_ORGANISATION_NAME')
    expect(unfit.said).toContain('FIRST_ORGANISATION_COUNTRY')

    const names = ['--name', 'Parauga tehnikums', '--country', 'EE', '--admin', 'Administrator One']
    const done = await command('setup', env, ...names)
    expect(done.code, done.said).toBe(0)
    client = firstClientIn(done.said)
    expect(done.said).not.toContain(client.secret)
    service = await startService(env)
    expect((await ask('/v1/organisations')).items).toMatchObject([
      { name: 'Parauga tehnikums', country: 'EE' },
    ])
    expect((await ask('/v1/members')).items).toMatchObject([{ name: 'Administrator One', roles: ['admin'] }])
    const lines = (await ask('/v1/audit')).items.map(({ action }) => action)
    expect(lines).toEqual(['organisation.register', 'client.register', 'member.register'])

    const again = await command('setup', env, ...names)
    expect(again.code).toBe(1)
    expect(again.said).toContain('There is an organisation already')
  })

  test('gives a lost secret again, ends the lost one, and writes it down', async () => {
    const lost = client
    const renewed = await command('clients', env, 'rotate', client.id)
    expect(renewed.code, renewed.said).toBe(0)
    const { id, secret, mode } = leftBy(renewed.said)
    expect(mode).toBe(0o600)
    expect(renewed.said).not.toContain(secret)
    client = { id, secret }
    expect(await tokenOf(service.url, client)).toBeTruthy()
    await expect(tokenOf(service.url, lost)).rejects.toThrow('invalid_client')
    expect((await ask('/v1/audit')).items).toContainEqual(
      expect.objectContaining({
        action: 'client.make-secret',
        subjectId: id,
        requestId: 'clients',
      }),
    )
  })

  test('makes a client for an organisation that has none, lists all, and revokes one', async () => {
    const headers = {
      authorization: `Bearer ${await tokenOf(service.url, client)}`,
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ name: 'Example Workshop', country: 'FI' })
    const made = await fetch(`${service.url}/v1/organisations`, { method: 'POST', headers, body })
    const host = (await made.json()) as { id: string }
    const given = ['--organisation', host.id, '--name', 'Workshop system', '--scopes', 'read,recognise']
    const created = await command('clients', env, 'create', ...given)
    expect(created.code, created.said).toBe(0)
    const theirs = leftBy(created.said)
    expect((await ask('/v1/organisations', theirs)).items.length).toBeGreaterThan(0)

    const listed = await command('clients', env, 'list')
    expect(listed.said).toContain(`${theirs.id}  "Workshop system" of "Example Workshop" (${host.id})`)
    expect(listed.said).toContain(`${client.id}  "First client" of "Parauga tehnikums"`)

    expect((await command('clients', env, 'revoke', theirs.id)).code).toBe(0)
    await expect(tokenOf(service.url, theirs)).rejects.toThrow('invalid_client')
    const late = await command('clients', env, 'rotate', theirs.id)
    expect(late).toMatchObject({ code: 1, said: expect.stringContaining('was revoked') })
    const unknown = ['create', '--organisation', client.id, '--name', 'Nobody']
    expect((await command('clients', env, ...unknown)).said).toContain('There is no such organisation.')
    for (const args of [[], ['list', 'more'], ['rotate', 'x'], ['create'], ['--what']]) {
      expect((await command('clients', env, ...args)).code, args.join(' ')).toBe(2)
    }
  })

  test('is looked at by a doctor, who says of each fault what to do, and changes nothing', async () => {
    const sound = await command('doctor/doctor', { ...env, PUBLIC_URL: service.url })
    expect(sound.code, sound.said).toBe(0)
    for (const part of ['settings', 'disk', 'database', 'clock', 'keys', 'frameworks'])
      expect(sound.said).toMatch(new RegExp(`^ok +${part}: `, 'm'))
    expect(sound.said).toMatch(/^warning +mail: .*\n +→ Set MAIL_URL/m)
    expect(sound.said).toMatch(/^warning +PUBLIC_URL: .* opens on this machine alone/m)

    const told = async (more: Record<string, string>) => {
      const { code, said } = await command('doctor/doctor', { ...env, ...more })
      return { code, faults: [...said.matchAll(/^FAULT +([^:]+): /gm)].map(([, what]) => what) }
    }
    expect(await told({ KEY_SECRET: 'x'.repeat(32) })).toEqual({ code: 1, faults: ['keys'] })
    expect(await told({ MAIL_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'school@example.org' })).toEqual({
      code: 1,
      faults: ['mail'],
    })
    expect(await told({ PUBLIC_URL: 'http://recognition.example' })).toEqual({
      code: 1,
      faults: ['PUBLIC_URL'],
    })
    expect(await told({ CLAMD_URL: 'tcp://127.0.0.1:1' })).toEqual({ code: 1, faults: ['scanner'] })
    expect((await told({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })).faults).toEqual(['database'])
    chmodSync(join(env.DATA_DIR!, 'key-secret'), 0o644)
    expect((await told({})).faults).toEqual(['secrets'])
    chmodSync(join(env.DATA_DIR!, 'key-secret'), 0o600)

    using other = temporaryFolder()
    const elsewhere = await command('doctor/doctor', { DATA_DIR: join(other.path, 'data') })
    expect(elsewhere).toMatchObject({ code: 0, said: expect.stringContaining('is not there yet') })
    expect(() => statSync(join(other.path, 'data'))).toThrow()
    await whenReady(service.url)
  })
})
