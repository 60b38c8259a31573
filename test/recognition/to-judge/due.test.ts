import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { assessments } from '../../../src/db/schema/recognition/assessments.ts'
import { assignments } from '../../../src/db/schema/recognition/assignments.ts'
import { outcomes, recognitions } from '../../../src/db/schema/recognition/recognitions.ts'
import { secondMarkings } from '../../../src/db/schema/recognition/second-markings.ts'
import { settlementOf } from '../../../src/recognition/case.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

const planned = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('whose marks a case waits for', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld({ eudiWallets: true })
  })

  /** What the database keeps of it, and what the rules say; in both, the assignments by their ids. */
  async function due(): Promise<{ kept: string[]; ruled: string[] }> {
    const { owner } = world.services.db
    const all = await owner.select().from(assignments)
    const cases = new Map((await owner.select().from(recognitions)).map((row) => [row.id, row]))
    const claimed = (await owner.select().from(outcomes)).filter(({ status }) => status === 'claimed')
    const marked = {
      assessments: await owner.select().from(assessments),
      secondMarkings: await owner.select().from(secondMarkings),
    }
    const isDue = ({ recognitionId, state, round }: (typeof all)[number]) =>
      cases.get(recognitionId)?.stage === 'assessment' &&
      (state === 'assigned' ||
        (state === 'accepted' &&
          claimed.some(
            (outcome) =>
              outcome.recognitionId === recognitionId && settlementOf(marked, outcome.id).awaits === round,
          )))
    const ids = (rows: typeof all) => rows.map(({ id }) => id).sort()
    return { kept: ids(all.filter((row) => row.isDue)), ruled: ids(all.filter(isDue)) }
  }

  async function expectKept(count: number): Promise<void> {
    const { kept, ruled } = await due()
    expect(kept).toEqual(ruled)
    expect(kept).toHaveLength(count)
  }

  const sheetsOf = async (school: School, memberId: string, query = '') =>
    (await world.as({ school, role: 'assessor', memberId }).get(`/v1/marking-sheets${query}`).expect(200))
      .body as { items: { recognitionId: string }[]; next: string | null }

  test('is kept by the database as the rules say it, from one round to the next', async () => {
    const { assessment, assign, marksFor, move, ok } = given(world)
    const { school, host } = world
    const coordinator = world.as({ school, role: 'coordinator' })
    const made = await assessment(planned)
    const [first, second, third] = [
      school.members.assessor,
      host.members.assessor,
      await newMember(world, school, ['assessor']),
    ]
    const mark = (by: School, memberId: string, level: number) =>
      ok(
        world
          .as({ school: by, role: 'assessor', memberId })
          .post(`/v1/recognitions/${made.id}/marks`)
          .send(marksFor(made, '1.1', level)),
      )
    await expectKept(1)
    await mark(school, first, 4)
    await expectKept(0)
    const asked = { competence: '1.1', reason: 'asked-for' }
    await ok(coordinator.post(`/v1/recognitions/${made.id}/second-markings`).send(asked))
    await expectKept(0)
    const path = `/v1/recognitions/${made.id}/assignments`
    const assigned = await ok(
      world.as({ school: host, role: 'coordinator' }).post(path).send({ memberId: second, round: 'second' }),
    )
    await expectKept(1)
    await ok(
      world
        .as({ school: host, role: 'assessor' })
        .post(`${path}/${assigned.id}/declaration`)
        .send({ lastTrainedOn: null, related: false, otherConflict: null }),
    )
    await expectKept(1)
    await mark(host, second, 2)
    await expectKept(0)
    await assign(made.id, school, 'adjudication', third)
    await expectKept(1)
    await mark(school, third, 3)
    await expectKept(0)
    await move(made.id, 'complete-assessment')
    await expectKept(0)
  })

  test('fills each page with what is due, however much was marked before', async () => {
    const { assessment, marksFor, ok } = given(world)
    const assessor = world.school.members.assessor
    const cases: Case[] = []
    for (let place = 0; place < 3; place += 1) cases.push(await assessment(planned))
    const as = world.as({ school: world.school, role: 'assessor' })
    for (const made of cases.slice(0, 2))
      await ok(as.post(`/v1/recognitions/${made.id}/marks`).send(marksFor(made, '1.1', 4)))
    const { items, next } = await sheetsOf(world.school, assessor, '?limit=1')
    expect([items.map(({ recognitionId }) => recognitionId), next]).toEqual([[cases[2]!.id], null])
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const withdrawn = { action: 'withdraw', reason: 'It ended early.' }
    await ok(coordinator.post(`/v1/recognitions/${cases[2]!.id}/transitions`).send(withdrawn))
    await expectKept(0)
  })

  test('is kept of all that can be done, and found for cases of before it was kept', async () => {
    await walkEverything(world)
    const { kept, ruled } = await due()
    expect(kept).toEqual(ruled)
    const { owner } = world.services.db
    await given(world).assessment(planned)
    const before = (await due()).kept
    expect(before.length).toBeGreaterThan(0)
    await owner.execute('update assignments set is_due = false')
    const migration = readFileSync('migrations/0077_find_due_marks.sql', 'utf8')
    await owner.execute(migration.split('--> statement-breakpoint').at(-1)!)
    expect((await due()).kept).toEqual(before)
  })
})
