import { beforeAll, describe, expect, test } from 'vitest'
import { correctableFields } from '../../../src/certification/corrections/correction.ts'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const planned = [{ competence: '1.1', baseline: 2, target: 4 }]
type Role = 'coordinator' | 'validator' | 'assessor' | 'issuer' | 'admin'
type Item = { kind: string; id: string; recognitionId: string; tasks: { code: string }[] }

describe('a correction', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  const as = (role: Role) => world.as({ school: world.school, role })
  const later = (seconds = 1) => world.clock.advance(seconds / 86_400)
  const at = (id: string, rest = '') => `/v1/certificates/${id}${rest}`
  const issued = async () => {
    const { id, recognitionId, verificationUrl } = await given(world).certificate(planned)
    return {
      id: String(id),
      recognitionId: String(recognitionId),
      page: new URL(String(verificationUrl)).pathname,
    }
  }
  const contentOf = async (id: string) => (await as('coordinator').get(at(id, '.json'))).body
  const read = async (id: string) => (await as('coordinator').get(at(id))).body
  const confirm = (id: string, role: Role = 'issuer') => as(role).post(at(id, '/correction/confirmation'))
  const propose = (id: string, fields: object[], role: Role = 'coordinator') =>
    as(role).post(at(id, '/correction')).send({ reason: 'It was misspelt.', fields })
  const waiting = async (recognitionId: string) =>
    ((await as('admin').get('/v1/work?view=all&limit=200')).body.items as Item[])
      .filter((item) => item.recognitionId === recognitionId && item.kind !== 'recognition-act')
      .map((item) => item.kind)
  /** Certificates in which the daily check finds no fault: one run of it, at the end, is for all of them. */
  const sound = new Set<string>()
  const rename = async (id: string, familyName: string) => {
    const { mobility } = await contentOf(id)
    const { learnerId } = (await as('coordinator').get(`/v1/mobilities/${mobility.id}`)).body
    await given(world).ok(
      as('coordinator').patch(`/v1/people/${learnerId}`).set('if-match', '*').send({ familyName }),
    )
  }

  test('puts right what the operator stated of the issuer, and says what is known of it by then', async () => {
    const { id } = await issued()
    const { issuer } = await contentOf(id)
    expect(issuer).toMatchObject({ confirmed: null })
    const fields = [{ field: 'issuer.registrationNumber', wrong: null, right: '40000000012' }]
    const early = await propose(id, fields)
    expect([early.status, early.body.errors[0].detail]).toEqual([422, expect.stringContaining('/identity')])
    const { id: school, name } = world.school
    const checked = { checkedBy: 'Agency One', checkedHow: 'visit', checkedOn: '2026-11-02' }
    await as('admin')
      .put(`/v1/organisations/${school}/identity`)
      .send({ name, country: 'LV', registrationNumber: '40000000012', ...checked })
      .expect(200)
    expect((await propose(id, fields)).status).toBe(202)
    later()
    const { body: made } = await confirm(id)
    const after = await contentOf(made.id)
    expect(after.issuer).toEqual({
      ...issuer,
      registrationNumber: '40000000012',
      confirmed: { by: 'Agency One', how: 'visit', howInWords: null, on: '2026-11-02' },
    })
    sound.add(made.id)
    await as('admin')
      .post(`/v1/organisations/${school}/identity/withdrawal`)
      .send({ reason: 'Tried.' })
      .expect(200)
  })

  test('by two people makes the successor of the same decision, in which nothing but what was named is changed', async () => {
    const { id, recognitionId, page } = await issued()
    const before = await contentOf(id)
    const fields = [{ field: 'learner.familyName', wrong: before.learner.familyName, right: 'Óne' }]
    const early = await propose(id, fields)
    expect([early.status, early.body.errors[0].pointer]).toEqual([422, '/fields/0/right'])
    expect(early.body.errors[0].detail).toContain('PATCH /v1/people/{id}')
    await rename(id, 'Óne')
    const asked = await propose(id, fields)
    expect(asked.status, asked.text).toBe(202)
    expect(asked.body).toMatchObject({
      status: 'valid',
      correctionProposal: { fields, proposedBy: world.school.members.coordinator },
    })
    expect(await waiting(recognitionId)).toEqual(['correction'])
    expect((await confirm(id, 'coordinator')).status).toBe(403)
    later()
    const { body: made, status } = await confirm(id)
    expect([status, made.status, made.supersedes]).toEqual([201, 'valid', id])

    const after = await contentOf(made.id)
    const own = ['id', 'number', 'verification', 'issuedAt', 'issuedOn']
    const told = (snapshot: object) =>
      Object.entries(snapshot).filter(([name]) => ![...own, 'learner', 'supersedes'].includes(name))
    expect(told(after)).toEqual(told(before))
    expect(after.learner).toEqual({ ...before.learner, familyName: 'Óne' })
    expect(after.supersedes).toMatchObject({ id, number: before.number, why: 'correction' })
    expect(await read(id)).toMatchObject({
      status: 'superseded',
      supersededBy: made.id,
      correctionProposal: null,
    })
    expect((await confirm(id)).body.id).toBe(made.id)
    expect(await waiting(recognitionId)).toEqual([])
    sound.add(made.id)
    sound.add(id)
    expect((await world.anyone.get(page).set('accept', 'application/json')).body.status).toBe('revoked')
    const { body: listed } = await as('coordinator').get(`/v1/certificates?recognitionId=${recognitionId}`)
    expect(
      listed.items.map((row: { supersedes: string; supersededBy: string }) => [
        row.supersedes,
        row.supersededBy,
      ]),
    ).toEqual([
      [null, made.id],
      [id, null],
    ])
  })

  test('is refused to who proposed it, to the host, to strangers, and to who judged the case', async () => {
    const { id } = await issued()
    const both = await newMember(world, world.school, ['issuer', 'coordinator'])
    const alone = world.as({ school: world.school, role: 'issuer', memberId: both })
    await given(world).proposeCorrection(id)
    await given(world).ok(as('coordinator').post(at(id, '/correction/dismissal')))
    const { mobility } = await contentOf(id)
    const fields = [
      { field: 'mobility.programme', wrong: mobility.programme, right: 'A programme, written right' },
    ]
    const body = { reason: 'It was written wrong.', fields }
    await given(world).ok(alone.post(at(id, '/correction')).send(body))
    const self = await alone.post(at(id, '/correction/confirmation'))
    expect([self.status, self.body.detail]).toEqual([403, expect.stringContaining('two people')])
    const host = world.as({ school: world.host, role: 'issuer' })
    expect((await host.post(at(id, '/correction/confirmation'))).status).toBe(403)
    expect((await host.post(at(id, '/correction')).send(body)).status).toBe(403)
    const stranger = world.as({ school: world.stranger, role: 'issuer' })
    expect((await stranger.post(at(id, '/correction')).send(body)).status).toBe(404)
    const judge = world.as({ school: world.school, role: 'issuer', memberId: world.school.members.assessor })
    expect((await judge.post(at(id, '/correction/confirmation'))).status).toBe(403)
    expect((await confirm(id)).status).toBe(201)
  })

  test('names every fault where it is, and what was judged is none of its fields', async () => {
    const { id } = await issued()
    const { mobility } = await contentOf(id)
    const none = await propose(id, [])
    expect([none.status, none.body.errors[0].pointer]).toEqual([422, '/fields'])
    const { body } = await propose(id, [
      { field: 'mobility.programme', wrong: 'What it never said', right: 'Another' },
      { field: 'mobility.programme', wrong: mobility.programme, right: 'Another' },
      { field: 'mobility.objective', wrong: mobility.objective, right: mobility.objective },
      { field: 'mobility.workloadHours', wrong: mobility.workloadHours, right: 9 },
    ])
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/fields/0/wrong',
      '/fields/1/field',
      '/fields/2/right',
      '/fields/3/right',
    ])
    for (const field of ['outcomes.0.level', 'agreement.hash', 'number', 'learner.__proto__']) {
      const refused = await propose(id, [{ field, wrong: null, right: 4 }])
      expect([field, refused.status]).toEqual([field, 400])
    }
    expect(correctableFields.filter((field) => /outcome|agreement|framework/.test(field))).toEqual([])
  })

  test('moves no date to the other side of the issue, and others it does', async () => {
    const { id } = await issued()
    const { mobility, issuedOn } = await contentOf(id)
    const put = (change: object) =>
      given(world).ok(
        as('coordinator').patch(`/v1/mobilities/${mobility.id}`).set('if-match', '*').send(change),
      )
    await put({ endsOn: issuedOn })
    const late = await propose(id, [{ field: 'mobility.endsOn', wrong: mobility.endsOn, right: issuedOn }])
    expect([late.status, late.body.errors[0].detail]).toEqual([422, expect.stringContaining('appealed')])
    await put({ endsOn: '2026-10-09' })
    await given(world).ok(
      propose(id, [{ field: 'mobility.endsOn', wrong: mobility.endsOn, right: '2026-10-09' }]),
    )
  })

  test('moves no first day to the other side of the signatures', async () => {
    const now = world.clock.now
    const early = [{ ...planned[0]!, evidenceFrom: '2026-09-01' }]
    const stay = { startsOn: '2026-11-20', endsOn: '2026-11-22' }
    const made = await given(world).validation(early, {}, stay)
    const decision = { outcomes: [{ competence: '1.1', result: 'reached' }] }
    await given(world).ok(as('validator').post(`/v1/recognitions/${made.id}/decision`).send(decision))
    world.clock.advance(3)
    const { id } = await given(world).ok(
      as('issuer').post('/v1/certificates').send({ recognitionId: made.id }),
    )
    const put = (startsOn: string) =>
      given(world).ok(
        as('coordinator').patch(`/v1/mobilities/${made.mobilityId}`).set('if-match', '*').send({ startsOn }),
      )
    const moved = (right: string) =>
      propose(String(id), [{ field: 'mobility.startsOn', wrong: stay.startsOn, right }])
    await put('2026-11-22')
    const crossing = await moved('2026-11-22')
    expect([crossing.status, crossing.body.errors[0].detail]).toEqual([
      422,
      expect.stringContaining('appealed'),
    ])
    await put('2026-11-19')
    await given(world).ok(moved('2026-11-19'))
    world.clock.now = now
  })

  test('of lists: in which languages it was carried out, and in which field of education', async () => {
    const { id } = await issued()
    const { mobility } = await contentOf(id)
    const told = { languages: ['en', 'lv'], fieldOfEducation: '0613' }
    await given(world).ok(
      as('coordinator').patch(`/v1/mobilities/${mobility.id}`).set('if-match', '*').send(told),
    )
    const fields = [
      { field: 'mobility.languages', wrong: null, right: ['en', 'lv'] },
      { field: 'mobility.fieldOfEducation', wrong: null, right: '0613' },
    ]
    const other = await propose(id, [{ ...fields[0]!, right: ['lv', 'en'] }])
    expect([other.status, other.body.errors[0].pointer]).toEqual([422, '/fields/0/right'])
    expect((await given(world).ok(propose(id, fields))).correctionProposal).toMatchObject({ fields })
    later()
    const { body: made } = await confirm(id)
    expect((await contentOf(made.id)).mobility).toEqual({ ...mobility, ...told })
    sound.add(made.id)
  })

  test('confirmed by two at once, and asked again, makes one certificate', async () => {
    const { id, recognitionId } = await issued()
    await given(world).proposeCorrection(id)
    const second = await newMember(world, world.school, ['issuer'])
    const other = world.as({ school: world.school, role: 'issuer', memberId: second })
    const answers = await Promise.all([
      confirm(id),
      other.post(at(id, '/correction/confirmation')),
      confirm(id),
    ])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]))
    const { body } = await as('coordinator').get(`/v1/certificates?recognitionId=${recognitionId}`)
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual(['superseded', 'valid'])
  })

  test.each(['wrong-data', 'issued-by-mistake', 'superseded', 'holder-request'])(
    'is the way on from a certificate that was revoked as %s, which stays revoked',
    async (reason) => {
      const { id, recognitionId } = await issued()
      await given(world).revoke(id, reason)
      const dead = await as('issuer').post('/v1/certificates').send({ recognitionId })
      expect([dead.status, dead.body.detail]).toEqual([409, expect.stringContaining('correction')])
      const made = await given(world).correct(id)
      expect(made).toMatchObject({ status: 'valid', supersedes: id })
      expect(await read(id)).toMatchObject({ revocationReason: reason, supersededBy: made.id })
      sound.add(String(made.id))
      expect((await propose(id, [])).status).toBe(409)
    },
  )

  test('of a revoked certificate may name nothing: it issues the same again', async () => {
    const { id } = await issued()
    await given(world).revoke(id, 'issued-by-mistake')
    await given(world).ok(propose(id, []))
    const { body } = await confirm(id).expect(201)
    expect((await contentOf(body.id)).outcomes).toEqual((await contentOf(id)).outcomes)
  })

  test('of one that was revoked for fraud needs a complaint that was upheld', async () => {
    const { id, recognitionId } = await issued()
    await given(world).revoke(id, 'fraud')
    const refused = await propose(id, [])
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('fraud')])
    later()
    await appealed(recognitionId, { kind: 'complaint', competences: [] }, 'upheld')
    await given(world).ok(propose(id, []))
    expect((await confirm(id)).status).toBe(201)
  })

  test('that waits keeps the learner from being erased', async () => {
    const { id } = await issued()
    await given(world).proposeCorrection(id)
    const { mobility } = await contentOf(id)
    const { learnerId } = (await as('coordinator').get(`/v1/mobilities/${mobility.id}`)).body
    const { body } = await as('admin').get(`/v1/people/${learnerId}/erasure`)
    const codes = () => body.blockers.map(({ code }: { code: string }) => code)
    expect(codes()).toContain('certificate-due')
  })

  /** An appeal of the case, heard and decided by somebody who took no part. */
  async function appealed(recognitionId: string, form: object, outcome: 'upheld' | 'rejected' | null) {
    const link = await given(world).ok(
      as('coordinator').post(`/v1/recognitions/${recognitionId}/appeal-links`).send({ party: 'learner' }),
    )
    const grounds = { grounds: 'It is not so.', name: 'Learner One', ...form }
    const told = await given(world).ok(world.anyone.post(new URL(String(link.url)).pathname).send(grounds))
    const id = (told.appeals as { id: string }[]).at(-1)!.id
    const hearer = world.as({
      school: world.school,
      role: 'validator',
      memberId: await newMember(world, world.school, ['validator']),
    })
    await given(world).ok(hearer.post(`/v1/appeals/${id}/hearing`))
    const decide = async (said: object) =>
      given(world).ok(
        hearer.post(`/v1/appeals/${id}/decision`).send({ reasons: 'It was looked at again.', ...said }),
      )
    if (outcome) await decide({ outcome })
    return { id, decide }
  }

  /** A case found one level short of its target, and an appeal of it that is in hearing. */
  async function contested() {
    const made = await given(world).decided(planned, { '1.1': 'partly' }, { '1.1': 3 })
    const { id } = await given(world).ok(
      as('issuer').post('/v1/certificates').send({ recognitionId: made.id }),
    )
    const appeal = await appealed(made.id, { kind: 'appeal', competences: ['1.1'] }, null)
    const uphold = async () => {
      const marker = world.as({
        school: world.school,
        role: 'assessor',
        memberId: await newMember(world, world.school, ['assessor']),
      })
      const marks = given(world).appealMarksFor(made, '1.1', 4)
      await given(world).ok(marker.post(`/v1/appeals/${appeal.id}/marks`).send(marks))
      await appeal.decide({ outcome: 'upheld', outcomes: [{ competence: '1.1', result: 'reached' }] })
    }
    const issue = () => as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
    return { id: String(id), recognitionId: made.id, appeal, uphold, issue }
  }

  describe('where two endings cross', () => {
    test('revoked while an appeal is heard, then upheld: the certificate after the appeal takes the place of the revoked one', async () => {
      const { id, recognitionId, uphold, issue } = await contested()
      await given(world).revoke(id, 'wrong-data')
      later()
      await uphold()
      expect(await waiting(recognitionId)).toEqual(['certificate-after-appeal'])
      const made = await issue()
      expect(made.status, made.text).toBe(201)
      expect(made.body).toMatchObject({ status: 'valid', supersedes: id })
      expect(await read(id)).toMatchObject({ revocationReason: 'wrong-data', supersededBy: made.body.id })
      expect((await contentOf(made.body.id)).supersedes.why).toBe('appeal')
      expect(await waiting(recognitionId)).toEqual([])
      sound.add(made.body.id)
      expect((await issue()).body.id).toBe(made.body.id)
    })

    test('revoked for fraud while an appeal is heard, then upheld: nothing waits, and nothing is issued', async () => {
      const { id, recognitionId, uphold, issue } = await contested()
      await given(world).revoke(id, 'fraud')
      later()
      await uphold()
      expect(await waiting(recognitionId)).toEqual([])
      expect((await issue()).status).toBe(409)
    })

    test('a correction waits for an appeal that is open, and is taken up where it is upheld', async () => {
      const made = await given(world).decided(planned, { '1.1': 'partly' }, { '1.1': 3 })
      const { id } = await given(world).ok(
        as('issuer').post('/v1/certificates').send({ recognitionId: made.id }),
      )
      await given(world).proposeCorrection(id, 'What it should say')
      const appeal = await appealed(made.id, { kind: 'appeal', competences: ['1.1'] }, null)
      const held = await confirm(String(id))
      expect([held.status, held.body.detail]).toEqual([409, expect.stringContaining('appeal')])
      expect(await waiting(made.id)).toEqual(['appeal'])
      const memberId = await newMember(world, world.school, ['assessor'])
      const marker = world.as({ school: world.school, role: 'assessor', memberId })
      const marks = given(world).appealMarksFor(made, '1.1', 4)
      await given(world).ok(marker.post(`/v1/appeals/${appeal.id}/marks`).send(marks))
      await appeal.decide({ outcome: 'upheld', outcomes: [{ competence: '1.1', result: 'reached' }] })
      expect(await waiting(made.id)).toEqual(['certificate-after-appeal'])
      expect((await confirm(String(id))).status).toBe(409)
      const issue = await as('issuer').post('/v1/certificates').send({ recognitionId: made.id })
      expect(issue.status, issue.text).toBe(201)
      const after = await contentOf(issue.body.id)
      expect([after.mobility.programme, after.outcomes[0].level]).toEqual(['What it should say', 4])
      expect(await waiting(made.id)).toEqual([])
      expect((await confirm(String(id))).status).toBe(409)
      const [row] = (await world.services.db.owner.execute(
        `select outcome from corrections where certificate_id = '${id}'`,
      )) as object[]
      expect(row).toEqual({ outcome: 'taken-up' })
    })

    test('a revocation and a correction never wait together, whichever is asked for first, or both at once', async () => {
      const { id, recognitionId } = await issued()
      const ask = () => as('coordinator').post(at(id, '/revocation')).send({ reason: 'wrong-data' })
      await given(world).proposeCorrection(id)
      expect((await ask()).status).toBe(409)
      await given(world).ok(as('admin').post(at(id, '/correction/dismissal')))
      const { programme } = (await contentOf(id)).mobility
      const fields = [{ field: 'mobility.programme', wrong: programme, right: 'A programme, written right' }]
      const both = await Promise.all([ask(), propose(id, fields)])
      expect(both.map(({ status }) => status).sort()).toEqual([202, 409])
      expect(await waiting(recognitionId)).toHaveLength(1)
      if (both[0].status === 409) await given(world).ok(as('admin').post(at(id, '/correction/dismissal')))
      else await given(world).ok(as('admin').post(at(id, '/revocation/dismissal')))
      await given(world).ok(ask())
      expect((await propose(id, fields)).status).toBe(409)
      await given(world).ok(as('issuer').post(at(id, '/revocation/confirmation')))
      expect(await waiting(recognitionId)).toEqual([])
      await given(world).ok(propose(id, fields))
      expect((await confirm(id)).status).toBe(201)
    })

    test('the register put right after the mobility holds up no certificate after an appeal', async () => {
      const { recognitionId, uphold, issue, id } = await contested()
      const { mobility } = await contentOf(id)
      await given(world).ok(
        as('coordinator')
          .patch(`/v1/mobilities/${mobility.id}`)
          .set('if-match', '*')
          .send({ workloadHours: 99 }),
      )
      await uphold()
      const made = await issue()
      expect(made.status, made.text).toBe(201)
      expect((await contentOf(made.body.id)).mobility.workloadHours).toBe(99)
      expect(await waiting(recognitionId)).toEqual([])
    })
  })

  describe('leaves it to the learner what strangers see', () => {
    const choose = async (id: string, level: string) => {
      const link = await given(world).ok(as('coordinator').post(at(id, '/learner-links')))
      const holder = new URL(String(link.url)).pathname
      await given(world).ok(world.anyone.post(`${holder}/level`).send({ level }))
      return holder
    }
    const levelAt = async (url: unknown) => {
      const { body } = await world.anyone.get(new URL(String(url)).pathname).set('accept', 'application/json')
      return body.level
    }

    test('as chosen for the old one, after a correction and after an appeal; chosen anew for the new one alone', async () => {
      const { id } = await issued()
      await choose(id, 'validity')
      const made = await given(world).correct(id)
      expect(await levelAt(made.verificationUrl)).toBe('validity')
      await choose(String(made.id), 'everything')
      expect(await levelAt(made.verificationUrl)).toBe('everything')
      expect(await levelAt((await read(id)).verificationUrl)).toBe('validity')

      const { id: old, uphold, issue } = await contested()
      await choose(old, 'validity')
      await uphold()
      expect(await levelAt((await issue()).body.verificationUrl)).toBe('validity')
    })
  })

  test('is told on both pages: the old one leads to the new one, which names the old one, as far as a share lets it', async () => {
    const { id, page } = await issued()
    const link = await given(world).ok(as('coordinator').post(at(id, '/learner-links')))
    const holder = new URL(String(link.url)).pathname
    const share = await given(world).ok(
      world.anyone.post(`${holder}/shares`).send({ level: 'everything', days: 7 }),
    )
    const made = await given(world).correct(id)
    const [before, after] = [(await read(id)).number, String(made.number)]
    const json = async (path: string) => (await world.anyone.get(path).set('accept', 'application/json')).body
    const html = async (path: string) => (await world.anyone.get(path).set('accept', 'text/html')).text
    const next = new URL(String(made.verificationUrl)).pathname
    const shared = new URL(String(share.url)).pathname

    expect((await json(page)).supersededBy).toEqual({ number: after, url: made.verificationUrl })
    expect(await html(page)).toContain(`href="${next}?lang=en">${after}</a>`)
    expect((await json(next)).supersedes).toEqual({ number: before })
    expect(await html(next)).toContain(before)
    expect(await html(next)).not.toContain(page)
    expect((await json(shared)).supersededBy).toEqual({ number: after })
    expect(await html(shared)).not.toContain(next)
    expect(await html(shared)).toContain(after)
  })

  test('has papers and credentials that verify, and name the certificate whose place it takes', async () => {
    const { id } = await issued()
    const made = await given(world).correct(id)
    const { body: badge } = await as('coordinator').get(at(String(made.id), '.ob3.json'))
    expect(badge.relatedResource).toMatchObject([{ id: `urn:uuid:${id}` }])
    const european = await as('coordinator')
      .get(at(String(made.id), '.edc.jsonld'))
      .buffer()
      .parse(asBytes)
    expect(String(european.body)).toContain((await read(id)).number)
    const checked = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/vc+ld+json')
      .send(JSON.stringify(badge))
    expect(checked.body.status, JSON.stringify(checked.body)).toBe('valid')
    const paper = await as('coordinator')
      .get(at(String(made.id), '.pdf'))
      .buffer()
      .parse(asBytes)
    const { body } = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(paper.body)
    expect(body.status).toBe('valid')
    const text = (await readPdf(paper.body)).text.replaceAll(/\s+/g, ' ')
    expect(text).toContain(`${(await read(id)).number}`)
    sound.add(String(made.id))
  })

  test('and the daily check finds no fault in any certificate of these', async () => {
    const faulty = new Set<string | null>()
    await checkCertificates(world.services, ({ certificateId }) => faulty.add(certificateId))
    expect(sound.size).toBeGreaterThan(9)
    expect([...sound].filter((id) => faulty.has(id))).toEqual([])
  })
})
