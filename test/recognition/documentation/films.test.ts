import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '../../../src/platform/storage/storage.ts'
import { asBytes } from '../../setup/bytes.ts'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { box, film } from './formats.ts'

const MIB = 1024 * 1024
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** A film of so many MiB, told from others by a letter. */
const large = (mib: number, letter = 'a') => film('isom', letter.repeat(mib * MIB))

describe('a film', () => {
  let world: World
  let made: Case
  let folder: string
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recognition-films-'))
    world = await newWorld({ storage: folderStorage(folder) })
    made = await given(world).documentation()
  })
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const path = () => `/v1/recognitions/${made.id}/evidence`
  const fields = { title: 'Film of the work', producedOn: '2026-09-20', competences: '2.4' }
  const send = (bytes: Buffer) => mentor().post(path()).field(fields).attach('file', bytes, 'film.mp4')
  const lying = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((found) => found.isFile())

  test('may be larger than other files, and is kept without where it was taken', async () => {
    const bytes = large(12)
    const kept = await send(bytes)
    expect(kept.status, JSON.stringify(kept.body)).toBe(201)
    expect(kept.body).toMatchObject({
      originalSha256: sha256(bytes),
      size: bytes.length,
      mediaType: 'video/mp4',
      stripped: ['user data', 'metadata', 'extension'],
    })
    const content = await mentor().get(`${path()}/${kept.body.id}/content`).buffer().parse(asBytes)
    expect([sha256(content.body), content.body.length]).toEqual([kept.body.sha256, bytes.length])
    expect((content.body as Buffer).includes('Riga')).toBe(false)
    expect(lying()).toHaveLength(1)
  })

  test('that is there already, is broken or larger than was set is refused, and nothing is left of it', async () => {
    expect((await send(large(12))).status).toBe(409)
    expect((await send(large(12).subarray(0, -1))).status).toBe(415)
    const admin = world.as({ school: world.school, role: 'admin' })
    const set = await admin
      .patch('/v1/settings')
      .set('if-match', '*')
      .send({ evidenceFilmBytes: 11 * MIB })
    expect(set.status, JSON.stringify(set.body)).toBe(200)
    const refused = await send(large(12, 'b'))
    expect([refused.status, refused.body.detail]).toEqual([413, expect.stringContaining('11534336')])
    const without = await mentor()
      .post(path())
      .field({ ...fields, title: '' })
      .attach('file', large(12, 'c'), 'film.mp4')
    expect(without.status).toBe(400)
    const limits = await mentor().get(`/v1/recognitions/${made.id}/evidence-limits`)
    expect(limits.body).toMatchObject({ maxBytes: 10 * MIB, maxFilmBytes: 11 * MIB })
    expect(lying()).toHaveLength(1)
  })

  test('alone may be so large: any other file has ten megabytes at most', async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(11 * MIB)])
    expect((await send(pdf)).status).toBe(413)
    expect(lying()).toHaveLength(1)
  })

  test('is taken at a desk, and stands whole in the file of the case', async () => {
    const desk = await deskOf(world, world.host, world.host.members.mentor)
    const bytes = film('qt  ', 'd'.repeat(10.5 * MIB))
    const sent = await world.anyone
      .post(`${desk}/recognitions/${made.id}/evidence`)
      .field({ ...fields, title: 'From a telephone' })
      .attach('file', bytes, 'film.mov')
    expect(sent.status, sent.text).toBe(201)
    const { sha256: kept, id } = sent.body.items[0]
    const zip = await world
      .as({ school: world.school, role: 'coordinator' })
      .get(`/v1/recognitions/${made.id}/file.zip`)
      .buffer()
      .parse(asBytes)
    expect(zip.status).toBe(200)
    expect((zip.body as Buffer).toString('latin1')).toContain(`04-evidence/${id}.mov`)
    expect((zip.body as Buffer).includes(Buffer.alloc(MIB, 'd'))).toBe(true)
    expect(kept).not.toBe(sha256(bytes))
  })

  test('is never held in memory as a whole', async () => {
    const admin = world.as({ school: world.school, role: 'admin' })
    await admin.patch('/v1/settings').set('if-match', '*').send({ evidenceFilmBytes: null })
    const asked = mentor().get('/v1/me')
    await asked
    const token = asked.get('authorization')
    const { port } = world.app.server.address() as AddressInfo
    const [head, tail] = [film('isom', '').subarray(0, 16), film('isom', '').subarray(24)]
    const size = 90 * MIB
    const shown = Buffer.from(box('mdat').toString('latin1'), 'latin1')
    shown.writeUInt32BE(8 + size)
    const form = (name: string, value: string) =>
      `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    // One piece again and again: what the sender leaves behind would be counted too.
    const piece = Buffer.alloc(MIB, 'e')
    async function* body() {
      for (const [name, value] of Object.entries(fields)) yield Buffer.from(form(name, value))
      yield Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n')
      yield head
      yield shown
      for (let sent = 0; sent < size; sent += MIB) yield piece
      yield tail
      yield Buffer.from('\r\n--x--\r\n')
    }
    const before = process.memoryUsage().arrayBuffers
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers)
    }, 5)
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { authorization: String(token), 'content-type': 'multipart/form-data; boundary=x' }
      const going = ask({ port, path: path(), method: 'POST', headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
      }).on('error', reject)
      Readable.from(body()).pipe(going)
    })
    clearInterval(watch)
    expect(status).toBe(201)
    // What was let go and not collected yet is counted as well; held as a whole it would be all of it.
    expect((most - before) / MIB).toBeLessThan(85)
  }, 60_000)
})
