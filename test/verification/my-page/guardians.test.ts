import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { messages } from '../../../src/db/schema/exchange/messages.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

const guardian = { guardianName: 'Guardian One', guardianEmail: 'guardian.one@example.org' }
const reason = { reason: 'The mobility ended early.' }

describe('the guardian of a learner', () => {
  let world: World
  const step = () => given(world)
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  /** A learner of age who has a guardian on file, as one who has signed alone. */
  const learner = async () => String((await step().person({ ...guardian, birthDate: '2001-05-05' })).id)
  /** Their birth date was a slip: they are under 18. */
  const makeYoung = (id: string) =>
    step().ok(
      coordinator()
        .patch(`/v1/people/${id}`)
        .set('if-match', '*')
        .send({ birthDate: '2010-05-05', sameNameIsAnother: true }),
    )

  beforeAll(async () => {
    world = await newWorld()
  })

  test('ends the case of one under 18, with a reason, and sees neither diary nor evidence', async () => {
    const learnerId = await learner()
    const made = await step().opened(undefined, { learnerId })
    await makeYoung(learnerId)
    const page = await pageOf(world, learnerId, 'guardian')
    const { items } = await step().ok(world.anyone.get(page))
    const at = `${page}/withdrawal/${made.id}`
    expect(items).toMatchObject([{ withdrawAt: at, bring: null }])
    for (const hidden of ['evidence', 'diary', 'levels'])
      expect((await world.anyone.get(`${page}/${hidden}/${made.id}`)).status).toBe(404)
    const none = await world.anyone
      .post(`${at}?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send('reason=')
    expect([none.status, none.text.includes('id="reason-wrong"')]).toEqual([400, true])
    expect(await step().ok(world.anyone.post(at).send(reason))).toMatchObject({ stage: 'withdrawn' })
    expect((await world.anyone.post(at).send(reason)).status).toBe(409)
    const { stage } = await step().ok(coordinator().get(`/v1/recognitions/${made.id}`))
    expect(stage).toBe('withdrawn')
    const { items: moves } = await step().ok(coordinator().get(`/v1/recognitions/${made.id}/transitions`))
    expect(moves).toMatchObject([{ action: 'withdraw', memberId: null, role: null }])
    const file = await coordinator()
      .get(`/v1/recognitions/${made.id}/file.pdf?lang=en`)
      .buffer()
      .parse(asBytes)
    const told = (await readPdf(file.body as Buffer)).text.replace(/\s+/g, ' ')
    expect(told).toContain('→ withdrawn the legal guardian')
    expect(told).toContain('the legal guardian Case withdrawn')
    expect(told).toContain('the legal guardian Withdraw an open case.')
    expect(told).toContain('Learner One Sign the learning agreement.')
  })

  test('leaves it to a learner of age, and a learner under 18 leaves it to them', async () => {
    const young = await learner()
    const own = await step().opened(undefined, { learnerId: young })
    await makeYoung(young)
    const refused = await world.anyone.post(`${await pageOf(world, young)}/withdrawal/${own.id}`).send(reason)
    expect(refused.status).toBe(409)
    const grown = await step().opened()
    const { learnerId } = await step().ok(coordinator().get(`/v1/mobilities/${grown.mobilityId}`))
    const page = await pageOf(world, learnerId)
    await step().ok(world.anyone.post(`${page}/withdrawal/${grown.id}`).send(reason))
  })

  test.each([
    ['is told when one under 18 shares a certificate', true, 1],
    ['is not told of one of age', false, 0],
  ])('%s', async (_, isYoung, count) => {
    const learnerId = await learner()
    const certificate = await step().certificate(undefined, { learnerId })
    if (isYoung) await makeYoung(learnerId)
    const holder = `${await pageOf(world, learnerId)}/holder/${certificate.id}`
    await step().ok(world.anyone.post(`${holder}/shares`).send({ level: 'validity', days: 7 }))
    const { owner } = world.services.db
    const told = await owner
      .select()
      .from(messages)
      .where(and(eq(messages.personId, learnerId), eq(messages.template, 'certificate-shared')))
    expect(told.map(({ party, state }) => [party, state])).toEqual(Array(count).fill(['guardian', 'queued']))
  })
})
