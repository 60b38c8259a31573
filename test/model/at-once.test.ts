import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../src/platform/auth/access.ts'
import { given } from '../setup/given.ts'
import { newMember } from '../setup/member.ts'
import { patiently } from '../setup/patiently.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('where the same is asked for several times at once', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const four = [1, 2, 3, 4]

  /** Opens every connection to the database first, so that the requests after it really meet. */
  async function warmUp(): Promise<void> {
    const reader = world.as({ school: world.school })
    await Promise.all([...four, ...four].map(() => reader.get('/v1/mobilities')))
  }

  test('an organisation signs once', async () => {
    const mobility = await given(world).mobility()
    const { hash } = await given(world).draft(mobility.id)
    const path = `/v1/mobilities/${mobility.id}/agreement`
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    await warmUp()
    const answers = await Promise.all(
      four.map(() => patiently(() => coordinator.post(`${path}/signatures`).send({ hash }))),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409, 409])
    const { body } = await coordinator.get(path)
    expect(body.signatures).toHaveLength(1)
  })

  test('an organisation signs once, whichever of its members does', async () => {
    const mobility = await given(world).mobility()
    const { hash } = await given(world).draft(mobility.id)
    const path = `/v1/mobilities/${mobility.id}/agreement`
    const members = await Promise.all(four.map(() => newMember(world, world.school, ['coordinator'])))
    await warmUp()
    const answers = await Promise.all(
      members.map((memberId) =>
        patiently(() =>
          world
            .as({ school: world.school, role: 'coordinator', memberId })
            .post(`${path}/signatures`)
            .send({ hash }),
        ),
      ),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409, 409])
    const told = answers.filter((one) => one.status === 409).map((one) => one.body.detail)
    expect(new Set(told)).toEqual(new Set(['The sending party has signed this version already.']))
    expect((await world.as({ school: world.school }).get(path)).body.signatures).toHaveLength(1)
  })

  test('a memorandum is confirmed once', async () => {
    const proposed = await given(world).ok(
      world.as({ school: world.school, role: 'coordinator' }).post('/v1/partnerships').send({
        partnerId: world.host.id,
        scope: 'Mobilities of vocational learners.',
        startsOn: '2026-09-01',
        mutualAcceptance: true,
        assessedBy: 'either',
      }),
    )
    const host = world.as({ school: world.host, role: 'coordinator' })
    await warmUp()
    const answers = await Promise.all(
      four.map(() => patiently(() => host.post(`/v1/partnerships/${proposed.id}/confirmation`))),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409])
    await given(world).ok(host.post(`/v1/partnerships/${proposed.id}/end`).send({ reason: 'Over.' }))
  })

  test('the information is acknowledged once, through the one link that works', async () => {
    const through = async () => {
      const { id } = await given(world).opened()
      const path = await given(world).informationLink(id)
      const { hash } = (await world.anyone.get(path)).body
      await warmUp()
      return Promise.all(
        four.map(() =>
          patiently(() => world.anyone.post(path).send({ name: 'Learner One', accept: true, hash })),
        ),
      )
    }
    expect(toldBy(await through())).toEqual(['200', 'used', 'used', 'used'])
  })

  test('authorship is declared once, through the one link that works', async () => {
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const through = async () => {
      const { id } = await given(world).documentation()
      await given(world).evidence(id, ['1.1'])
      const path = `/v1/recognitions/${id}`
      const link = await given(world).ok(coordinator.post(`${path}/declaration-links`))
      const page = new URL(String(link.url)).pathname
      const { hash } = (await world.anyone.get(page)).body
      await warmUp()
      const answers = await Promise.all(
        four.map(() =>
          patiently(() => world.anyone.post(page).send({ name: 'Learner One', accept: true, hash })),
        ),
      )
      expect((await coordinator.get(`${path}/evidence`)).body.declarations).toHaveLength(1)
      return answers
    }
    expect(toldBy(await through())).toEqual(['200', 'used', 'used', 'used'])
  })

  test('a file becomes evidence once, and the others are told as what', async () => {
    const { id } = await given(world).documentation()
    const mentor = world.as({ school: world.host, role: 'mentor' })
    await warmUp()
    const answers = await Promise.all(
      four.map(() =>
        patiently(() =>
          mentor
            .post(`/v1/recognitions/${id}/evidence`)
            .field({ title: 'Diary', producedOn: '2026-09-20', competences: '1.1' })
            .attach('file', Buffer.from('The same.'), 'diary.txt'),
        ),
      ),
    )
    const kept = answers.find((one) => one.status === 201)?.body.id
    const told = answers.filter((one) => one.status !== 201).map((one) => [one.status, one.body.evidenceId])
    expect(told).toEqual([
      [409, kept],
      [409, kept],
      [409, kept],
    ])
  })

  test('a certificate is issued once', async () => {
    const { id: recognitionId } = await given(world).decided()
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const answers = await Promise.all(
      four.map(() => patiently(() => issuer.post('/v1/certificates').send({ recognitionId }))),
    )
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1)
    const listed = await issuer.get(`/v1/certificates?recognitionId=${recognitionId}`)
    expect(listed.body.items).toHaveLength(1)
    const moves = await issuer.get(`/v1/recognitions/${recognitionId}/transitions`)
    const issues = moves.body.items.filter((one: { action: string }) => one.action === 'issue')
    expect(issues).toHaveLength(1)
  })

  test('an appeal is taken on by one person', async () => {
    const certificate = await given(world).certificate()
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const path = `/v1/recognitions/${certificate.recognitionId}/appeal-links`
    const link = await given(world).ok(coordinator.post(path).send({ party: 'learner' }))
    const form = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
    const page = await given(world).ok(world.anyone.post(new URL(String(link.url)).pathname).send(form))
    const [appeal] = page.appeals as { id: string }[]
    const hearers = await Promise.all(four.map(() => newMember(world, world.school, ['validator'])))
    const answers = await Promise.all(
      hearers.map((memberId) =>
        patiently(() =>
          world
            .as({ school: world.school, role: 'validator', memberId })
            .post(`/v1/appeals/${appeal?.id}/hearing`),
        ),
      ),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409, 409])
  })

  test('marks, decision and certificate of a case each come from one person, whoever is first', async () => {
    const made = await given(world).assessment([{ competence: '1.1', baseline: 2, target: 4 }])
    const path = `/v1/recognitions/${made.id}`
    const every: Role[] = ['coordinator', 'assessor', 'validator', 'issuer']
    const people = await Promise.all(four.map(() => newMember(world, world.school, every)))
    const as = (memberId: string, role: Role) => world.as({ school: world.school, role, memberId })
    for (const memberId of people) await given(world).assign(made.id, world.school, 'first', memberId)
    await warmUp()

    const levels = [3, 4, 5, 5]
    const marked = await Promise.all(
      people.map((id, at) =>
        patiently(() =>
          as(id, 'assessor')
            .post(`${path}/marks`)
            .send(given(world).marksFor(made, '1.1', levels[at]!)),
        ),
      ),
    )
    expect(marked.map((one) => one.status).sort()).toEqual([201, 409, 409, 409])
    const kept = marked.find((one) => one.status === 201)?.body
    const marker = people[marked.findIndex((one) => one.status === 201)]!
    const { body: stored } = await as(marker, 'assessor').get(`${path}/assessments`)
    expect(stored.items.map((one: { id: string }) => one.id)).toEqual([kept.id])
    await given(world).secondMarks(made, [given(world).marksFor(made, '1.1', kept.level)])
    await given(world).move(made.id, 'complete-assessment')

    const outcomes = [{ competence: '1.1', result: kept.level >= 4 ? 'reached' : 'partly' }]
    const decided = await Promise.all(
      people.map((id) => patiently(() => as(id, 'validator').post(`${path}/decision`).send({ outcomes }))),
    )
    expect(decided.filter((one) => one.status === 201)).toHaveLength(1)
    const validator = people[decided.findIndex((one) => one.status === 201)]
    expect(validator).not.toBe(marker)

    const issued = await Promise.all(
      people.map((id) =>
        patiently(() => as(id, 'issuer').post('/v1/certificates').send({ recognitionId: made.id })),
      ),
    )
    expect(issued.map((one) => one.status).sort()).toEqual([201, 201, 403, 403])
    expect(new Set(issued.flatMap((one) => (one.status === 201 ? one.body.id : []))).size).toBe(1)
  })

  const appealed = (competences: string[]) => ({
    kind: 'appeal',
    competences,
    grounds: 'Not all was seen.',
    name: 'Learner One',
  })

  /** A certified case in which both outcomes came out one level below their target. */
  async function contested() {
    const make = given(world)
    const made = await make.decided(undefined, { '1.1': 'partly', '2.4': 'partly' }, { '1.1': 3, '2.4': 4 })
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await make.ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    return { made, certificateId: String(certificate.id) }
  }

  /** An appeal that is heard and marked again, with what upholds it and the learner's way to withdraw it. */
  async function heard({ made }: Awaited<ReturnType<typeof contested>>, competence: string, level: number) {
    const make = given(world)
    const { school } = world
    const coordinator = world.as({ school, role: 'coordinator' })
    const link = await make.ok(
      coordinator.post(`/v1/recognitions/${made.id}/appeal-links`).send({ party: 'learner' }),
    )
    const path = new URL(String(link.url)).pathname
    const page = await make.ok(world.anyone.post(path).send(appealed([competence])))
    const { id } = (page.appeals as { id: string }[]).at(-1)!
    const as = async (role: 'validator' | 'assessor') =>
      world.as({ school, role, memberId: await newMember(world, school, [role]) })
    const [hearer, marker] = [await as('validator'), await as('assessor')]
    await make.ok(hearer.post(`/v1/appeals/${id}/hearing`))
    await make.ok(marker.post(`/v1/appeals/${id}/marks`).send(make.appealMarksFor(made, competence, level)))
    const outcomes = [{ competence, result: 'reached' }]
    const decision = { outcome: 'upheld', reasons: 'It is there.', outcomes }
    return {
      id,
      uphold: () => hearer.post(`/v1/appeals/${id}/decision`).send(decision),
      withdraw: () => world.anyone.post(`${path}/withdrawal`).send({ appealId: id }),
    }
  }

  test('an appeal is either upheld or withdrawn', async () => {
    const one = await contested()
    const appeal = await heard(one, '2.4', 5)
    await warmUp()
    const answers = await Promise.all(
      four.flatMap(() => [patiently(appeal.uphold), patiently(appeal.withdraw)]),
    )
    const done = answers.filter((answer) => answer.status < 300)
    expect(done).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(7)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const { body } = await coordinator.get(`/v1/appeals/${appeal.id}`)
    const upheld = done[0]?.status === 201
    expect(body.state).toBe(upheld ? 'upheld' : 'withdrawn')
    const decisions = await coordinator.get(`/v1/recognitions/${one.made.id}/decision`)
    expect(decisions.body.earlier).toHaveLength(upheld ? 1 : 0)
  })

  test('one certificate takes the place of another for two upheld appeals together', async () => {
    const one = await contested()
    const appeals = [await heard(one, '2.4', 5)]
    await given(world).ok(appeals[0]!.uphold())
    appeals.push(await heard(one, '1.1', 4))
    await given(world).ok(appeals[1]!.uphold())
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const recognitionId = one.made.id
    await warmUp()
    const answers = await Promise.all(
      four.map(() => patiently(() => issuer.post('/v1/certificates').send({ recognitionId }))),
    )
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201])
    const again = await issuer.post('/v1/certificates').send({ recognitionId })
    const ids = new Set([...answers, again].map((answer) => answer.body.id))
    expect(ids.size).toBe(1)
    const listed = await issuer.get(`/v1/certificates?recognitionId=${recognitionId}`)
    const standing = listed.body.items.map((item: { status: string; supersedes: string | null }) => [
      item.status,
      item.supersedes,
    ])
    expect(standing).toEqual([
      ['superseded', null],
      ['valid', one.certificateId],
    ])
    const snapshot = await issuer.get(`/v1/certificates/${[...ids][0]}.json`)
    expect(snapshot.body.outcomes.map((outcome: { level: number }) => outcome.level)).toEqual([4, 5])
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    for (const { id } of appeals)
      expect((await coordinator.get(`/v1/appeals/${id}`)).body.issuedCertificateId).toBe([...ids][0])
    const waiting = (await issuer.get('/v1/work')).body.items.map((item: { id: string }) => item.id)
    for (const { id } of appeals) expect(waiting).not.toContain(id)
  })
})

describe('while something else goes on', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const other = [{ competence: '1.1', baseline: 2, target: 5 }]

  /** Sends the first and, when it is about to write into the table, the second; tells whether that one had to wait. */
  async function meet(table: string, first: () => Sent, second: () => Sent): Promise<Met> {
    let waited = true
    const sent = await world.services.db.owner.transaction(async (tx) => {
      await tx.execute(sql.raw(`lock table ${table} in share mode`))
      const one = Promise.resolve(first())
      await waiting(1)
      const other = Promise.resolve(second())
      const early = other.then(() => false)
      waited = await Promise.race([waiting(2).then(() => true), early])
      return [one, other] as const
    })
    const [one, other] = await Promise.all(sent)
    return { statuses: [one.status, other.status], detail: other.body.detail, waited }
  }

  /** Until so many requests wait for a lock of the database, or a second has passed. */
  async function waiting(many: number): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const [row] = (await world.services.db.owner.execute(
        sql`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )) as { waiting: number }[]
      if (row!.waiting >= many) return
      await sleep(5)
    }
  }

  test('no version of an agreement comes between what was read and what is signed', async () => {
    const mobility = await given(world).mobility()
    const { hash } = await given(world).draft(mobility.id)
    const path = `/v1/mobilities/${mobility.id}/agreement`
    const met = await meet(
      'agreement_signatures',
      () => coordinator().post(`${path}/signatures`).send({ hash }),
      () => given(world).draftRequest(mobility.id, other),
    )
    expect(met).toMatchObject({ statuses: [201, 201], waited: true })
    const versions = (await coordinator().get(`${path}/versions`)).body.items
    expect(versions.map((one: { signatures: unknown[] }) => one.signatures.length)).toEqual([1, 0])
  })

  test('no version of an agreement is signed that another has taken the place of', async () => {
    const mobility = await given(world).mobility()
    const { hash } = await given(world).draft(mobility.id)
    const path = `/v1/mobilities/${mobility.id}/agreement`
    const met = await meet(
      'agreement_versions',
      () => given(world).draftRequest(mobility.id, other),
      () => coordinator().post(`${path}/signatures`).send({ hash }),
    )
    expect(met).toMatchObject({ statuses: [201, 412], waited: true })
    expect((await coordinator().get(`${path}/versions/1`)).body.signatures).toEqual([])
  })

  test('a version is not taken back that everyone signs', async () => {
    const mobility = await given(world).mobility()
    const { hash } = await given(world).draft(mobility.id)
    const path = `/v1/mobilities/${mobility.id}/agreement`
    for (const school of [world.school, world.host])
      await given(world).ok(
        world.as({ school, role: 'coordinator' }).post(`${path}/signatures`).send({ hash }),
      )
    const link = await coordinator().post(`${path}/links`).send({ party: 'learner' })
    const met = await meet(
      'agreement_signatures',
      () =>
        world.anyone.post(new URL(link.body.url).pathname).send({ name: 'Learner One', accept: true, hash }),
      () => coordinator().post(`${path}/versions/1/withdrawal`).send({ reason: 'No longer wanted.' }),
    )
    expect(met).toMatchObject({ statuses: [200, 409], waited: true })
    expect(met.detail).toContain('Everyone has signed')
    expect((await coordinator().get(path)).body).toMatchObject({ signed: true, withdrawn: false })
  })

  test('evidence that waited for its case came in when it got there, so that no declaration before speaks for it', async () => {
    const { id } = await given(world).documentation()
    const { evidence, clock } = await world.services.db.owner.transaction(async (tx) => {
      await tx.execute(sql`select id from recognitions where id = ${id} for update`)
      const evidence = given(world).evidence(id, ['1.1'])
      await waiting(1)
      world.clock.advance(1)
      return { evidence: [evidence], clock: world.clock.now.toISOString() }
    })
    expect((await evidence[0]!).createdAt).toBe(clock)
    world.clock.advance(-1)
  })

  test('a case that takes over a signed version waits for what is written of the next, and says what is missing', async () => {
    const made = await given(world).identification()
    const { hash } = await given(world).draft(made.mobilityId, [
      { competence: '1.1', baseline: 2, target: 3 },
    ])
    await given(world).sign(made.mobilityId, hash)
    const met = await meet(
      'agreement_versions',
      () => given(world).draftRequest(made.mobilityId, other),
      () => coordinator().post(`/v1/recognitions/${made.id}/agreement`),
    )
    expect(met).toMatchObject({ statuses: [201, 409], waited: true })
    const followed = await coordinator().get(`/v1/recognitions/${made.id}`)
    expect(followed.body.blockers.map((one: { code: string }) => one.code)).toContain('amendment-unsigned')
  })
})

type Sent = PromiseLike<{ status: number; body: { detail?: string } }>
type Met = { statuses: number[]; detail: string | undefined; waited: boolean }

/** What each was told: that it was done, of what state its link is, or why not. */
const toldBy = (answers: { status: number; body: { link?: string; detail?: string } }[]) =>
  answers.map(({ status, body }) => (status === 200 ? '200' : (body.link ?? body.detail))).sort()
