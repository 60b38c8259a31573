import { beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Blocker = { code: string; sentence: string; by: string }

describe('The case of a mobility with several hosts', () => {
  let world: World
  let step: ReturnType<typeof given>
  const school = (role: 'coordinator' | 'issuer' | 'validator' | 'assessor' = 'coordinator') =>
    world.as({ school: world.school, role })
  const second = () => world.as({ school: world.stranger, role: 'mentor' })

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  const parts = () => [
    { organisationId: world.host.id, startsOn: '2026-09-07', endsOn: '2026-09-18' },
    { organisationId: world.stranger.id, startsOn: '2026-09-19', endsOn: '2026-10-02' },
  ]
  const inParts = (mobilityId: unknown) =>
    step.ok(school().put(`/v1/mobilities/${mobilityId}/stays`).send({ stays: parts() }))

  /** Its parts are in what everyone signs. */
  const decided = async () => {
    const opened = await step.assessment(undefined, { stays: parts() })
    for (const { competence } of opened.outcomes)
      await step.ok(
        school('assessor')
          .post(`/v1/recognitions/${opened.id}/marks`)
          .send(step.marksFor(opened, competence, competence === '1.1' ? 4 : 5)),
      )
    await step.move(opened.id, 'complete-assessment')
    const outcomes = opened.outcomes.map(({ competence }) => ({ competence, result: 'reached' }))
    await step.ok(school('validator').post(`/v1/recognitions/${opened.id}/decision`).send({ outcomes }))
    const { stays } = await step.ok(school().get(`/v1/mobilities/${opened.mobilityId}/stays`))
    return { ...opened, stays: stays as { id: string; startsOn: string; endsOn: string }[] }
  }

  test('waits with its certificate, by name, until each of them has attested its days', async () => {
    const made = await decided()
    const blockers = async () =>
      (await step.ok(school().get(`/v1/recognitions/${made.id}`))).blockers as Blocker[]
    const sentences = [
      'Example Workshop has not attested its days yet: from 7 to 18 September 2026.',
      'Another School has not attested its days yet: from 19 September to 2 October 2026.',
    ]
    expect((await blockers()).map(({ code, by }) => [code, by])).toEqual([
      ['stay-unattested', 'mentor'],
      ['stay-unattested', 'mentor'],
    ])
    expect((await blockers()).map(({ sentence }) => sentence)).toEqual(sentences)
    const early = await school('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(early.status).toBe(409)
    for (const [by, stay] of [
      [world.as({ school: world.host, role: 'mentor' }), made.stays[0]!],
      [second(), made.stays[1]!],
    ] as const) {
      const { id, startsOn, endsOn } = stay
      await step.ok(
        by.post(`/v1/mobilities/${made.mobilityId}/stays/${id}/attestation`).send({ startsOn, endsOn }),
      )
    }
    expect(await blockers()).toEqual([])
    await school('issuer').post('/v1/certificates').send({ recognitionId: made.id }).expect(201)
  })

  test('waits at the desk of each host for the days of several learners at once', async () => {
    const [first, other] = [await step.mobility(), await step.mobility()]
    await inParts(first.id)
    await inParts(other.id)
    const ahead = await step.mobility({ endsOn: '2026-12-11' })
    const later = [
      { organisationId: world.host.id, startsOn: '2026-09-07', endsOn: '2026-11-30' },
      { organisationId: world.stranger.id, startsOn: '2026-12-01', endsOn: '2026-12-11' },
    ]
    await step.ok(school().put(`/v1/mobilities/${ahead.id}/stays`).send({ stays: later }))
    const desk = await deskOf(world, world.stranger, world.stranger.members.mentor)
    const home = await step.ok(world.anyone.get(desk))
    const waiting = home.waiting as { page: string; about: { mobilityId: string } }[]
    expect(waiting.map(({ page, about }) => [page, about.mobilityId])).toEqual([
      ['days', first.id],
      ['days', other.id],
    ])
    for (const [language, title] of [
      ['en', 'Were the participants with you on these days?'],
      ['lv', 'Vai dalībnieki šajās dienās bija Jūsu organizācijā?'],
    ]) {
      const page = await world.anyone.get(`${desk}/days?lang=${language}`).set('accept', 'text/html')
      expect(page.text).toContain(`<h1>${title}</h1>`)
      expect(page.text.match(/type="checkbox"/g)).toHaveLength(2)
    }
    const { items } = await step.ok(world.anyone.get(`${desk}/days`))
    const stays = (items as { id: string }[]).map(({ id }) => id)
    const form = { stays, form: 'once' }
    const sent = await Promise.all([1, 2].map(() => world.anyone.post(`${desk}/days`).send(form)))
    expect(sent.map(({ status }) => status)).toEqual([200, 200])
    expect(Math.max(...sent.map(({ body }) => body.done))).toBe(2)
    expect((await step.ok(world.anyone.get(desk))).waiting).toEqual([])
    const did = (await step.ok(world.anyone.get(desk))).did as { action: string }[]
    const lines = (list: unknown) =>
      (list as { action: string }[]).filter(({ action }) => action === 'mobility.attest-stay')
    expect(lines(did)).toHaveLength(lines(home.did).length + 2)
    const seen = await step.ok(school().get(`/v1/mobilities/${first.id}/stays`))
    expect((seen.stays as { attested: object | null }[]).map(({ attested }) => attested !== null)).toEqual([
      false,
      true,
    ])
  })

  test('does not count what was attested at a desk that was handed over, until it is confirmed', async () => {
    const { id } = await step.mobility()
    await inParts(id)
    const handed = await deskOf(world, world.stranger, world.stranger.members.mentor, 'by-hand')
    const { items } = await step.ok(world.anyone.get(`${handed}/days`))
    const own = (items as { id: string; mobilityId: string }[]).filter(({ mobilityId }) => mobilityId === id)
    await step.ok(world.anyone.post(`${handed}/days`).send({ stays: own.map((stay) => stay.id) }))
    const unconfirmed = async () => {
      const { stays } = await step.ok(school().get(`/v1/mobilities/${id}/stays`))
      return (stays as { unconfirmed: boolean }[]).map((stay) => stay.unconfirmed)
    }
    expect(await unconfirmed()).toEqual([false, true])
    const mailed = await deskOf(world, world.stranger, world.stranger.members.mentor)
    await step.ok(world.anyone.post(`${mailed}/confirmation`).send({}))
    expect(await unconfirmed()).toEqual([false, false])
  })
})
