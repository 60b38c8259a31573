import { expect, test } from 'vitest'
import { templates } from '../../setup/agreement-templates.ts'
import { given } from '../../setup/given.ts'
import { moduleLists, tools } from '../../setup/modules.ts'
import { newWorld } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Outcome = { competence: string; recognisedAs: Body }

const nobody = '01993c7e-0000-7000-8000-0000000000ff'
const safety = { ...tools, code: 'DP-3', title: { lv: 'Drošība', en: 'Drošība' }, competences: ['4.1'] }

test('A list takes the place of the one before, by the codes of its modules; what is on it no more can still be read', async () => {
  const world = await newWorld()
  const go = moduleLists(world)
  const counts = async (list: Body[]) => (await go.record(list).expect(200)).body
  expect(await counts([tools, safety])).toEqual({ added: 2, changed: 0, withdrawn: 0, unchanged: 0 })
  const [first] = await go.listed()
  expect(first).toMatchObject({ ...tools, withdrawnAt: null })
  expect(await counts([tools, safety])).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: 2 })
  expect(await go.listed()).toContainEqual(first)
  const longer = { ...tools, hours: 72 }
  expect(await counts([longer])).toEqual({ added: 0, changed: 1, withdrawn: 1, unchanged: 0 })
  const [changed] = await go.listed(`?code=${tools.code}`)
  expect(changed).toMatchObject({ id: first!.id, hours: 72 })
  const [gone] = await go.listed(`?code=${safety.code}`)
  expect(gone!.withdrawnAt).not.toBeNull()
  expect(await counts([longer, safety])).toEqual({ added: 0, changed: 1, withdrawn: 0, unchanged: 1 })
  expect(await go.listed(`?code=${safety.code}`)).toMatchObject([{ id: gone!.id, withdrawnAt: null }])
  expect(await counts([])).toEqual({ added: 0, changed: 0, withdrawn: 2, unchanged: 0 })
  const stranger = world.as({ school: world.stranger, role: 'coordinator' })
  await stranger.get(`/v1/modules/${first!.id}`).expect(404)
  expect((await stranger.get('/v1/modules').expect(200)).body.items).toEqual([])
})

test('A list is refused with each of its faults, and nothing of it is kept', async () => {
  const world = await newWorld()
  const go = moduleLists(world)
  const wrong = [
    tools,
    { ...tools, competences: ['2.4', '9.9', '2.4'] },
    { ...safety, framework: 'no-such-framework' },
  ]
  const { body } = await go.record(wrong).expect(422)
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/modules/1/code',
    '/modules/1/competences/1',
    '/modules/1/competences/2',
    '/modules/2/framework',
  ])
  expect(await go.listed()).toEqual([])
})

test('Of two lists sent at once one is kept whole', async () => {
  const world = await newWorld()
  const go = moduleLists(world)
  const lists = ['A', 'B', 'C', 'D'].map((name) =>
    Array.from({ length: 20 }, (_, at) => ({ ...tools, code: `${name}-${at}` })),
  )
  const answers = await Promise.all(lists.map((list) => go.record(list)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const standing = (await go.listed('?limit=200')).filter(({ withdrawnAt }) => withdrawnAt === null)
  expect(new Set(standing.map(({ code }) => String(code)[0])).size).toBe(1)
  expect(standing).toHaveLength(20)
})

test('A module suggests outcomes that an agreement takes once somebody has chosen levels and methods', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), moduleLists(world)]
  await go.record([{ ...tools, competences: ['1.1', '2.4'] }]).expect(200)
  const [{ id }] = (await go.listed()) as [Body]
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const suggested = await step.ok(sender.get(`/v1/modules/${id}/suggestions`))
  const recognisedAs = { kind: 'module', moduleId: id }
  expect(suggested.outcomes).toEqual([
    { competence: '1.1', recognisedAs },
    { competence: '2.4', recognisedAs },
  ])
  expect(suggested.toChoose).toEqual(['baselineFoundBy', 'target', 'methods'])
  const mobility = await step.mobility()
  const outcomes = suggested.outcomes as Outcome[]
  const terms = { framework: suggested.framework, procedure: 'Portfolio.', assessorRole: 'Teacher' }
  const drafting = (list: object[]) =>
    sender.post(`/v1/mobilities/${mobility.id}/agreement/versions`).send({ ...terms, outcomes: list })
  await drafting(outcomes).expect(400)
  const chosen = { target: 3, methods: ['portfolio'], baselineFoundBy: 'None was looked for.' }
  const { body } = await drafting(outcomes.map((outcome) => ({ ...outcome, ...chosen }))).expect(201)
  const agreed = (body.content.outcomes as Outcome[]).map((outcome) => outcome.recognisedAs)
  const reference = `${tools.code}: ${tools.title.lv} / ${tools.title.en}`
  expect(agreed).toEqual([
    { ...recognisedAs, reference },
    { ...recognisedAs, reference },
  ])
})

test('What was agreed goes on naming a module as it was called then, and another one is looked for in vain', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), moduleLists(world)]
  await go.record([tools]).expect(200)
  const [{ id }] = (await go.listed()) as [Body]
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const mobility = await step.mobility()
  const path = `/v1/mobilities/${mobility.id}/agreement`
  const version = (recognisedAs: Body) =>
    sender.post(`${path}/versions`).send({
      framework: 'digcomp-2.2',
      procedure: 'Portfolio.',
      assessorRole: 'Teacher',
      outcomes: [
        { competence: '2.4', baselineFoundBy: 'None.', target: 3, methods: ['portfolio'], recognisedAs },
      ],
    })
  const faultsOf = async (recognisedAs: Body) =>
    (await version(recognisedAs)).body.errors.map(({ pointer }: { pointer: string }) => pointer)
  const at = '/outcomes/0/recognisedAs'
  expect(await faultsOf({ kind: 'module', moduleId: nobody })).toEqual([`${at}/moduleId`])
  expect(await faultsOf({ kind: 'credit', moduleId: id })).toEqual([`${at}/moduleId`])
  expect(await faultsOf({ kind: 'module' })).toEqual([`${at}/reference`])
  const { body: signed } = await version({ kind: 'module', moduleId: id }).expect(201)
  await go.record([{ ...tools, title: { lv: 'Cits', en: 'Another' } }]).expect(200)
  await go.record([]).expect(200)
  const read = await step.ok(sender.get(path))
  expect([read.hash, read.content]).toEqual([signed.hash, signed.content])
  const { url } = await step.ok(sender.post(`${path}/links`).send({ party: 'learner' }))
  const page = await world.anyone
    .get(new URL(String(url)).pathname)
    .set('accept', 'text/html')
    .expect(200)
  expect(page.text).toContain(`${tools.code}: ${tools.title.lv} / ${tools.title.en}`)
  // What was signed can be sent again, with the words that it was signed with.
  const { recognisedAs } = (signed.content.outcomes as Outcome[])[0]!
  expect((await version(recognisedAs).expect(201)).body.content.outcomes).toEqual(signed.content.outcomes)
})

test('A template names a module by its id, and each agreement that is drafted from it in words', async () => {
  const world = await newWorld()
  const [step, go] = [given(world), moduleLists(world)]
  await go.record([tools]).expect(200)
  const [{ id }] = (await go.listed()) as [Body]
  const outcome = (moduleId: unknown) => ({
    competence: '2.4',
    baselineFoundBy: 'None.',
    target: 3,
    methods: ['portfolio'],
    recognisedAs: { kind: 'module', moduleId },
  })
  const refused = await templates(world)
    .templateRequest({ outcomes: [outcome(nobody)] })
    .expect(422)
  expect(refused.body.errors[0].pointer).toBe('/outcomes/0/recognisedAs/moduleId')
  const template = await templates(world).template({ outcomes: [outcome(id)] })
  const mobility = await step.mobility()
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const { body } = await sender
    .post(`/v1/mobilities/${mobility.id}/agreement/versions`)
    .send({ template: { id: template.id } })
    .expect(201)
  expect(body.content.outcomes[0].recognisedAs.reference).toMatch(/^DP-2: /)
})
