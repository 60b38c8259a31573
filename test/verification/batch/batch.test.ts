import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '../../../src/platform/storage/storage.ts'
import { zipStream } from '../../../src/platform/zip/zip.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { sayBirthDate } from '../../setup/say-birth-date.ts'
import { newWorld, type School, tokenFor, type World } from '../../setup/world.ts'

type Line = Record<string, unknown> & {
  position: number
  kind?: string
  certificate?: Record<string, unknown>
}
type File = { name: string; bytes: Buffer | string }

const path = '/v1/verifications/batch'

describe('many certificates at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recognition-batch-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let world: World
  const codes: Record<string, string> = {}
  const files: Record<string, Buffer> = {}

  beforeAll(async () => {
    world = await newWorld({ storage: folderStorage(folder) })
    const { certificate, correct, revoke } = given(world)
    const genuine = await certificate()
    codes.genuine = codeOf(genuine)
    for (const form of ['pdf', 'jwt', 'ob3.json', 'json', 'png'])
      files[form] = await download(genuine.id, form)
    const revoked = await certificate()
    codes.revoked = codeOf(revoked)
    await revoke(revoked.id, 'fraud')
    const old = await certificate()
    codes.replaced = codeOf(old)
    codes.successor = codeOf(await correct(old.id))
    const kept = await certificate()
    codes.private = codeOf(kept)
    await tellLess(String(kept.id))
  }, 120_000)

  const codeOf = ({ verificationUrl }: Record<string, unknown>) => String(verificationUrl).split('/').at(-1)!
  const download = async (id: unknown, form: string): Promise<Buffer> =>
    (await world.as({ school: world.school }).get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes))
      .body

  async function tellLess(id: string): Promise<void> {
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await given(world).ok(coordinator.post(`/v1/certificates/${id}/learner-links`))
    const holder = new URL(String(link.url)).pathname
    await sayBirthDate(world, holder)
    const chosen = await world.anyone.post(`${holder}/level`).send({ level: 'validity' })
    expect(chosen.status, chosen.text).toBe(200)
  }

  /** An employer, whose client may check and nothing else. */
  const employer = (school: School = world.stranger) => world.as({ school, scopes: ['verify'] })
  const ask = (sent: string[], query = '') =>
    employer()
      .post(path + query)
      .send({ codes: sent })
  const linesIn = (text: string) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)

  async function lines(sent: string[], query = ''): Promise<Line[]> {
    const answer = await ask(sent, query).buffer().parse(asBytes)
    expect(answer.status, String(answer.body)).toBe(200)
    return linesIn(answer.body.toString())
  }

  async function linesOfFiles(sent: File[]): Promise<Line[]> {
    const asked = employer().post(path)
    for (const { name, bytes } of sent) asked.attach('file', Buffer.from(bytes as Buffer), name)
    const answer = await asked.buffer().parse(asBytes)
    expect(answer.status, String(answer.body)).toBe(200)
    return linesIn(answer.body.toString())
  }

  async function audit(school: School) {
    const { body } = await world
      .as({ school, role: 'admin' })
      .get('/v1/audit?action=verification.check&limit=200')
    return body.items as { details: Record<string, unknown>; subjectId: string; clientId: string }[]
  }

  test('each code is told as it would be by itself, in the order of what was asked', async () => {
    const unknown = codes.genuine!.split('').reverse().join('')
    const sent = [codes.revoked!, codes.genuine!, unknown, 'not a code', codes.replaced!, codes.successor!]
    const told = await lines(sent)
    expect(
      told.map(({ position, code, kind, genuine, standing }) => [position, code, kind, genuine, standing]),
    ).toEqual([
      [1, sent[0], 'revoked', true, 'revoked'],
      [2, sent[1], 'genuine', true, 'in-force'],
      [3, sent[2], 'unknown', false, null],
      [4, sent[3], 'unknown', false, null],
      [5, sent[4], 'replaced', true, 'replaced'],
      [6, sent[5], 'genuine', true, 'in-force'],
    ])
    for (const [index, code] of sent.entries()) {
      const alone = await world.anyone.post('/v1/verifications').send({ code })
      const { position, code: _, genuine, standing, ...rest } = told[index]!
      expect({ ...rest, checkedAt: '' }).toEqual({ ...alone.body, checkedAt: '' })
    }
  })

  test('no more is told than the learner chose', async () => {
    const [less, more] = await lines([codes.private!, codes.genuine!])
    expect([less!.level, more!.level]).toEqual(['validity', 'outcomes'])
    expect(less).toMatchObject({ genuine: true, standing: 'in-force' })
    expect([less!.certificate!.outcomes, less!.certificate!.learner]).toEqual([undefined, undefined])
    expect(more!.certificate!.outcomes).toHaveLength(2)
    const text = (await ask([codes.private!]).buffer().parse(asBytes)).body.toString()
    expect(text).not.toContain('2.4')
  })

  test('files of every kind are checked, and what is none of them says so without stopping the others', async () => {
    const touched = Buffer.from(files.pdf!)
    touched[touched.lastIndexOf('startxref') - 1] = 0x20
    const packed = await buffer(
      zipStream([{ name: 'certificate.pdf', bytes: files.pdf!, at: world.clock.now }]),
    )
    const told = await linesOfFiles([
      { name: 'nothing.txt', bytes: 'Work of a learner.' },
      { name: 'apliecinājums.pdf', bytes: files.pdf! },
      { name: 'empty.pdf', bytes: '' },
      { name: 'credential.jwt', bytes: files.jwt! },
      { name: 'badge.json', bytes: files['ob3.json']! },
      { name: 'large.pdf', bytes: Buffer.alloc(11 * 1024 * 1024, 'x') },
      { name: 'snapshot.json', bytes: files.json! },
      { name: 'badge.png', bytes: files.png! },
      { name: 'packed.zip', bytes: packed },
      { name: 'touched.pdf', bytes: touched },
    ])
    expect(told.map(({ file, kind, genuine, standing }) => [file, kind, genuine, standing])).toEqual([
      ['nothing.txt', 'unreadable', null, null],
      ['apliecinājums.pdf', 'genuine', true, 'in-force'],
      ['empty.pdf', undefined, null, null],
      ['credential.jwt', 'genuine', true, 'in-force'],
      ['badge.json', 'genuine', true, 'in-force'],
      ['large.pdf', undefined, null, null],
      ['snapshot.json', 'genuine', true, 'in-force'],
      ['badge.png', 'genuine', true, 'in-force'],
      ['packed.zip', 'genuine', true, 'in-force'],
      ['touched.pdf', 'altered', false, null],
    ])
    expect([told[2]!.fault, told[5]!.fault]).toEqual([
      'This file is empty.',
      'This file has more than 10 MB.',
    ])
  })

  test('what cannot be a code has its fault in its own line, in the language asked for', async () => {
    const told = await lines(['', 'x'.repeat(2200), codes.genuine!], '?lang=lv')
    expect(told.map(({ fault }) => fault)).toEqual([
      'Šis kods ir tukšs.',
      'Šis teksts ir garāks par jebkuru kodu.',
      undefined,
    ])
    expect(told[2]!.sentence).toMatch(/[āčēģīķļņšūž]/)
    const english = await ask([codes.genuine!]).set('accept-language', 'en').buffer().parse(asBytes)
    expect(english.headers['content-language']).toBe('en')
    expect(linesIn(english.body.toString())[0]!.sentence).toMatch(/certificate/)
  })

  test.each([
    ['?format=csv&lang=en', '*/*', ','],
    ['?lang=lv', 'text/csv', ';'],
  ])(
    'a table is written where %s with Accept %s asks for it, with nothing that a spreadsheet would run',
    async (query, accept, delimiter) => {
      const answer = await ask(['=1+1', '@SUM(A1)', codes.genuine!], query).set('accept', accept)
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
      const rows = parse(answer.text, { bom: true, delimiter, columns: true }) as Record<string, string>[]
      expect(rows.map(({ position, code, kind, genuine }) => [position, code, kind, genuine])).toEqual([
        ['1', "'=1+1", 'unknown', 'false'],
        ['2', "'@SUM(A1)", 'unknown', 'false'],
        ['3', codes.genuine, 'genuine', 'true'],
      ])
      expect(rows[2]!['certificate.outcomes.competence']).toMatch(/^\d\.\d; \d\.\d$/)
      const cells = rows.flatMap((row) => Object.values(row))
      expect(cells.filter((cell) => /^[=+@\t\r]|^-(?!\d)/.test(cell))).toEqual([])
    },
  )

  test('too many, none at all and anything else are refused whole, and nothing is written down', async () => {
    const before = (await audit(world.stranger)).length
    const many = await ask(Array.from({ length: 1001 }, () => 'x'))
    expect([many.status, many.body.errors[0].pointer]).toEqual([400, '/codes'])
    const none = await ask([])
    expect([none.status, none.body.errors[0].pointer]).toEqual([400, '/codes'])
    const empty = await employer().post(path)
    expect([empty.status, empty.body.errors[0].pointer]).toEqual([400, ''])
    const asked = employer().post(path)
    for (let count = 0; count <= 100; count++) asked.attach('file', Buffer.from('x'), `${count}.txt`)
    const files = await asked
    expect([files.status, files.body.type]).toEqual([413, 'urn:problem:too-large'])
    const fields = await employer().post(path).field('code', codes.genuine!)
    expect([fields.status, fields.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/code', '/file'],
    ])
    expect((await audit(world.stranger)).length).toBe(before)
  })

  test('a hundred files go, and a thousand codes', async () => {
    const told = await linesOfFiles(
      Array.from({ length: 100 }, (_, at) => ({ name: `${at}.jwt`, bytes: files.jwt! })),
    )
    expect(told.map(({ file }) => file)).toEqual(Array.from({ length: 100 }, (_, at) => `${at}.jwt`))
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['genuine']))
    const all = await lines(Array.from({ length: 1000 }, () => codes.genuine!))
    expect(all.map(({ position }) => position)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1))
  })

  test('it needs a scope of its own, and that opens nothing else', async () => {
    const others = world.as({
      school: world.school,
      scopes: ['read', 'register', 'recognise', 'administer', 'operate'],
    })
    const refused = await others.post(path).send({ codes: [codes.genuine] })
    expect([refused.status, refused.body.detail]).toEqual([403, 'This needs the scope "verify".'])
    expect((await world.anyone.post(path).send({ codes: [codes.genuine] })).status).toBe(401)
    expect((await employer(world.school).get('/v1/certificates')).status).toBe(403)
  })

  test('the ledger of whoever asked has one line for all of it, with nothing personal', async () => {
    const before = await audit(world.host)
    const answer = await employer(world.host)
      .post(path)
      .send({ codes: [codes.genuine, 'not a code', '', codes.revoked] })
    expect(answer.status).toBe(200)
    const after = await audit(world.host)
    expect(after.length).toBe(before.length + 1)
    const line = after.find(
      (found) => !before.some((known) => JSON.stringify(known) === JSON.stringify(found)),
    )!
    expect(line).toMatchObject({
      subjectId: world.host.id,
      clientId: world.host.id,
      details: { of: 'codes', asked: 4, checked: 4, found: 2 },
    })
    expect(Object.keys(line.details).sort()).toEqual(['asked', 'checked', 'found', 'of'])
    const issuers = await audit(world.school)
    expect(issuers.some(({ subjectId }) => subjectId === world.host.id)).toBe(false)
  })

  test('whoever leaves before the end is written down with what was checked', async () => {
    const before = (await audit(world.host)).length
    const { port } = world.app.server.address() as { port: number }
    const leaving = new AbortController()
    const sent = Array.from({ length: 1000 }, () => codes.genuine!)
    const token = await tokenFor(world.services, { school: world.host, scopes: ['verify'] })
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ codes: sent }),
      signal: leaving.signal,
    })
    await answer.body!.getReader().read()
    leaving.abort()
    await expect.poll(async () => (await audit(world.host)).length, { timeout: 30_000 }).toBe(before + 1)
    const { details } = (await audit(world.host)).at(-1)!
    expect(details).toMatchObject({ asked: 1000 })
    expect(Number(details.checked)).toBeLessThan(1000)
  })

  test('nothing is left of the files that were sent', async () => {
    await linesOfFiles([{ name: 'certificate.pdf', bytes: files.pdf! }])
    expect(readdirSync(folder).filter((name) => name.startsWith('arrived'))).toEqual([])
  })
})
