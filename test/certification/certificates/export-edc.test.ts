import { execFileSync } from 'node:child_process'
import { flattenedVerify, importX509 } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentsIn } from '../../../src/certification/documents/in-threads.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { readSeal } from '../../../src/certification/documents/seal/read-seal.ts'
import { writeEdc } from '../../../src/certification/downloads/export-edc.ts'
import { readConfig } from '../../../src/config.ts'
import { CannotStart } from '../../../src/errors.ts'
import { sheet } from '../../../src/platform/pdf/look.ts'
import { openThreads } from '../../../src/platform/threads/threads.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { hasOfficial } from './credentials/official.ts'
import { ec, hasOpenssl, newSeal, newSealPem, subject } from './credentials/seals.ts'
import { violations } from './credentials/shacl.ts'
import { fullSnapshot } from './full-snapshots.ts'
import { sampleSnapshot } from './sample-snapshot.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const threads = openThreads(1)
const { pageImages } = documentsIn(threads)
let world: World
/** How often pages were drawn. */
let drawn = 0

beforeAll(async () => {
  world = await newWorld({
    pageImages: (...asked) => {
      drawn += 1
      return pageImages(...asked)
    },
  })
})
afterAll(() => threads.close())

const download = (id: unknown, form = 'edc.jsonld', school = world.school) =>
  world.as({ school }).get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes)

/** What anyone is told of an export that they drop: the verdict, register, file, and whether the certificate is shown. */
async function checked(type: string, body: Buffer): Promise<unknown[]> {
  const answer = await world.anyone.post('/v1/verifications').set('content-type', type).send(body.toString())
  const find = (name: string) =>
    answer.body.checks?.find((one: { check: string }) => one.check === name)?.result
  return [answer.body.status, find('registered'), find('bytes'), answer.body.certificate !== undefined]
}

describe('the European Digital Credential of a certificate, without an e-seal', () => {
  test('is named unsealed, shows the front of the paper, and is made once', async () => {
    const certificate = await given(world).certificate(one)
    expect(certificate.europass).toBe('unsealed, for upload to the Europass issuer')
    expect(certificate.documents).toMatchObject({
      'edc.jsonld': `/v1/certificates/${certificate.id}.edc.jsonld`,
    })
    drawn = 0
    const first = await download(certificate.id)
    expect(first.status).toBe(200)
    expect(first.headers['content-type']).toBe('application/ld+json')
    expect(first.headers['content-disposition']).toBe(
      `attachment; filename="${certificate.number}.unsealed.edc.jsonld"`,
    )
    const credential = JSON.parse(first.body.toString())
    expect(credential.type).toContain('EuropeanDigitalCredential')
    const { displayDetail } = credential.displayParameter.individualDisplay
    expect(displayDetail).toHaveLength(1)
    expect(Buffer.from(displayDetail[0].image.content, 'base64').subarray(1, 4).toString()).toBe('PNG')
    expect(first.body.length).toBeLessThan(300_000)
    const summary = await world
      .as({ school: world.school })
      .get(`/v1/certificates/${certificate.id}.pdf?layout=summary`)
      .buffer()
      .parse(asBytes)
    const [page] = await pageImages(summary.body, 1)
    expect(displayDetail[0].image.content).toBe(Buffer.from(page!).toString('base64'))
    expect(JSON.stringify(credential.credentialSubject.hasClaim.provenBy)).not.toContain('dcType')

    const again = await Promise.all([download(certificate.id), download(certificate.id)])
    for (const { body } of again) expect(Buffer.compare(body, first.body)).toBe(0)
    expect(drawn).toBe(1)
    expect((await download(certificate.id, 'edc.jsonld', world.stranger)).status).toBe(404)
    expect((await download(certificate.id, 'edc.jsonld', world.host)).status).toBe(403)
    expect(await checked('application/ld+json', first.body)).toEqual(['valid', 'pass', 'pass', true])
    expect(await checked('application/json', first.body)).toEqual(['valid', 'pass', 'pass', true])
    const changed = Buffer.from(first.body.toString().replace('Learner', 'Lerner'))
    expect(await checked('application/ld+json', changed)).toEqual(['altered', 'fail', 'fail', false])
    const unknown = Buffer.from(first.body.toString().replaceAll(String(certificate.id), crypto.randomUUID()))
    expect(await checked('application/ld+json', unknown)).toEqual(['unknown', 'fail', 'fail', false])
    if (hasOfficial) expect(await violations(credential)).toEqual(['issuer: Node'])
  })

  test('asked for by several at once is kept once', async () => {
    const certificate = await given(world).certificate(one)
    const answers = await Promise.all([1, 2, 3].map(() => download(certificate.id)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(new Set(answers.map((answer) => answer.headers.etag)).size).toBe(1)
    const auditor = world.as({ school: world.school, role: 'auditor' })
    const lines = await auditor.get(`/v1/audit?subject=${certificate.id}&action=certificate.export`)
    expect(lines.body.items).toMatchObject([{ organisationId: world.school.id }])
  })

  test('is not made any more once the certificate is revoked', async () => {
    const certificate = await given(world).certificate(one)
    await given(world).revoke(certificate.id)
    expect((await download(certificate.id)).status).toBe(409)
  })
})

/** Forms in which twenty-one outcomes have the longest sentences, and so the most text and the fullest page. */
const large = ['digcomp-2.2', 'digcomp-3.0-e2', 'digcompedu-e2-bands'] as const

describe('the European Digital Credential of a large certificate', () => {
  /** Of an organisation without a logo, which would have to be kept. */
  const certified = (framework: string, count: number) => {
    const snapshot = fullSnapshot(framework, count)
    const { logo: _, ...issuer } = snapshot.issuer
    return { ...snapshot, issuer }
  }

  const widths = (bytes: Buffer) => {
    const said = JSON.parse(bytes.toString())
    const credential = said.payload ? JSON.parse(said.payload) : said
    const { displayDetail } = credential.displayParameter.individualDisplay
    return displayDetail.map((page: { image: { content: string } }) =>
      Buffer.from(page.image.content, 'base64').readUInt32BE(16),
    )
  }

  test.each(large)('has at most 300 kB with its picture, of twenty-one outcomes of %s', async (framework) => {
    const bytes = await writeEdc(world.services, certified(framework, 21), null)
    expect(bytes.length).toBeLessThanOrEqual(300_000)
    const [width] = widths(bytes)
    expect(width).toBeGreaterThanOrEqual(Math.floor(1.5 * sheet.width))
  })

  test.runIf(hasOpenssl)('has as much with its seal, and a coarser picture beside more text', async () => {
    const eseal = { ...newSeal(ec('P-256'), subject), organisationId: world.school.id }
    const snapshot = (count: number) => certified('digcomp-3.0-e2', count)
    const [few, many] = [
      await writeEdc(world.services, snapshot(5), eseal),
      await writeEdc(world.services, snapshot(21), eseal),
    ]
    expect(many.length).toBeLessThanOrEqual(300_000)
    expect(widths(many)[0]).toBeLessThan(widths(few)[0])
  })
})

describe.runIf(hasOpenssl)('the European Digital Credential of a certificate, with an e-seal', () => {
  test('is sealed for the organisation whose seal it is, conforms, and is the same bytes at every download', async () => {
    const seal = newSeal(ec('P-256'), subject)
    world.services.eseal = { ...seal, organisationId: world.school.id }
    const certificate = await given(world).certificate(one)
    expect(certificate.europass).toBe('sealed')
    const first = await download(certificate.id)
    expect(first.headers['content-type']).toBe('application/jose+json')
    expect(first.headers['content-disposition']).not.toContain('unsealed')
    const sealed = JSON.parse(first.body.toString())
    const key = await importX509(seal.chain[0].toString(), 'ES256')
    const [signature] = sealed.signatures
    await flattenedVerify({ payload: sealed.payload, ...signature }, key)
    await expect(
      flattenedVerify({ payload: sealed.payload.replace('VATLV', 'VATLT'), ...signature }, key),
    ).rejects.toThrow()
    const credential = JSON.parse(sealed.payload)
    expect(credential.issuer.eIDASIdentifier.notation).toBe('VATLV-40000000000')
    if (hasOfficial) expect(await violations(credential)).toEqual([])
    world.clock.advance(1)
    expect(Buffer.compare((await download(certificate.id)).body, first.body)).toBe(0)

    for (const type of ['application/jose+json', 'application/json'])
      expect(await checked(type, first.body)).toEqual(['valid', 'pass', 'pass', true])
    world.services.eseal = { ...seal, organisationId: world.host.id }
    const other = await given(world).certificate(one)
    expect(other.europass).toContain('unsealed')
    expect((await download(other.id)).headers['content-type']).toBe('application/ld+json')
    world.services.eseal = null
  })

  test('takes its seal from a PEM file, and every fault of that file is named at start', () => {
    const now = new Date('2026-11-21T14:00:00Z')
    const { key, certificate } = newSealPem(ec('P-256'), subject)
    const read = (pem: string, password: string | null = null, at = now) =>
      readSeal(Buffer.from(pem), password, at)
    const locked = execFileSync('openssl', ['pkcs8', '-topk8', '-passout', 'pass:open sesame'], {
      input: key,
      encoding: 'utf8',
    })
    expect(read(locked + certificate, 'open sesame').chain).toHaveLength(1)
    expect(read(key + certificate).chain).toHaveLength(1)
    expect(() => read(locked + certificate, 'wrong')).toThrow(/ESEAL_PASSWORD/)
    expect(() => read(locked + certificate)).toThrow(/ESEAL_PASSWORD/)
    expect(() => read('0\u0082')).toThrow(/openssl pkcs12/)
    expect(() => read(key + certificate.replace(/^M/m, '!'))).toThrow(/cannot be read/)
    const bare = newSealPem(ec('P-256'), '/CN=Nobody')
    expect(() => read(bare.key + bare.certificate)).toThrow(/organizationIdentifier/)
    expect(() => read(bare.key + certificate)).toThrow(/belong/)
    const odd = newSealPem(ec('secp256k1'), subject)
    expect(() => read(odd.key + odd.certificate)).toThrow(/NIST/)
    for (const year of ['1999', '2041'])
      expect(() => read(key + certificate, null, new Date(year))).toThrow(/in force from .* and not now/)
    expect(() => read('')).toThrow(CannotStart)
  })
})

test('an e-seal without the organisation whose it is stops the start', () => {
  expect(() => readConfig({ ESEAL_FILE: 'seal.pem' })).toThrow(/ESEAL_ORGANISATION/)
  const ESEAL_ORGANISATION = '01993c7e-0000-7000-8000-000000000001'
  expect(() => readConfig({ ESEAL_ORGANISATION })).toThrow(/ESEAL_FILE/)
  expect(readConfig({ ESEAL_FILE: 'seal.pem', ESEAL_ORGANISATION }).eseal).toEqual({
    file: 'seal.pem',
    password: null,
    organisationId: ESEAL_ORGANISATION,
  })
})

test('the thread that draws page images outlives a PDF that cannot be drawn', async () => {
  const pdf = await drawCertificate(sampleSnapshot({ outcomes: [] }), [])
  await expect(pageImages(Buffer.from('no PDF'), 1)).rejects.toThrow()
  expect((await pageImages(pdf, 1)).length).toBe(1)
})
