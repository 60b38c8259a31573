import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, expect, test } from 'vitest'
import { attachmentsOf } from '../../../src/certification/certificates/make-documents.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const planned = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]
let world: World
beforeAll(async () => {
  world = await newWorld()
})

const paper = (id: unknown, layout = '') =>
  world.as({ school: world.school }).get(`/v1/certificates/${id}.pdf${layout}`).buffer().parse(asBytes)
const verify = async (pdf: Buffer) =>
  (await world.anyone.post('/v1/verifications').set('content-type', 'application/pdf').send(pdf)).body
const attachedTo = async (pdf: Buffer) => {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const attached = (await document.getAttachments()) as Record<string, { content: Uint8Array }>
  await document.destroy()
  return new Map(Object.entries(attached).map(([name, { content }]) => [name, Buffer.from(content)]))
}
const keptOf = async (id: unknown) =>
  (await world.services.db.owner.execute(
    `select sha256, version from certificate_files where certificate_id = '${id}' and form = 'summary.pdf'`,
  )) as { sha256: string; version: number }[]

test('the summary is page one alone, the same bytes for everybody, and as genuine as the whole', async () => {
  const { id, number } = await given(world).certificate(planned)
  const answers = await Promise.all([1, 2, 3, 4].map(() => paper(id, '?layout=summary')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const [first] = answers
  for (const { body } of answers) expect(first!.body.equals(body)).toBe(true)
  expect(await keptOf(id)).toHaveLength(1)
  expect(first!.headers['content-disposition']).toContain(`${number}.summary.pdf`)
  const [summary, whole] = [await readPdf(first!.body), await readPdf((await paper(id)).body)]
  expect(summary.pages).toBe(1)
  expect(whole.pages).toBeGreaterThan(1)
  for (const { competence } of planned) expect(summary.text).toContain(competence)
  expect(summary.text).not.toContain('SHA-256')
  expect(await verify(first!.body)).toMatchObject({ status: 'valid' })
  const changed = Buffer.from(first!.body)
  changed[changed.length - 40]! ^= 1
  expect((await verify(changed)).status).not.toBe('valid')
})

test('it says how many outcomes stand in the whole, where they do not all fit', async () => {
  const codes = ['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '3.1', '3.2', '3.3', '3.4']
  const many = codes.map((competence) => ({ competence, baseline: 2, target: 4 }))
  const { id } = await given(world).certificate(many)
  const summary = await readPdf((await paper(id, '?layout=summary')).body)
  expect(summary.pages).toBe(1)
  expect(summary.text.replaceAll(/\s+/g, ' ')).toMatch(/\d more outcomes stand in the whole certificate/)
})

test('of a revoked certificate there is the summary that was handed out, and no new one', async () => {
  const [kept, never] = [await given(world).certificate(planned), await given(world).certificate(planned)]
  const before = await paper(kept.id, '?layout=summary')
  for (const { id } of [kept, never]) await given(world).revoke(id)
  expect((await paper(kept.id, '?layout=summary')).body.equals(before.body)).toBe(true)
  expect((await paper(never.id, '?layout=summary')).status).toBe(409)
  expect(await verify(before.body)).toMatchObject({ status: 'revoked' })
})

test('the whole and the summary have both signed forms inside, which are the same to the byte as those beside', async () => {
  const { id } = await given(world).certificate(planned)
  const beside = async (form: string) =>
    (
      await world
        .as({ school: world.school })
        .get(`/v1/certificates/${id}.${form}`)
        .buffer()
        .parse(asBytes)
        .expect(200)
    ).body as Buffer
  const [jwt, badge, snapshot] = [await beside('jwt'), await beside('ob3.json'), await beside('json')]
  for (const layout of ['', '?layout=summary']) {
    const { body } = await paper(id, layout)
    const attached = await attachedTo(body)
    expect([...attached.keys()].sort()).toEqual(['badge.json', 'credential.jwt', 'snapshot.json'])
    expect(attached.get('credential.jwt')!.equals(jwt)).toBe(true)
    expect(attached.get('badge.json')!.equals(badge)).toBe(true)
    expect(attached.get('snapshot.json')!.equals(snapshot)).toBe(true)
    const plain = body.toString('latin1')
    expect(plain.match(/\/AFRelationship \/Data/g)).toHaveLength(3)
    for (const type of ['vc#2Bjwt', 'vc#2Bld#2Bjson', 'json'])
      expect(plain.replaceAll('+', '#2B')).toContain(`/Subtype /application#2F${type}`)
  }
})

test('a paper whose badge says something else than its credential is not as registered', async () => {
  const { id } = await given(world).certificate(planned)
  const { owner } = world.services.db
  const [certificate] = (await owner.execute(`select snapshot from certificates where id = '${id}'`)) as {
    snapshot: string
  }[]
  const snapshot = JSON.parse(certificate!.snapshot)
  const files = (await owner.execute(
    `select form, bytes from certificate_files where certificate_id = '${id}'`,
  )) as { form: string; bytes: Uint8Array }[]
  const textOf = (wanted: string) =>
    Buffer.from(files.find(({ form }) => form === wanted)!.bytes).toString('utf8')
  const [jwt, badge] = [textOf('jwt'), textOf('ob3.json')]
  const drawn = async (attached: Record<'jwt' | 'ob3.json', string>) =>
    Buffer.from(await drawCertificate(snapshot, attachmentsOf(attached, snapshot)))
  const registered = async (pdf: Buffer) =>
    (await verify(pdf)).checks.find(({ check }: { check: string }) => check === 'registered')
  const saved = await drawn({ jwt, 'ob3.json': JSON.stringify(JSON.parse(badge), null, 1) })
  expect(await registered(saved)).toMatchObject({ finding: 'same' })
  const forged = await drawn({ jwt, 'ob3.json': badge.replaceAll('Learner', 'Somebody') })
  expect(await registered(forged)).toMatchObject({ finding: 'different', result: 'fail' })
  expect(await verify(forged)).toMatchObject({ status: 'altered' })
})
