import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { messages } from '../../src/db/schema/exchange/messages.ts'
import { given } from '../setup/given.ts'
import { pageOf } from '../setup/walk-my-page.ts'
import { newWorld, type World } from '../setup/world.ts'

const guardian = { guardianName: 'Guardian One', guardianEmail: 'guardian.one@example.org' }

describe('a question to the school', () => {
  let world: World
  let step: ReturnType<typeof given>
  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const newPerson = async (over = {}) => String((await step.person(over)).id)
  const asForm = (path: string, body: object, language = 'en') =>
    world.anyone.post(`${path}?lang=${language}`).set('accept', 'text/html').type('form').send(body)
  const openOf = async (personId: string) =>
    (await step.ok(coordinator().get(`/v1/questions?personId=${personId}&state=open`))).items as {
      id: string
    }[]
  const toldOf = (template: 'question-asked' | 'question-answered', who: { personId?: string } = {}) =>
    world.services.db.owner
      .select()
      .from(messages)
      .where(
        and(
          eq(messages.template, template),
          who.personId === undefined ? undefined : eq(messages.personId, who.personId),
        ),
      )

  test('reaches the work list and the mail of the coordinators, and its answer the page and the mail of whoever asked', async () => {
    const { members } = world.school
    const reachable = { email: 'coordinator@example.org' }
    const admin = world.as({ school: world.school, role: 'admin' })
    await step.ok(admin.patch(`/v1/members/${members.coordinator}`).set('if-match', '*').send(reachable))
    const learner = await newPerson({ email: 'learner.asking@example.org' })
    const page = await pageOf(world, learner)
    const { questionsAt } = await step.ok(world.anyone.get(page))
    expect(questionsAt).toBe(`${page}/questions`)
    const sent = await asForm(`${page}/questions`, { question: 'May I come home a day earlier?' }, 'lv')
    expect([sent.status, sent.headers.location]).toEqual([303, `${page}/questions?lang=lv`])
    await step.ok(world.anyone.post(`${page}/questions`).send({ question: 'And by train?' }))
    const [first, second] = await openOf(learner)
    const { items } = await step.ok(coordinator().get('/v1/work?limit=200'))
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'question',
        id: first!.id,
        until: '2026-11-28',
        tasks: [expect.objectContaining({ code: 'answer-question' })],
      }),
    )
    // Told once a day, however much is asked.
    expect(await toldOf('question-asked')).toMatchObject([{ memberId: members.coordinator, state: 'queued' }])
    await step.ok(coordinator().post(`/v1/questions/${first!.id}/answer`).send({ answer: 'On Thursday.' }))
    expect((await openOf(learner)).map(({ id }) => id)).toEqual([second!.id])
    expect(await toldOf('question-answered', { personId: learner })).toMatchObject([{ party: 'learner' }])
    const shown = await world.anyone.get(`${page}/questions`).set('accept', 'text/html')
    expect(shown.text).toContain('On Thursday.')
    const twice = await coordinator().post(`/v1/questions/${first!.id}/answer`).send({ answer: 'No.' })
    expect(twice.status).toBe(409)
  })

  test('waits with four others at most, also when several are asked at the same moment', async () => {
    const learner = await newPerson()
    const page = `${await pageOf(world, learner)}/questions`
    const ask = (each: number) => world.anyone.post(page).send({ question: `May I, ${each}?` })
    const all = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(ask))
    expect(all.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409])
    const refused = await asForm(page, { question: 'One more?' })
    expect([refused.status, refused.text.includes('Five questions wait already.')]).toEqual([409, true])
    const empty = await asForm(`${await pageOf(world, await newPerson())}/questions`, { question: '' }, 'lv')
    expect([empty.status, empty.text.includes('id="question-wrong"')]).toEqual([400, true])
  })

  test('of a guardian is theirs alone, and goes with the data of the learner', async () => {
    const child = await newPerson({ ...guardian, birthDate: '2010-05-05' })
    const own = `${await pageOf(world, child)}/questions`
    const theirs = `${await pageOf(world, child, 'guardian')}/questions`
    await step.ok(world.anyone.post(theirs).send({ question: 'Who fetches them?' }))
    expect(await step.ok(world.anyone.get(own))).toMatchObject({ items: [] })
    expect(await step.ok(world.anyone.get(theirs))).toMatchObject({ items: [{ state: 'open' }] })
    const admin = world.as({ school: world.school, role: 'admin' })
    const held = (await step.ok(admin.get(`/v1/people/${child}/data`))) as { classes: { code: string }[] }
    expect(held.classes.find(({ code }) => code === 'questions')).toMatchObject({ count: 1 })
    await step.ok(admin.post(`/v1/people/${child}/erasure`).send({ reason: 'objection' }))
    expect(await step.ok(admin.get(`/v1/questions?personId=${child}`))).toMatchObject({ items: [] })
  })

  test('is answered by the school that it was asked, and by nobody who may not', async () => {
    const learner = await newPerson()
    await step.ok(world.anyone.post(`${await pageOf(world, learner)}/questions`).send({ question: 'May I?' }))
    const [asked] = await openOf(learner)
    const answer = { answer: 'Yes.' }
    const at = `/v1/questions/${asked!.id}/answer`
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    expect((await stranger.post(at).send(answer)).status).toBe(404)
    expect((await world.as({ school: world.school, role: 'mentor' }).post(at).send(answer)).status).toBe(403)
  })
})
