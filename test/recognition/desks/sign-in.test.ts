import { beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { operationsOf } from '../../setup/operations.ts'
import { newWorld, type World } from '../../setup/world.ts'

const signInUrl = 'https://id.example/sign-in'

describe('a desk of an organisation that asks its people to sign in', () => {
  let world: World
  let made: Case
  let desk: string
  const require = (requireSignIn: boolean) =>
    world
      .as({ school: world.host, role: 'admin', signedIn: true })
      .patch('/v1/settings')
      .set('if-match', '*')
      .send({ requireSignIn })

  beforeAll(async () => {
    world = await newWorld({ signInUrl })
    made = await given(world).documentation()
    desk = await deskOf(world, world.host, world.host.members.mentor)
    expect((await world.anyone.get(desk)).body.cases.length).toBeGreaterThan(0)
    expect((await require(true)).status).toBe(200)
  })

  test('leads to where they sign in, in their language, and names nobody', async () => {
    for (const [lang, title] of [
      ['en', 'Please sign in'],
      ['lv', 'Lūdzu, piesakieties'],
    ]) {
      const { status, text } = await world.anyone.get(`${desk}?lang=${lang}`).set('accept', 'text/html')
      expect([status, text.includes(title!), text.includes(`href="${signInUrl}"`)]).toEqual([403, true, true])
      expect(text).not.toContain('Learner')
    }
    const json = await world.anyone.get(desk)
    expect([json.status, json.body.link]).toEqual([403, 'sign-in'])
  })

  test('reads and does nothing else, at any of its addresses', async () => {
    const operations = operationsOf(world.app).filter(
      ({ path }) => path.startsWith('/desk/{secret}') && !path.endsWith('/renewal'),
    )
    expect(operations.length).toBeGreaterThan(10)
    const ids: Record<string, string> = { competence: '1.1', mobility: made.mobilityId }
    const answers = []
    for (const { method, path, operationId } of operations) {
      const address = path
        .replace('/desk/{secret}', desk)
        .replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? made.id)
      const asked = method === 'get' ? world.anyone.get(address) : world.anyone.post(address).send({})
      const { status } = await asked.set('accept', 'application/json')
      answers.push([operationId, status < 300])
    }
    expect(answers.filter(([, isDone]) => isDone)).toEqual([])
  })

  test('works again where they need not sign in any more', async () => {
    expect((await require(false)).status).toBe(200)
    expect((await world.anyone.get(desk)).status).toBe(200)
  })
})
