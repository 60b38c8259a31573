import { beforeAll, expect, test } from 'vitest'
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
