import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { messages } from '../../../src/db/schema/exchange/messages.ts'
import { orderKinds } from '../../../src/db/schema/exchange/standing-orders.ts'
import { clients, members } from '../../../src/db/schema/parties/organisations.ts'
import { carryOutOrders } from '../../../src/exchange/orders/carry-out-orders.ts'
import { orderable, orderedActions } from '../../../src/exchange/orders/order.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { errandsTo } from '../../../src/platform/auth/errand.ts'
import { numberAll } from '../../custody/ledger/numbered.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { carryOut } from '../../setup/orders.ts'
import { newWorld, type World } from '../../setup/world.ts'

test('nothing can be ordered that judges, decides, issues or revokes', () => {
  expect(orderable).toEqual({
    'open-cases': ['openRecognition'],
    'complete-stages': ['completeIdentification', 'completeDocumentation', 'completeAssessment'],
    'send-links': ['makeSigningLink', 'makeInformationLink', 'makeDeclarationLink'],
  })
  const weighty = ({ judges, signIn, apart, independent, gives, reason, to }: Action) =>
    judges ||
    signIn ||
    apart ||
    independent ||
    gives ||
    reason ||
    ['certified', 'refused', 'withdrawn'].includes(to ?? '')
  expect(orderKinds.flatMap(orderedActions).filter(weighty)).toEqual([])
  const never = Object.values<Action>(actions).filter(({ key }) =>
    /^(record|sign|decide|mark|uphold|reject|refuse|issue|revoke|confirm|attest|declare)/.test(key),
  )
  const ordered = orderKinds.flatMap(orderedActions).map(({ key }) => key)
  expect(never.map(({ key }) => key).filter((key) => ordered.includes(key))).toEqual([])
})

describe('a standing order', () => {
  let world: World
  const coordinator = (memberId?: string) =>
    world.as({ school: world.school, role: 'coordinator', ...(memberId && { memberId }) })
  const step = () => given(world)
  const order = (kind: string, client = coordinator()) => client.put(`/v1/settings/orders/${kind}`)
  const orders = async () => (await coordinator().get('/v1/settings/orders').expect(200)).body.items
  const linesOf = (action: string) =>
    world.services.db.owner.select().from(ledger).where(eq(ledger.action, action)).orderBy(ledger.seq)
  const stageOf = async (id: string) => (await coordinator().get(`/v1/recognitions/${id}`)).body.stage
  const queued = async (template: 'sign-agreement' | 'read-information' | 'declare-authorship') =>
    world.services.db.owner.select().from(messages).where(eq(messages.template, template))

  beforeEach(async () => {
    world = await newWorld()
  })

  test('opens a case when everyone has signed, and the ledger says by whose order and since when', async () => {
    const waiting = await step().signedMobility()
    const { body } = await order('open-cases').expect(200)
    expect(body).toMatchObject({
      order: 'open-cases',
      state: 'in-force',
      actions: ['openRecognition'],
      givenBy: world.school.members.coordinator,
    })
    await carryOut(world)
    const later = await step().signedMobility()
    const unsigned = await step().mobility()
    await step().draft(unsigned.id)
    await carryOut(world)
    const lines = await linesOf('recognition.open')
    expect(lines.map(({ details }) => details.mobilityId)).toEqual([waiting.id, later.id])
    const byOrder = { kind: 'open-cases', since: body.givenAt }
    for (const { details, memberId, role, requestId } of lines)
      expect({ byOrder: details.byOrder, memberId, role, requestId }).toEqual({
        byOrder,
        memberId: world.school.members.coordinator,
        role: 'coordinator',
        requestId: expect.stringMatching(/^order:/),
      })
    expect((await linesOf('order.start')).map(({ details }) => details)).toEqual([{ order: 'open-cases' }])
  })

  test('completes a stage when nothing is missing, and never decides', async () => {
    await order('complete-stages').expect(200)
    const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
    const { id } = await step().identification(outcomes)
    await carryOut(world)
    expect(await stageOf(id)).toBe('identification')
    const claim = coordinator().put(`/v1/recognitions/${id}/outcomes/1.1/claim`)
    await claim.send({ status: 'claimed' }).expect(200)
    await carryOut(world)
    expect(await stageOf(id)).toBe('documentation')
    await step().evidence(id, ['1.1'])
    await carryOut(world)
    expect(await stageOf(id)).toBe('documentation')
    await step().declare(id)
    await carryOut(world)
    expect(await stageOf(id)).toBe('assessment')

    const marked = await step().validation()
    await carryOut(world)
    expect(await stageOf(marked.id)).toBe('validation')
    const { body } = await coordinator().get(`/v1/recognitions/${id}/transitions`).expect(200)
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'complete-identification',
      'complete-documentation',
    ])
  })

  test('sends each link when it is due, once, and none to whom one was handed', async () => {
    const learner = await step().person({ email: 'learner.one@example.org' })
    const mobility = await step().mobility({ learnerId: learner.id })
    await step().draft(mobility.id)
    const silent = await step().mobility()
    await step().draft(silent.id)
    const handed = await step().mobility({
      learnerId: (await step().person({ email: 'two@example.org' })).id,
    })
    await step().draft(handed.id)
    const path = `/v1/mobilities/${handed.id}/agreement/links`
    await coordinator().post(path).send({ party: 'learner' }).expect(201)
    await order('send-links').expect(200)
    await carryOut(world)
    world.clock.advance(1)
    await carryOut(world)
    expect((await queued('sign-agreement')).map(({ personId, party }) => [personId, party])).toEqual([
      [learner.id, 'learner'],
    ])
    const other = await step().person({ email: 'learner.three@example.org' })
    const { id } = await step().opened(undefined, { learnerId: other.id })
    await carryOut(world)
    expect(await queued('read-information')).toMatchObject([{ personId: other.id }])
    await step().inform(id)
    for (const { competence } of [{ competence: '1.1' }, { competence: '2.4' }])
      await step().ok(
        coordinator().put(`/v1/recognitions/${id}/outcomes/${competence}/claim`).send({ status: 'claimed' }),
      )
    await step().move(id, 'complete-identification')
    await step().evidence(id, ['1.1'])
    await carryOut(world)
    expect(await queued('declare-authorship')).toEqual([])
    await step().evidence(id, ['2.4'])
    await carryOut(world)
    expect(await queued('declare-authorship')).toMatchObject([{ personId: other.id }])
    expect((await linesOf('evidence.link')).map(({ details }) => details.byOrder)).toMatchObject([
      { kind: 'send-links' },
    ])
  })

  test('is carried out once, by however many processes', async () => {
    await order('open-cases').expect(200)
    await order('send-links').expect(200)
    const email = (place: number) => `learner.${place}@example.org`
    for (let place = 0; place < 3; place += 1) {
      const learner = await step().person({ email: email(place) })
      await step().signedMobility(undefined, { learnerId: learner.id })
    }
    await numberAll(world)
    const turn = () =>
      carryOutOrders(
        world.services,
        errandsTo(async () => world.app),
      )
    await Promise.all([turn(), turn(), turn()])
    await carryOut(world)
    expect(await linesOf('recognition.open')).toHaveLength(3)
    expect(await queued('read-information')).toHaveLength(3)
  })

  test('is tried again within a minute where the service was too busy', async () => {
    await order('open-cases').expect(200)
    await carryOut(world)
    const made = [await step().signedMobility(), await step().signedMobility()]
    await numberAll(world)
    const send = errandsTo(async () => world.app)
    let sent = 0
    const busyOnce: typeof send = async (...errand) =>
      ++sent === 1 ? { status: 503, headers: {}, body: '' } : send(...errand)
    await expect(carryOutOrders(world.services, busyOnce)).rejects.toThrow('could not be done')
    expect(await linesOf('recognition.open')).toHaveLength(1)
    world.clock.now = new Date(world.clock.now.getTime() + 61_000)
    await carryOut(world)
    expect(await linesOf('recognition.open')).toHaveLength(made.length)
  })

  test('rests when whoever gave it may not do it any more, and waits in the work list', async () => {
    const { owner } = world.services.db
    const memberId = await newMember(world, world.school, ['coordinator'])
    await order('open-cases', coordinator(memberId)).expect(200)
    await owner.update(members).set({ active: false }).where(eq(members.id, memberId))
    await step().signedMobility()
    await carryOut(world)
    expect(await linesOf('recognition.open')).toEqual([])
    expect((await orders())[0]).toMatchObject({ state: 'resting', problem: 'forbidden', givenBy: memberId })
    const work = async () =>
      (await coordinator().get('/v1/work?limit=200').expect(200)).body.items.filter(
        ({ kind }: { kind: string }) => kind === 'order',
      )
    expect(await work()).toMatchObject([{ tasks: [{ code: 'start-order' }] }])
    expect(await linesOf('order.rest')).toMatchObject([
      { details: { order: 'open-cases', problem: 'forbidden' } },
    ])
    await order('open-cases').expect(200)
    expect(await work()).toEqual([])
    await carryOut(world)
    expect(await linesOf('recognition.open')).toMatchObject([{ memberId: world.school.members.coordinator }])

    await step().signedMobility()
    await owner.update(clients).set({ revokedAt: world.clock.now }).where(eq(clients.id, world.school.id))
    await carryOut(world)
    await owner.update(clients).set({ revokedAt: null }).where(eq(clients.id, world.school.id))
    expect((await orders())[0]).toMatchObject({ state: 'resting', problem: 'unauthenticated' })
  })

  test('ends when somebody ends it, and is of its organisation alone', async () => {
    await order('open-cases').expect(200)
    const again = await order('open-cases').expect(200)
    expect(await linesOf('order.start')).toHaveLength(1)
    expect(again.body.state).toBe('in-force')
    const ended = await coordinator().post('/v1/settings/orders/open-cases/end').expect(200)
    expect(ended.body).toMatchObject({ state: 'none', givenBy: null })
    await coordinator().post('/v1/settings/orders/open-cases/end').expect(200)
    expect(await linesOf('order.end')).toHaveLength(1)
    await step().signedMobility()
    await order('open-cases', world.as({ school: world.host, role: 'coordinator' })).expect(200)
    await carryOut(world)
    expect(await linesOf('recognition.open')).toEqual([])
    expect((await orders()).map(({ state }: { state: string }) => state)).toEqual(['none', 'none', 'none'])
  })

  test('is given by nobody who may not do it themselves, nor where no mail is sent', async () => {
    const { school } = world
    await order('open-cases', world.as({ school, role: 'assessor' })).expect(403)
    await order('open-cases', world.as({ school })).expect(403)
    await order(
      'send-links',
      world.as({ school, role: 'coordinator', scopes: ['read', 'recognise'] }),
    ).expect(403)
    await order('judge').expect(400)
    const admin = world.as({ school, role: 'admin' })
    await admin.patch('/v1/settings').set('if-match', '*').send({ mail: 'none' }).expect(200)
    const refused = await order('send-links').expect(409)
    expect(refused.body.detail).toContain('mail')
    expect(await linesOf('order.start')).toEqual([])
  })
})
