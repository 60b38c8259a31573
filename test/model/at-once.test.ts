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
