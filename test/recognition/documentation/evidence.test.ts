import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSettings } from '../../../src/parties/organisations/store.ts'
import { folderStorage } from '../../../src/platform/storage/storage.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { bare, photograph } from './pictures.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('evidence', () => {
  let world: World
  let made: Case
  let folder: string
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recognition-evidence-'))
    world = await newWorld({ storage: folderStorage(folder) })
    made = await given(world).documentation()
  })
  const mentor = () => world.as({ school: world.host, role: 'mentor' })
  const path = (id = made.id) => `/v1/recognitions/${id}/evidence`
  const upload = (bytes: Buffer, over: Record<string, string> = {}, id = made.id) =>
    mentor()
      .post(path(id))
      .field({ title: 'Photograph', producedOn: '2026-09-20', competences: '2.4', ...over })
      .attach('file', bytes, 'photo.jpg')

  test('is kept and handed out without what a photograph tells of its place, with the hash of the original', async () => {
    const kept = await upload(photograph())
    expect(kept.status).toBe(201)
    expect(kept.body).toMatchObject({
      sha256: sha256(bare),
      originalSha256: sha256(photograph()),
      kind: 'file',
    })
    expect(kept.body.stripped).toContain('Exif')
    const content = await world
      .as({ school: world.school, role: 'assessor' })
      .get(`${path()}/${kept.body.id}/content`)
      .buffer()
      .parse(asBytes)
    expect(Buffer.compare(content.body, bare)).toBe(0)
  })

  test('is deduplicated: the same picture again is refused, naming the piece that has it', async () => {
    const first = (await mentor().get(path())).body.items[0]
    const again = await upload(photograph(6).subarray(0, photograph(6).length))
    expect(again.status).toBe(201)
    const same = await upload(bare)
    expect(same.status).toBe(409)
    expect(same.body.evidenceId).toBe(first.id)
  })

  test('lies once in the storage, however many cases hold the same bytes', async () => {
    const other = await given(world).documentation()
    expect((await upload(bare, {}, other.id)).status).toBe(201)
    const rows = (await world.services.db.owner.execute(sql`select sha256 from evidence`)) as {
      sha256: string
    }[]
    expect(rows.filter((row) => row.sha256 === sha256(bare))).toHaveLength(2)
    expect(filesUnder(folder).filter((name) => name.startsWith(sha256(bare)))).toHaveLength(1)
  })

  test('of one piece serves several outcomes, and more can be added', async () => {
    const both = await upload(Buffer.from('Both.'), { competences: '1.1,2.4', kind: 'observation' })
    expect(both.body.competences).toEqual(['1.1', '2.4'])
    const one = await upload(Buffer.from('One.'), { competences: '1.1' })
    const more = await mentor()
      .post(`${path()}/${one.body.id}/outcomes`)
      .send({ competences: ['2.4', '1.1'] })
    expect(more.status).toBe(200)
    expect(more.body.competences).toEqual(['1.1', '2.4'])
    const unknown = await mentor()
      .post(`${path()}/${one.body.id}/outcomes`)
      .send({ competences: ['5.4'] })
    expect(unknown.status).toBe(422)
  })

  test('is a link that is kept and never fetched', async () => {
    let fetched = 0
    const site = createServer((_, response) => {
      fetched += 1
      response.end()
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(site.address() as { port: number }).port}/portfolio`
    const body = { kind: 'link', title: 'Blog', producedOn: '2026-09-20', competences: ['2.4'] }
    const link = await mentor()
      .post(`${path()}/records`)
      .send({ ...body, url })
    expect(link.status).toBe(201)
    expect(link.body).toMatchObject({ kind: 'link', url, sha256: null })
    await mentor().get(path())
    expect((await mentor().get(`${path()}/${link.body.id}/content`)).status).toBe(404)
    expect(fetched).toBe(0)
    await new Promise((resolve) => site.close(resolve))
    for (const bad of ['javascript:alert(1)', 'file:///etc/passwd', 'https://user:secret@example.org/']) {
      expect(
        (
          await mentor()
            .post(`${path()}/records`)
            .send({ ...body, url: bad })
        ).status,
      ).toBe(400)
    }
  })

  test('is a third-party statement, a test result or an observation record', async () => {
    const by = { name: 'Mentor One', position: 'Workshop manager', organisation: 'Example Workshop' }
    const common = { title: 'Record', producedOn: '2026-09-21', competences: ['1.1'] }
    for (const [kind, record] of [
      ['statement', { text: 'Kept the plan up to date.', by }],
      ['test-result', { test: 'Practical test', result: '17 of 20', by }],
      ['observation', { text: 'Found three sources alone.', by }],
    ] as const) {
      const kept = await mentor()
        .post(`${path()}/records`)
        .send({ kind, ...common, record })
      expect(kept.status).toBe(201)
      expect(kept.body).toMatchObject({ kind, record })
    }
    const mixed = { kind: 'statement', ...common, record: { test: 'x', result: 'y', by } }
    expect((await mentor().post(`${path()}/records`).send(mixed)).status).toBe(400)
  })

  test('has limits that are told before anything is sent, and kept', async () => {
    const limits = () => mentor().get(`/v1/recognitions/${made.id}/evidence-limits`)
    const before = await limits()
    expect(before.body).toMatchObject({ maxBytes: 10 * 1024 * 1024, scanned: false })
    expect(before.body.types).toContain('image/jpeg')
    const set = {
      secondMarkingRate: 0,
      secondMarkingMinimum: 0,
      evidenceQuotaBytes: before.body.usedBytes + 10,
    }
    await writeSettings(world.services.db.owner, world.school.id, 1, set, world.clock.now)
    expect((await limits()).body.remainingBytes).toBe(10)
    expect((await upload(Buffer.from('More than ten bytes.'))).status).toBe(413)
    expect((await upload(Buffer.from('Ten bytes.'))).status).toBe(201)
    expect((await limits()).body.remainingBytes).toBe(0)
    await writeSettings(
      world.services.db.owner,
      world.school.id,
      2,
      { ...set, evidenceQuotaBytes: 1e9 },
      world.clock.now,
    )
    expect((await upload(Buffer.from([0xff, 0xd8, 0xff, 0x00]))).status).toBe(415)
    expect((await upload(Buffer.from([0, 1, 2, 3]))).status).toBe(415)
  })

  test('is of a format that is taken by what it holds, and what it may be is told', async () => {
    const limits = await mentor().get(`/v1/recognitions/${made.id}/evidence-limits`)
    expect(limits.body.types).toContain('application/pdf')
    expect(limits.body.types).toContain('image/heic')
    for (const start of [
      '\0\0\0\x18ftypavif\0\0\0\0',
      'II*\0\x08\0\0\0',
      'GIF89a\x01\0\x01\0',
      'PK\x03\x04\x14\0',
    ]) {
      const refused = await upload(Buffer.from(start, 'latin1'))
      expect([start, refused.status]).toEqual([start, 415])
      expect(refused.body.detail).toContain('office document')
    }
  })

  test('in a PDF is kept without the place of its photographs, with the hash of the original', async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\nstream\n'), photograph(), Buffer.from('\nendstream')])
    const kept = await upload(pdf)
    expect(kept.body).toMatchObject({ originalSha256: sha256(pdf), stripped: ['Exif', 'XMP', 'IPTC'] })
    const content = await mentor().get(`${path()}/${kept.body.id}/content`).buffer().parse(asBytes)
    expect(sha256(content.body)).toBe(kept.body.sha256)
    expect(content.body.includes('Exif')).toBe(false)
  })

  test('never changes, even for who owns the database', async () => {
    const { owner } = world.services.db
    await expect(owner.execute(sql`update evidence set title = 'Another'`)).rejects.toThrow()
    await expect(owner.execute(sql`update evidence set scan = 'infected'`)).rejects.toThrow()
    await expect(owner.execute(sql`delete from evidence_outcomes`)).rejects.toThrow()
  })

  test('that comes after the declarations asks for both of them anew', async () => {
    const fresh = await given(world)
      .assessment()
      .then(() => given(world).documentation())
    const blockers = async () =>
      (await mentor().get(`/v1/recognitions/${fresh.id}`)).body.blockers.map(
        (one: { code: string }) => one.code,
      )
    const declare = async () => {
      const coordinator = world.as({ school: world.school, role: 'coordinator' })
      const link = await coordinator.post(`/v1/recognitions/${fresh.id}/declaration-links`)
      const page = new URL(link.body.url).pathname
      const { hash } = (await world.anyone.get(page)).body
      return world.anyone.post(page).send({ name: 'Learner One', accept: true, hash })
    }
    const attest = () =>
      mentor().post(`/v1/recognitions/${fresh.id}/attestation`).send({ statement: 'Done here.' })
    await upload(Buffer.from('First.'), { competences: '1.1,2.4' }, fresh.id)
    expect(await blockers()).toEqual(['authorship-missing', 'attestation-missing'])
    await declare()
    await attest()
    expect(await blockers()).toEqual([])
    expect((await attest()).status).toBe(409)
    world.clock.advance(0.01)
    await upload(Buffer.from('Second.'), {}, fresh.id)
    expect(await blockers()).toEqual(['authorship-missing', 'attestation-missing'])
    expect((await declare()).status).toBe(200)
    expect((await attest()).status).toBe(201)
    expect(await blockers()).toEqual([])
  })

  test('is declared through a page that names what was read, in both languages, once', async () => {
    const fresh = await given(world).documentation()
    await upload(Buffer.from('Read.'), { title: 'Work diary' }, fresh.id)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await coordinator.post(`/v1/recognitions/${fresh.id}/declaration-links`)
    const page = new URL(link.body.url).pathname
    const read = (language: string) =>
      world.anyone.get(page).set('accept', 'text/html').set('accept-language', language)
    const lv = (await read('lv')).text
    const { hash } = (await world.anyone.get(page)).body
    for (const text of ['Work diary', 'Datne · 20.09.2026. · rezultāti: 2.4', hash, '05.12.2026.<'])
      expect(lv).toContain(text)
    const en = (await read('en')).text
    expect(en).toContain('File · 20\u00a0September\u00a02026 · outcomes: 2.4')
    expect(en).toContain('until 5\u00a0December\u00a02026.<')
    for (const text of [lv, en]) expect(text).not.toMatch(/\d{4}-\d\d-\d\d|<script/)

    await upload(Buffer.from('Not read.'), {}, fresh.id)
    const form = { name: 'Learner One', accept: 'true' }
    const declare = (of: string) =>
      world.anyone
        .post(page)
        .type('form')
        .set('accept', 'text/html')
        .send({ ...form, hash: of })
    const unread = await declare(hash)
    expect([unread.status, unread.text.includes('document has changed')]).toEqual([412, true])
    const both = (await world.anyone.get(page)).body.hash
    expect((await declare(both)).text).toContain('The declaration has been received')
    const again = await declare(both)
    expect([again.status, again.text.includes('This link has been used')]).toEqual([409, true])
  })
})

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true }).map((path) => String(path).split('/').at(-1) ?? '')
