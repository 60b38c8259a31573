import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { assessments } from '../../../src/db/schema/recognition/assessments.ts'
import { workImports } from '../../../src/exchange/imports/running/work-imports.ts'
import { type Case, given } from '../../setup/given.ts'
import { checkTable, enterTable, faultsOf, readImportOf } from '../../setup/imports.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

const header =
  'mobility,projectCode,mobilityCode,learner,competence,workHash,evidence,marks,method,contradiction'
const outcomes = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]
const Marks = z.looseObject({
  marks: z.array(z.looseObject({ criterionId: z.string(), mark: z.string() })),
  method: z.string().optional(),
})

describe('a table of marks', () => {
  let world: World
  const cases: Record<string, Case> = {}
  const assessor = (memberId?: string) =>
    world.as({ school: world.school, role: 'assessor', ...(memberId && { memberId }) })
  const assessmentsOf = (key: string) =>
    world.services.db.owner.select().from(assessments).where(eq(assessments.recognitionId, cases[key]!.id))
  beforeAll(async () => {
    world = await newWorld()
    const settings = { secondMarkingRate: 0, secondMarkingMinimum: 0 }
    const admin = world.as({ school: world.school, role: 'admin' })
    await admin.patch('/v1/settings').set('if-match', '*').send(settings).expect(200)
    for (const key of ['K-1', 'K-2', 'K-3', 'K-4', 'K-5'])
      cases[key] = await given(world).assessment(outcomes, { externalId: key, mobilityCode: `C-${key}` })
  })

  const marksFor = (key: string, competence: string, level: number) =>
    Marks.parse(given(world).marksFor(cases[key]!, competence, level))
  const hashOf = async (key: string) =>
    (await assessor().get(`/v1/recognitions/${cases[key]!.id}`).expect(200)).body.workHash as string

  /** The row that says what the request for one outcome says. */
  async function row(key: string, competence: string, level: number, over: Record<string, string> = {}) {
    const { marks, method = '' } = marksFor(key, competence, level)
    const said: Record<string, string> = {
      mobility: key,
      competence,
      workHash: await hashOf(key),
      evidence: `${cases[key]!.evidence[competence]}=y y y y`,
      marks: marks.map(({ criterionId, mark }) => `${criterionId}=${mark} 1`).join('; '),
      method,
      ...over,
    }
    return header
      .split(',')
      .map((name) => `"${(said[name] ?? '').replaceAll('"', '""')}"`)
      .join(',')
  }
  const table = (...rows: string[]) => `${header}\n${rows.join('\n')}\n`

  test('judges row by row as the request for one outcome does, once, and says so of a second time', async () => {
    const first = table(await row('K-1', '1.1', 4), await row('K-1', '2.4', 3))
    const checked = await checkTable(world, assessor(), first, 'marks')
    expect(checked).toMatchObject({ state: 'ready', plan: { create: 2 }, faults: { blocking: 0 } })
    // What was tried is taken back.
    expect(await assessmentsOf('K-1')).toEqual([])
    await assessor().post(`/v1/imports/${checked.id}/run`).send({ sha256: checked.sha256 }).expect(202)
    await workImports(world.services)
    expect(await readImportOf(assessor(), checked.id)).toMatchObject({
      state: 'done',
      progress: { created: 2, refused: 0 },
    })
    // As by the request.
    const asked = { ...marksFor('K-2', '2.4', 3) }
    await assessor().post(`/v1/recognitions/${cases['K-2']!.id}/marks`).send(asked).expect(201)
    const [one] = (await assessmentsOf('K-1')).filter(({ level }) => level !== 4)
    const [other] = await assessmentsOf('K-2')
    expect(one).toMatchObject({ level: other!.level, round: 'first', assessorId: other!.assessorId })
    expect(one!.marks.map(({ mark, method }) => [mark, method])).toEqual(
      other!.marks.map(({ mark, method }) => [mark, method]),
    )
    const lines = await world.services.db.owner
      .select()
      .from(ledger)
      .where(and(eq(ledger.requestId, `import:${checked.id}`), eq(ledger.action, 'assessment.submit')))
    expect(lines.map(({ memberId, role }) => [memberId, role])).toEqual(
      [1, 2].map(() => [world.school.members.assessor, 'assessor']),
    )
    expect(await enterTable(world, assessor(), first, 'marks')).toMatchObject({
      progress: { created: 0, unchanged: 2, refused: 0 },
    })
    const otherwise = table(await row('K-1', '1.1', 3))
    const again = await checkTable(world, assessor(), otherwise, 'marks')
    expect(await faultsOf(assessor(), again.id)).toMatchObject([
      { column: 'competence', message: expect.stringContaining('marked already') },
    ])
    expect((await assessmentsOf('K-1')).map(({ level }) => level)).toContain(4)
    expect(await assessmentsOf('K-1')).toHaveLength(2)
  })

  test('refuses what the request refuses, at the column that says it, and enters none of it', async () => {
    const whole = marksFor('K-3', '1.1', 4).marks
    const withoutLast = whole.slice(0, -1).map(({ criterionId, mark }) => `${criterionId}=${mark} 1`)
    const elsewhere = cases['K-4']!.evidence['1.1']!
    const checked = await checkTable(
      world,
      assessor(),
      table(
        await row('K-3', '1.1', 4, { marks: withoutLast.join('; ') }),
        await row('K-3', '2.4', 5, { evidence: '' }),
        await row('K-4', '1.1', 4, { workHash: 'f'.repeat(64) }),
        await row('K-4', '2.4', 5, { evidence: `${elsewhere}=jā jā jā nē` }),
        await row('K-5', '1.1', 4, { evidence: `${cases['K-5']!.evidence['1.1']}=y y y` }),
        await row('K-5', '2.4', 5, { marks: 'all of them' }),
        (await row('K-5', '2.4', 5)).replace('"2.4"', '"3.3"'),
      ).replace(/\n$/, `\n${await row('K-3', '1.1', 4, { mobility: 'K-99' })}\n`),
      'marks',
    )
    expect(checked.state).toBe('blocked')
    const told = await faultsOf(assessor(), checked.id)
    expect([...new Set(told.map(({ line, column }) => `${line} ${column}`))]).toEqual([
      '2 marks',
      '3 marks',
      '4 workHash',
      '5 evidence',
      '5 marks',
      '6 evidence',
      '7 marks',
      '8 competence',
      '9 mobility',
    ])
    for (const key of ['K-3', 'K-4', 'K-5']) expect(await assessmentsOf(key)).toEqual([])
  })

  test('is of whoever sends it alone: an assessor, in person, who is assigned', async () => {
    const own = table(await row('K-3', '1.1', 4))
    const other = await newMember(world, world.school, ['assessor'])
    const checked = await checkTable(world, assessor(other), own, 'marks')
    expect(checked).toMatchObject({ state: 'blocked', plan: { create: 0 } })
    expect(await faultsOf(assessor(other), checked.id)).toMatchObject([
      { column: 'mobility', code: 'does-not-fit' },
    ])
    const refused = async (who: ReturnType<World['as']>, kind = 'marks') =>
      (await who.post('/v1/imports').field({ kind }).attach('file', Buffer.from(own), 't.csv')).status
    expect(await refused(world.as({ school: world.school }))).toBe(403)
    expect(await refused(world.as({ school: world.school, role: 'coordinator' }))).toBe(403)
    expect(await refused(assessor(), 'people')).toBe(403)
    expect(await assessmentsOf('K-3')).toEqual([])
  })

  test('refuses at the run what was withdrawn or changed since it was checked, and enters the rest', async () => {
    const checked = await checkTable(
      world,
      assessor(),
      table(await row('K-3', '1.1', 4), await row('K-4', '1.1', 4), await row('K-5', '1.1', 4)),
      'marks',
    )
    expect(checked.state).toBe('ready')
    await assessor()
      .post(`/v1/recognitions/${cases['K-3']!.id}/marks`)
      .send(marksFor('K-3', '1.1', 2))
      .expect(201)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const path = `/v1/recognitions/${cases['K-4']!.id}/assignments`
    const { body } = await coordinator.get(path).expect(200)
    await coordinator.post(`${path}/${body.items[0].id}/withdrawal`).send({ reason: 'Illness.' }).expect(200)
    await assessor().post(`/v1/imports/${checked.id}/run`).send({ sha256: checked.sha256 }).expect(202)
    await workImports(world.services)
    expect(await readImportOf(assessor(), checked.id)).toMatchObject({
      state: 'done',
      progress: { created: 1, refused: 2 },
    })
    expect((await faultsOf(assessor(), checked.id)).map(({ line, column }) => [line, column])).toEqual([
      [2, 'competence'],
      [3, 'mobility'],
    ])
    expect(await assessmentsOf('K-4')).toEqual([])
  })
})
