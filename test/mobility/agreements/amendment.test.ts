import { beforeAll, describe, expect, test } from 'vitest'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const agreement = (mobilityId: unknown) => `/v1/mobilities/${mobilityId}/agreement`
const first = { competence: '1.1', baseline: 2, target: 4 }
const second = { competence: '2.4', baseline: 3, target: 5 }
const third = { competence: '5.1', baseline: null, target: 2 }

const readCase = async (made: Case) => (await coordinator().get(`/v1/recognitions/${made.id}`)).body
const blockers = async (made: Case) =>
  (await readCase(made)).blockers.map((blocker: { code: string }) => blocker.code)
const adopt = (made: Case) => coordinator().post(`/v1/recognitions/${made.id}/agreement`)

/** A new version that everyone has signed. */
async function amend(made: Case, outcomes: (typeof third | typeof first)[], over = {}) {
  const version = await given(world).draft(made.mobilityId, outcomes as (typeof first)[], over)
  await given(world).sign(made.mobilityId, version.hash)
  return version
}

/** The faults of a draft that is refused. */
async function faultsOf(made: Case, outcomes: (typeof third | typeof first)[], over = {}) {
  const refused = await given(world)
    .draft(made.mobilityId, outcomes as (typeof first)[], over)
    .then(
      () => ({ message: '{"errors":[]}' }),
      (error: Error) => ({ message: error.message.replace(/^\d+: /, '') }),
    )
  return JSON.parse(refused.message).errors.map((fault: { pointer: string }) => fault.pointer)
}

const outcomeOf = async (made: Case, competence: string) =>
  (await readCase(made)).outcomes.find((outcome: { competence: string }) => outcome.competence === competence)

describe('an amendment', () => {
  test('is a new version with a list of differences, signed again by all', async () => {
    const made = await given(world).signedMobility([first, second])
    const path = agreement(made.id)
    const version = await given(world).draft(made.id, [{ ...first, target: 3 }, third])
    expect(version).toMatchObject({ version: 2, signed: false, signatures: [] })
    expect((await coordinator().get(`${path}/versions/1`)).body.signed).toBe(true)

    const compared = (await coordinator().get(`${path}/versions/2/differences`)).body
    expect(compared).toMatchObject({ from: 1, to: 2 })
    const told = compared.items.map(({ change, pointer }: { change: string; pointer: string }) => [
      change,
      pointer,
    ])
    expect(told).toContainEqual(['changed', '/outcomes/0/target'])
    expect(told).toContainEqual(['removed', '/outcomes/1'])
    expect(told).toContainEqual(['added', '/outcomes/1'])
    const target = compared.items.find(({ pointer }: { pointer: string }) => pointer.endsWith('/target'))
    expect(target).toMatchObject({ old: 4, new: 3 })

    const none = (await coordinator().get(`${path}/versions/1/differences`)).body
    expect(none).toEqual({ from: null, to: 1, items: [] })
    expect((await coordinator().get(`${path}/versions/2/differences?from=2`)).status).toBe(422)
    expect((await coordinator().get(`${path}/versions/7/differences`)).status).toBe(404)
  })

  test('is compared with the last version that everyone signed, not with a draft between', async () => {
    const made = await given(world).signedMobility([first])
    await given(world).draft(made.id, [{ ...first, target: 5 }])
    await given(world).draft(made.id, [{ ...first, target: 3 }])
    const path = `${agreement(made.id)}/versions`
    expect((await coordinator().get(`${path}/3/differences`)).body.from).toBe(1)
    expect((await coordinator().get(`${path}/3/differences?from=2`)).body.from).toBe(2)
    const page = (await coordinator().get(`${path}?limit=2`)).body
    expect(page.items.map(({ version }: { version: number }) => version)).toEqual([1, 2])
    const next = (await coordinator().get(`${path}?limit=2&cursor=${page.next}`)).body
    expect(next.items.map(({ version }: { version: number }) => version)).toEqual([3])
    expect(next.next).toBeNull()
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    for (const address of [path, `${path}/3`, `${path}/3/differences`]) {
      expect((await stranger.get(address)).status).toBe(404)
    }
  })

  test('blocks the open case while it waits for signatures, then until the case follows it', async () => {
    const made = await given(world).identification([first, second])
    const version = await given(world).draft(made.mobilityId, [{ ...first, target: 3 }, second])
    expect(await blockers(made)).toContain('amendment-unsigned')
    const moving = await coordinator()
      .post(`/v1/recognitions/${made.id}/transitions`)
      .send({ action: 'complete-identification' })
    expect(moving.body.blockers.map(({ code }: { code: string }) => code)).toContain('amendment-unsigned')
    expect((await adopt(made)).status).toBe(409)

    await given(world).sign(made.mobilityId, version.hash)
    expect(await blockers(made)).toContain('amendment-signed')
    const host = world.as({ school: world.host, role: 'coordinator' })
    expect((await host.post(`/v1/recognitions/${made.id}/agreement`)).status).toBe(403)
    const adopted = await adopt(made)
    expect(adopted.status).toBe(200)
    expect(adopted.body.agreementVersionId).toBe(version.id)
    expect(await blockers(made)).not.toContain('amendment-signed')
    expect((await outcomeOf(made, '1.1')).target).toBe(3)
    expect((await adopt(made)).body.blockers[0].code).toBe('no-amendment')
  })

  test('in identification opens new outcomes, drops what it leaves out, and opens it again if it comes back', async () => {
    const made = await given(world).identification([first, second])
    await amend(made, [first, third])
    await adopt(made)
    expect(await outcomeOf(made, '2.4')).toMatchObject({ status: 'dropped' })
    expect(await outcomeOf(made, '2.4')).toMatchObject({ remark: null, leftOutOf: 2 })
    expect(await outcomeOf(made, '5.1')).toMatchObject({ status: 'open', kind: 'planned', target: 2 })
    await amend(made, [first, second, third])
    await adopt(made)
    expect(await outcomeOf(made, '2.4')).toMatchObject({ status: 'open', remark: null, leftOutOf: null })
  })

  test('leaves what is judged under the version it was judged under', async () => {
    const made = await given(world).assessment([first, second])
    const before = await outcomeOf(made, '1.1')
    const assessor = world.as({ school: world.school, role: 'assessor' })
    const marks = given(world).marksFor(made, '1.1', 4)
    const marked = await assessor.post(`/v1/recognitions/${made.id}/marks`).send(marks)
    expect(marked.status).toBe(201)

    expect(await faultsOf(made, [{ ...first, target: 5 }, second])).toContain('/outcomes/0/target')
    expect(await faultsOf(made, [second])).toEqual(['/outcomes'])
    const version = await amend(made, [first, { ...second, target: 4 }])
    expect((await adopt(made)).status).toBe(200)
    expect(await outcomeOf(made, '1.1')).toEqual(before)
    const followed = await outcomeOf(made, '2.4')
    expect(followed).toMatchObject({ target: 4, agreementVersionId: version.id, status: 'claimed' })
    expect(followed.criteria.map(({ level }: { level: number }) => level)).toContain(3)

    made.outcomes = (await readCase(made)).outcomes
    const later = await assessor
      .post(`/v1/recognitions/${made.id}/marks`)
      .send(given(world).marksFor(made, '2.4', 4))
    expect(later.status).toBe(201)
    const hashes = (await world.services.db.owner.execute(
      `select o.competence, a.agreement_hash as hash from assessments a join outcomes o on o.id = a.outcome_id
       where a.recognition_id = '${made.id}' order by o.competence`,
    )) as { competence: string; hash: string }[]
    const old = (await coordinator().get(`${agreement(made.mobilityId)}/versions/1`)).body
    expect([...hashes]).toEqual([
      { competence: '1.1', hash: old.hash },
      { competence: '2.4', hash: version.hash },
    ])
  })

  test('keeps what was judged while it waited for signatures', async () => {
    const made = await given(world).assessment([first, second])
    const version = await given(world).draft(made.mobilityId, [{ ...first, target: 5 }, second])
    const assessor = world.as({ school: world.school, role: 'assessor' })
    await assessor.post(`/v1/recognitions/${made.id}/marks`).send(given(world).marksFor(made, '1.1', 4))
    await given(world).sign(made.mobilityId, version.hash)
    await adopt(made)
    expect((await outcomeOf(made, '1.1')).target).toBe(4)
  })

  test('brings no new outcome after identification, no other framework, and none that was added unplanned', async () => {
    const made = await given(world).identification([first])
    const added = await coordinator()
      .post(`/v1/recognitions/${made.id}/outcomes`)
      .send({ competence: '5.1', description: 'Mended printers.', target: 2, methods: ['portfolio'] })
    expect(added.status).toBe(201)
    expect(await faultsOf(made, [first, third])).toEqual(['/outcomes/1/competence'])
    const own = ['a', 'b', 'c'].map((id) => ({ id, level: first.target, text: { lv: 'Prot.', en: 'Can.' } }))
    const elsewhere = { ...first, criteria: own }
    expect(await faultsOf(made, [elsewhere], { framework: 'digcomp-3.0' })).toEqual(['/framework'])
    const late = await given(world).documentation([first])
    expect(await faultsOf(late, [first, second])).toEqual(['/outcomes/1/competence'])
  })

  test('is refused once the case is closed', async () => {
    const made = await given(world).identification([first])
    await given(world).move(made.id, 'withdraw', 'The learner has left.')
    await expect(given(world).draft(made.mobilityId, [second])).rejects.toThrow('409')
    expect((await adopt(made)).status).toBe(409)
  })

  test('answers a mobility that was changed: the case follows and moves on', async () => {
    const made = await given(world).documentation([first])
    const read = await coordinator().get(`/v1/mobilities/${made.mobilityId}`)
    await coordinator()
      .patch(`/v1/mobilities/${made.mobilityId}`)
      .set('if-match', read.headers.etag!)
      .send({ endsOn: '2026-10-09' })
    const version = await amend(made, [first])
    expect((await adopt(made)).body.agreementVersionId).toBe(version.id)
    const compared = await coordinator().get(`${agreement(made.mobilityId)}/versions/2/differences`)
    expect(compared.body.items.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/evidenceUntil',
      '/mobility/endsOn',
      '/outcomes/0/evidenceUntil',
    ])
  })

  test('is taken back while not everyone has signed, and the version before it holds on', async () => {
    const made = await given(world).identification([first])
    const version = await given(world).draft(made.mobilityId, [{ ...first, target: 5 }])
    const path = `${agreement(made.mobilityId)}/versions`
    const withdraw = (number: number) =>
      coordinator().post(`${path}/${number}/withdrawal`).send({ reason: 'Not agreed.' })
    expect((await withdraw(1)).status).toBe(409)
    expect((await withdraw(2)).body).toMatchObject({ version: 2, withdrawn: true })
    expect((await withdraw(2)).status).toBe(409)
    expect((await coordinator().get(agreement(made.mobilityId))).body).toMatchObject({ version: 1 })
    expect(await blockers(made)).not.toContain('amendment-unsigned')
    const signing = await coordinator()
      .post(`${agreement(made.mobilityId)}/signatures`)
      .send({ hash: version.hash })
    expect(signing.status).toBe(412)
    expect((await given(world).draft(made.mobilityId, [first])).version).toBe(3)
  })
})

describe('the evidence window of an outcome', () => {
  test('is the one agreed for it, not that of another', async () => {
    const narrow = { ...first, evidenceUntil: '2026-10-02', evidenceFrom: '2026-09-25' }
    const made = await given(world).assessment([narrow, second])
    const assessor = world.as({ school: world.school, role: 'assessor' })
    const mark = (competence: string) =>
      assessor.post(`/v1/recognitions/${made.id}/marks`).send(given(world).marksFor(made, competence, 4))
    const outside = await mark('1.1')
    expect(outside.status).toBe(422)
    expect(outside.body.errors[0]).toMatchObject({ pointer: '/judgements/0/current' })
    expect((await mark('2.4')).status).toBe(201)
  })
})
