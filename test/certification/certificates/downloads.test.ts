import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { has } from '../../setup/has.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]

const hasUnzip = has('unzip', '-v')
const hasPoppler = has('pdftotext', '-v')
const hasQpdf = has('qpdf', '--version')
const projectCode = '2026-1-LV01-KA121-VET-000012345'
let world: World
/** More than are read at a time. */
const issued: { id: string; number: string }[] = []

beforeAll(async () => {
  world = await newWorld()
  for (let serial = 0; serial < 22; serial++) {
    issued.push((await given(world).certificate(one)) as { id: string; number: string })
  }
}, 120_000)

const zip = (query: string, school: School = world.school) =>
  world.as({ school }).get(`/v1/certificates.zip?${query}`).buffer().parse(asBytes)

function unpack(archive: Buffer): Record<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-'))
  writeFileSync(join(folder, 'cohort.zip'), archive)
  execFileSync('unzip', ['-q', 'cohort.zip', '-d', 'out'], { cwd: folder })
  const out = join(folder, 'out')
  return Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name))]))
}

/** The text of every page. */
function textOf(pdf: Buffer): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  return text.split('\f').slice(0, -1)
}

describe.runIf(hasUnzip)('a cohort as ZIP', () => {
  test('holds each valid certificate of a project, byte for byte as issued, named by number alone', async () => {
    await given(world).revoke(issued[0]!.id)
    const answer = await zip(`projectCode=${projectCode}`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/zip')
    expect(answer.headers['transfer-encoding']).toBe('chunked')
    const files = unpack(answer.body)
    const valid = issued.slice(1)
    expect(Object.keys(files).sort()).toEqual(valid.map(({ number }) => `${number}.pdf`).sort())
    const { id, number } = valid.at(-1)!
    const single = await world
      .as({ school: world.school })
      .get(`/v1/certificates/${id}.pdf`)
      .buffer()
      .parse(asBytes)
    expect(Buffer.compare(single.body, files[`${number}.pdf`]!)).toBe(0)
  })

  test('of named certificates comes in the form asked for, with names when asked for, and to the issuing side alone', async () => {
    const some = issued.slice(0, 3)
    const ids = some.map(({ id }) => id).join(',')
    const names = Object.keys(unpack((await zip(`ids=${ids}&form=jwt&names=person`)).body))
    expect(names).toHaveLength(3)
    for (const name of names) expect(name).toMatch(/^One Learner DCR-2026-\w{8}\.jwt$/)
    expect((await zip(`ids=${ids}&form=jwt`, world.host)).status).toBe(404)
  })

  test('is refused whole when one of those named is not there, and to strangers', async () => {
    const [first] = issued
    expect((await zip(`ids=${first!.id},01993c7e-0000-7000-8000-000000000000`)).status).toBe(404)
    expect((await zip('projectCode=nothing')).status).toBe(404)
    expect((await zip(`projectCode=${projectCode}`, world.stranger)).status).toBe(404)
    expect((await zip(`ids=${first!.id}`, world.stranger)).status).toBe(404)
    for (const query of [
      '',
      'ids=x',
      `ids=${first!.id}&projectCode=${projectCode}`,
      `ids=${first!.id}&form=exe`,
    ]) {
      expect((await zip(query)).status).toBe(400)
    }
  })
})

const print = (query: string, school: School = world.school) =>
  world.as({ school }).get(`/v1/certificates.pdf?${query}`).buffer().parse(asBytes)

describe('a cohort as one PDF', () => {
  test.runIf(hasPoppler)(
    'holds each valid certificate of a project once, every one with its own page numbers',
    async () => {
      const revoked = new Set(
        (await world.as({ school: world.school }).get('/v1/certificates?limit=100')).body.items
          .filter((one: { status: string }) => one.status === 'revoked')
          .map((one: { number: string }) => one.number),
      )
      const answer = await print(`projectCode=${projectCode}`)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('application/pdf')
      expect(answer.headers['transfer-encoding']).toBe('chunked')
      expect(answer.headers['content-disposition']).toBe('attachment; filename="certificates-2026-11-21.pdf"')
      const pages = textOf(answer.body)
      const valid = issued.filter(({ number }) => !revoked.has(number))
      const seen = pages.map((text) => /DCR-2026-\w{8}(?= +·)/.exec(text)?.[0])
      expect([...new Set(seen)].sort()).toEqual(valid.map(({ number }) => number).sort())
      const { number, id } = valid.at(-1)!
      const own = pages.filter((_, index) => seen[index] === number)
      expect(own.map((text) => /Page (\d+ of \d+)/.exec(text)?.[1])).toEqual(
        own.map((_, index) => `${index + 1} of ${own.length}`),
      )
      const single = await world
        .as({ school: world.school })
        .get(`/v1/certificates/${id}.pdf`)
        .buffer()
        .parse(asBytes)
      expect(own[0]).toBe(textOf(single.body)[0])
    },
  )

  test.runIf(hasQpdf)('is a sound document with the fonts in it once, for those named too', async () => {
    const [first, second] = issued
    const answer = await print(`ids=${first!.id},${second!.id}`)
    const file = join(mkdtempSync(join(tmpdir(), 'cohort-')), 'cohort.pdf')
    writeFileSync(file, answer.body)
    execFileSync('qpdf', ['--check', file], { stdio: 'pipe' })
    expect(answer.body.toString('latin1').match(/\/FontFile2 /g)).toHaveLength(3)
    expect((await print(`ids=${first!.id},${second!.id}`, world.host)).status).toBe(404)
  })

  test('is refused whole when one of those named is not there, and to strangers', async () => {
    const [first] = issued
    expect((await print(`ids=${first!.id},01993c7e-0000-7000-8000-000000000000`)).status).toBe(404)
    expect((await print('projectCode=nothing')).status).toBe(404)
    expect((await print(`ids=${first!.id}`, world.stranger)).status).toBe(404)
    expect((await print('')).status).toBe(400)
    expect((await print(`ids=${first!.id}&projectCode=${projectCode}`)).status).toBe(400)
  })
})

test('a single download is named by number, and after the learner when asked to', async () => {
  const made = given(world)
  const person = await made.person({ givenName: 'Ķirsis "Ā"', familyName: 'Paraugs/Otrais' })
  const decided = await made.validation(one, {}, { learnerId: person.id })
  await made.ok(
    world
      .as({ school: world.school, role: 'validator' })
      .post(`/v1/recognitions/${decided.id}/decision`)
      .send({
        outcomes: [{ competence: '1.1', result: 'reached' }],
      }),
  )
  const certificate = await made.ok(
    world
      .as({ school: world.school, role: 'issuer' })
      .post('/v1/certificates')
      .send({ recognitionId: decided.id }),
  )
  const get = (query: string) =>
    world
      .as({ school: world.school })
      .get(`/v1/certificates/${certificate.id}.pdf${query}`)
      .buffer()
      .parse(asBytes)
  const { number } = certificate
  expect((await get('')).headers['content-disposition']).toBe(`attachment; filename="${number}.pdf"`)
  expect((await get('?names=person')).headers['content-disposition']).toBe(
    `attachment; filename="Paraugs_Otrais _irsis ___ ${number}.pdf"; filename*=UTF-8''${encodeURIComponent(`Paraugs_Otrais Ķirsis _Ā_ ${number}.pdf`)}`,
  )
})
