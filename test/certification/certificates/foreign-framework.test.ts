import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFrameworks } from '../../../src/commands/frameworks.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { stateStandards, uuid } from '../../measure/ims-case/state-standards.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given, type Outcome } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

/** As long as a code can be, with every letter that means something in an address, a list or a form. */
const longest = `HS-DL1-1, §/?#%&+ "<'>\\;=:@~^_{ļ}|! ${'CCSS.Math.Content.HSA-REI.A.1/'.repeat(9)}`
  .slice(0, 254)
  .padEnd(255, 'x')

let world: World
const folder = mkdtempSync(join(tmpdir(), 'foreign-framework-'))
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const file = join(folder, 'package.json')
  const CFItems = stateStandards.CFItems.map((item) =>
    item.humanCodingScheme === 'HS-DL1-1' ? { ...item, humanCodingScheme: longest } : item,
  )
  writeFileSync(file, JSON.stringify({ ...stateStandards, CFItems }))
  const args = ['import', file, '--format', 'case', '--as', 'state-2019', '--to', join(folder, 'own')]
  expect((await runFrameworks(args, null)).ok).toBe(true)
  world = await newWorld({ frameworks: loadFrameworks([builtInFrameworks, join(folder, 'own')]) })
})

type Suggested = Outcome & { criteria: { id: string }[] }

describe('a framework that came in as a CASE package of somebody else', () => {
  test('says what its publisher says: that it is deprecated, until when it was valid, whom it is for', async () => {
    const { body } = await world.anyone.get('/v1/frameworks/state-2019')
    expect(body.origin).toEqual({
      identifier: uuid(1),
      uri: `https://standards.example.gov/uri/${uuid(1)}`,
      adoptionStatus: 'Deprecated',
      validFrom: '2019-07-01',
      validUntil: '2023-06-30',
      subjects: ['Digital literacy'],
      educationLevels: ['09', '10'],
      rubrics: 1,
    })
    const code = encodeURIComponent('SL.9-10/2 (b)')
    const competence = await world.anyone.get(`/v1/frameworks/state-2019/competences/${code}`)
    expect(competence.body.educationLevels).toEqual(['09', '10'])
    expect((await world.anyone.get('/v1/frameworks/digcomp-2.2')).body).not.toHaveProperty('origin')
  })

  test('is read by its codes, whatever letters they have', async () => {
    const path = '/v1/frameworks/state-2019'
    for (const code of [longest, 'SL.9-10/2 (b)']) {
      const read = await world.anyone.get(`${path}/competences/${encodeURIComponent(code)}`)
      expect([read.status, read.body.code]).toEqual([200, code])
      const listed = await world.anyone.get(
        `${path}/statements?competence=${encodeURIComponent(code)}&limit=1`,
      )
      expect([listed.status, listed.body.items.length]).toEqual([200, 1])
    }
    const first = await world.anyone.get(`${path}/statements?limit=1`)
    const next = await world.anyone.get(`${path}/statements?limit=1&cursor=${first.body.next}`)
    expect([next.status, next.body.next]).toEqual([200, null])
    const beyond = await world.anyone.get(`${path}/competences/${'x'.repeat(256)}`)
    expect(beyond.status).toBe(414)
  })

  test('is agreed, shown, judged and certified by its codes, and its badge points at the official addresses', async () => {
    const { ok, validation } = given(world)
    const outcomes: Suggested[] = []
    for (const competence of [longest, 'SL.9-10/2 (b)']) {
      const target = competence === longest ? 1 : 2
      const suggestion = await ok(
        world.anyone
          .post('/v1/frameworks/state-2019/suggestions')
          .send({ competence, baseline: null, target }),
      )
      outcomes.push(suggestion.outcome as Suggested)
    }
    const made = await validation(outcomes, {}, { framework: 'state-2019' })
    const decision = { outcomes: outcomes.map(({ competence }) => ({ competence, result: 'reached' })) }
    const { as, school } = world
    await ok(as({ school, role: 'validator' }).post(`/v1/recognitions/${made.id}/decision`).send(decision))
    const { id } = await ok(
      as({ school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: made.id }),
    )
    const issuer = as({ school, role: 'issuer' })
    const badge = await ok(issuer.get(`/v1/certificates/${id}.ob3.json`))
    const { achievement } = badge.credentialSubject as { achievement: { alignment: object[] } }
    expect(achievement.alignment).toMatchObject([
      { targetCode: longest, targetUrl: `https://standards.example.gov/uri/${uuid(3)}` },
      { targetCode: 'SL.9-10/2 (b)', targetUrl: `https://standards.example.gov/uri/${uuid(5)}` },
    ])
    expect(JSON.stringify(achievement.alignment)).not.toContain('/v1/frameworks/')
    const edc = await issuer.get(`/v1/certificates/${id}.edc.jsonld`).buffer()
    expect(edc.status).toBe(200)
    expect(edc.text).toContain(`https://standards.example.gov/uri/${uuid(3)}`)
    const pdf = await issuer.get(`/v1/certificates/${id}.pdf`).buffer().parse(asBytes)
    const { text } = await readPdf(pdf.body)
    const file = await as({ school, role: 'coordinator' }).get(`/v1/recognitions/${made.id}/file.pdf`)
    expect(file.status).toBe(200)
    const plain = (words: string) => words.replaceAll(/[\s-]+/g, '')
    expect(plain(text)).toContain(plain(longest))
  })
})
