import { beforeAll, describe, expect, test } from 'vitest'
import { inviteByHand, partnerWorkshop } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a learning agreement at the desk of the host', () => {
  let world: World
  let step: ReturnType<typeof given>
  let hostId: string
  let desk: string
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const open = async () => {
    const { id } = await step.mobility({ hostingOrganisationId: hostId })
    const { hash } = await step.draft(id)
    return { id: String(id), hash: String(hash), page: `${desk}/agreements/${id}` }
  }

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    hostId = await partnerWorkshop(world)
    desk = (await inviteByHand(world, hostId, ['coordinator'])).path
  })

  test('waits there with the learner, the school and the last day, and is read whole', async () => {
    const { id, hash, page } = await open()
    const { waiting } = (await world.anyone.get(desk)).body
    expect(waiting).toContainEqual(
      expect.objectContaining({
        code: 'sign-agreement',
        page: `agreements/${id}`,
        about: expect.objectContaining({
          sending: 'Parauga tehnikums',
          learner: expect.stringContaining('Learner'),
        }),
      }),
    )
    const shown = await world.anyone.get(page).set('accept', 'text/html')
    expect([shown.status, shown.text.includes(hash)]).toEqual([200, true])
  })

  test('is signed once, by the hash that was shown, by the name of whoever works there; a double tap signs once', async () => {
    const { id, hash, page } = await open()
    const sign = (body: object) =>
      world.anyone.post(`${page}/signature`).type('form').set('accept', 'text/html').send(body)
    expect((await sign({ hash: '0'.repeat(64), accept: 'true' })).status).toBe(412)
    const form = { hash, accept: 'true', form: 'a-form-of-its-own' }
    const both = await Promise.all([sign(form), sign(form)])
    expect(both.map(({ status, headers }) => [status, headers.location])).toEqual([
      [303, desk],
      [303, desk],
    ])
    const { body } = await school().get(`/v1/mobilities/${id}/agreement`)
    expect(body.signatures).toMatchObject([{ party: 'hosting', name: 'Desk coordinator' }])
    // Sent again from a page that was opened anew, it is told that it was done.
    expect((await sign({ ...form, form: 'another-one' })).status).toBe(409)
    expect((await world.anyone.get(page).set('accept', 'text/html')).text).toContain(
      'Desk coordinator signed this',
    )
  })

  test('is returned with a comment, which the school is told of; nobody signs it, and the next version answers', async () => {
    const { id, hash, page } = await open()
    const comment = 'We have no such work in September.'
    const returned = await world.anyone
      .post(`${page}/objection`)
      .type('form')
      .set('accept', 'text/html')
      .send({ number: 1, comment })
    expect(returned.status).toBe(303)
    const seen = await school().get(`/v1/mobilities/${id}/agreement`)
    expect(seen.body.returned).toMatchObject({ comment })
    const { items } = (await school().get('/v1/work?limit=200')).body
    const item = items.find((each: { id: string }) => each.id === id)
    expect(item.tasks).toMatchObject([
      { code: 'answer-return', sentence: `The host returned the learning agreement: ${comment}` },
    ])
    const refused = await school().post(`/v1/mobilities/${id}/agreement/signatures`).send({ hash })
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('returned')])
    expect((await world.anyone.post(`${page}/objection`).send({ number: 1, comment })).status).toBe(409)
    const next = await step.draft(id, undefined, { answers: 'It is in October now.' })
    expect(next).toMatchObject({ version: 2, returned: null, answers: 'It is in October now.' })
    const shown = await world.anyone.get(page).set('accept', 'text/html')
    expect(shown.text).toContain(comment)
    expect(shown.text).toContain('It is in October now.')
  })

  test('is signed by its coordinator alone: a mentor reads it, and a stranger does not', async () => {
    const { page, hash, id } = await open()
    const mentor = await inviteByHand(world, hostId, ['mentor'])
    const theirs = `${mentor.path}/agreements/${id}`
    expect((await world.anyone.get(theirs)).status).toBe(200)
    expect((await world.anyone.post(`${theirs}/signature`).send({ hash, accept: true })).status).toBe(403)
    const { id: unknown } = await step.mobility()
    expect((await world.anyone.get(page.replace(id, String(unknown)))).status).toBe(404)
  })

  test('signed by hand opens no case before that person confirms it at a desk that we sent', async () => {
    const { id, hash, page } = await open()
    await world.anyone.post(`${page}/signature`).send({ hash, accept: true })
    await step.ok(school().post(`/v1/mobilities/${id}/agreement/signatures`).send({ hash }))
    const link = await step.ok(
      school().post(`/v1/mobilities/${id}/agreement/links`).send({ party: 'learner' }),
    )
    await step.ok(
      world.anyone.post(new URL(String(link.url)).pathname).send({ name: 'Learner One', accept: true, hash }),
    )
    const refused = await school().post('/v1/recognitions').send({ mobilityId: id })
    expect([refused.status, refused.body.blockers]).toEqual([
      409,
      [expect.objectContaining({ code: 'unconfirmed-desk', by: 'coordinator' })],
    ])
  })
})
