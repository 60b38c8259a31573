import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

const guardian = { guardianName: 'Guardian One', guardianEmail: 'guardian.one@example.org' }

describe('what somebody asks on their page about their data', () => {
  let world: World
  let step: ReturnType<typeof given>
  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  const admin = () => world.as({ school: world.school, role: 'admin' })
  const newPerson = async (over = {}) => String((await step.person(over)).id)
  const asForm = (path: string, body: object, language = 'en') =>
    world.anyone.post(`${path}?lang=${language}`).set('accept', 'text/html').type('form').send(body)
  const requestsOf = async (personId: string) =>
    (await step.ok(admin().get(`/v1/data-requests?personId=${personId}`))).items as Record<string, unknown>[]

  test('waits for the school, and the page shows until when and then what became of it', async () => {
    const learner = await newPerson()
    const page = await pageOf(world, learner)
    const { dataAt } = await step.ok(world.anyone.get(page))
    expect(dataAt).toBe(`${page}/data-requests`)
    const said = 'My family name has changed.'
    const sent = await asForm(`${page}/data-requests`, { right: 'rectification', said })
    expect([sent.status, sent.headers.location]).toEqual([303, `${page}/data-requests?lang=en`])
    const [request] = await requestsOf(learner)
    expect(request).toMatchObject({
      right: 'rectification',
      state: 'open',
      dueOn: '2026-12-21',
      recordedBy: null,
      askedBy: 'learner',
      said,
    })
    const { items: work } = await step.ok(admin().get('/v1/work?limit=200'))
    expect(work).toContainEqual(expect.objectContaining({ kind: 'data-request', id: request!.id }))
    const read = async (language: string) =>
      (await world.anyone.get(`${page}/data-requests?lang=${language}`).set('accept', 'text/html')).text
    expect(await read('en')).toContain('You get an answer by 21\u00a0December\u00a02026.')
    const answered = { outcome: 'done', answer: 'The name is corrected.', told: true }
    await step.ok(admin().post(`/v1/data-requests/${request!.id}/answer`).send(answered))
    expect(await read('en')).toContain('The name is corrected.')
    expect(await read('lv')).toContain('Lūgums ir izpildīts. Atbilde:')
    expect(await step.ok(world.anyone.get(`${page}/data-requests`))).toMatchObject({
      items: [{ state: 'answered', answer: 'The name is corrected.', said }],
      open: [],
    })
  })

  test('is asked for once while it waits, also by two at the same moment, and comes back as it was typed', async () => {
    const learner = await newPerson()
    const page = `${await pageOf(world, learner)}/data-requests`
    const all = await Promise.all([1, 2, 3].map(() => world.anyone.post(page).send({ right: 'access' })))
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(await requestsOf(learner)).toHaveLength(1)
    const again = await asForm(page, { right: 'access', said: 'Once more, please.' }, 'lv')
    expect(again.status).toBe(409)
    expect(again.text).toContain('Tas jau ir lūgts.')
    expect(again.text).toContain('Once more, please.')
    const empty = await asForm(page, { right: '', said: 'Once more, please.' })
    expect([empty.status, empty.text.includes('id="right-wrong"')]).toEqual([400, true])
    expect(await requestsOf(learner)).toHaveLength(1)
  })

  test('may be asked by the guardian of one under 18, and stands in the ledger with whose link it was', async () => {
    const child = await newPerson({ ...guardian, birthDate: '2010-05-05' })
    const page = `${await pageOf(world, child, 'guardian')}/data-requests`
    const shown = await world.anyone.get(`${page}?lang=lv`).set('accept', 'text/html')
    expect(shown.text).toContain('Izglītības guvēja dati')
    await step.ok(asForm(page, { right: 'objection', said: '' }).set('accept', 'application/json'))
    const [request] = await requestsOf(child)
    expect(request).toMatchObject({ askedBy: 'guardian', said: null })
    const { items } = await step.ok(
      world.as({ school: world.school, role: 'auditor' }).get(`/v1/audit?subject=${request!.id}`),
    )
    expect(items).toMatchObject([
      { action: 'data-request.record', personId: child, details: { party: 'guardian', right: 'objection' } },
    ])
  })

  test('loses what they wrote when they are erased, and keeps that they asked', async () => {
    const learner = await newPerson()
    const page = `${await pageOf(world, learner)}/data-requests`
    await step.ok(world.anyone.post(page).send({ right: 'erasure', said: 'I have left the school.' }))
    await step.ok(admin().post(`/v1/people/${learner}/erasure`).send({ reason: 'objection' }))
    expect(await requestsOf(learner)).toMatchObject([{ right: 'erasure', askedBy: 'learner', said: null }])
    expect((await world.anyone.post(page).send({ right: 'access' })).status).toBe(404)
  })
})
