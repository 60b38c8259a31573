import { beforeAll, describe, expect, test } from 'vitest'
import { fileReadings } from '../../../src/db/schema/custody/file-readings.ts'
import { batchOf } from '../../setup/batches.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Sheet = {
  recognitionId: string
  workHash: string
  assignment: { id: string; state: string; round: string }
  outcomes: { competence: string; isDue: boolean; criteria: unknown[] }[]
  evidence: { id: string; sha256: string; competences: string[] }[]
}

describe('what many judge at once', () => {
  let world: World
  let cases: Case[]
  let cohortId: string
  const as = (role: 'coordinator' | 'assessor' | 'validator' | 'mentor' | 'admin', memberId?: string) =>
    world.as({ school: world.school, role, ...(memberId && { memberId }) })
  const outcomes = [
    { competence: '1.1', baseline: 2, target: 4 },
    { competence: '2.4', baseline: 3, target: 5 },
  ]
  const sheets = async (query = ''): Promise<Sheet[]> =>
    (await as('assessor').get(`/v1/marking-sheets?limit=50${query}`).expect(200)).body.items

  beforeAll(async () => {
    world = await newWorld()
    const settings = { secondMarkingRate: 0, secondMarkingMinimum: 0 }
    await as('admin').patch('/v1/settings').set('if-match', '*').send(settings).expect(200)
    cases = []
    for (let place = 0; place < 4; place += 1) cases.push(await given(world).assessment(outcomes))
    const members = cases.slice(0, 3).map(({ mobilityId }) => mobilityId)
    const made = await as('coordinator').post('/v1/cohorts').send({ name: 'Class', mobilityIds: members })
    expect(made.status).toBe(201)
    cohortId = made.body.id
  })

  test('is marked from one reading: outcomes, evidence and the hash of each case', async () => {
    expect(await sheets()).toHaveLength(4)
    const found = await sheets(`&cohortId=${cohortId}`)
    expect(found.map(({ recognitionId }) => recognitionId).sort()).toEqual(
      cases
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    )
    const single = await as('assessor').get(`/v1/recognitions/${found[0]!.recognitionId}`).expect(200)
    expect(found[0]!.workHash).toBe(single.body.workHash)
    const { isDue, ...outcome } = found[0]!.outcomes[0]!
    expect([isDue, outcome]).toEqual([true, single.body.outcomes[0]])
    const evidence = await as('assessor').get(`/v1/recognitions/${found[0]!.recognitionId}/evidence`)
    expect(found[0]!.evidence.map(({ id, sha256 }) => [id, sha256])).toEqual(
      evidence.body.items.map(({ id, sha256 }: Sheet['evidence'][number]) => [id, sha256]),
    )
    const page = await as('assessor').get('/v1/marking-sheets?limit=3').expect(200)
    expect(page.body.items).toHaveLength(3)
    const rest = await as('assessor').get(`/v1/marking-sheets?limit=3&cursor=${page.body.next}`).expect(200)
    expect([rest.body.items.length, rest.body.next]).toEqual([1, null])

    const items = found.flatMap(({ recognitionId, workHash }) =>
      outcomes.map(({ competence, target }) => ({
        params: { id: recognitionId },
        ifMatch: workHash,
        body: given(world).marksFor(cases.find(({ id }) => id === recognitionId)!, competence, target),
      })),
    )
    const ended = await batchOf(world, as('assessor'), { action: 'recordMarks', items })
    expect(ended.map(({ state }) => state)).toEqual(items.map(() => 'done'))
    expect(await sheets(`&cohortId=${cohortId}`)).toEqual([])
    expect(await sheets()).toHaveLength(1)
  })

  test('is decided from one reading, each case with its own results', async () => {
    const moved = { action: 'complete-assessment' }
    const those = cases.slice(0, 3)
    const items = those.map(({ id }) => ({ params: { id }, body: moved }))
    await batchOf(world, as('coordinator'), { action: 'completeAssessment', items })
    const query = `?cohortId=${cohortId}`
    const { body } = await as('validator').get(`/v1/decision-bases${query}`).expect(200)
    expect(body.items).toHaveLength(3)
    const [first] = body.items
    const { recognitionId, mobilityId: _, ...basis } = first
    const alone = await as('validator').get(`/v1/recognitions/${recognitionId}/decision-basis`).expect(200)
    expect(basis).toEqual(alone.body)
    const decisions = body.items.map(
      (one: {
        recognitionId: string
        hash: string
        outcomes: { competence: string; suggested: { result: string } }[]
      }) => ({
        params: { id: one.recognitionId },
        ifMatch: one.hash,
        body: {
          outcomes: one.outcomes.map(({ competence, suggested }) => ({
            competence,
            result: suggested.result,
          })),
        },
      }),
    )
    const ended = await batchOf(world, as('validator'), { action: 'decideOutcomes', items: decisions })
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })

  test('is read by whom it concerns alone, and that they read it is kept', async () => {
    const other = await newMember(world, world.school, ['assessor'])
    const { body } = await as('assessor', other).get('/v1/marking-sheets').expect(200)
    expect(body.items).toEqual([])
    await as('validator').get('/v1/marking-sheets').expect(403)
    await world.as({ school: world.school }).get('/v1/marking-sheets').expect(403)
    await as('mentor').get('/v1/decision-bases').expect(403)
    const stranger = world.as({ school: world.stranger, role: 'validator' })
    expect((await stranger.get('/v1/decision-bases').expect(200)).body.items).toEqual([])
    const both = await newMember(world, world.school, ['assessor', 'validator'])
    const closed = await as('validator', both).get('/v1/decision-bases').expect(200)
    expect(closed.body.items).toEqual([])
    const kept = await world.services.db.owner.select().from(fileReadings)
    const readers = kept.filter(({ recognitionId }) => recognitionId === cases[0]!.id)
    expect(readers.map(({ readerId }) => readerId)).toEqual(
      expect.arrayContaining([world.school.members.assessor, world.school.members.validator]),
    )
  })
})
