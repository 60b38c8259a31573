import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { sayBirthDate } from '../../setup/say-birth-date.ts'
import { giveWord, pageOf, walkMyPage } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Shown = {
  stage: string | null
  next: { step: string; waitsFor: string; until: string | null; at: string | null }
  outcomes: { competence: string; pieces: number }[]
  signed: { kind: string; number: number | null; at: string }[]
  resultsAt: string | null
  certificates: { number: string; at: string }[]
}

const minor = { birthDate: '2009-05-14', guardianName: 'Guardian One' }

describe('the page of a learner', () => {
  let world: World
  const step = () => given(world)
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const wayOn = async (page: string) => {
    const { items } = await step().ok(world.anyone.get(page))
    return (items as Shown[])[0]!
  }
  const html = (path: string, language = 'en') =>
    world.anyone.get(`${path}?lang=${language}`).set('accept', 'text/html')
  const learnerOf = async (mobilityId: unknown) =>
    (await step().ok(coordinator().get(`/v1/mobilities/${mobilityId}`))).learnerId
  const pageIn = async (made: Body) => pageOf(world, await learnerOf(made.mobilityId))

  beforeAll(async () => {
    world = await newWorld()
  })

  test('takes them from the agreement to their declaration, and says at each step what is next and who does it', async () => {
    const learner = await step().person()
    const page = await pageOf(world, learner.id)
    expect((await step().ok(world.anyone.get(page))).items).toEqual([])
    const mobility = await step().mobility({ learnerId: learner.id })
    const next = async () => {
      const { next } = await wayOn(page)
      return [next.step, next.waitsFor, next.until]
    }
    expect(await next()).toEqual(['draft', 'sending', null])
    const { hash } = await step().draft(mobility.id)
    expect(await next()).toEqual(['sign', 'you', '2026-09-07'])
    await step().ok(
      world.anyone
        .post(String((await wayOn(page)).next.at))
        .send({ name: 'Learner One', accept: true, hash }),
    )
    expect(await next()).toEqual(['signatures', 'hosting', '2026-09-07'])
    await step().sign(mobility.id, hash, [])
    expect(await next()).toEqual(['open', 'sending', null])
    const { id } = await step().ok(coordinator().post('/v1/recognitions').send({ mobilityId: mobility.id }))
    expect((await next()).slice(0, 2)).toEqual(['inform', 'you'])
    await giveWord(world, String((await wayOn(page)).next.at))
    expect((await next()).slice(0, 2)).toEqual(['claim', 'sending'])
    for (const competence of ['1.1', '2.4'])
      await step().ok(
        coordinator().put(`/v1/recognitions/${id}/outcomes/${competence}/claim`).send({ status: 'claimed' }),
      )
    await step().move(String(id), 'complete-identification')
    expect((await next()).slice(0, 2)).toEqual(['evidence', 'you'])
    await step().evidence(String(id), ['1.1', '2.4'])
    expect((await next()).slice(0, 2)).toEqual(['declare', 'you'])
    await giveWord(world, String((await wayOn(page)).next.at))
    expect((await next()).slice(0, 2)).toEqual(['attest', 'hosting'])
    const way = await wayOn(page)
    expect(way.outcomes.map(({ pieces }) => pieces)).toEqual([1, 1])
    expect(way.signed.map(({ kind }) => kind)).toEqual(['agreement', 'information', 'authorship'])
    const heading = '<h2>Next: Example Workshop confirms your work</h2>'
    expect((await html(page)).text).toContain(heading)
  })

  test('shows what they signed again, as it was signed, and hands it over as a file', async () => {
    const { page } = await walkMyPage(world)
    const { signed } = await wayOn(page)
    for (const { kind, at } of signed) {
      const read = await html(at)
      expect([kind, read.status]).toEqual([kind, 200])
      expect(read.text).toContain(`<a href="${page}?lang=en">Back to my page</a>`)
      if (kind === 'authorship') continue
      expect(read.text).not.toContain('<form')
      const [, file] = /<a href="([^"]+)">Keep it as a file/.exec(read.text)!
      const kept = await world.anyone.get(file!)
      expect([kept.status, kept.headers['content-type'], kept.headers['content-disposition']]).toEqual([
        200,
        'text/html; charset=utf-8',
        expect.stringContaining('attachment'),
      ])
      expect(kept.text).toContain('Learner One')
      expect(kept.text).not.toMatch(/\/me\/|stylesheet/)
    }
  })

  test('lets them see each piece before they say that it is theirs', async () => {
    const made = await step().documentation()
    await step().evidence(made.id, ['1.1'], 'A plan of my own.')
    const by = { name: 'Mentor One', position: 'Workshop manager', organisation: null }
    const record = { text: 'Kept the plan up to date.\nAlone.', by }
    const observed = {
      kind: 'observation',
      title: 'Seen',
      producedOn: '2026-09-20',
      competences: ['2.4'],
      record,
    }
    const mentor = world.as({ school: world.host, role: 'mentor' })
    await step().ok(mentor.post(`/v1/recognitions/${made.id}/evidence/records`).send(observed))
    const page = await pageIn(made)
    const shown = await html(`${page}/declare/${made.id}`)
    expect(shown.text).toContain('Kept the plan up to date.\nAlone.')
    expect(shown.text).toContain('Mentor One, Workshop manager')
    const [, file] = /<a href="([^"]+)">Open the file/.exec(shown.text)!
    expect((await world.anyone.get(file!)).text).toBe('A plan of my own.')
  })

  test('opens nothing of anybody else, and nothing that is not for a guardian', async () => {
    const other = await step().opened()
    const made = await step().opened(undefined, {
      learnerId: (await step().person(minor)).id,
      guardian: true,
    })
    const page = await pageIn(made)
    const guardian = await pageOf(world, await learnerOf(made.mobilityId), 'guardian')
    for (const path of [
      `${page}/information/${other.id}`,
      `${page}/appeal/${other.id}`,
      `${guardian}/information/${made.id}`,
      `${guardian}/declare/${made.id}`,
      `${page}/holder/${made.id}`,
    ]) {
      const refused = await world.anyone.get(path)
      expect([path, refused.status, refused.body.link]).toEqual([path, 404, 'unknown'])
    }
    expect((await world.anyone.get(`${guardian}/appeal/${made.id}`)).status).toBe(200)
    expect((await wayOn(guardian)).signed.map(({ kind }) => kind)).toEqual(['agreement'])
    const form = { name: 'Somebody', accept: true, hash: '0'.repeat(64) }
    expect((await world.anyone.post(`${page}/information/${other.id}`).send(form)).status).toBe(404)
  })

  test('is made by the school alone, a guardian’s only of a learner under 18, and ends on the day of their majority', async () => {
    const grown = await step().person({ guardianName: 'Guardian One' })
    const refused = await coordinator().post(`/v1/people/${grown.id}/page-links`).send({ party: 'guardian' })
    expect(refused.status).toBe(409)
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    const asked = await stranger.post(`/v1/people/${grown.id}/page-links`).send({ party: 'learner' })
    expect(asked.status).toBe(404)
    const young = await step().person({ ...minor, birthDate: '2008-12-20' })
    const guardian = await pageOf(world, young.id, 'guardian')
    expect((await world.anyone.get(guardian)).status).toBe(200)
    const { now } = world.clock
    // The day of the organisation has begun, and that of UTC has not.
    for (const [at, status] of [
      ['2026-12-19T21:59:00Z', 200],
      ['2026-12-19T22:01:00Z', 404],
    ] as const) {
      world.clock.now = new Date(at)
      expect((await world.anyone.get(guardian)).status).toBe(status)
    }
    world.clock.now = now
  })

  test('has results, marks and appeal, and the certificate in every form, once it is decided', async () => {
    const made = await step().decided()
    const page = await pageIn(made)
    expect((await wayOn(page)).resultsAt).toBeNull()
    const certificate = await step().ok(
      world
        .as({ school: world.school, role: 'issuer' })
        .post('/v1/certificates')
        .send({ recognitionId: made.id }),
    )
    const way = await wayOn(page)
    expect(way.next.step).toBe('certified')
    const results = await html(way.resultsAt!)
    expect(results.text).toContain('Marks by criterion')
    const sharing = await sayBirthDate(world, way.certificates[0]!.at)
    const forms = sharing.forms as { form: string; url: string }[]
    for (const { form, url } of forms.filter(({ form }) => form !== 'european-credential.jsonld')) {
      const file = await world.anyone.get(new URL(url).pathname)
      expect([form, file.status]).toEqual([form, 200])
    }
    expect(way.certificates[0]!.number).toBe(certificate.number)
    const choice = await world.anyone
      .post(`${way.certificates[0]!.at}/level?lang=lv`)
      .type('form')
      .set('accept', 'text/html')
      .send({ level: 'validity' })
    expect([choice.status, choice.headers.location]).toEqual([303, `${way.certificates[0]!.at}?lang=lv`])
  })

  test('shows nothing of what was found before it is decided, in any state of a case', async () => {
    const cases = [
      await step().opened(),
      await step().identification(),
      await step().documentation(),
      await step().assessment(),
      await step().validation(),
      await step().decided(),
    ]
    for (const made of cases) {
      const page = await pageIn(made)
      const { resultsAt, certificates, ...way } = await wayOn(page)
      expect([resultsAt, certificates]).toEqual([null, []])
      const results = await step().ok(world.anyone.get(`${page}/appeal/${made.id}`))
      expect(results.outcomes).toEqual([])
      const said = JSON.stringify(way)
      for (const kept of ['mark', 'second', 'adjudication', 'reached', 'Assessor', 'Validator', 'decision'])
        expect(said).not.toContain(kept)
      const text = (await html(page)).text
      expect(text).not.toMatch(/second|differ|Assessor (One|Two)|reached:/)
    }
  })

  test('who may yet be asked to mark a case again makes none', async () => {
    const certificate = await step().certificate()
    const { recognitionId } = await step().ok(coordinator().get(`/v1/certificates/${certificate.id}`))
    const { mobilityId } = await step().ok(coordinator().get(`/v1/recognitions/${recognitionId}`))
    const made = await world
      .as({ school: world.school, role: 'admin' })
      .post('/v1/members')
      .send({ name: 'Member One', roles: ['coordinator', 'assessor'] })
    const both = world.as({ school: world.school, role: 'coordinator', memberId: made.body.id })
    const refused = await both
      .post(`/v1/people/${await learnerOf(mobilityId)}/page-links`)
      .send({ party: 'learner' })
    expect(refused.status).toBe(403)
  })
})
