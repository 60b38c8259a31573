import { beforeAll, describe, expect, test } from 'vitest'
import { writeSettings } from '../../../src/parties/organisations/store.ts'
import { type Case, given, type Outcome } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Task = {
  id: string
  useCase: string | null
  criteria: string[]
  scenario: { en: string }
  brief: { lv: string }
}
type Planned = Outcome & { tasks?: object[]; criteria?: object[] }

const framework = 'digcomp-2.2-e2'
let world: World
let task: Task
let planned: Planned[]
beforeAll(async () => {
  world = await newWorld()
  const answer = await world.anyone
    .post(`/v1/frameworks/${framework}/suggestions`)
    .send({ competence: '3.3', baseline: 2, target: 3 })
  task = answer.body.tasks[0]
  planned = [
    { ...answer.body.outcome, tasks: [task] },
    { competence: '1.1', baseline: 2, target: 4 },
  ]
})

const first = () => world.as({ school: world.school, role: 'assessor' })
const draft = async (outcomes: Planned[], mobilityId?: unknown) =>
  given(world).draftRequest(mobilityId ?? (await given(world).mobility()).id, outcomes, { framework })

describe('a use case is agreed as a task', () => {
  test('as it is suggested: in the version, for whoever signs, and with criteria of the level nearest to it', async () => {
    expect(task).toMatchObject({ useCase: task.id, criteria: ['3.3.a.3.1', '3.3.a.3.2'] })
    const made = await given(world).mobility()
    const drafted = await draft(planned, made.id)
    expect(drafted.body.content.outcomes.map(({ tasks }: Planned) => tasks)).toEqual([[task], undefined])
    const link = await given(world).ok(
      world
        .as({ school: world.school, role: 'coordinator' })
        .post(`/v1/mobilities/${made.id}/agreement/links`)
        .send({ party: 'learner' }),
    )
    const page = (language: string) =>
      world.anyone
        .get(new URL(String(link.url)).pathname)
        .set('accept', 'text/html')
        .set('accept-language', language)
    const [en, lv] = [(await page('en')).text, (await page('lv')).text]
    for (const said of [
      task.scenario.en,
      'What is observed',
      'What is handed in',
      'Shows criteria: 3.3.a.3.1',
    ])
      expect(en).toContain(said)
    expect(lv).toContain(task.brief.lv)
    const bare = await draft(planned.map(({ tasks: _, ...outcome }) => outcome))
    expect(bare.body.content.outcomes.some((outcome: object) => 'tasks' in outcome)).toBe(false)
  })

  test('and refused where it is of another competence, shows nothing of its outcome, or has an id that is taken', async () => {
    const odd = { ...task, useCase: '1.1.work', criteria: ['1.1.a.4', '3.3.a.3.1'] }
    const answer = await draft([
      { ...planned[0]!, tasks: [odd] },
      { ...planned[1]!, tasks: [{ ...task, useCase: null }] },
    ])
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/outcomes/0/tasks/0/useCase',
      '/outcomes/0/tasks/0/criteria/0',
      '/outcomes/1/tasks/0/id',
      '/outcomes/1/tasks/0/criteria/0',
      '/outcomes/1/tasks/0/criteria/1',
    ])
  })

  test('evidence and marks refer to it, of two assessors to the same one, and to no other', async () => {
    const made = await given(world).documentation(planned, { framework })
    const record = (competences: string[], named: string) =>
      world
        .as({ school: world.host, role: 'mentor' })
        .post(`/v1/recognitions/${made.id}/evidence/records`)
        .send({
          kind: 'link',
          title: 'What was handed in',
          producedOn: '2026-09-20',
          competences,
          task: named,
          url: 'https://example.org/work',
        })
    for (const [competences, named] of [
      [['1.1'], task.id],
      [['3.3'], 'other'],
    ] as const) {
      const refused = await record([...competences], named)
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/task'])
    }
    const piece = await record(['3.3'], task.id)
    expect([piece.status, piece.body.task]).toEqual([201, task.id])

    const other = await given(world).evidence(made.id, ['1.1'])
    const ready = { ...made, evidence: { '3.3': String(piece.body.id), '1.1': String(other.id) } }
    await given(world).declare(made.id)
    await given(world).move(made.id, 'complete-documentation')
    await given(world).assign(made.id, world.school)
    const send = (client: ReturnType<typeof first>, named: string) =>
      client.post(`/v1/recognitions/${made.id}/marks`).send(marksIn(ready, named))
    const elsewhere = await send(first(), 'other')
    expect(elsewhere.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/marks/2/task',
      '/marks/3/task',
    ])
    await writeSettings(
      world.services.db.owner,
      world.school.id,
      1,
      { secondMarkingRate: 1, secondMarkingMinimum: 0 },
      world.clock.now,
    )
    const once = await send(first(), task.id)
    expect(once.status, once.text).toBe(201)
    await given(world).assign(made.id, world.host, 'second')
    const twice = await send(world.as({ school: world.host, role: 'assessor' }), task.id)
    expect(twice.status, twice.text).toBe(201)
    for (const { body } of [once, twice])
      expect(body.marks.filter((mark: { task?: string }) => mark.task === task.id)).toMatchObject(
        task.criteria.map((criterionId) => ({ criterionId, mark: 'met' })),
      )
  })
})

/** Marks of the outcome that has the task: what it shows is seen in the named one. */
function marksIn(made: Case, named: string): object {
  const { marks, ...rest } = given(world).marksFor(made, '3.3', 3)
  return {
    ...rest,
    marks: (marks as { criterionId: string }[]).map((mark) =>
      task.criteria.includes(mark.criterionId) ? { ...mark, task: named } : mark,
    ),
  }
}
