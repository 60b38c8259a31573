import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { type Client, newWorld, type School, type World } from '../../setup/world.ts'

const one = [{ competence: '2.4', baseline: 3, target: 5 }]
const form = {
  kind: 'appeal',
  competences: ['2.4'],
  grounds: 'The portfolio was not read.',
  name: 'Learner One',
}

describe('an appeal under a memorandum', () => {
  let world: World
  let hearer: Client
  beforeAll(async () => {
    world = await newWorld()
    const validator = await newMember(world, world.school, ['validator'])
    hearer = world.as({ school: world.school, role: 'validator', memberId: validator })
  })
  const as = (role: 'coordinator' | 'validator' | 'assessor' | 'issuer' | 'admin' | 'auditor') =>
    world.as({ school: world.school, role })
  const host = (role: 'coordinator' | 'validator' | 'assessor' | 'auditor', memberId?: string) =>
    world.as({ school: world.host, role, ...(memberId ? { memberId } : {}) })

  /** Puts a memorandum in force until the test ends. */
  async function memorandum(terms: object): Promise<void> {
    const { ok } = given(world)
    const proposal = {
      partnerId: world.host.id,
      scope: 'Mobilities of vocational learners.',
      startsOn: '2026-09-01',
      endsOn: '2027-08-31',
      mutualAcceptance: true,
      assessedBy: 'either',
      ...terms,
    }
    const made = await ok(as('coordinator').post('/v1/partnerships').send(proposal))
    await ok(host('coordinator').post(`/v1/partnerships/${made.id}/confirmation`))
    onTestFinished(async () => {
      await ok(as('coordinator').post(`/v1/partnerships/${made.id}/end`).send({ reason: 'Done.' }))
    })
  }

  /** A certified case that the assessors of one side have marked, 2.4 one level below its target. */
  async function certified(assessing: School): Promise<Case> {
    const make = given(world)
    const made = await make.documentation(one)
    made.evidence['2.4'] = String((await make.evidence(made.id, ['2.4'])).id)
    await make.declare(made.id)
    await make.move(made.id, 'complete-documentation')
    // One level below the target is borderline: it is marked twice.
    const twice = [
      ['first', assessing.members.assessor],
      ['second', await newMember(world, assessing, ['assessor'])],
    ] as const
    for (const [round, memberId] of twice) {
      await make.assign(made.id, assessing, round, memberId)
      const assessor = world.as({ school: assessing, role: 'assessor', memberId })
      const marks = make.marksFor(made, '2.4', 4)
      await make.ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send(marks))
    }
    await make.move(made.id, 'complete-assessment')
    const decision = { outcomes: [{ competence: '2.4', result: 'partly' }] }
    await make.ok(as('validator').post(`/v1/recognitions/${made.id}/decision`).send(decision))
    await make.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    return made
  }

  async function linkTo(id: string): Promise<string> {
    const path = `/v1/recognitions/${id}/appeal-links`
    const link = await given(world).ok(as('coordinator').post(path).send({ party: 'learner' }))
    return new URL(String(link.url)).pathname
  }

  async function inHearing(id: string): Promise<string> {
    const page = await given(world).ok(world.anyone.post(await linkTo(id)).send(form))
    const appeal = (page.appeals as { id: string }[]).at(-1)!.id
    await given(world).ok(hearer.post(`/v1/appeals/${appeal}/hearing`))
    return appeal
  }

  type Waiting = { id: string; kind: string; until: string; tasks: { code: string; competence?: string }[] }
  async function work(client: Client, id: string, query = ''): Promise<Waiting | undefined> {
    const { body } = await client.get(`/v1/work?limit=200${query}`)
    return body.items.find((item: Waiting) => item.id === id)
  }

  test('is marked again by assessors of the host where the host assesses: once asked, and as blindly as a second assessor', async () => {
    await memorandum({ assessedBy: 'hosting' })
    const made = await certified(world.host)
    const id = await inHearing(made.id)
    const again = await newMember(world, world.host, ['assessor'])
    const marker = host('assessor', again)
    const path = `/v1/appeals/${id}/marks`
    const marks = given(world).appealMarksFor(made, '2.4', 5)

    // Until they are asked, nobody at the host finds it; and the sending side's assessors do not assess here.
    expect((await marker.get(path)).status).toBe(404)
    expect((await marker.post(path).send(marks)).status).toBe(404)
    expect(await work(marker, id)).toBeUndefined()
    const own = world.as({
      school: world.school,
      role: 'assessor',
      memberId: await newMember(world, world.school, ['assessor']),
    })
    const refused = await own.post(path).send(marks)
    expect(refused.status).toBe(403)
    expect(refused.body.detail).toContain('the hosting organisation assesses')

    // A coordinator may ask although they took part: it judges nothing.
    expect((await as('coordinator').get(`/v1/appeals/${id}`)).body.actions).toEqual(['ask-marking'])
    const third = await newMember(world, world.school, ['validator'])
    const other = world.as({ school: world.school, role: 'validator', memberId: third })
    expect((await other.post(`/v1/appeals/${id}/marking-request`)).status).toBe(403)
    expect((await host('coordinator').post(`/v1/appeals/${id}/marking-request`)).status).toBe(404)
    const asked = await as('coordinator').post(`/v1/appeals/${id}/marking-request`)
    expect(asked.body).toMatchObject({ markingAskedAt: '2026-11-21T14:00:00.000Z', actions: [] })
    expect((await hearer.post(`/v1/appeals/${id}/marking-request`)).status).toBe(409)

    // It waits for those who took no part and are authorised, and for nobody else.
    expect(await work(marker, id)).toMatchObject({
      kind: 'appeal',
      until: '2026-12-21',
      tasks: [{ code: 'mark-again', competence: '2.4', waitsFor: { who: 'assessor', side: 'hosting' } }],
    })
    const barred = await newMember(world, world.host, ['assessor'])
    await world.services.db.owner.execute(
      `update authorisations set revoked_at = now() where member_id = '${barred}'`,
    )
    for (const nobody of [host('assessor'), host('assessor', barred), host('validator'), own])
      expect(await work(nobody, id)).toBeUndefined()
    const stuck = await work(host('coordinator'), id, '&view=all')
    expect(stuck?.tasks).toMatchObject([{ code: 'mark-again', waitsFor: { people: [{ memberId: again }] } }])
    const seen = await work(as('coordinator'), id, '&view=all')
    expect(seen?.tasks.map((task) => task.code)).toEqual(['decide-appeal', 'mark-again'])

    // What they are shown: evidence and criteria, neither the appeal nor earlier marks.
    const shown = await marker.get(path)
    expect(shown.body).toEqual({
      appealId: id,
      recognitionId: made.id,
      dueOn: '2026-12-21',
      outcomes: [{ competence: '2.4', marked: false }],
      actions: ['mark-again'],
    })
    expect((await host('assessor').get(path)).body.actions).toEqual([])
    for (const client of [marker, host('coordinator'), host('auditor')]) {
      expect((await client.get(`/v1/appeals/${id}`)).status).toBe(404)
      expect((await client.get('/v1/appeals')).body.items).toEqual([])
    }
    const read = (what: string) => marker.get(`/v1/recognitions/${made.id}/${what}`)
    expect((await read('evidence')).body.items).toHaveLength(1)
    expect((await read('assessments')).body.items).toEqual([])
    expect((await read('outcomes/2.4/level-explanation')).body.items).toEqual([])
    expect((await read('assignments')).body.items).toEqual([])
    expect((await read('second-markings')).status).toBe(403)
    expect((await read('decision-basis')).status).toBe(403)
    expect((await read('file.pdf')).status).toBe(403)

    // They mark; who took part or is not authorised does not.
    expect((await host('assessor').post(path).send(marks)).status).toBe(403)
    expect((await host('assessor', barred).post(path).send(marks)).status).toBe(403)
    const marked = await marker.post(path).send(marks)
    expect(marked.status, marked.text).toBe(201)
    expect(marked.body).toMatchObject({ round: 'appeal', level: 5, assessorId: again })
    expect(marked.text).not.toContain(form.grounds)
    expect(await work(marker, id)).toBeUndefined()
    expect((await marker.get(path)).body.outcomes).toEqual([{ competence: '2.4', marked: true }])
    expect((await marker.post(path).send(marks)).status).toBe(409)

    // The appeal is decided by those marks, and the certificate rests on them.
    const outcomes = [{ competence: '2.4', result: 'reached' }]
    const decision = { outcome: 'upheld', reasons: 'Level 5 is there.', outcomes }
    await given(world).ok(hearer.post(`/v1/appeals/${id}/decision`).send(decision))
    const issued = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status, issued.text).toBe(201)
    const snapshot = await as('issuer').get(`/v1/certificates/${issued.body.id}.json`)
    expect(snapshot.body.outcomes[0]).toMatchObject({ level: 5, result: 'reached' })

    // On record on both sides: the sending organisation reads what the host's assessor did, not the other way round.
    const lines = async (client: Client) =>
      (await client.get(`/v1/audit?subject=${id}`)).body.items.map(
        (line: { action: string; organisationId: string }) => [line.action, line.organisationId],
      )
    expect(await lines(as('auditor'))).toEqual([
      ['appeal.submit', world.school.id],
      ['appeal.hear', world.school.id],
      ['appeal.ask-marking', world.school.id],
      ['appeal.mark', world.host.id],
      ['appeal.uphold', world.school.id],
    ])
    expect(await lines(host('auditor'))).toEqual([['appeal.mark', world.host.id]])
  })

  test('is marked again by either side where either assesses, and by the sending side alone where it assesses', async () => {
    const made = await certified(world.school)
    const id = await inHearing(made.id)
    const marks = given(world).appealMarksFor(made, '2.4', 5)
    const [ours, theirs] = [
      await newMember(world, world.school, ['assessor']),
      await newMember(world, world.host, ['assessor']),
    ]
    const own = world.as({ school: world.school, role: 'assessor', memberId: ours })
    const foreign = host('assessor', theirs)
    expect((await foreign.get(`/v1/appeals/${id}/marks`)).status).toBe(404)
    await given(world).ok(hearer.post(`/v1/appeals/${id}/marking-request`))
    for (const marker of [own, foreign])
      expect((await work(marker, id))?.tasks.map((task) => task.code)).toEqual(['mark-again'])
    const both = await Promise.all(
      [own, foreign].map((one) => one.post(`/v1/appeals/${id}/marks`).send(marks)),
    )
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409])
    for (const marker of [own, foreign]) expect(await work(marker, id)).toBeUndefined()

    await memorandum({ assessedBy: 'sending' })
    const other = await certified(world.school)
    const second = await inHearing(other.id)
    await given(world).ok(hearer.post(`/v1/appeals/${second}/marking-request`))
    expect((await foreign.get(`/v1/appeals/${second}/marks`)).status).toBe(404)
    expect(await work(foreign, second)).toBeUndefined()
    expect(await work(host('coordinator'), second, '&view=all')).toBeUndefined()
    expect((await work(own, second))?.tasks.map((task) => task.code)).toEqual(['mark-again'])
    const taken = await own
      .post(`/v1/appeals/${second}/marks`)
      .send(given(world).appealMarksFor(other, '2.4', 5))
    expect(taken.status, taken.text).toBe(201)
  })

  test('is taken within the window of the memorandum, longer or shorter than that of the organisation', async () => {
    const set = (appealWindowDays: number | null) =>
      given(world).ok(as('admin').patch('/v1/settings').set('if-match', '*').send({ appealWindowDays }))
    const ask = async (id: string, day: number) => {
      const path = await linkTo(id)
      world.clock.advance(day)
      const page = await world.anyone.get(path)
      const sent = await world.anyone.post(path).send(form)
      world.clock.advance(-day)
      return [page.body.lastDay, sent.status]
    }
    await memorandum({ appealWindowDays: 5 })
    const short = await certified(world.school)
    expect(await ask(short.id, 6)).toEqual(['2026-11-26', 409])
    expect(await ask(short.id, 5)).toEqual(['2026-11-26', 200])
    const taken = (await as('auditor').get(`/v1/appeals?recognitionId=${short.id}`)).body.items
    // When it is to be decided is no matter of the memorandum.
    expect(taken).toMatchObject([{ submittedAt: '2026-11-26T14:00:00.000Z', dueOn: '2026-12-26' }])

    await memorandum({ appealWindowDays: 12 })
    await set(3)
    const long = await certified(world.school)
    expect(await ask(long.id, 13)).toEqual(['2026-12-03', 409])
    expect(await ask(long.id, 12)).toEqual(['2026-12-03', 200])
    await set(null)
  })
})
