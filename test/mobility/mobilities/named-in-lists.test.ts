import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../../src/platform/auth/access.ts'
import { cohorts } from '../../setup/cohort.ts'
import { given } from '../../setup/given.ts'
import { type Operation, operationsOf } from '../../setup/operations.ts'
import { projects } from '../../setup/project.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Item = Record<string, unknown>
/** A mobility that is named: by what, and the ids that tell in a row that it is about it. */
type Named = { names: Record<string, string>; ids: string[] }

const codes = ['2026-1-LV01-KA121-VET-000012345', '2025-1-LV01-KA122-VET-000054321'] as const
const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
const names = ['externalId', 'projectCode', 'learnerId', 'cohortId', 'projectId'] as const

/** What is a row's own beside the mobility: an identifier of people, or a project's. */
const other = { 'GET /v1/people': ['externalId'] } as Record<string, string[] | undefined>

/**
 * Lists that tell of mobilities and cannot be asked for those of a cohort or project: what is asked for by the things
 * themselves (ledger, messages, what people ask of whom holds their data), by member, or is a cohort or a
 * group itself.
 */
const without = [
  'GET /v1/cohorts',
  'GET /v1/group-mobilities',
  'GET /v1/audit',
  'GET /v1/messages',
  'GET /v1/data-requests',
  'GET /v1/questions',
  'GET /v1/work',
]

const isList = ({ method, path, parameters }: Operation) =>
  method === 'get' && /^\/v1\/[a-z-]+$/.test(path) && parameters.some(({ name }) => name === 'cursor')
const offers = ({ parameters }: Operation, name: string) =>
  parameters.some((parameter) => parameter.in === 'query' && parameter.name === name)

describe('a list that tells of mobilities, or of what comes of them', () => {
  let world: World
  let lists: Operation[]
  const named: Named[] = []

  /** A mobility whose case is in a stage, with a link and a complaint. */
  async function caseIn(stage: 'certificate' | 'validation' | 'assessment', code: string, place: number) {
    const step = given(world)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const externalId = `M-${place}`
    const over = { projectCode: code, externalId }
    const made =
      stage === 'validation' ? await step.validation(outcomes, {}, over) : await step[stage](outcomes, over)
    const recognitionId = String(stage === 'certificate' ? Object(made).recognitionId : made.id)
    const { mobilityId } = await step.ok(coordinator.get(`/v1/recognitions/${recognitionId}`))
    const { learnerId } = await step.ok(coordinator.get(`/v1/mobilities/${mobilityId}`))
    const link = await step.ok(
      coordinator.post(`/v1/recognitions/${recognitionId}/appeal-links`).send({ party: 'learner' }),
    )
    const complaint = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
    await step.ok(world.anyone.post(new URL(String(link.url)).pathname).send(complaint))
    const group = { name: `Cohort ${place}`, projectCode: code, mobilityIds: [mobilityId] }
    const cohort = String((await step.ok(cohorts(world).nameRequest(group))).id)
    named.push({
      names: { externalId, projectCode: code, learnerId: String(learnerId), cohortId: cohort },
      ids: [recognitionId, String(mobilityId), String(learnerId), cohort],
    })
  }

  async function groupOf(projectCode: string): Promise<string> {
    const stay = { startsOn: '2026-09-07', endsOn: '2026-10-02', workloadHours: 120 }
    const group = { name: 'Woodwork', hostingOrganisationId: world.host.id, projectCode, ...stay }
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    return String((await given(world).ok(coordinator.post('/v1/group-mobilities').send(group))).id)
  }

  beforeAll(async () => {
    world = await newWorld()
    lists = operationsOf(world.app).filter(isList)
    for (const [place, code] of codes.entries()) {
      const { id } = await projects(world).project({ code })
      for (const stage of ['certificate', 'validation', 'assessment'] as const)
        await caseIn(stage, code, place * 10 + named.length)
      const group = await groupOf(code)
      for (const { names, ids } of named.filter(({ names }) => names.projectCode === code)) {
        names.projectId = String(id)
        ids.push(group)
      }
    }
  }, 240_000)

  const clientOf = ({ access }: Operation) => {
    const may = access === 'public' ? roles : (access.roles ?? roles)
    const role = may.includes('coordinator') ? 'coordinator' : may[0]!
    return world.as({ school: world.school, role })
  }

  async function itemsOf(list: Operation, query: string): Promise<Item[]> {
    const side = offers(list, 'side') ? '&side=sent' : ''
    const { status, body, text } = await clientOf(list).get(`${list.path}?limit=50${side}${query}`)
    expect(status, `${list.path} ${text}`).toBe(200)
    return body.items
  }

  const tellsOf = (item: Item, { ids }: Named) => ids.some((id) => JSON.stringify(item).includes(id))

  test('can be asked for those of a cohort and of a project', async () => {
    const missing: string[] = []
    for (const list of lists.filter(({ name }) => !without.includes(name))) {
      const about = (await itemsOf(list, '')).filter((item) => named.some((one) => tellsOf(item, one)))
      if (about.length > 0 && !(offers(list, 'cohortId') && offers(list, 'projectId')))
        missing.push(list.name)
    }
    expect(missing).toEqual([])
  })

  test('answers with just those that are named', async () => {
    const asked: Record<string, number> = {}
    for (const list of lists.filter((list) => offers(list, 'projectId'))) {
      const all = await itemsOf(list, '')
      for (const name of names.filter((name) => offers(list, name) && !other[list.name]?.includes(name)))
        for (const { names } of named) {
          const value = names[name]!
          const meant = named.filter((one) => one.names[name] === value)
          const expected = all.filter((item) => meant.some((one) => tellsOf(item, one)))
          const found = await itemsOf(list, `&${name}=${value}`)
          expect(found, `${list.path}?${name}=${value}`).toEqual(expected)
          asked[list.path] = (asked[list.path] ?? 0) + found.length
        }
    }
    expect(Object.entries(asked).filter(([, found]) => found === 0)).toEqual([])
    expect(Object.keys(asked).length).toBeGreaterThanOrEqual(10)
  }, 120_000)
})
