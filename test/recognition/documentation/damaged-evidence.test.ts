import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { checkDaily } from '../../../src/certification/register-check/check-daily.ts'
import { folderStorage } from '../../../src/platform/storage/storage.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const sizes = { small: 40, large: 3 * 1024 * 1024 }

describe('a kept file of evidence', () => {
  let world: World
  let made: Case
  let folder: string
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recognition-damaged-'))
    world = await newWorld({ storage: folderStorage(folder) })
    made = await given(world).documentation()
  })

  const path = () => `/v1/recognitions/${made.id}/evidence`
  let serial = 0
  const upload = (size: number, title = 'Work') => {
    serial += 1
    return world
      .as({ school: world.host, role: 'mentor' })
      .post(path())
      .field({ title, producedOn: '2026-09-20', competences: '2.4' })
      .attach('file', Buffer.from(`${serial} `.padEnd(size, 'genuine ')), 'work.txt')
  }
  const download = (id: string) =>
    world
      .as({ school: world.school, role: 'assessor' })
      .get(`${path()}/${id}/content`)
      .buffer()
      .parse(asBytes)
  const placeOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)

  describe.each(Object.entries(sizes))('that is %s', (_name, size) => {
    test('is given out byte for byte while it is as it was kept', async () => {
      const { body } = await upload(size)
      const answer = await download(body.id)
      expect([answer.status, answer.body.length]).toEqual([200, size])
      expect(Buffer.compare(answer.body, readFileSync(placeOf(body.sha256)))).toBe(0)
    })

    test.each(['changed', 'cut', 'missing'])(
      'and %s is never given out, and named by the check',
      async (how) => {
        const { body } = await upload(size)
        const file = placeOf(body.sha256)
        const bytes = readFileSync(file)
        if (how === 'missing') rmSync(file)
        else if (how === 'cut') writeFileSync(file, bytes.subarray(0, size - 1))
        else writeFileSync(file, Buffer.from(bytes).fill('forged', size - 20))
        const answer = await download(body.id)
        expect([answer.status, answer.headers['content-type']]).toEqual([
          409,
          'application/problem+json; charset=utf-8',
        ])
        expect(answer.body.toString()).not.toMatch(/genuine|forged/)
        const faults: unknown[] = []
        await checkCertificates(world.services, (fault) => faults.push(fault))
        expect(faults).toContainEqual(expect.objectContaining({ number: body.sha256, what: 'evidence' }))
        await expect(
          checkDaily({ ...world.services, now: () => new Date(Date.now() + serial * 9e7) }),
        ).rejects.toThrow(body.sha256)
        // Kept again, as from a backup, it is whole.
        await world.services.storage.keep(body.sha256, bytes)
        expect((await download(body.id)).status).toBe(200)
      },
    )
  })

  test('that a process left unfinished is taken away, once it is old', async () => {
    const { body } = await upload(50)
    const left = `${placeOf(body.sha256)}.01993c7e-0000-7000-8000-000000000001`
    const young = `${placeOf(body.sha256)}.01993c7e-0000-7000-8000-000000000002`
    for (const name of [left, young]) writeFileSync(name, 'half')
    utimesSync(left, new Date(0), new Date(0))
    await world.services.storage.tidy()
    const found = readdirSync(join(folder, body.sha256.slice(0, 2)))
    expect(found).toContain(body.sha256)
    expect(found.filter((name) => name.includes('.'))).toEqual([young.split('/').at(-1)])
  })

  test('cannot be kept where the folder cannot be written: nothing is written down, and it is not ready', async () => {
    renameSync(folder, `${folder}.away`)
    writeFileSync(folder, 'no folder')
    try {
      const refused = await upload(60, 'Not kept')
      expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5'])
      const ready = await world.anyone.get('/readyz')
      expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', missing: ['storage'] }])
    } finally {
      rmSync(folder)
      renameSync(`${folder}.away`, folder)
    }
    expect((await world.anyone.get('/readyz')).body.status).toBe('ok')
    const kept = await world.as({ school: world.host, role: 'mentor' }).get(path())
    expect(JSON.stringify(kept.body)).not.toContain('Not kept')
  })
})
