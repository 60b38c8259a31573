import { beforeAll, describe, expect, test } from 'vitest'
import { type Case, given } from '../../setup/given.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Seen = { competence: string; level: number | null; answered: boolean }

describe('where learners see themselves', () => {
  let world: World
  const step = () => given(world)
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const pageIn = async ({ mobilityId }: Case) =>
    pageOf(world, (await step().ok(coordinator().get(`/v1/mobilities/${mobilityId}`))).learnerId)

  beforeAll(async () => {
    world = await newWorld()
  })

  test('is chosen on their page beside what people can do at each level, and kept with the outcome', async () => {
    const made = await step().documentation()
    const at = `${await pageIn(made)}/levels/${made.id}`
    const one = `${at}/outcomes/1.1`
    const { levels } = await step().ok(world.anyone.get(`${one}?lang=lv`))
    expect(levels).toHaveLength(8)
    for (const { statements, lead } of levels as { statements: string[]; lead: string }[])
      expect([statements.length > 0, lead.length > 0]).toEqual([true, true])
    const page = await world.anyone.get(`${one}?lang=lv`).set('accept', 'text/html')
    for (const { statements } of levels as { statements: string[] }[])
      expect(page.text).toContain(statements[0])
    expect(await step().ok(world.anyone.post(one).send({ level: '4' }))).toEqual({
      competence: '1.1',
      level: 4,
    })
    const none = await world.anyone
      .post(`${at}/outcomes/2.4?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send('level=none')
    expect([none.status, none.headers.location]).toEqual([303, `${at}?lang=lv`])
    const { outcomes } = await step().ok(world.anyone.get(at))
    expect(
      (outcomes as Seen[]).map(({ competence, level, answered }) => [competence, level, answered]),
    ).toEqual([
      ['1.1', 4, true],
      ['2.4', null, true],
    ])
    const recognition = await step().ok(coordinator().get(`/v1/recognitions/${made.id}`))
    expect(recognition.outcomes).toMatchObject([
      { competence: '1.1', selfLevel: 4, selfFound: 'level' },
      { competence: '2.4', selfLevel: null, selfFound: 'none' },
    ])
  })

  test('is one of the levels that there are, of an outcome of theirs', async () => {
    const made = await step().documentation()
    const at = `${await pageIn(made)}/levels/${made.id}/outcomes`
    const high = await world.anyone.post(`${at}/1.1`).send({ level: '9' })
    expect([high.status, high.body.errors[0].pointer]).toEqual([422, '/level'])
    const empty = await world.anyone
      .post(`${at}/1.1?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send('')
    expect([empty.status, empty.text.includes('id="level-wrong"')]).toEqual([400, true])
    expect((await world.anyone.get(`${at}/3.1`)).status).toBe(404)
    const other = await step().documentation()
    expect((await world.anyone.get(`${await pageIn(other)}/levels/${made.id}`)).status).toBe(404)
  })

  test('is settled once the work is with the assessors', async () => {
    const made = await step().assessment()
    const at = `${await pageIn(made)}/levels/${made.id}`
    expect((await world.anyone.post(`${at}/outcomes/1.1`).send({ level: '2' })).status).toBe(409)
    const shown = await world.anyone.get(`${at}/outcomes/1.1`).set('accept', 'text/html')
    expect(shown.text).not.toContain('<form')
  })
})
