import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { cross, untilAsleep } from '../../setup/cross.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const free = { lastTrainedOn: null, related: false, otherConflict: null }

describe('an assessor', () => {
  let world: World
  let made: Case
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).assessment()
  })
  const admin = () => world.as({ school: world.school, role: 'admin' })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const assessor = (memberId = world.school.members.assessor) =>
    world.as({ school: world.school, role: 'assessor', memberId })
  const marks = (memberId: string, competence = '1.1', level = 4) =>
    assessor(memberId)
      .post(`/v1/recognitions/${made.id}/marks`)
      .send(given(world).marksFor(made, competence, level))
  const assign = (memberId: string, round = 'first') =>
    coordinator().post(`/v1/recognitions/${made.id}/assignments`).send({ memberId, round })
  const declare = (memberId: string, id: string, declared = {}) =>
    assessor(memberId)
      .post(`/v1/recognitions/${made.id}/assignments/${id}/declaration`)
      .send({ ...free, ...declared })
  const authorise = (memberId: string, over = {}) =>
    admin()
      .post(`/v1/members/${memberId}/authorisations`)
      .send({ framework: 'digcomp-2.2', validFrom: '2026-01-01', validUntil: '2026-12-31', ...over })
  async function member(over = {}): Promise<string> {
    return (
      await admin()
        .post('/v1/members')
        .send({ name: 'Assessor Two', roles: ['assessor'], ...over })
    ).body.id
  }

  test('marks only what they were assigned to', async () => {
    const id = await member()
    await authorise(id)
    const refused = await marks(id)
    expect(refused.status).toBe(403)
    expect(refused.body.detail).toContain('not assigned')
  })

  test('is told of marking only where they are assigned, and the coordinator where nobody is', async () => {
    const actions = async (who: Parameters<World['as']>[0]) =>
      (await world.as(who).get(`/v1/recognitions/${made.id}`)).body.actions.map(
        (one: { action: string }) => one.action,
      )
    expect(await actions({ school: world.school, role: 'assessor' })).toContain('record-marks')
    expect(await actions({ school: world.host, role: 'assessor' })).not.toContain('record-marks')
    const one = await given(world).assessment([{ competence: '1.1', baseline: 2, target: 4 }])
    const by = async () => (await coordinator().get(`/v1/recognitions/${one.id}`)).body.blockers[0].by
    expect(await by()).toBe('assessor')
    await world.services.db.owner.execute('alter table assignments disable trigger kept')
    await world.services.db.owner.execute(
      sql`update assignments set state = 'conflicted' where recognition_id = ${one.id}`,
    )
    await world.services.db.owner.execute('alter table assignments enable trigger kept')
    expect(await by()).toBe('coordinator')
  })

  test('is assigned only when active, an assessor, authorised, and no part of the case already', async () => {
    const unauthorised = await member()
    expect((await assign(unauthorised)).status).toBe(422)
    const past = await member()
    await authorise(past, { validFrom: '2020-01-01', validUntil: '2026-11-20' })
    expect((await assign(past)).status).toBe(422)
    const validator = world.school.members.validator
    expect((await assign(validator)).body.errors[0].detail).toBe('is not an active assessor')
    expect((await assign(world.host.members.assessor)).status).toBe(404)
    expect((await assign(world.school.members.assessor, 'second')).status).toBe(409)
  })

  test('marks only within the scope and period of an authorisation that was not taken away', async () => {
    const id = await member()
    const granted = (await authorise(id, { area: '2' })).body
    const { body } = await assign(id)
    await declare(id, body.id)
    expect((await marks(id, '1.1')).body.detail).toContain('not authorised to assess 1.1')
    await admin().post(`/v1/members/${id}/authorisations/${granted.id}/revocation`)
    expect((await marks(id, '2.4', 5)).body.detail).toContain('not authorised to assess 2.4')
    expect((await authorise(id, { competence: '9.9' })).status).toBe(422)
    expect((await authorise(id, { area: '1', competence: '2.4' })).status).toBe(422)
    expect((await authorise(id, { validUntil: '2025-12-31' })).status).toBe(422)
  })

  test('declares to have no conflict before marking, and once', async () => {
    const id = await member()
    await authorise(id)
    const { body } = await assign(id)
    expect((await marks(id)).body.detail).toContain('Declare first')
    const other = await declare(world.school.members.assessor, body.id)
    expect(other.status).toBe(404)
    expect((await declare(id, body.id)).body.state).toBe('accepted')
    expect((await declare(id, body.id)).status).toBe(409)
  })

  test('who trained the learner within two years, or is close to them, cannot assess', async () => {
    for (const [declared, state] of [
      [{ lastTrainedOn: '2024-11-22' }, 'conflicted'],
      [{ related: true }, 'conflicted'],
      [{ otherConflict: 'Neighbours.' }, 'conflicted'],
      [{ lastTrainedOn: '2024-11-21' }, 'accepted'],
    ] as const) {
      const id = await member()
      await authorise(id)
      const { body } = await assign(id)
      expect((await declare(id, body.id, declared)).body.state).toBe(state)
      if (state === 'conflicted') expect((await marks(id)).status).toBe(403)
    }
  })

  test('who mentored the same learner in an earlier case cannot assess, whatever they declare', async () => {
    const outcome = [{ competence: '1.1', baseline: 2, target: 4 }]
    const { body: mobility } = await coordinator().get(`/v1/mobilities/${made.mobilityId}`)
    const earlier = await given(world).assessment(outcome, { learnerId: mobility.learnerId })
    const both = world.host.members.mentor
    await world.services.db.owner.execute(
      sql`update members set roles = array['mentor', 'assessor'] where id = ${both}`,
    )
    await world.as({ school: world.host, role: 'admin' }).post(`/v1/members/${both}/authorisations`).send({
      framework: 'digcomp-2.2',
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
    })
    const third = await given(world).documentation(outcome, { learnerId: mobility.learnerId })
    const host = world.as({ school: world.host, role: 'coordinator' })
    const assigned = await host.post(`/v1/recognitions/${third.id}/assignments`).send({ memberId: both })
    expect(assigned.status).toBe(201)
    const declared = await world
      .as({ school: world.host, role: 'assessor', memberId: both })
      .post(`/v1/recognitions/${third.id}/assignments/${assigned.body.id}/declaration`)
      .send(free)
    expect(declared.body).toMatchObject({ state: 'conflicted', lastTrainedOn: '2026-11-21' })
    expect(earlier.id).not.toBe(third.id)
  })
})

describe('marks', () => {
  let world: World
  let made: Case
  beforeAll(async () => {
    world = await newWorld()
    made = await given(world).assessment()
  })
  const assessor = () => world.as({ school: world.school, role: 'assessor' })
  const path = () => `/v1/recognitions/${made.id}`
  const draftOf = (competence: string) => `${path()}/outcomes/${competence}/marks-draft`

  test('are saved as a draft, whole or not, which nobody else sees', async () => {
    const { marks, judgements } = given(world).marksFor(made, '2.4', 5) as {
      marks: object[]
      judgements: object[]
    }
    const part = { marks: marks.slice(0, 1), judgements: [] }
    expect((await assessor().put(draftOf('2.4')).send(part)).status).toBe(200)
    expect((await assessor().put(draftOf('2.4')).send({ marks, judgements })).status).toBe(200)
    expect((await assessor().get(draftOf('2.4'))).body.marks).toHaveLength(marks.length)
    const other = await world.as({ school: world.host, role: 'assessor' }).get(draftOf('2.4'))
    expect(other.status).toBe(404)
    const list = await world.as({ school: world.school, role: 'coordinator' }).get(`${path()}/assessments`)
    expect(list.body.items).toEqual([])
    const { blockers } = (await assessor().get(path())).body
    expect(blockers.map((one: { competence: string }) => one.competence)).toContain('2.4')
  })

  test('are explained while they are a draft: which criterion stopped which level, and what evidence does not count', async () => {
    const body = given(world).marksFor(made, '2.4', 6) as {
      marks: { criterionId: string; mark: string; evidenceIds: string[] }[]
      judgements: { current: boolean; evidenceId: string }[]
    }
    const levelOf = (id: string) =>
      made.outcomes.find((one) => one.competence === '2.4')!.criteria.find((one) => one.id === id)!.level
    const at = (level: number) => body.marks.filter((one) => levelOf(one.criterionId) === level)
    for (const mark of at(6)) mark.mark = 'partly'
    const { marks, judgements } = body
    await assessor().put(draftOf('2.4')).send({ marks, judgements })
    const why = () => assessor().get(`${path()}/outcomes/2.4/level-explanation`)
    const first = (await why()).body.items[0]
    expect(first).toMatchObject({
      assessmentId: null,
      round: 'first',
      explanation: { level: 5, setAside: [] },
    })
    const stopped = first.explanation.levels.find((one: { level: number }) => one.level === 6)
    expect(stopped.met).toBe(false)
    expect(stopped.stoppedBy.map((one: { criterionId: string }) => one.criterionId)).toEqual(
      at(6).map((one) => one.criterionId),
    )
    expect(stopped.stoppedBy[0]).toMatchObject({ mark: 'partly', because: 'mark' })
    expect(stopped.stoppedBy[0].text.lv).not.toBe('')

    const doubted = judgements.map((one) => ({ ...one, sufficient: false }))
    await assessor().put(draftOf('2.4')).send({ marks, judgements: doubted })
    const second = (await why()).body.items[0].explanation
    expect(second.level).toBeNull()
    expect(second.setAside).toEqual([{ evidenceId: judgements[0]!.evidenceId, failed: ['sufficient'] }])
    expect(second.levels[0].stoppedBy[0]).toMatchObject({ mark: 'met', because: 'no-accepted-evidence' })
  })

  test('name every fault at once', async () => {
    const body = given(world).marksFor(made, '2.4', 5) as { marks: object[]; judgements: object[] }
    const refused = await assessor()
      .post(`${path()}/marks`)
      .send({ ...body, judgements: [], marks: [{ criterionId: 'none', mark: 'met', evidenceIds: [] }] })
    expect(refused.status).toBe(422)
    const pointers = refused.body.errors.map((one: { pointer: string }) => one.pointer)
    expect(pointers).toContain('/judgements')
    expect(pointers).toContain('/marks/0/criterionId')
    expect(pointers).toContain('/marks/0/evidenceIds')
  })

  test('are submitted once even when sent many times at once, and the level is computed', async () => {
    const body = given(world).marksFor(made, '2.4', 5)
    // Each insert takes a while, so that the others arrive in the middle of it.
    await world.services.db.owner.execute(
      sql.raw(`
      create or replace function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return new; end $$;
      create trigger dawdle before insert on assessments for each row execute function dawdle()`),
    )
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        assessor()
          .post(`${path()}/marks`)
          .send(body)
          .then((one) => one),
      ),
    )
    await world.services.db.owner.execute(sql.raw('drop trigger dawdle on assessments'))
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409, 409])
    const refusals = answers.filter((one) => one.status === 409).map((one) => one.body.detail)
    expect(new Set(refusals)).toEqual(new Set(['This outcome is marked already; marks never change.']))
    const list = await world.as({ school: world.school, role: 'assessor' }).get(`${path()}/assessments`)
    expect(list.body.items).toHaveLength(1)
    expect(list.body.items[0]).toMatchObject({ level: 5, round: 'first' })
  })

  test('never change: not by another submission, a draft, or the owner of the database', async () => {
    const again = await assessor()
      .post(`${path()}/marks`)
      .send(given(world).marksFor(made, '2.4', 6))
    expect(again.status).toBe(409)
    expect((await assessor().put(draftOf('2.4')).send({ marks: [], judgements: [] })).status).toBe(409)
    expect((await assessor().get(draftOf('2.4'))).status).toBe(404)
    await expect(world.services.db.owner.execute(sql`update assessments set level = 8`)).rejects.toThrow()
  })

  test('and a decision never cross: what arrives while a case moves on is refused, and the level decided is the one marked', async () => {
    const one = [{ competence: '1.1', baseline: 2, target: 4 }]
    const other = await given(world).assessment(one)
    const client = (role: 'assessor' | 'coordinator' | 'validator') =>
      world.as({ school: world.school, role })
    const at = `/v1/recognitions/${other.id}`
    const send = (level: number) =>
      client('assessor')
        .post(`${at}/marks`)
        .send(given(world).marksFor(other, '1.1', level))
    const askAgain = () =>
      client('coordinator').post(`${at}/second-markings`).send({ competence: '1.1', reason: 'asked-for' })
    expect((await send(4)).status).toBe(201)
    // A request for second marks is on its way, slowly, while the case is moved on and decided.
    await world.services.db.owner.execute(
      sql.raw(`
      create or replace function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.3); return new; end $$;
      create trigger dawdle before insert on second_markings for each row execute function dawdle()`),
    )
    const asking = askAgain().then((answer) => answer)
    await untilAsleep(world)
    const moved = await client('coordinator')
      .post(`${at}/transitions`)
      .send({ action: 'complete-assessment' })
    const decided = await client('validator')
      .post(`${at}/decision`)
      .send({ outcomes: [{ competence: '1.1', result: 'reached' }] })
    const asked = await asking
    await world.services.db.owner.execute(sql.raw('drop trigger dawdle on second_markings'))
    expect(asked.status).toBe(201)
    expect([moved.status, decided.status]).toEqual([409, 409])
    expect(moved.body.blockers[0].code).toBe('second-marks-missing')
    const decisions = await client('validator').get(`${at}/decision`)
    expect(decisions.body.items).toEqual([])

    // Marks are on their way while the case is moved on and decided: both wait, and follow from them.
    await given(world).assign(other.id, world.host, 'second')
    const again = () =>
      world
        .as({ school: world.host, role: 'assessor' })
        .post(`${at}/marks`)
        .send(given(world).marksFor(other, '1.1', 4))
    const onward = () =>
      client('coordinator').post(`${at}/transitions`).send({ action: 'complete-assessment' })
    expect(await cross(world, 'insert on assessments', again, onward)).toEqual([201, 200])

    // No decision is made in a case that is being withdrawn.
    const end = () =>
      client('coordinator').post(`${at}/transitions`).send({ action: 'withdraw', reason: 'Ill.' })
    const late = () =>
      client('validator')
        .post(`${at}/decision`)
        .send({ outcomes: [{ competence: '1.1', result: 'reached' }] })
    expect(await cross(world, 'insert on ledger', end, late)).toEqual([200, 409])
    expect((await client('validator').get(`${at}/decision`)).body.items).toEqual([])
  })
})
