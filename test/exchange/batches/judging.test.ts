import { beforeAll, describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { batchOf } from '../../setup/batches.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('what judges', () => {
  let world: World
  const as = (role: 'validator' | 'assessor' | 'coordinator') => world.as({ school: world.school, role })
  const basisOf = async ({ id }: Case) =>
    String((await as('validator').get(`/v1/recognitions/${id}/decision-basis`).expect(200)).body.hash)
  const workOf = async ({ id }: Case) =>
    String((await as('assessor').get(`/v1/recognitions/${id}`).expect(200)).body.workHash)
  const reached = { outcomes: [{ competence: '1.1', result: 'reached' }] }

  beforeAll(async () => {
    world = await newWorld()
  })

  test('is named in the table of actions, and what assessors and validators do in person is among it', () => {
    const table = Object.values<Action>(actions)
    const judging = table.filter(({ judges }) => judges).map(({ key, judges }) => `${key} ${judges}`)
    expect(judging.sort()).toEqual([
      'decideOutcomes together',
      'markAgain alone',
      'recordMarks together',
      'refuseRecognition alone',
      'rejectAppeal alone',
      'upholdAppeal alone',
    ])
    const theirs = table.filter(
      ({ by, signIn, judges }) =>
        signIn &&
        !judges &&
        'roles' in by &&
        by.roles.some((role) => role === 'assessor' || role === 'validator'),
    )
    // Who puts down a draft has judged nothing yet, and what becomes of a certificate takes two people.
    expect(theirs.map(({ key }) => key).sort()).toEqual([
      'dismissCorrection',
      'dismissRevocation',
      'proposeCorrection',
      'requestRevocation',
      'saveDraft',
    ])
  })

  test('travels together, each with its own verdict and what was read for it: of these some are done', async () => {
    const step = given(world)
    const [good, stale, unreasoned] = [
      await step.validation(one),
      await step.validation(one),
      await step.validation(one),
    ]
    const before = await basisOf(stale!)
    const asked = (made: Case, ifMatch: string, body: object) => ({ params: { id: made.id }, body, ifMatch })
    const lacking = asked(unreasoned!, await basisOf(unreasoned!), { outcomes: [{ competence: '1.1' }] })
    const unread = { params: { id: good!.id }, body: reached }
    const refused = await as('validator')
      .post('/v1/batches')
      .send({ action: 'decideOutcomes', items: [lacking, unread, { ...unread, ifMatch: '*' }] })
    expect(refused.status).toBe(400)
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/items/0/body/outcomes/0/result',
      '/items/1/ifMatch',
      '/items/2/ifMatch',
    ])
    const otherwise = { outcomes: [{ competence: '1.1', result: 'not-reached' }] }
    const ended = await batchOf(world, as('validator'), {
      action: 'decideOutcomes',
      items: [
        asked(good!, await basisOf(good!), reached),
        // Read of another case.
        asked(stale!, await basisOf(unreasoned!), reached),
        asked(unreasoned!, await basisOf(unreasoned!), otherwise),
      ],
    })
    expect(ended.map(({ state, status }) => [state, status])).toEqual([
      ['done', 201],
      ['refused', 412],
      ['refused', 422],
    ])
    expect(await basisOf(stale!)).toBe(before)
    expect(await basisOf(good!)).not.toBe(before)
  })

  test('is refused once there is something that was not read', async () => {
    const step = given(world)
    const made = await step.assessment(one)
    const read = await workOf(made)
    const marks = step.marksFor(made, '1.1', 4)
    const item = { params: { id: made.id }, body: marks }
    const [stale] = await batchOf(world, as('assessor'), {
      action: 'recordMarks',
      items: [{ ...item, ifMatch: 'a'.repeat(64) }],
    })
    expect(stale).toMatchObject({ state: 'refused', status: 412 })
    const [done] = await batchOf(world, as('assessor'), {
      action: 'recordMarks',
      items: [{ ...item, ifMatch: read }],
    })
    expect(done).toMatchObject({ state: 'done', status: 201 })
    // What others marked is no part of it.
    expect(await workOf(made)).toBe(read)
  })

  test.each(['refuseRecognition', 'markAgain', 'upholdAppeal', 'rejectAppeal'])(
    '%s is asked for by itself',
    async (action) => {
      const answer = await as('validator')
        .post('/v1/batches')
        .send({ action, items: [{}] })
      expect(answer.body.errors).toMatchObject([{ pointer: '/action' }])
    },
  )
})
