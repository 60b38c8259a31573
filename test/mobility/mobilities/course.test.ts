import { beforeEach, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

let world: World
beforeEach(async () => {
  world = await newWorld()
})

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const as = (role: 'coordinator' | 'issuer' = 'coordinator') => world.as({ school: world.school, role })
const ok = (...asked: Parameters<ReturnType<typeof given>['ok']>) => given(world).ok(...asked)
const change = (id: unknown, changes: object) =>
  as().patch(`/v1/mobilities/${id}`).set('if-match', '*').send(changes)
const pointersOf = (body: Body) => (body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
const pdf = async (path: string) =>
  (await readPdf((await as().get(path).buffer().parse(asBytes)).body)).text.replaceAll(/\s+/g, ' ')

async function agreed(mobilityId: unknown, language: 'lv' | 'en') {
  const papers = `/v1/mobilities/${mobilityId}/agreement/versions/1/papers`
  return pdf(`/v1/papers/${(await ok(as().post(papers).send({ language }))).id}.pdf`)
}

const blended = {
  participation: 'blended',
  virtualPeriods: [
    { startsOn: '2026-10-05', endsOn: '2026-10-06' },
    { startsOn: '2026-08-31', endsOn: '2026-08-31' },
  ],
}
const ill = { startsOn: '2026-09-14', endsOn: '2026-09-15', reason: 'Convalescence.' }

describe('a blended mobility', () => {
  test('counts its virtual days, and everyone signs them', async () => {
    const made = await given(world).mobility(blended)
    expect(made.days).toEqual({ physical: 26, virtual: 3, interrupted: 0 })
    const { content } = await given(world).draft(made.id, one)
    expect((content as { mobility: Body }).mobility.virtualPeriods).toEqual([
      '2026-08-31/2026-08-31',
      '2026-10-05/2026-10-06',
    ])
    const link = await ok(as().post(`/v1/mobilities/${made.id}/agreement/links`).send({ party: 'learner' }))
    const at = new URL(String(link.url)).pathname
    const page = (await world.anyone.get(`${at}?lang=en`).set('accept', 'text/html')).text
    expect(page.replaceAll('\u00a0', ' ')).toContain('31 August 2026; 5 October 2026 – 6 October 2026')
    const latvian = (await world.anyone.get(`${at}?lang=lv`).set('accept', 'text/html')).text
    expect(latvian.replaceAll('\u00a0', ' ')).toContain('26 dienas klātienē, 3 attālinātas dienas')
    const paper = await agreed(made.id, 'en')
    expect(paper).toContain('26 days on site, 3 virtual days')
  })

  test('is over when its last virtual day is: nothing is decided before', async () => {
    const late = { ...blended, virtualPeriods: [{ startsOn: '2026-11-20', endsOn: '2026-12-04' }] }
    const made = await given(world).validation(one, {}, late)
    const { blockers } = await ok(as().get(`/v1/recognitions/${made.id}`))
    expect((blockers as { code: string }[]).map(({ code }) => code)).toContain('mobility-not-ended')
  })

  test('has virtual days before or after the stay alone, none twice, and every fault is named', async () => {
    const learner = await given(world).person()
    const faulty = await given(world)
      .mobility({
        learnerId: learner.id,
        participation: 'on-site',
        virtualPeriods: [
          { startsOn: '2026-10-05', endsOn: '2026-10-06' },
          { startsOn: '2026-10-06', endsOn: '2026-10-07' },
          { startsOn: '2026-10-01', endsOn: '2026-10-03' },
          { startsOn: '2026-10-20', endsOn: '2026-10-19' },
        ],
        interruptions: [
          { ...ill, endsOn: '2026-10-03' },
          { ...ill, startsOn: '2026-09-15', endsOn: '2026-09-14' },
        ],
      })
      .catch((fault: Error) => fault.message)
    const { errors } = JSON.parse(String(faulty).slice(5)) as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '/virtualPeriods',
      '/virtualPeriods/1',
      '/virtualPeriods/2',
      '/virtualPeriods/3/endsOn',
      '/interruptions/0',
      '/interruptions/1/endsOn',
    ])
  })
})

describe('an interruption', () => {
  test('does not count, outdates nothing that was signed, and papers name its days but never the reason', async () => {
    const made = await given(world).decided(one)
    const changed = await ok(change(made.mobilityId, { interruptions: [ill] }))
    expect(changed.days).toEqual({ physical: 24, virtual: 0, interrupted: 2 })
    const { blockers } = await ok(as().get(`/v1/recognitions/${made.id}`))
    expect(blockers).toEqual([])
    const issued = await ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const paper = await pdf(`/v1/certificates/${issued.id}.pdf`)
    expect(paper).toContain('24 days on site; 2 days of interruption do not count')
    const forms = await Promise.all(
      ['json', 'ob3.json', 'edc.jsonld'].map(
        async (form) => (await as('issuer').get(`/v1/certificates/${issued.id}.${form}`)).text,
      ),
    )
    const path = new URL(String(issued.verificationUrl)).pathname
    const page = (await world.anyone.get(path).set('accept', 'text/html')).text
    for (const said of [paper, page, ...forms]) expect(said).not.toContain('Convalescence')
    expect(forms[0]).toContain('"interruptions":["2026-09-14/2026-09-15"]')
    expect(forms[1]).toContain('24 days on site')
    expect(forms[2]).toMatch(/24 days on site|24 dienas klātienē/)
    expect(await pdf(`/v1/recognitions/${made.id}/file.pdf?lang=en`)).toContain('Convalescence.')
  })

  test('leaves a day of the stay', async () => {
    const made = await given(world).mobility()
    const whole = { ...ill, startsOn: '2026-09-07', endsOn: '2026-10-02' }
    const refused = await change(made.id, { interruptions: [whole] })
    expect([refused.status, pointersOf(refused.body)]).toEqual([422, ['/interruptions']])
    const later = await change(made.id, { interruptions: [ill], startsOn: '2026-09-15' })
    expect([later.status, pointersOf(later.body)]).toEqual([422, ['/interruptions/0']])
  })
})

describe('an extension', () => {
  test('has a reason, keeps what was agreed before, and is signed anew', async () => {
    const made = await given(world).opened(one)
    const extended = await ok(
      change(made.mobilityId, { endsOn: '2026-10-09', extensionReason: 'The workshop needs a week more.' }),
    )
    expect(extended.extensions).toEqual([
      { endedOn: '2026-10-02', endsOn: '2026-10-09', reason: 'The workshop needs a week more.' },
    ])
    const { blockers } = await ok(as().get(`/v1/recognitions/${made.id}`))
    const outdated = (blockers as { code: string; fields?: string[] }[]).find(
      ({ code }) => code === 'agreement-outdated',
    )
    expect(outdated!.fields).toContain('/mobility/endsOn')
    const { hash, content } = await given(world).draft(made.mobilityId, one)
    expect((content as { mobility: Body }).mobility).toMatchObject({
      endsOn: '2026-10-09',
      firstEndsOn: '2026-10-02',
      extensionReason: 'The workshop needs a week more.',
    })
    await given(world).sign(made.mobilityId, hash)
    await ok(as().post(`/v1/recognitions/${made.id}/agreement`))
    const after = await ok(as().get(`/v1/recognitions/${made.id}`))
    expect((after.blockers as { code: string }[]).map(({ code }) => code)).not.toContain('agreement-outdated')
    expect(await pdf(`/v1/recognitions/${made.id}/file.pdf?lang=en`)).toContain(
      'at first until 2 October 2026. Reason: The workshop needs a week more.',
    )
  })

  test('of nothing is refused where it stands', async () => {
    const made = await given(world).mobility()
    for (const changes of [{}, { endsOn: '2026-10-02' }, { endsOn: '2026-10-01' }]) {
      const refused = await change(made.id, { ...changes, extensionReason: 'More time.' })
      expect([refused.status, pointersOf(refused.body)]).toEqual([422, ['/endsOn']])
    }
  })
})

describe('a member of staff', () => {
  test('is called a participant, is assessed by DigCompEdu, and every form says so', async () => {
    const staff = { participant: 'staff' }
    const other = await given(world).mobility(staff)
    const remarked = await given(world).draftRequest(other.id, one)
    expect([remarked.status, pointersOf(remarked.body)]).toEqual([422, ['/outcomes/0/justification']])
    const educators = await given(world).draftRequest(other.id, one, { framework: 'digcompedu' })
    expect(pointersOf(educators.body)).toEqual(['/outcomes/0/criteria'])
    const agreedAllTheSame = [{ ...one[0]!, justification: 'The school measures everyone by DigComp.' }]
    const issued = await given(world).certificate(agreedAllTheSame, staff)
    const paper = await pdf(`/v1/certificates/${issued.id}.pdf`)
    expect(paper).toContain('a member of staff of the sending organisation')
    const snapshot = await ok(as('issuer').get(`/v1/certificates/${issued.id}.json`))
    expect(snapshot.mobility).toMatchObject({ participant: 'staff' })
    const agreement = await agreed((snapshot.mobility as Body).id, 'lv')
    expect(agreement).toContain('Dalībnieks')
    expect(agreement).not.toContain('Izglītības guvējs')
  })
})
