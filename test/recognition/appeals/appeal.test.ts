import { beforeAll, describe, expect, test } from 'vitest'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { writeDayWithin } from '../../../src/platform/dates.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { patiently } from '../../setup/patiently.ts'
import { type Client, newWorld, type World } from '../../setup/world.ts'

const planned = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]

describe('an appeal', () => {
  let world: World
  let hearer: Client
  let marker: Client
  beforeAll(async () => {
    world = await newWorld()
    const validator = await newMember(world, world.school, ['validator'])
    const assessor = await newMember(world, world.school, ['assessor'])
    hearer = world.as({ school: world.school, role: 'validator', memberId: validator })
    marker = world.as({ school: world.school, role: 'assessor', memberId: assessor })
  })
  const as = (role: 'coordinator' | 'validator' | 'assessor' | 'issuer' | 'auditor') =>
    world.as({ school: world.school, role })

  /** A closed case in which 2.4 was found at level 4, one below its target. */
  async function certified(): Promise<Case & { certificateId: string }> {
    const made = await given(world).decided(planned, { '2.4': 'partly' }, { '2.4': 4 })
    const issued = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status).toBe(201)
    return { ...made, certificateId: issued.body.id }
  }

  async function linkTo(id: string, party = 'learner'): Promise<string> {
    const link = await as('coordinator').post(`/v1/recognitions/${id}/appeal-links`).send({ party })
    expect(link.status).toBe(201)
    return new URL(link.body.url).pathname
  }

  const form = { kind: 'appeal', competences: ['2.4'], grounds: 'Not all was seen.', name: 'Learner One' }

  async function submitted(id: string, over: object = {}): Promise<string> {
    const path = await linkTo(id)
    const answer = await world.anyone.post(path).send({ ...form, ...over })
    expect(answer.status, answer.text).toBe(200)
    return answer.body.appeals.at(-1).id
  }

  async function upheld(made: Case): Promise<string> {
    const id = await submitted(made.id)
    expect((await hearer.post(`/v1/appeals/${id}/hearing`)).status).toBe(201)
    expect(
      (await marker.post(`/v1/appeals/${id}/marks`).send(given(world).appealMarksFor(made, '2.4', 5))).status,
    ).toBe(201)
    const decided = await hearer.post(`/v1/appeals/${id}/decision`).send({
      outcome: 'upheld',
      reasons: 'The portfolio shows level 5.',
      outcomes: [{ competence: '2.4', result: 'reached' }],
    })
    expect(decided.status, decided.text).toBe(201)
    return id
  }

  test('that is upheld supersedes the certificate: new decision, old one kept, linked both ways', async () => {
    const made = await certified()
    const reader = world.as({ school: world.school })
    const oldPaper = await reader.get(`/v1/certificates/${made.certificateId}.pdf`).buffer().parse(asBytes)
    const id = await submitted(made.id)
    expect((await reader.get(`/v1/certificates/${made.certificateId}`)).body).toMatchObject({
      status: 'valid',
      underAppeal: true,
    })
    expect((await reader.get(`/v1/certificates?recognitionId=${made.id}`)).body.items[0].underAppeal).toBe(
      true,
    )
    const { verificationUrl } = (await reader.get(`/v1/certificates/${made.certificateId}`)).body
    const asked = world.anyone.get(new URL(verificationUrl).pathname)
    const told = await asked.set('accept', 'application/json').set('accept-language', 'lv')
    expect(told.body.status).toBe('valid')
    expect(told.body.checks).toContainEqual({
      check: 'status',
      result: 'warning',
      finding: 'under-appeal',
      sentence: expect.stringContaining('iesniegta apelācija'),
    })

    expect((await hearer.post(`/v1/appeals/${id}/hearing`)).body).toMatchObject({
      state: 'in-hearing',
      actions: ['ask-marking', 'uphold', 'reject'],
    })
    const marks = given(world).appealMarksFor(made, '2.4', 5)
    expect((await marker.post(`/v1/appeals/${id}/marks`).send(marks)).status).toBe(201)
    const decided = await hearer.post(`/v1/appeals/${id}/decision`).send({
      outcome: 'upheld',
      reasons: 'The portfolio shows level 5.',
      outcomes: [{ competence: '2.4', result: 'reached' }],
    })
    expect(decided.body).toMatchObject({
      state: 'upheld',
      reasons: 'The portfolio shows level 5.',
      actions: [],
    })
    const twice = await hearer
      .post(`/v1/appeals/${id}/decision`)
      .send({ outcome: 'rejected', reasons: 'No.' })
    expect([twice.status, twice.body.detail]).toEqual([409, expect.stringContaining('this appeal is upheld')])

    const decisions = await reader.get(`/v1/recognitions/${made.id}/decision`)
    expect(decisions.body.items).toContainEqual(
      expect.objectContaining({ competence: '2.4', result: 'reached', level: 5, appealId: id }),
    )
    expect(decisions.body.earlier).toEqual([
      expect.objectContaining({ competence: '2.4', result: 'partly', level: 4, appealId: null }),
    ])

    const issued = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status, issued.text).toBe(201)
    expect(issued.body).toMatchObject({ status: 'valid', supersedes: made.certificateId, supersededBy: null })
    expect((await reader.get(`/v1/certificates/${made.certificateId}`)).body).toMatchObject({
      status: 'superseded',
      revocationReason: 'superseded',
      supersededBy: issued.body.id,
      underAppeal: false,
    })
    const snapshot = await reader.get(`/v1/certificates/${issued.body.id}.json`)
    const outcome = snapshot.body.outcomes.find((one: { competence: string }) => one.competence === '2.4')
    expect(outcome).toMatchObject({ level: 5, result: 'reached', improved: true })
    expect((await reader.get(`/v1/appeals/${id}`)).body.issuedCertificateId).toBe(issued.body.id)

    const again = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(again.body.id).toBe(issued.body.id)
    expect((await reader.get(`/v1/recognitions/${made.id}`)).body.stage).toBe('certified')
    const stillThere = await reader.get(`/v1/certificates/${made.certificateId}.pdf`).buffer().parse(asBytes)
    expect(Buffer.compare(oldPaper.body, stillThere.body)).toBe(0)
    const checked = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(oldPaper.body)
    expect(checked.body).toMatchObject({ status: 'revoked', revocationReason: 'superseded' })
  })

  test('leaves one valid certificate at every moment, however many ask for the new one at once', async () => {
    const made = await certified()
    await upheld(made)
    let watching = true
    const seen = new Set<number>()
    const watch = (async () => {
      while (watching) {
        const rows = await world.services.db.owner.execute(
          `select count(*)::int as valid from certificates
           where recognition_id = '${made.id}' and status = 'issued' and revoked_at is null`,
        )
        seen.add(Number((rows as { valid: number }[])[0]?.valid))
      }
    })()
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        patiently(() => as('issuer').post('/v1/certificates').send({ recognitionId: made.id })),
      ),
    )
    watching = false
    await watch
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1)
    expect(seen).toEqual(new Set([1]))
    const all = await as('issuer').get(`/v1/certificates?recognitionId=${made.id}`)
    expect(all.body.items.map((one: { status: string }) => one.status)).toEqual(['superseded', 'valid'])
  })

  test('issues nothing in place of a certificate that was revoked otherwise', async () => {
    const made = await certified()
    await upheld(made)
    await world.services.db.owner.execute(
      `update certificates set revoked_at = now(), revocation_reason = 'fraud', revoked_by = issuer_id where id = '${made.certificateId}'`,
    )
    const issued = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status).toBe(409)
  })

  test('turns a refusal into a certificate without reopening the case', async () => {
    const one = [{ competence: '2.4', baseline: 3, target: 5 }]
    const made = await given(world).decided(one, { '2.4': 'not-reached' }, { '2.4': 3 })
    const refusal = { action: 'refuse', reason: 'Nothing was reached.' }
    await given(world).ok(as('validator').post(`/v1/recognitions/${made.id}/transitions`).send(refusal))
    expect((await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })).status).toBe(409)
    await upheld(made)
    const issued = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status, issued.text).toBe(201)
    expect(issued.body.supersedes).toBeNull()
    const faults: { certificateId: string | null }[] = []
    await checkCertificates(world.services, (fault) => faults.push(fault))
    expect(faults.filter((one) => one.certificateId === issued.body.id)).toEqual([])
    expect((await as('issuer').get(`/v1/recognitions/${made.id}`)).body.stage).toBe('refused')
  })

  test('is heard and marked only by people who took no part, and decided only by who hears it', async () => {
    const made = await certified()
    const id = await submitted(made.id)
    expect((await as('validator').post(`/v1/appeals/${id}/hearing`)).status).toBe(403)
    expect((await as('validator').get(`/v1/appeals/${id}`)).body.actions).toEqual([])
    expect((await hearer.get(`/v1/appeals/${id}`)).body.actions).toEqual(['hear'])
    const marks = given(world).appealMarksFor(made, '2.4', 5)
    expect((await marker.post(`/v1/appeals/${id}/marks`).send(marks)).status).toBe(409)
    await hearer.post(`/v1/appeals/${id}/hearing`)
    expect((await hearer.post(`/v1/appeals/${id}/hearing`)).status).toBe(409)
    expect((await as('assessor').post(`/v1/appeals/${id}/marks`).send(marks)).status).toBe(403)
    const third = await newMember(world, world.school, ['validator'])
    const other = world.as({ school: world.school, role: 'validator', memberId: third })
    const rejection = { outcome: 'rejected', reasons: 'The marks were right.' }
    expect((await other.post(`/v1/appeals/${id}/decision`).send(rejection)).status).toBe(403)
    const rejected = await hearer.post(`/v1/appeals/${id}/decision`).send(rejection)
    expect(rejected.body.state).toBe('rejected')
    expect(rejected.body.steps.map((one: { action: string }) => one.action)).toEqual([
      'submit',
      'hear',
      'reject',
    ])
    expect((await as('issuer').get(`/v1/certificates/${made.certificateId}`)).body).toMatchObject({
      status: 'valid',
      underAppeal: false,
    })
    const next = await world.anyone.post(await linkTo(made.id)).send(form)
    expect(next.status).toBe(422)
  })

  test('leaves out whoever hears or marks in another appeal of the same case, while that is heard too', async () => {
    const made = await certified()
    const appeal = await submitted(made.id)
    const both = await newMember(world, world.school, ['assessor', 'validator'])
    const asAssessor = world.as({ school: world.school, role: 'assessor', memberId: both })
    const asValidator = world.as({ school: world.school, role: 'validator', memberId: both })
    await given(world).ok(hearer.post(`/v1/appeals/${appeal}/hearing`))
    const marks = given(world).appealMarksFor(made, '2.4', 5)
    await given(world).ok(asAssessor.post(`/v1/appeals/${appeal}/marks`).send(marks))
    const complaint = await submitted(made.id, { kind: 'complaint', competences: [] })
    for (const parted of [asValidator, hearer]) {
      const refused = await parted.post(`/v1/appeals/${complaint}/hearing`)
      expect(refused.status).toBe(403)
      expect(refused.body.detail).toContain('You took part')
      expect((await parted.get(`/v1/appeals/${complaint}`)).body.actions).toEqual([])
      const waiting = (await parted.get('/v1/work?limit=200')).body.items.map((one: { id: string }) => one.id)
      expect(waiting).not.toContain(complaint)
    }
    const third = await newMember(world, world.school, ['validator'])
    const free = world.as({ school: world.school, role: 'validator', memberId: third })
    expect((await free.post(`/v1/appeals/${complaint}/hearing`)).status).toBe(201)
    // In the first appeal nothing changes: it is decided by the one who hears it.
    expect((await hearer.get(`/v1/appeals/${appeal}`)).body.actions).toContain('uphold')
  })

  test('leaves out an assessor who read the markings as one who could decide, and shows them to its hearer', async () => {
    const made = await given(world).validation([{ competence: '2.4', baseline: 3, target: 5 }], { '2.4': 4 })
    const [reading, hearing, fresh] = [
      await newMember(world, world.school, ['assessor', 'validator']),
      await newMember(world, world.school, ['assessor', 'validator']),
      await newMember(world, world.school, ['assessor', 'validator']),
    ]
    const by = (memberId: string, role: 'assessor' | 'validator') =>
      world.as({ school: world.school, role, memberId })
    const basis = `/v1/recognitions/${made.id}/decision-basis`
    expect((await by(reading, 'validator').get(basis)).body.outcomes[0]).toMatchObject({ level: 4 })
    const outcomes = [{ competence: '2.4', result: 'partly' }]
    await given(world).ok(as('validator').post(`/v1/recognitions/${made.id}/decision`).send({ outcomes }))
    await given(world).ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    expect((await by(hearing, 'validator').get(basis)).status).toBe(403)
    const id = await submitted(made.id)
    expect((await by(reading, 'validator').post(`/v1/appeals/${id}/hearing`)).status).toBe(403)
    await given(world).ok(by(hearing, 'validator').post(`/v1/appeals/${id}/hearing`))
    expect((await by(hearing, 'validator').get(basis)).body.outcomes[0]).toMatchObject({ level: 4 })
    const marks = given(world).appealMarksFor(made, '2.4', 5)
    expect((await by(reading, 'assessor').post(`/v1/appeals/${id}/marks`).send(marks)).status).toBe(403)
    expect((await by(fresh, 'validator').get(basis)).status).toBe(403)
    expect((await by(fresh, 'assessor').post(`/v1/appeals/${id}/marks`).send(marks)).status).toBe(201)
    const rejection = { outcome: 'rejected', reasons: 'The marks were right.' }
    await given(world).ok(by(hearing, 'validator').post(`/v1/appeals/${id}/decision`).send(rejection))
  })

  test('leaves out whoever was assigned to mark the case, whether or not they marked', async () => {
    const assigned = await newMember(world, world.school, ['assessor', 'validator'])
    const made = await given(world).assessment([{ competence: '1.1', baseline: 2, target: 4 }])
    await given(world).assign(made.id, world.school, 'second', assigned)
    const id = await submitted(made.id, { kind: 'complaint', competences: [] })
    const asAssigned = world.as({ school: world.school, role: 'validator', memberId: assigned })
    expect((await asAssigned.post(`/v1/appeals/${id}/hearing`)).status).toBe(403)
  })

  test('that is upheld dismisses an open request to revoke the certificate that it supersedes', async () => {
    const made = await certified()
    const revocation = `/v1/certificates/${made.certificateId}/revocation`
    await given(world).ok(as('coordinator').post(revocation).send({ reason: 'wrong-data' }))
    await upheld(made)
    const issued = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    expect(issued.status, issued.text).toBe(201)
    const [request] = (await world.services.db.owner.execute(
      `select outcome, decided_by from revocation_requests where certificate_id = '${made.certificateId}'`,
    )) as object[]
    expect(request).toEqual({ outcome: 'dismissed', decided_by: world.school.members.issuer })
    const admin = world.as({ school: world.school, role: 'admin' })
    expect((await admin.post(`${revocation}/confirmation`)).status).toBe(409)
    expect((await admin.get(`/v1/certificates/${made.certificateId}`)).body).toMatchObject({
      revocationReason: 'superseded',
      supersededBy: issued.body.id,
    })
  })

  test('of a learner under 18 may come from a guardian, until the learner is of age', async () => {
    const make = given(world)
    const learner = await make.person({ birthDate: '2008-12-01' })
    const outcomes = [{ competence: '2.4', baseline: 3, target: 5 }]
    const made = await make.validation(outcomes, { '2.4': 4 }, { learnerId: learner.id, guardian: true })
    const decision = { outcomes: [{ competence: '2.4', result: 'partly' }] }
    await make.ok(as('validator').post(`/v1/recognitions/${made.id}/decision`).send(decision))
    await make.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const path = await linkTo(made.id, 'guardian')
    expect((await world.anyone.get(path)).body.outcomes).toMatchObject([{ competence: '2.4', level: 4 }])
    const sent = await world.anyone.post(path).send({ ...form, name: 'Guardian One' })
    expect(sent.status, sent.text).toBe(200)
    const second = await linkTo(made.id, 'guardian')
    const listed = await as('auditor').get(`/v1/appeals?recognitionId=${made.id}`)
    expect(listed.body.items).toMatchObject([
      { party: 'guardian', name: 'Guardian One', state: 'submitted', competences: ['2.4'] },
    ])
    world.clock.advance(10)
    const late = [
      await world.anyone.get(second),
      await world.anyone.post(second).send({ ...form, kind: 'complaint', competences: [] }),
      await world.anyone.post(`${second}/withdrawal`).send({ appealId: listed.body.items[0].id }),
      await as('coordinator').post(`/v1/recognitions/${made.id}/appeal-links`).send({ party: 'guardian' }),
    ]
    world.clock.advance(-10)
    expect(late.map((one) => one.status)).toEqual([409, 409, 409, 409])
    expect(late[0]?.text).not.toContain('2.4')
    const kept = (await as('auditor').get(`/v1/appeals?recognitionId=${made.id}`)).body.items
    expect(kept.map((one: { kind: string; state: string }) => [one.kind, one.state])).toEqual([
      ['appeal', 'submitted'],
    ])
    const own = await linkTo(made.id)
    const withdrawn = await world.anyone.post(`${own}/withdrawal`).send({ appealId: listed.body.items[0].id })
    expect(withdrawn.body.appeals[0].state).toBe('withdrawn')
  })

  test('is marked by an assessor who is authorised and free of conflict, outcome by outcome', async () => {
    const made = await certified()
    const id = await submitted(made.id, { competences: ['1.1', '2.4'] })
    await hearer.post(`/v1/appeals/${id}/hearing`)
    const marks = given(world).appealMarksFor(made, '2.4', 5)
    const path = `/v1/appeals/${id}/marks`
    for (const conflict of [
      { lastTrainedOn: '2026-01-01' },
      { related: true },
      { otherConflict: 'A debt.' },
    ]) {
      const conflicts = { ...(marks.conflicts as object), ...conflict }
      expect((await marker.post(path).send({ ...marks, conflicts })).body.detail).toContain('conflict')
    }
    const memberId = await newMember(world, world.school, ['assessor'])
    await world.services.db.owner.execute(
      `update authorisations set revoked_at = now() where member_id = '${memberId}'`,
    )
    const without = world.as({ school: world.school, role: 'assessor', memberId })
    expect((await without.post(path).send(marks)).body.detail).toContain('not authorised to assess 2.4')
    expect((await marker.post(path).send(marks)).status).toBe(201)
    expect((await marker.post(path).send(marks)).status).toBe(409)
    const other = await marker.post(path).send(given(world).appealMarksFor(made, '1.1', 4))
    expect(other.status, other.text).toBe(201)
    const assigned = await as('coordinator').get(`/v1/recognitions/${made.id}/assignments`)
    expect(assigned.body.items).toContainEqual(
      expect.objectContaining({ round: 'appeal', state: 'accepted', related: false }),
    )
  })

  /** Sets how many days there are to appeal; null for the default. */
  const set = (appealWindowDays: number | null) =>
    given(world).ok(
      world
        .as({ school: world.school, role: 'admin' })
        .patch('/v1/settings')
        .set('if-match', '*')
        .send({ appealWindowDays }),
    )

  test('is taken until the last day that the organisation has set', async () => {
    await set(3)
    const made = await certified()
    const path = await linkTo(made.id)
    expect((await world.anyone.get(path)).body).toMatchObject({ lastDay: '2026-11-24' })
    world.clock.advance(4)
    expect((await world.anyone.get(path)).body.may).toEqual([])
    expect((await world.anyone.post(path).send(form)).status).toBe(409)
    await set(null)
    expect((await world.anyone.post(path).send(form)).status).toBe(200)
    world.clock.advance(-4)
  })

  test('is taken through a link that was made at once, on the last day of a long window and not on the next', async () => {
    await set(60)
    const [made, other] = [await certified(), await certified()]
    const link = await given(world).ok(
      as('coordinator').post(`/v1/recognitions/${made.id}/appeal-links`).send({ party: 'learner' }),
    )
    expect(link.expiresAt).toBe('2027-01-20T22:00:00.000Z')
    const path = new URL(String(link.url)).pathname
    const late = await linkTo(other.id)
    const before = world.clock.now
    world.clock.now = new Date('2027-01-20T21:59:59.000Z')
    expect((await world.anyone.get(path)).body).toMatchObject({ lastDay: '2027-01-20' })
    expect((await world.anyone.post(path).send(form)).status).toBe(200)
    world.clock.now = new Date('2027-01-20T22:00:00.000Z')
    expect((await world.anyone.post(late).send(form)).body).toMatchObject({ link: 'expired' })
    world.clock.now = before
    await set(null)
  })

  test('is taken for as long as the learner was told before the case began, though less is set since', async () => {
    await set(6)
    const made = await certified()
    const path = await linkTo(made.id)
    await set(3)
    expect((await world.anyone.get(path)).body).toMatchObject({ lastDay: '2026-11-27' })
    world.clock.advance(6)
    expect((await world.anyone.post(path).send(form)).status).toBe(200)
    world.clock.advance(-6)
    await set(null)
  })

  test('never leaves the learner worse off, and changes nothing that was not appealed', async () => {
    const made = await certified()
    const id = await submitted(made.id)
    await hearer.post(`/v1/appeals/${id}/hearing`)
    await marker.post(`/v1/appeals/${id}/marks`).send(given(world).appealMarksFor(made, '2.4', 3))
    const decide = (outcomes: object[]) =>
      hearer.post(`/v1/appeals/${id}/decision`).send({ outcome: 'upheld', reasons: 'Seen again.', outcomes })
    for (const outcomes of [
      [],
      [{ competence: '2.4', result: 'not-reached' }],
      [{ competence: '2.4', result: 'reached' }],
      [{ competence: '1.1', result: 'reached' }],
    ]) {
      expect((await decide(outcomes)).status).toBe(422)
    }
    const standing = await as('validator').get(`/v1/recognitions/${made.id}/decision`)
    expect(standing.body.earlier).toEqual([])
  })

  test('is taken through its link once, within the window, one at a time', async () => {
    const made = await certified()
    const path = await linkTo(made.id)
    const both = await Promise.all([world.anyone.post(path).send(form), world.anyone.post(path).send(form)])
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
    expect((await world.anyone.post(await linkTo(made.id)).send(form)).status).toBe(409)
    const unfit = await world.anyone
      .post(await linkTo(made.id))
      .send({ ...form, kind: 'complaint', competences: ['2.4'] })
    expect(unfit.status).toBe(422)

    const id = both.find((one) => one.status === 200)?.body.appeals[0].id
    const withdrawn = await world.anyone.post(`${path}/withdrawal`).send({ appealId: id })
    expect(withdrawn.body.appeals[0].state).toBe('withdrawn')
    expect((await world.anyone.post(`${path}/withdrawal`).send({ appealId: id })).status).toBe(409)
    expect((await world.anyone.post(await linkTo(made.id)).send(form)).status).toBe(200)
  })

  test('shows the learner their own marks in their language, and takes the form as a page', async () => {
    const made = await certified()
    const path = await linkTo(made.id)
    const page = await world.anyone.get(path).set('accept', 'text/html').set('accept-language', 'lv')
    expect(page.text).toContain('daļēji sasniegts')
    expect(page.text).toContain('nav izpildīts')
    expect(page.text).toContain('Iesniegt')
    expect(page.headers['cache-control']).toContain('no-store')
    const data = await world.anyone.get(`${path}?lang=en`)
    const outcome = data.body.outcomes.find((one: { competence: string }) => one.competence === '2.4')
    expect(outcome).toMatchObject({ level: 4, result: 'partly' })
    expect(outcome.marks.length).toBe(made.outcomes[1]?.criteria.length)

    const sent = await world.anyone
      .post(`${path}?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send('kind=appeal&competences=1.1&competences=2.4&grounds=T%C4%81p%C4%93c&name=Learner+One')
    expect(sent.status, sent.text).toBe(200)
    expect(sent.text).toContain('Lēmums gaidāms līdz 21.12.2026.<')
    const listed = await as('auditor').get(`/v1/appeals?recognitionId=${made.id}`)
    expect(listed.body.items[0]).toMatchObject({
      grounds: 'Tāpēc',
      competences: ['1.1', '2.4'],
      overdue: false,
    })
  })

  test('shows no marks while the case is open, takes a complaint then, and no appeal', async () => {
    const made = await given(world).decided(planned)
    const path = await linkTo(made.id)
    expect((await world.anyone.get(path)).body).toMatchObject({
      outcomes: [],
      may: ['complaint'],
      lastDay: null,
    })
    expect((await world.anyone.post(path).send(form)).status).toBe(409)
    const complaint = { ...form, kind: 'complaint', competences: [] }
    const sent = await world.anyone.post(path).send(complaint)
    expect(sent.status).toBe(200)
    const id = sent.body.appeals[0].id
    await hearer.post(`/v1/appeals/${id}/hearing`)
    const decision = { outcome: 'upheld', reasons: 'It came late.', outcomes: [] }
    const changing = { ...decision, outcomes: [{ competence: '2.4', result: 'reached' }] }
    expect((await hearer.post(`/v1/appeals/${id}/decision`).send(changing)).status).toBe(422)
    expect((await hearer.post(`/v1/appeals/${id}/decision`).send(decision)).body.state).toBe('upheld')
  })

  test('is unknown to other organisations, and a guardian has no part in that of an adult', async () => {
    const made = await certified()
    const id = await submitted(made.id)
    for (const school of [world.host, world.stranger]) {
      expect((await world.as({ school, role: 'validator' }).get(`/v1/appeals/${id}`)).status).toBe(404)
      expect((await world.as({ school, role: 'validator' }).post(`/v1/appeals/${id}/hearing`)).status).toBe(
        404,
      )
      expect((await world.as({ school }).get('/v1/appeals')).body.items).toEqual([])
    }
    const hosted = await world.as({ school: world.host }).get(`/v1/certificates/${made.certificateId}`)
    expect(hosted.body.underAppeal).toBe(true)
    const guardian = await as('coordinator')
      .post(`/v1/recognitions/${made.id}/appeal-links`)
      .send({ party: 'guardian' })
    expect(guardian.status).toBe(409)
    const change = `update appeals set grounds = 'None.' where id = '${id}'`
    await expect(world.services.db.owner.execute(change)).rejects.toThrow()
  })

  test('is refused after the last day, and overdue when nobody decides it in time', async () => {
    const made = await certified()
    const other = await certified()
    const id = await submitted(other.id)
    world.clock.advance(31)
    const links = `/v1/recognitions/${made.id}/appeal-links`
    const late = await as('coordinator').post(links).send({ party: 'learner' })
    expect(late.status).toBe(409)
    expect(late.body.detail).toContain(writeDayWithin('2026-12-21', 'en'))
    expect((await as('auditor').get(`/v1/appeals/${id}`)).body.overdue).toBe(true)
    world.clock.advance(-31)
  })
})
