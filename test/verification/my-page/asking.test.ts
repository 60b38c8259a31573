import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { messages } from '../../../src/db/schema/exchange/messages.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('who asks for the link to their page', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const ask = (email: string) =>
    world.anyone.post('/me?lang=lv').set('accept', 'text/html').type('form').send({ email })
  const told = (personId: unknown) =>
    world.services.db.owner
      .select()
      .from(messages)
      .where(eq(messages.personId, String(personId)))

  test('is answered alike whoever they are, and the message goes to the address on file, once a day', async () => {
    const learner = await given(world).person({ email: 'Learner.Asking@example.org' })
    const known = await ask('learner.asking@example.org')
    const unknown = await ask('nobody.at.all@example.org')
    expect([known.status, unknown.status]).toEqual([202, 202])
    expect(known.text).toBe(unknown.text)
    const headers = ({ headers: all }: typeof known) => Object.keys(all).sort()
    expect(headers(known)).toEqual(headers(unknown))
    await expect.poll(async () => (await told(learner.id)).length).toBe(1)
    expect(await told(learner.id)).toMatchObject([
      { template: 'my-page', party: 'learner', state: 'queued', subjectId: learner.id },
    ])
    await ask('learner.asking@example.org')
    const another = await given(world).person({ email: 'another.asking@example.org' })
    await ask('another.asking@example.org')
    await expect.poll(async () => (await told(another.id)).length).toBe(1)
    expect(await told(learner.id)).toHaveLength(1)
    world.clock.advance(1)
    await ask('learner.asking@example.org')
    await expect.poll(async () => (await told(learner.id)).length).toBe(2)
  })

  test('may be the guardian of somebody under 18, and of nobody older', async () => {
    const guardian = { guardianName: 'Guardian One', guardianEmail: 'guardian.asking@example.org' }
    const child = await given(world).person({ ...guardian, birthDate: '2010-05-05' })
    const grown = await given(world).person({ ...guardian, birthDate: '2001-05-05' })
    await ask('guardian.asking@example.org')
    await expect.poll(async () => (await told(child.id)).length).toBe(1)
    expect(await told(child.id)).toMatchObject([{ party: 'guardian' }])
    expect(await told(grown.id)).toEqual([])
  })

  test('may be the second guardian, who gets a page of their own', async () => {
    const guardians = { guardianName: 'Guardian One', secondGuardianName: 'Guardian Two' }
    const address = { secondGuardianEmail: 'second.asking@example.org' }
    const child = await given(world).person({ ...guardians, ...address, birthDate: '2010-05-05' })
    await ask('second.asking@example.org')
    await expect.poll(async () => (await told(child.id)).length).toBe(1)
    expect(await told(child.id)).toMatchObject([{ party: 'guardian', secondGuardian: true }])
  })

  test('is told beside the field what is no address, and by a network no more than sixty times a minute', async () => {
    const wrong = await ask('no address')
    expect([
      wrong.status,
      wrong.text.includes('id="email-wrong"'),
      wrong.text.includes('value="no address"'),
    ]).toEqual([400, true, true])
    const statuses: number[] = []
    // A minute may end in between: within two of them there is one that is asked for often enough.
    while (statuses.length < 124 && statuses.at(-1) !== 429)
      statuses.push((await ask('nobody.at.all@example.org')).status)
    expect(statuses.at(-1)).toBe(429)
  })
})
