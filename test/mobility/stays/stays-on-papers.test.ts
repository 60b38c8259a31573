import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Stay = { id: string; startsOn: string; endsOn: string }

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const said = {
  en: /Example Workshop, Finland: from 7 to 18 September 2026; Another School, \w+: from 19 September to 2 October 2026; Another School, \w+ \(intermediary\)/,
  lv: /Example Workshop, Somija: no 2026\. gada 7\. līdz 18\. septembrim; Another School, \w+: no 2026\. gada 19\. septembra līdz 2\. oktobrim; Another School, \w+ \(starpniekorganizācija\)/,
}

describe('What is said of a mobility with several hosts', () => {
  let world: World
  let step: ReturnType<typeof given>
  const as = (role: 'coordinator' | 'issuer' = 'coordinator') => world.as({ school: world.school, role })
  const pdf = async (path: string) =>
    (await readPdf((await as().get(path).buffer().parse(asBytes)).body)).text.replaceAll(/\s+/g, ' ')
  const parts = () => [
    { organisationId: world.host.id, startsOn: '2026-09-07', endsOn: '2026-09-18' },
    { organisationId: world.stranger.id, startsOn: '2026-09-19', endsOn: '2026-10-02' },
    { organisationId: world.stranger.id, role: 'intermediary' },
  ]
  const record = (mobilityId: unknown, stays: object[]) =>
    as().put(`/v1/mobilities/${mobilityId}/stays`).send({ stays })

  async function attested(mobilityId: unknown): Promise<void> {
    const { stays } = await step.ok(as().get(`/v1/mobilities/${mobilityId}/stays`))
    for (const [index, school] of [world.host, world.stranger].entries()) {
      const { id, startsOn, endsOn } = (stays as Stay[])[index]!
      const mentor = world.as({ school, role: 'mentor' })
      await step.ok(
        mentor.post(`/v1/mobilities/${mobilityId}/stays/${id}/attestation`).send({ startsOn, endsOn }),
      )
    }
  }

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  test('stands in what everyone signs, on its page and on paper, and what was signed before stays', async () => {
    const { id } = await step.mobility()
    const before = await step.draft(id, one)
    expect((before.content as { mobility: Body }).mobility).not.toHaveProperty('stays')
    await step.ok(record(id, parts()))
    const { content, version } = (await step.draft(id, one)) as {
      content: { mobility: Body }
      version: number
    }
    expect(content.mobility.stays).toEqual([
      {
        organisation: expect.objectContaining({ id: world.host.id, name: 'Example Workshop' }),
        role: 'host',
        startsOn: '2026-09-07',
        endsOn: '2026-09-18',
      },
      expect.objectContaining({ startsOn: '2026-09-19', endsOn: '2026-10-02' }),
      expect.objectContaining({ role: 'intermediary', startsOn: null, endsOn: null }),
    ])
    const link = await step.ok(as().post(`/v1/mobilities/${id}/agreement/links`).send({ party: 'learner' }))
    const page = new URL(String(link.url)).pathname
    for (const language of ['en', 'lv'] as const) {
      const read = await world.anyone.get(`${page}?lang=${language}`).set('accept', 'text/html')
      expect(read.text.replaceAll(/<[^>]*>|\s+/g, ' ')).toMatch(said[language])
      const papers = `/v1/mobilities/${id}/agreement/versions/${version}/papers`
      const paper = await step.ok(as().post(papers).send({ language }))
      expect(await pdf(`/v1/papers/${paper.id}.pdf`)).toMatch(said[language])
    }
    const first = await step.ok(as().get(`/v1/mobilities/${id}/agreement/versions/1`))
    expect([first.hash, first.content]).toEqual([before.hash, before.content])
  })

  test('outdates what was signed when it changes, until it is agreed anew', async () => {
    const made = await step.opened(one, { stays: parts() })
    const outdated = async () => {
      const { blockers } = await step.ok(as().get(`/v1/recognitions/${made.id}`))
      return (blockers as { code: string; fields?: string[] }[]).find(
        ({ code }) => code === 'agreement-outdated',
      )?.fields
    }
    expect(await outdated()).toBeUndefined()
    const [first, second] = parts()
    const moved = [
      { ...first, endsOn: '2026-09-11' },
      { ...second, startsOn: '2026-09-12' },
    ]
    await step.ok(record(made.mobilityId, moved))
    expect(await outdated()).toEqual(['/mobility/stays'])
    await step.ok(record(made.mobilityId, parts()))
    expect(await outdated()).toBeUndefined()
    await step.ok(record(made.mobilityId, []))
    expect(await outdated()).toEqual(['/mobility/stays'])
    const { hash } = await step.draft(made.mobilityId, one)
    await step.sign(made.mobilityId, hash)
    await step.ok(as().post(`/v1/recognitions/${made.id}/agreement`))
    expect(await outdated()).toBeUndefined()
    const { items } = await step.ok(
      as().get(`/v1/mobilities/${made.mobilityId}/agreement/versions/2/differences`),
    )
    expect(items).toEqual([expect.objectContaining({ change: 'removed', pointer: '/mobility/stays' })])
  })

  test('stands on the certificate, its page, its credentials and in the case file, with the days attested', async () => {
    const made = await step.decided(one, {}, {}, { stays: parts() })
    const page = await step.ok(
      as()
        .post(`/v1/people/${await learnerOf(made.mobilityId)}/page-links`)
        .send({ party: 'learner' }),
    )
    const own = new URL(String(page.url)).pathname
    const [way] = (await step.ok(world.anyone.get(own))).items as { next: Body; stays: Body[] }[]
    expect([way!.next, way!.stays.length]).toEqual([
      expect.objectContaining({ step: 'attest', waitsFor: 'hosting', host: 'Example Workshop' }),
      3,
    ])
    await attested(made.mobilityId)
    const issued = await step.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const path = `/v1/certificates/${issued.id}`
    const paper = await pdf(`${path}.pdf`)
    expect(paper).toMatch(said.en)
    expect(paper).toMatch(/at Example Workshop \([^)]*\) and Another School \([^)]*\) from 7 September/)
    expect(paper).toMatch(/organizācijās „Example Workshop” \([^)]*\) un „Another School” \([^)]*\)/)
    const { mobility } = (await step.ok(as().get(`${path}.json`))) as { mobility: { stays: Body[] } }
    expect(mobility.stays.map(({ organisation, ...days }) => [(organisation as Body).name, days])).toEqual([
      ['Example Workshop', { role: 'host', startsOn: '2026-09-07', endsOn: '2026-09-18' }],
      ['Another School', { role: 'host', startsOn: '2026-09-19', endsOn: '2026-10-02' }],
      ['Another School', { role: 'intermediary', startsOn: null, endsOn: null }],
    ])
    const [badge, edc] = await Promise.all(
      ['ob3.json', 'edc.jsonld'].map(async (form) => (await as().get(`${path}.${form}`)).text),
    )
    expect(badge).toMatch(said.en)
    expect(badge).toMatch(/to Example Workshop \([^)]*\), Another School \(/)
    const claim = JSON.parse(edc!).credentialSubject.hasClaim.influencedBy
    expect(claim.directedBy.map(({ legalName }: { legalName: Body }) => Object.values(legalName)[0])).toEqual(
      ['Example Workshop', 'Another School'],
    )
    const code = new URL(String(issued.verificationUrl)).pathname
    for (const language of ['en', 'lv'] as const) {
      const shown = await world.anyone.get(`${code}?lang=${language}`).set('accept', 'text/html')
      expect(shown.text.replaceAll(/<[^>]*>|\s+/g, ' ')).toMatch(said[language])
      expect(await pdf(`/v1/recognitions/${made.id}/file.pdf?lang=${language}`)).toMatch(said[language])
    }
    expect(await pdf(`/v1/recognitions/${made.id}/file.pdf?lang=en`)).toContain(
      'Attested the days of their part: from 19 September to 2 October 2026',
    )
  })

  const learnerOf = async (mobilityId: unknown) =>
    (await step.ok(as().get(`/v1/mobilities/${mobilityId}`))).learnerId
})
