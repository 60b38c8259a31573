import { beforeAll, describe, expect, test } from 'vitest'
import { addMonths } from '../../../src/platform/dates.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Item = {
  kind: string
  id: string
  until: string
  overdue: boolean
  daysLeft: number
  tasks: { sentence: string; waitsFor: { who: string } }[]
}

const told = { answer: 'It was looked into.', told: true }

describe('what a person asks for about their data', () => {
  let world: World
  let step: ReturnType<typeof given>
  let person: string
  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    person = String((await step.person()).id)
  })

  const as = (role: 'admin' | 'coordinator' | 'auditor' | 'mentor') =>
    world.as({ school: world.school, role })
  const record = (body: object, id = person) =>
    as('coordinator').post(`/v1/people/${id}/data-requests`).send(body)
  const recorded = async (body: object, id = person) => String((await step.ok(record(body, id))).id)
  const act = (id: string, verb: 'extension' | 'answer', body: object) =>
    as('admin').post(`/v1/data-requests/${id}/${verb}`).send(body)
  const waiting = async (language = 'en'): Promise<Item[]> => {
    const { items } = await step.ok(as('admin').get(`/v1/work?limit=200&lang=${language}`))
    return (items as Item[]).filter(({ kind }) => kind === 'data-request')
  }
  const itemOf = async (id: string, language = 'en') =>
    (await waiting(language)).find((item) => item.id === id)

  test.each([
    ['2026-11-21', 1, '2026-12-21'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
  ])('of %s is due %i months later on %s', (day, months, due) => {
    expect(addMonths(day, months)).toBe(due)
  })

  test('stands in the work list of the admins with the days that are left, the one due first before the others', async () => {
    const newer = await recorded({ right: 'rectification' })
    const older = await recorded({ right: 'objection', receivedOn: '2026-10-11' })
    expect((await waiting()).map(({ id }) => id)).toEqual([older, newer])
    expect(await itemOf(older)).toMatchObject({ until: '2026-11-11', overdue: true, daysLeft: -10 })
    expect(await itemOf(newer)).toMatchObject({ until: '2026-12-21', overdue: false, daysLeft: 30 })
    const [task] = (await itemOf(older))!.tasks
    expect(task).toMatchObject({
      sentence: 'A person has objected to the use of their data, and has to be answered.',
      waitsFor: { who: 'admin' },
    })
    expect((await itemOf(newer, 'lv'))!.tasks[0]!.sentence).toBe(
      'Persona ir lūgusi savu datu labošanu; tai jāatbild.',
    )
    await step.ok(act(older, 'answer', { outcome: 'refused', ...told }))
    await step.ok(act(newer, 'answer', { outcome: 'done', ...told }))
    expect(await waiting()).toEqual([])
  })

  test('takes two months more, once, within the first month, with a reason that the person was told', async () => {
    const id = await recorded({ right: 'restriction' })
    const reason = 'Two hosts have to be asked.'
    expect((await act(id, 'extension', { reason })).status).toBe(400)
    expect(await step.ok(act(id, 'extension', { reason, told: true }))).toMatchObject({
      state: 'extended',
      dueOn: '2027-02-21',
      daysLeft: 92,
      extensionReason: reason,
    })
    expect(await itemOf(id)).toMatchObject({ until: '2027-02-21', daysLeft: 92 })
    expect((await act(id, 'extension', { reason, told: true })).status).toBe(409)
    const late = await recorded({ right: 'restriction', receivedOn: '2026-10-01' })
    const refused = await act(late, 'extension', { reason, told: true })
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'More time can be taken only within the first month, which ended on 1\u00a0November\u00a02026. Answer the request now.',
    ])
    for (const open of [id, late]) await step.ok(act(open, 'answer', { outcome: 'done', ...told }))
    expect((await act(id, 'answer', { outcome: 'done', ...told })).status).toBe(409)
  })

  test('is answered as done only once it was: the data given out since, the person erased', async () => {
    const { id: other } = await step.person()
    const access = await recorded({ right: 'access' }, String(other))
    const done = (id: string) => act(id, 'answer', { outcome: 'done', ...told })
    expect((await done(access)).status).toBe(409)
    await step.ok(as('admin').get(`/v1/people/${other}/data`))
    expect(await step.ok(done(access))).toMatchObject({ state: 'answered', outcome: 'done', daysLeft: null })
    const erasure = await recorded({ right: 'erasure' }, String(other))
    expect((await done(erasure)).status).toBe(409)
    await step.ok(as('admin').post(`/v1/people/${other}/erasure`).send({ reason: 'objection' }))
    await step.ok(done(erasure))
    await recorded({ right: 'access' }, String(other))
    const held = (await step.ok(as('admin').get(`/v1/people/${other}/data`))) as { classes: Body[] }
    const asked = held.classes.find(({ code }) => code === 'data-requests')
    expect(asked).toMatchObject({
      count: 3,
      items: [{ right: 'access', outcome: 'done' }, { right: 'erasure' }, { answer: null }],
    })
  })

  test('is refused where it came from tomorrow, is of another organisation, or by who may not', async () => {
    const tomorrow = await record({ right: 'access', receivedOn: '2026-11-22' })
    expect([tomorrow.status, tomorrow.body.errors[0].pointer]).toEqual([400, '/receivedOn'])
    const id = await recorded({ right: 'objection' })
    const stranger = world.as({ school: world.stranger, role: 'admin' })
    expect((await stranger.post(`/v1/people/${person}/data-requests`).send({ right: 'access' })).status).toBe(
      404,
    )
    expect(
      (await stranger.post(`/v1/data-requests/${id}/answer`).send({ outcome: 'done', ...told })).status,
    ).toBe(404)
    expect((await step.ok(stranger.get('/v1/data-requests'))).items).toEqual([])
    expect((await as('mentor').get('/v1/data-requests')).status).toBe(403)
    const open = await step.ok(as('auditor').get(`/v1/data-requests?state=open&personId=${person}`))
    expect(open.items).toMatchObject([{ id, right: 'objection', state: 'open', daysLeft: 30 }])
  })
})
