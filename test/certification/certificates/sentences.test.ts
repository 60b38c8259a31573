import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

/** What a certificate says as a paper, as data, as a badge, as a European credential and to a stranger, each as a text. */
async function formsOf(
  over: Record<string, unknown> = {},
  planned = outcomes,
): Promise<Record<string, string>> {
  return formsAfter(await given(world).validation(planned, {}, over))
}

/** The same of a case that waits for its decision. */
async function formsAfter(made: Case): Promise<Record<string, string>> {
  const as = (role: 'validator' | 'issuer') => world.as({ school: world.school, role })
  const decision = { outcomes: [{ competence: '1.1', result: 'reached' }] }
  await given(world).ok(as('validator').post(`/v1/recognitions/${made.id}/decision`).send(decision))
  const issued = await given(world).ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
  const download = async (form: string): Promise<Buffer> =>
    (await as('issuer').get(`/v1/certificates/${issued.id}.${form}`).buffer().parse(asBytes)).body
  const page = world.anyone.get(new URL(String(issued.verificationUrl)).pathname)
  return {
    paper: (await readPdf(await download('pdf'))).text.replaceAll(/\s+/g, ' '),
    snapshot: String(await download('json')),
    badge: String(await download('ob3.json')),
    european: String(await download('edc.jsonld')),
    page: (await page.set('accept', 'text/html')).text,
  }
}

async function memorandum(): Promise<void> {
  const as = (school: 'school' | 'host') => world.as({ school: world[school], role: 'coordinator' })
  const terms = {
    partnerId: world.host.id,
    scope: 'Mobilities of vocational learners.',
    startsOn: '2026-09-01',
    endsOn: '2027-08-31',
    mutualAcceptance: true,
    assessedBy: 'either',
  }
  const { id } = await given(world).ok(as('school').post('/v1/partnerships').send(terms))
  await given(world).ok(as('host').post(`/v1/partnerships/${id}/confirmation`))
}

/** A case whose outcome was agreed to be shown by a portfolio, and was found by a test. */
async function markedByTest(): Promise<Case> {
  const make = given(world)
  const made = await make.assessment(outcomes)
  const marks = { ...make.marksFor(made, '1.1', 4), method: 'test' }
  const assessor = world.as({ school: world.school, role: 'assessor' })
  await make.ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send(marks))
  await make.secondMarks(made, [marks])
  await make.move(made.id, 'complete-assessment')
  return made
}

const settings = (changes: object) =>
  given(world).ok(
    world
      .as({ school: world.school, role: 'admin' })
      .patch('/v1/settings')
      .set('if-match', '*')
      .send(changes),
  )

describe('a sentence on a certificate follows from a fact', () => {
  test('that an agreement was signed before the mobility, or only after it had begun', async () => {
    const { paper: late } = await formsOf()
    expect(late).toContain('only after the mobility had begun')
    expect(late).not.toContain('before the mobility began')
    const now = world.clock.now
    world.clock.now = new Date('2026-09-01T08:00:00Z')
    const mobility = await given(world).signedMobility(outcomes)
    world.clock.now = now
    const { body } = await world
      .as({ school: world.school, role: 'coordinator' })
      .get(`/v1/mobilities/${mobility.id}/agreement`)
    expect(body.warnings.map(({ code }: { code: string }) => code)).not.toContain('signed-after-start')
  })

  test('by whom the agreement was signed, and in what the case departed from it', async () => {
    const { page: _, ...outside } = await formsOf()
    for (const [form, text] of Object.entries(outside))
      expect(text, form).toMatch(/no memorandum of the two|nebija spēkā esoša saprašanās/)
    await memorandum()
    const { page: __, ...agreed } = await formsOf()
    for (const [form, text] of Object.entries(agreed)) {
      expect(text, form).toMatch(
        /sending organisation, the hosting organisation,? and the learner|uzņēmējorganizācija un izglītības/,
      )
      expect(text, form).not.toMatch(/a legal guardian|likumiskais pārstāvis/)
      expect(text, form).toMatch(/No deviation from the agreement|Atkāpes no vienošanās nav/)
    }
    const { page: ___, ...departed } = await formsAfter(await markedByTest())
    for (const [form, text] of Object.entries(departed)) {
      expect(text, form).toMatch(/other method than agreed \(1\.1\)|cita metode, nekā paredzēts \(1\.1\)/)
      expect(text, form).not.toMatch(/No deviation|Atkāpes no vienošanās nav/)
    }
    expect(JSON.parse(departed.snapshot!).agreement).toMatchObject({
      signedBy: ['sending', 'hosting', 'learner'],
      deviations: [{ code: 'other-method', competence: '1.1' }],
    })
  })

  test('that the Union co-funds a mobility, by the code of its project', async () => {
    for (const [form, text] of Object.entries(await formsOf()))
      if (form !== 'snapshot')
        expect(text, form).toMatch(/Co-funded by the European Union|Līdzfinansē Eiropas/)
    const accredited = await formsOf({ projectCode: '2020-1-LV01-KA120-VET-094875' })
    for (const [form, text] of Object.entries(accredited))
      expect(text, form).not.toMatch(/Co-funded by the European Union|Līdzfinansē Eiropas|european-union/)
  })

  test('that credits were awarded: as many as were agreed for what was reached', async () => {
    const credit = { kind: 'credit', reference: '2.5 ECTS, module 4', ects: 2.5 }
    const awarded = await formsOf({}, [Object.assign({ recognisedAs: credit }, outcomes[0]!)])
    expect(JSON.parse(awarded.badge!).credentialSubject.creditsEarned).toBe(2.5)
    expect(JSON.parse(awarded.european!).credentialSubject.hasClaim.creditReceived).toMatchObject({
      type: 'CreditPoint',
      point: '2.5',
      framework: { id: 'http://data.europa.eu/snb/education-credit/6fcec5c5af' },
    })
    for (const form of ['badge', 'european'] as const)
      expect((await formsOf())[form], form).not.toMatch(/creditsEarned|creditReceived/)
    const mobility = await given(world).mobility()
    const module = Object.assign({ recognisedAs: { ...credit, kind: 'module' } }, outcomes[0]!)
    const refused = await given(world).draftRequest(mobility.id, [module])
    expect((refused.body.errors as { pointer: string }[])[0]!.pointer).toBe('/outcomes/0/recognisedAs/ects')
  })

  test('in which field of education and in which languages, where anybody said', async () => {
    for (const [form, text] of Object.entries(await formsOf()))
      expect(text, form).not.toMatch(/fieldOfEducation|fieldOfStudy|thematicArea|ISCED|language_of_classes/)
    const told = await formsOf({ fieldOfEducation: '0613', languages: ['en', 'lv'] })
    for (const form of ['paper', 'badge', 'european'] as const)
      expect(told[form], form).toMatch(/Software and applications development/)
    expect(told.paper).toMatch(/Programmatūras un lietotņu izstrāde un analīze \(0613\)/)
    const { thematicArea } = JSON.parse(told.european!).credentialSubject.hasClaim.specifiedBy
    expect(thematicArea.id).toBe('http://data.europa.eu/snb/isced-f/0613')
  })

  test('until when a certificate is valid, and what to do then, as the organisation has set for its framework', async () => {
    const never = await formsOf()
    for (const [form, text] of Object.entries(never))
      expect(text, form).not.toMatch(
        /expiresAt|validUntil":"20|expirationDate|Valid until|Derīgs līdz|[Dd]erīguma (diena|termiņš)/,
      )
    await settings({
      validityMonths: [
        { framework: null, months: 12 },
        { framework: 'digcomp-2.2', months: 36 },
      ],
    })
    const { snapshot, ...told } = await formsOf()
    const { expiresAt } = JSON.parse(snapshot!)
    expect(expiresAt).toBe('2029-11-21T21:59:59.000Z')
    for (const [form, text] of Object.entries(told))
      expect(text, form).toMatch(
        /Valid until 21 November 2029|Pēdējā derīguma diena: 2029\. gada 21\. novembris\. /,
      )
    for (const [form, text] of Object.entries(told))
      expect(text, form).toMatch(/new assessment|novērtētu no jauna/)
    expect(JSON.parse(told.badge!).validUntil).toBe(expiresAt)
    expect(JSON.parse(told.european!).expirationDate).toBe(expiresAt)
    await settings({ validityMonths: [{ framework: null, months: 12 }] })
    expect(JSON.parse((await formsOf()).snapshot!).expiresAt).toBe('2027-11-21T21:59:59.000Z')
    await settings({ validityMonths: null })
  })

  test('by what quality is assured, as the organisation has set', async () => {
    const { paper, badge, european } = await formsOf()
    // Letters in a row that are a picture say nothing.
    const words = (text: string | undefined) => text?.replace(/[A-Za-z0-9+/]{200,}/g, '')
    for (const text of [paper, badge, words(european)]) expect(text).not.toMatch(/EQAVET|ISO 21001|EFQM/)
    await settings({ qualityAssurance: ['eqavet', 'iso-21001'] })
    const set = await formsOf()
    for (const form of ['paper', 'badge', 'european'] as const) {
      expect(set[form], form).toContain('EQAVET')
      expect(set[form], form).toContain('ISO 21001')
      expect(set[form], form).not.toContain('EFQM')
    }
    await settings({ qualityAssurance: null })
  })
})
