import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { mobilities } from '../../../src/db/schema/mobility/mobilities.ts'
import { issuingPauses } from '../../../src/db/schema/recognition/issuing-pauses.ts'
import { scanHeldEvidence } from '../../../src/recognition/documentation/scan-evidence.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Item = {
  kind: string
  id: string
  recognitionId: string | null
  stage: string | null
  since: string
  until: string
  overdue: boolean
  tasks: {
    code: string
    competence?: string
    sentence: string
    waitsFor: { who: string; side: string; people: { memberId: string }[] }
  }[]
}

const one = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('the work list', () => {
  let world: World
  const ids: Record<string, string> = {}
  let hearer: string
  beforeAll(async () => {
    world = await newWorld()
    const make = given(world)
    ids.identification = (await make.identification(one)).id
    ids.documentation = (await make.documentation(one)).id
    ids.assessment = (await make.assessment(one)).id
    ids.validation = (await make.validation(one)).id
    ids.decided = (await make.decided(one)).id
    ids.certificate = String((await make.certificate(one)).id)
    hearer = await newMember(world, world.school, ['validator'])
  })

  async function work(role: string, query = '', school = world.school, memberId?: string): Promise<Item[]> {
    const who = { school, role: role as 'assessor', ...(memberId ? { memberId } : {}) }
    const answer = await world.as(who).get(`/v1/work${query}`)
    expect(answer.status, answer.text).toBe(200)
    return answer.body.items
  }
  async function set(settings: Record<string, number | null>): Promise<void> {
    const admin = world.as({ school: world.school, role: 'admin' })
    await given(world).ok(admin.patch('/v1/settings').set('if-match', '*').send(settings))
  }
  const codes = (items: Item[]) => items.map((item) => [item.id, item.tasks.map((task) => task.code)])

  test('shows each person what waits for them, and nobody else’s', async () => {
    expect(codes(await work('assessor'))).toEqual([[ids.assessment, ['marks-missing']]])
    expect(codes(await work('validator'))).toEqual([[ids.validation, ['decision-missing']]])
    expect(codes(await work('issuer'))).toEqual([
      [ids.decided, ['issue']],
      [ids.certificate, ['record-act']],
    ])
    expect(codes(await work('coordinator'))).toEqual([[ids.identification, ['outcome-open']]])
    expect(codes(await work('mentor', '', world.host))).toEqual([
      [ids.documentation, ['attestation-missing']],
    ])
    expect(await work('mentor')).toEqual([])
    expect(await work('auditor')).toEqual([])
    expect(await work('coordinator', '', world.stranger)).toEqual([])
  })

  test('keeps from a person the step that they may not take because they took another', async () => {
    const both = await newMember(world, world.school, ['assessor', 'validator'])
    const made = await given(world).assessment(one)
    const assessor = world.as({ school: world.school, role: 'assessor', memberId: both })
    const marks = given(world).marksFor(made, '1.1', 4)
    await given(world).assign(made.id, world.school, 'second', both)
    await given(world).ok(
      world
        .as({ school: world.school, role: 'assessor' })
        .post(`/v1/recognitions/${made.id}/marks`)
        .send(marks),
    )
    const asked = { competence: '1.1', reason: 'asked-for' }
    await given(world).ok(
      world
        .as({ school: world.school, role: 'coordinator' })
        .post(`/v1/recognitions/${made.id}/second-markings`)
        .send(asked),
    )
    expect((await assessor.post(`/v1/recognitions/${made.id}/marks`).send(marks)).status).toBe(201)
    expect((await work('coordinator')).map((item) => item.id)).toContain(made.id)
    await given(world).move(made.id, 'complete-assessment')
    expect((await work('validator', '', world.school, both)).map((item) => item.id)).not.toContain(made.id)
    expect((await work('validator')).map((item) => item.id)).toContain(made.id)
  })

  test('shows a coordinator everything that is stuck, and with whom', async () => {
    const all = await work('coordinator', '?view=all&lang=lv')
    const attestation = all
      .find((item) => item.id === ids.documentation)
      ?.tasks.find((task) => task.code === 'attestation-missing')
    expect(attestation?.waitsFor).toEqual({ who: 'mentor', side: 'hosting', people: [] })
    const documentation = all.find((item) => item.id === ids.documentation)
    expect(documentation?.tasks.map((task) => [task.code, task.waitsFor.who])).toContainEqual([
      'authorship-missing',
      'learner',
    ])
    const marks = all.find((item) => item.id === ids.assessment)?.tasks[0]
    expect(marks).toMatchObject({ code: 'marks-missing', competence: '1.1' })
    expect(marks?.sentence).toContain('1.1 vēl nav novērtēts')
    expect(marks?.waitsFor.people.map((person) => person.memberId)).toContain(world.school.members.assessor)
    expect(marks?.waitsFor.people.map((person) => person.memberId)).not.toContain(
      world.school.members.validator,
    )
    for (const role of ['assessor', 'mentor'] as const) {
      const refused = await world.as({ school: world.school, role }).get('/v1/work?view=all')
      expect(refused.status).toBe(403)
    }
    expect((await world.as({ school: world.school }).get('/v1/work')).status).toBe(403)
  })

  test('says since when and until when, and what is overdue', async () => {
    const [item] = await work('assessor')
    expect(item).toMatchObject({ until: '2026-12-05', overdue: false, since: '2026-11-21T14:00:00.000Z' })
    const all = await work('coordinator', '?view=all')
    const evidence = all.find((other) => other.id === ids.documentation)
    expect(evidence).toMatchObject({ until: '2026-11-01', overdue: true })
    world.clock.advance(15)
    expect((await work('assessor'))[0]?.overdue).toBe(true)
    world.clock.advance(-15)
  })

  test('counts the days that the sending organisation has set, for its own people and its partner’s', async () => {
    const days = {
      identificationDays: 1,
      assessmentDays: 2,
      validationDays: 3,
      recognitionActDays: 5,
    }
    const until = async (school = world.school) =>
      Object.fromEntries(
        (await work('coordinator', '?view=all', school)).map((item) => [item.id, item.until]),
      )
    const before = await until()
    await set(days)
    const after = await until()
    expect(after[ids.identification!]).toBe('2026-11-22')
    expect(after[ids.assessment!]).toBe('2026-11-23')
    expect(after[ids.validation!]).toBe('2026-11-24')
    expect(after[ids.certificate!]).toBe('2026-11-26')
    expect(after[ids.documentation!]).toBe(before[ids.documentation!])
    expect((await until(world.host))[ids.assessment!]).toBe('2026-11-23')
    await set(Object.fromEntries(Object.keys(days).map((name) => [name, null])))
    expect(await until()).toEqual(before)
  })

  test('pages through everything once, what waits longest first', async () => {
    const seen: Item[] = []
    let cursor: string | null = null
    do {
      const answer = await world
        .as({ school: world.school, role: 'coordinator' })
        .get(`/v1/work?view=all&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      expect(answer.body.items.length).toBeLessThanOrEqual(2)
      seen.push(...answer.body.items)
      cursor = answer.body.next
    } while (cursor)
    const whole = await work('coordinator', '?view=all')
    expect(seen).toEqual(whole)
    expect(new Set(seen.map((item) => item.id)).size).toBe(seen.length)
    expect(seen.map((item) => item.since)).toEqual(seen.map((item) => item.since).sort())
  })

  test('holds appeals for those who took no part, and the certificate due after one', async () => {
    const make = given(world)
    const made = await make.decided(one, { '1.1': 'partly' }, { '1.1': 3 })
    const issuer = world.as({ school: world.school, role: 'issuer' })
    await make.ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await make.ok(
      coordinator.post(`/v1/recognitions/${made.id}/appeal-links`).send({ party: 'learner' }),
    )
    const form = { kind: 'appeal', competences: ['1.1'], grounds: 'Not seen.', name: 'Learner One' }
    await set({ appealDecisionDays: 6 })
    const page = await make.ok(world.anyone.post(new URL(String(link.url)).pathname).send(form))
    const id = (page.appeals as { id: string }[])[0]?.id ?? ''
    await set({ appealDecisionDays: null })

    const mine = await work('validator', '', world.school, hearer)
    expect(mine.find((item) => item.id === id)).toMatchObject({ kind: 'appeal', until: '2026-11-27' })
    expect((await work('validator')).map((item) => item.id)).not.toContain(id)
    const all = (await work('coordinator', '?view=all')).find((item) => item.id === id)
    expect(all?.tasks[0]?.waitsFor.people.map((person) => person.memberId)).toContain(hearer)

    const asHearer = world.as({ school: world.school, role: 'validator', memberId: hearer })
    await make.ok(asHearer.post(`/v1/appeals/${id}/hearing`))
    const marker = await newMember(world, world.school, ['assessor'])
    const asMarker = world.as({ school: world.school, role: 'assessor', memberId: marker })
    await make.ok(asMarker.post(`/v1/appeals/${id}/marks`).send(make.appealMarksFor(made, '1.1', 4)))
    expect(codes(await work('validator', '', world.school, hearer))).toContainEqual([id, ['decide-appeal']])
    const outcomes = [{ competence: '1.1', result: 'reached' }]
    const decision = { outcome: 'upheld', reasons: 'It is there.', outcomes }
    await make.ok(asHearer.post(`/v1/appeals/${id}/decision`).send(decision))
    expect(codes(await work('issuer'))).toContainEqual([id, ['issue']])
    const due = async () => (await work('issuer')).find((item) => item.id === id)?.until
    expect(await due()).toBe('2026-12-05')
    await set({ certificateAfterAppealDays: 4 })
    expect(await due()).toBe('2026-11-25')
    await set({ certificateAfterAppealDays: null })
    await make.ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    expect((await work('issuer')).map((item) => item.id)).not.toContain(id)
  })

  test('takes as many queries for many cases as for one', async () => {
    const { owner } = world.services.db
    const transaction = owner.transaction.bind(owner)
    let queries = 0
    const counting = new Set(['select', 'selectDistinct', 'selectDistinctOn'])
    owner.transaction = ((run: (tx: object) => unknown) =>
      transaction((tx) => {
        const watched = new Proxy(tx, {
          get(target, name) {
            if (counting.has(String(name))) queries += 1
            const value = Reflect.get(target, name)
            return typeof value === 'function' ? value.bind(target) : value
          },
        })
        return run(watched) as Promise<unknown>
      })) as typeof owner.transaction
    const counted = async (limit: number) => {
      queries = 0
      const items = await work('coordinator', `?view=all&limit=${limit}`)
      return { items: items.length, queries }
    }
    const few = await counted(1)
    const many = await counted(200)
    owner.transaction = transaction
    expect(many.items).toBeGreaterThan(few.items)
    expect(few.queries).toBe(4)
    expect(many.queries).toBe(few.queries)
  })

  const found = (items: Item[], id: string) => items.find((item) => item.id === id)
  const coordinator = (school = world.school) => world.as({ school, role: 'coordinator' })

  test('holds an agreement without a case for whoever has to sign it, until the mobility begins', async () => {
    const make = given(world)
    const made = await make.mobility()
    const id = String(made.id)
    const path = `/v1/mobilities/${id}/agreement`
    const mine = async (school = world.school) => found(await work('coordinator', '', school), id)
    expect(await mine()).toBeUndefined()
    const { hash } = await make.draft(id, one)
    for (const school of [world.school, world.host]) {
      expect(await mine(school)).toMatchObject({
        kind: 'agreement',
        recognitionId: null,
        stage: null,
        since: '2026-11-21T14:00:00.000Z',
        until: '2026-09-07',
        overdue: true,
      })
      expect((await mine(school))?.tasks.map((task) => task.code)).toEqual(['sign-agreement'])
    }
    expect(found(await work('mentor', '', world.host), id)).toBeUndefined()
    expect(await mine(world.stranger)).toBeUndefined()
    await make.ok(coordinator().post(`${path}/signatures`).send({ hash }))
    expect(await mine()).toBeUndefined()
    expect(await mine(world.host)).toBeDefined()
    const waits = async (school = world.school) =>
      found(await work('coordinator', '?view=all', school), id)?.tasks.map(({ waitsFor }) => [
        waitsFor.who,
        waitsFor.side,
        waitsFor.people.length,
      ])
    expect(await waits()).toEqual([
      ['coordinator', 'hosting', 0],
      ['learner', 'sending', 0],
    ])
    expect(await waits(world.host)).toEqual([
      ['coordinator', 'hosting', 1],
      ['learner', 'sending', 0],
    ])

    // A newer version waits anew for all; taken back, it waits no more than the one before it did.
    const next = await make.draft(id, [{ competence: '1.1', baseline: 2, target: 5 }])
    expect((await mine())?.tasks).toHaveLength(1)
    await make.ok(coordinator().post(`${path}/versions/2/withdrawal`).send({ reason: 'Not agreed.' }))
    expect(await mine()).toBeUndefined()
    expect(await mine(world.host)).toBeDefined()
    expect(next.hash).not.toBe(hash)
    await make.ok(coordinator(world.host).post(`${path}/signatures`).send({ hash }))
    expect(await waits()).toEqual([['learner', 'sending', 0]])
    const link = await make.ok(coordinator().post(`${path}/links`).send({ party: 'learner' }))
    const signing = { name: 'Learner One', accept: true, hash }
    await make.ok(world.anyone.post(new URL(String(link.url)).pathname).send(signing))
    expect(await waits()).toEqual([['coordinator', 'sending', 2]])
    expect(await waits(world.host)).toBeUndefined()
    await make.ok(coordinator().post('/v1/recognitions').send({ mobilityId: id }))
    expect(await waits()).toBeUndefined()
    // What has a case is not looked at any more, so that the list stays as quick as it was.
    const [kept] = await world.services.db.owner.select().from(mobilities).where(eq(mobilities.id, id))
    expect([kept?.unsignedSince, kept?.signedSince]).toEqual([null, null])
  })

  test('tells that the agreement of a learner under 18 waits for a guardian, and nothing once all is taken back', async () => {
    const make = given(world)
    const learner = await make.person({ birthDate: '2010-05-14' })
    const made = await make.mobility({ learnerId: learner.id })
    await make.draft(made.id, one)
    const item = found(await work('coordinator', '?view=all&lang=lv'), String(made.id))
    expect(item?.tasks.map((task) => task.waitsFor.who)).toEqual([
      'coordinator',
      'coordinator',
      'learner',
      'guardian',
    ])
    expect(item?.tasks[0]?.sentence).toBe('Mācību vienošanās gaida parakstu.')
    const path = `/v1/mobilities/${made.id}/agreement/versions/1/withdrawal`
    await make.ok(coordinator().post(path).send({ reason: 'Not agreed.' }))
    expect(found(await work('coordinator', '?view=all'), String(made.id))).toBeUndefined()
  })

  test('holds a signed agreement for the coordinators of the sending side until its case is opened', async () => {
    const make = given(world)
    const made = await make.mobility()
    const { hash } = await make.draft(made.id, one)
    const item = async (school = world.school, role = 'coordinator') =>
      found(await work(role, '?limit=200', school), String(made.id))
    expect((await item())?.tasks.map((task) => task.code)).toEqual(['sign-agreement'])
    world.clock.advance(1)
    await make.sign(made.id, hash)
    const signed = {
      kind: 'agreement',
      recognitionId: null,
      since: '2026-11-22T14:00:00.000Z',
      until: '2026-10-02',
      overdue: true,
      tasks: [
        {
          code: 'open-recognition',
          waitsFor: {
            who: 'coordinator',
            side: 'sending',
            people: [
              { memberId: world.school.members.coordinator },
              { memberId: world.school.members.admin },
            ],
          },
        },
      ],
    }
    expect(await item()).toMatchObject(signed)
    // An admin may open it too, and so sees that it waits.
    expect(await item(world.school, 'admin')).toMatchObject(signed)
    expect(await item(world.school, 'validator')).toBeUndefined()
    expect(await item(world.host)).toBeUndefined()
    // An amendment waits to be signed; once it is taken back, what was signed waits again, since then.
    await make.draft(made.id, [{ competence: '1.1', baseline: 2, target: 5 }])
    world.clock.advance(-1)
    expect((await item())?.tasks.map((task) => task.code)).toEqual(['sign-agreement'])
    const path = `/v1/mobilities/${made.id}/agreement/versions/2/withdrawal`
    await make.ok(coordinator().post(path).send({ reason: 'Not agreed.' }))
    expect(await item()).toMatchObject({ since: signed.since, tasks: signed.tasks })
    const opened = await make.ok(coordinator().post('/v1/recognitions').send({ mobilityId: made.id }))
    expect(await item()).toBeUndefined()
    expect(found(await work('coordinator', '?view=all&limit=200'), String(opened.id))).toBeDefined()
  })

  test('holds an amendment for the coordinators of both sides while it is unsigned, then for the sending one', async () => {
    const make = given(world)
    const made = await make.identification(one)
    const { hash } = await make.draft(made.mobilityId, [{ competence: '1.1', baseline: 2, target: 5 }])
    const tasks = async (school = world.school) =>
      found(await work('coordinator', '', school), made.id)?.tasks.map((task) => task.code)
    expect(await tasks()).toContain('amendment-unsigned')
    expect(await tasks(world.host)).toEqual(['amendment-unsigned'])
    // It is a matter of its case, not an agreement without one.
    expect(found(await work('coordinator'), made.mobilityId)).toBeUndefined()
    await make.sign(made.mobilityId, hash)
    expect(await tasks()).toContain('amendment-signed')
    expect(await tasks()).not.toContain('amendment-unsigned')
    expect(await tasks(world.host)).toBeUndefined()
    await make.ok(coordinator().post(`/v1/recognitions/${made.id}/agreement`))
    expect(await tasks()).toEqual(['outcome-open'])
  })

  test('holds evidence that no scanner has cleared for an admin of the sending organisation', async () => {
    const made = await given(world).documentation(one)
    const { services } = world
    services.antivirus = { scan: () => Promise.reject(new Error('busy')) }
    onTestFinished(() => {
      services.antivirus = null
    })
    await given(world).evidence(made.id, ['1.1'])
    const held = found(await work('admin'), made.id)
    expect(held?.tasks.map((task) => task.code)).toEqual(['evidence-held'])
    expect(held?.tasks[0]?.waitsFor).toMatchObject({ who: 'admin', side: 'sending' })
    expect(found(await work('admin', '', world.host), made.id)).toBeUndefined()
    const others = await work('coordinator')
    expect(found(others, made.id)?.tasks.map((task) => task.code) ?? []).not.toContain('evidence-held')
    services.antivirus = { scan: () => Promise.resolve('clean') }
    await scanHeldEvidence(services)
    expect(found(await work('admin'), made.id)).toBeUndefined()
  })

  test('holds the cases of a partnership whose issuing is paused for an admin, until it is resumed', async () => {
    const { owner } = world.services.db
    const [paused] = await owner
      .insert(issuingPauses)
      .values({
        organisationId: world.school.id,
        hostingOrganisationId: world.host.id,
        frameworkId: 'digcomp-2.2',
        kappa: 0.2,
        pairs: 5,
        pausedAt: world.services.now(),
      })
      .returning()
    const tasks = async (role: string) =>
      found(await work(role), ids.decided!)?.tasks.map((task) => task.code)
    expect(await tasks('admin')).toEqual(['issuing-paused'])
    expect(await tasks('issuer')).toBeUndefined()
    const admin = world.as({ school: world.school, role: 'admin' })
    const resumption = { reason: 'The assessors have met.' }
    await given(world).ok(admin.post(`/v1/issuing-pauses/${paused?.id}/resumption`).send(resumption))
    expect(await tasks('admin')).toBeUndefined()
    expect(await tasks('issuer')).toEqual(['issue'])
  })

  test('holds a revocation for a second person, in the days that are set, and the act until that is decided', async () => {
    const make = given(world)
    const certificate = String((await make.certificate(one)).id)
    const second = await newMember(world, world.school, ['issuer'])
    const kinds = async (role: string, memberId?: string) => {
      const item = found(await work(role, '', world.school, memberId), certificate)
      return item && [item.kind, item.until, ...item.tasks.map((task) => task.code)]
    }
    expect(await kinds('issuer')).toEqual(['recognition-act', '2026-12-21', 'record-act'])
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const path = `/v1/certificates/${certificate}/revocation`
    await make.ok(issuer.post(path).send({ reason: 'wrong-data' }))
    const waiting = ['revocation', '2026-11-28', 'decide-revocation']
    expect(await kinds('admin')).toEqual(waiting)
    expect(await kinds('issuer', second)).toEqual(waiting)
    expect(await kinds('issuer')).toBeUndefined()
    expect(await kinds('validator')).toBeUndefined()
    const stuck = found(await work('auditor', '?view=all'), certificate)
    const people = stuck?.tasks[0]?.waitsFor.people.map((person) => person.memberId)
    expect(people).toContain(second)
    expect(people).not.toContain(world.school.members.issuer)
    await set({ revocationDays: 2 })
    expect((await kinds('admin'))?.[1]).toBe('2026-11-23')
    await set({ revocationDays: null })
    await make.ok(world.as({ school: world.school, role: 'admin' }).post(`${path}/dismissal`))
    expect(await kinds('issuer')).toEqual(['recognition-act', '2026-12-21', 'record-act'])
  })

  test('holds a memorandum for the partner to whom it was proposed', async () => {
    const make = given(world)
    const terms = {
      partnerId: world.host.id,
      scope: 'Mobilities of vocational learners.',
      startsOn: '2026-12-01',
      endsOn: null,
      mutualAcceptance: true,
      assessedBy: 'either',
    }
    const id = String((await make.ok(coordinator().post('/v1/partnerships').send(terms))).id)
    for (const role of ['coordinator', 'admin'])
      expect(found(await work(role, '', world.host), id)).toMatchObject({
        kind: 'memorandum',
        recognitionId: null,
        stage: null,
        until: '2026-12-01',
        overdue: false,
        tasks: [{ code: 'confirm-memorandum', waitsFor: { who: 'coordinator', side: 'partner' } }],
      })
    expect(found(await work('issuer', '', world.host), id)).toBeUndefined()
    expect(found(await work('coordinator'), id)).toBeUndefined()
    expect(found(await work('coordinator', '?view=all'), id)?.tasks[0]?.waitsFor.people).toEqual([])
    expect(found(await work('coordinator', '?view=all', world.stranger), id)).toBeUndefined()
    await make.ok(coordinator(world.host).post(`/v1/partnerships/${id}/confirmation`))
    expect(found(await work('coordinator', '', world.host), id)).toBeUndefined()
    expect(found(await work('coordinator', '?view=all'), id)).toBeUndefined()
  })

  test('keeps to the deadlines that the sending organisation has set under a memorandum too', async () => {
    const make = given(world)
    const terms = {
      partnerId: world.host.id,
      scope: 'Mobilities of vocational learners.',
      startsOn: '2026-09-01',
      endsOn: null,
      mutualAcceptance: true,
      assessedBy: 'either',
      appealWindowDays: 3,
      secondMarkingRate: 0,
    }
    const { id } = await make.ok(coordinator().post('/v1/partnerships').send(terms))
    await make.ok(coordinator(world.host).post(`/v1/partnerships/${id}/confirmation`))
    const days = { identificationDays: 21, assessmentDays: 22, validationDays: 23, recognitionActDays: 24 }
    await set(days)
    const made = {
      identification: (await make.identification(one)).id,
      assessment: (await make.assessment(one)).id,
      validation: (await make.validation(one)).id,
      certificate: String((await make.certificate(one)).id),
    }
    const expected = {
      identification: '2026-12-12',
      assessment: '2026-12-13',
      validation: '2026-12-14',
      certificate: '2026-12-15',
    }
    for (const school of [world.school, world.host]) {
      const all = await work('coordinator', '?view=all&limit=200', school)
      for (const name of ['identification', 'assessment', 'validation'] as const)
        expect(found(all, made[name])?.until, name).toBe(expected[name])
    }
    const own = await work('coordinator', '?view=all&limit=200')
    expect(found(own, made.certificate)?.until).toBe(expected.certificate)
    await set(Object.fromEntries(Object.keys(days).map((name) => [name, null])))
    await make.ok(coordinator().post(`/v1/partnerships/${id}/end`).send({ reason: 'Done.' }))
  })
})
