import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { deskOf, inviteByHand, partnerWorkshop } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { groups } from '../../setup/group.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('A group that goes to one host together', () => {
  let world: World
  let step: ReturnType<typeof given>
  let go: ReturnType<typeof groups>
  const school = () => world.as({ school: world.school, role: 'coordinator' })
  const host = () => world.as({ school: world.host, role: 'coordinator' })
  const agreementOf = async (id: unknown) =>
    (await school().get(`/v1/mobilities/${id}/agreement`).expect(200)).body
  const waitingAt = async (client: ReturnType<typeof host>, groupId: unknown) =>
    (await client.get('/v1/work?limit=200').expect(200)).body.items.filter(
      (item: { id: string }) => item.id === groupId,
    )

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    go = groups(world)
  })

  test('has one programme: signed by both organisations, each participant adds a signature and no document', async () => {
    const { id: groupId } = await go.group()
    const [first, second] = [await step.mobility(), await step.mobility()]
    await go.joinRequest(groupId, first.id, second.id).expect(200)
    await school().get(`/v1/mobilities/${first.id}/agreement`).expect(404)
    const { hash } = await go.programme(groupId)
    await go.sign(groupId, hash)
    for (const { id } of [first, second]) {
      const agreement = await agreementOf(id)
      expect(agreement).toMatchObject({ version: 1, missing: ['learner'], signed: false })
      expect(agreement.content.learningProgramme).toMatchObject({ groupId, number: 1, hash })
      expect(
        agreement.signatures.map(({ party, method }: Record<string, string>) => [party, method]),
      ).toEqual([
        ['sending', 'programme'],
        ['hosting', 'programme'],
      ])
    }
    const signed = await go.adds(first.id)
    expect(signed).toMatchObject({ signed: true, missing: [] })
    expect((await agreementOf(second.id)).signed).toBe(false)
    const { body } = await school().get(`/v1/mobilities?groupId=${groupId}`).expect(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id])
  })

  test('takes whoever comes after the signatures under the same programme at once, and a guardian with a minor', async () => {
    const learner = await step.person({ birthDate: '2010-05-14' })
    const { mobilityId } = await go.grouped({ learnerId: learner.id })
    expect((await agreementOf(mobilityId)).missing).toEqual(['learner', 'guardian'])
    await go.adds(mobilityId)
    expect((await go.adds(mobilityId, 'guardian')).signed).toBe(true)
  })

  test('has the case of a participant work from the programme as from an agreement', async () => {
    const { mobilityId } = await go.grouped()
    await go.adds(mobilityId)
    const opened = await step.ok(school().post('/v1/recognitions').send({ mobilityId }))
    expect((opened.outcomes as { competence: string }[]).map(({ competence }) => competence)).toEqual([
      '1.1',
      '2.4',
    ])
    expect((opened.blockers as { code: string }[]).map(({ code }) => code)).not.toContain(
      'agreement-not-signed',
    )
  })

  test('leads a participant to a certificate, which says with page and case file that its organisations signed the programme', async () => {
    const { id: groupId } = await go.group()
    await go.sign(groupId, (await go.programme(groupId)).hash)
    const agreed = async (mobilityId: unknown) => {
      await go.joinRequest(groupId, mobilityId).expect(200)
      await go.adds(mobilityId)
    }
    const outcomes = ['1.1', '2.4'].map((competence) => ({ competence, baseline: null, target: 4 }))
    const { id: recognitionId } = await step.decided(outcomes, {}, {}, { agreed })
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await step.ok(issuer.post('/v1/certificates').send({ recognitionId }))
    const { body: snapshot } = await issuer.get(`/v1/certificates/${certificate.id}.json`)
    expect(snapshot.agreement.signedByProgramme).toEqual(['sending', 'hosting'])
    expect(snapshot.qualityAssurance.en).toContain(
      'sending organisation (in the learning programme of the group)',
    )
    const shown = await world.anyone
      .get(`${new URL(String(certificate.verificationUrl)).pathname}?lang=en`)
      .set('accept', 'text/html')
    expect(shown.text).toContain('Both organisations signed the learning programme of the group')
    const wordsOf = async (path: string) => {
      const { body } = await school().get(path).buffer().parse(asBytes).expect(200)
      return (await readPdf(body as Buffer)).text.replace(/\s+/g, ' ')
    }
    expect(await wordsOf(`/v1/certificates/${certificate.id}.pdf`)).toContain('(grupas mācību programmā)')
    expect(await wordsOf(`/v1/recognitions/${recognitionId}/file.pdf?lang=en`)).toContain(
      'Learning programme signed that stands in version 1',
    )
  })

  test('does not take a mobility with an agreement of its own, of another host, project, time or group; each is named', async () => {
    const { groupId } = await go.grouped()
    const own = await step.mobility()
    await step.draft(own.id)
    const others = [
      own,
      await step.mobility({ hostingOrganisationId: await partnerWorkshop(world) }),
      await step.mobility({ projectCode: '2026-1-LV01-KA121-VET-000054321' }),
      await step.mobility({ endsOn: '2026-10-03' }),
      { id: (await go.grouped()).mobilityId },
      { id: '01993c7e-0000-7000-8000-0000000000ff' },
    ]
    const { status, body } = await go.joinRequest(groupId, ...others.map(({ id }) => id))
    expect(status).toBe(422)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      others.map((_, index) => `/mobilityIds/${index}`),
    )
    expect(body.errors[0].detail).toContain('a learning agreement of its own')
  })

  test('keeps agreements of its participants from being written otherwise until they leave it', async () => {
    const { groupId, mobilityId } = await go.grouped()
    const refused = await step.draftRequest(mobilityId)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('part of a group')])
    const path = `/v1/group-mobilities/${groupId}/participants/${mobilityId}/departure`
    const { body } = await school().post(path).send({ reason: 'They go by themselves.' }).expect(200)
    expect(body.groupId).toBeNull()
    await school().get(`/v1/mobilities/${mobilityId}/agreement`).expect(404)
    await step.draft(mobilityId)
    await school().post(path).send({ reason: 'Once more.' }).expect(409)
  })

  test('writes agreements anew with the next programme that both have signed, and where a fact has changed', async () => {
    const { groupId, mobilityId } = await go.grouped()
    await go.adds(mobilityId)
    const again = await go.joinRequest(groupId, mobilityId).expect(200)
    expect(again.body.items).toEqual([{ mobilityId, version: null }])
    const { hash } = await go.programme(groupId, { procedure: 'Portfolio and observation.' })
    await go.signBy(school(), groupId, hash).expect(201)
    expect((await agreementOf(mobilityId)).version).toBe(1)
    await go.signBy(host(), groupId, hash).expect(201)
    expect(await agreementOf(mobilityId)).toMatchObject({
      version: 2,
      missing: ['learner'],
      content: { procedure: 'Portfolio and observation.', learningProgramme: { number: 2 } },
    })
    await step.ok(
      school()
        .patch(`/v1/mobilities/${mobilityId}`)
        .set('if-match', '*')
        .send({ objective: 'Another objective.' }),
    )
    const { body } = await go.joinRequest(groupId, mobilityId).expect(200)
    expect(body.items).toEqual([{ mobilityId, version: 3 }])
  })

  test('has its programme signed as the group is now, once by each side, by the hash of what was read', async () => {
    const { id: groupId } = await go.group()
    const path = `/v1/group-mobilities/${groupId}`
    await school().get(`${path}/programme`).expect(404)
    const { hash } = await go.programme(groupId)
    await go.signBy(school(), groupId, '0'.repeat(64)).expect(412)
    await go.signBy(school(), groupId, hash).expect(201)
    await go.signBy(school(), groupId, hash).expect(409)
    await school().patch(path).set('if-match', '*').send({ name: 'Logistics, late autumn' }).expect(200)
    const outdated = await go.signBy(host(), groupId, hash)
    expect([outdated.status, outdated.body.detail]).toEqual([
      409,
      'The group has changed since this version was written. Write the next one.',
    ])
    const { hash: next } = await go.programme(groupId)
    await go.sign(groupId, next)
    const { body } = await host().get(`${path}/programmes`).expect(200)
    expect(body.items.map(({ version, signed }: Record<string, unknown>) => [version, signed])).toEqual([
      [1, false],
      [2, true],
    ])
  })

  test('names every gap of a programme at once', async () => {
    const { id } = await go.group()
    const { status, body } = await go.programmeRequest(id, {
      activities: [{ on: '2026-09-06', what: 'Too early.', competences: ['3.1'] }],
      evidenceUntil: '2026-09-30',
    })
    expect(status).toBe(422)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/activities/0/competences/0',
      '/activities/0/on',
      '/evidenceUntil',
    ])
  })

  test('is seen by its two organisations alone', async () => {
    const { groupId } = await go.grouped()
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    await stranger.get(`/v1/group-mobilities/${groupId}`).expect(404)
    await stranger.get(`/v1/group-mobilities/${groupId}/programme`).expect(404)
    await host().get(`/v1/group-mobilities/${groupId}`).expect(200)
    const { body } = await host().get('/v1/group-mobilities?side=hosted&limit=200').expect(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(groupId)
    await host()
      .post(`/v1/group-mobilities/${groupId}/participants`)
      .send({ mobilityIds: [groupId] })
      .expect(404)
  })

  test('waits in the work list of whoever has not signed, and is read and signed at the desk of its host', async () => {
    const { id: groupId } = await go.group({ name: 'Carpentry' })
    const { id } = await step.mobility()
    await go.joinRequest(groupId, id).expect(200)
    const { hash } = await go.programme(groupId)
    await go.signBy(school(), groupId, hash).expect(201)
    expect(await waitingAt(school(), groupId)).toEqual([])
    expect(await waitingAt(host(), groupId)).toMatchObject([
      { kind: 'programme', until: '2026-09-07', tasks: [{ code: 'sign-programme' }] },
    ])
    const desk = await deskOf(world, world.host, world.host.members.coordinator)
    const home = await world.anyone.get(`${desk}?lang=lv`).set('accept', 'text/html').expect(200)
    expect(home.text).toContain('Grupas „Carpentry” mācību programma gaida parakstu.')
    const page = `${desk}/group-mobilities/${groupId}`
    for (const [lang, title] of [
      ['lv', 'Mācību programma'],
      ['en', 'Learning programme'],
    ]) {
      const read = await world.anyone.get(`${page}?lang=${lang}`).set('accept', 'text/html').expect(200)
      expect(read.text).toContain(title)
      expect(read.text).toContain('A tour of the workshop.')
    }
    const signing = world.anyone.post(`${page}/signature`).type('form').set('accept', 'text/html')
    await signing.send({ hash, accept: 'true' }).expect(303)
    expect((await agreementOf(id)).missing).toEqual(['learner'])
    expect(await waitingAt(host(), groupId)).toEqual([])
  })

  test('has a case wait where its programme was signed at a desk that was handed over, until it is confirmed', async () => {
    const hostId = await partnerWorkshop(world)
    const { id: groupId } = await go.group({ hostingOrganisationId: hostId })
    const { id } = await step.mobility({ hostingOrganisationId: hostId })
    await go.joinRequest(groupId, id).expect(200)
    const { hash } = await go.programme(groupId)
    const { path } = await inviteByHand(world, hostId, ['coordinator'])
    await world.anyone
      .post(`${path}/group-mobilities/${groupId}/signature`)
      .send({ hash, accept: true })
      .expect(200)
    await go.signBy(school(), groupId, hash).expect(201)
    await go.adds(id)
    const { status, body } = await school().post('/v1/recognitions').send({ mobilityId: id })
    expect([status, body.blockers?.map(({ code }: { code: string }) => code)]).toEqual([
      409,
      ['unconfirmed-desk'],
    ])
  })

  test('has its programme returned by the host with a comment, which nobody signs then, and the next version answers', async () => {
    const { id: groupId } = await go.group()
    const { hash } = await go.programme(groupId)
    await go.signBy(school(), groupId, hash).expect(201)
    await school()
      .post(`/v1/group-mobilities/${groupId}/programmes/1/objection`)
      .send({ comment: 'It is ours.' })
      .expect(403)
    const { body: returned } = await go.returnRequest(groupId, 1, 'No workshop in September.').expect(200)
    expect(returned).toMatchObject({
      version: 1,
      answers: null,
      returned: { comment: 'No workshop in September.', memberId: world.host.members.coordinator },
    })
    const signed = await go.signBy(host(), groupId, hash)
    expect([signed.status, signed.body.detail]).toEqual([
      409,
      'The host has returned this version; write the next one.',
    ])
    const again = await go.returnRequest(groupId, 1)
    expect([again.status, again.body.detail]).toEqual([409, 'This version has been returned already.'])
    expect(await waitingAt(school(), groupId)).toMatchObject([
      {
        kind: 'programme',
        tasks: [
          {
            code: 'answer-returned-programme',
            sentence: 'The host returned the learning programme: No workshop in September.',
          },
        ],
      },
    ])
    expect(await waitingAt(host(), groupId)).toEqual([])
    const next = await go.programme(groupId, { answers: 'It is open in October.', activities: [] })
    expect(next).toMatchObject({ version: 2, returned: null, answers: 'It is open in October.' })
    await go.returnRequest(groupId, 1).expect(409)
    await go.sign(groupId, next.hash)
    const late = await go.returnRequest(groupId, 2)
    expect([late.status, late.body.detail]).toEqual([409, 'Your organisation has signed this version.'])
  })

  test('has its programme returned at the desk, which shows what was said, the answer and what has changed', async () => {
    const { id: groupId } = await go.group()
    await go.programme(groupId)
    const desk = await deskOf(world, world.host, world.host.members.coordinator)
    const page = `${desk}/group-mobilities/${groupId}`
    const read = async (language: string) =>
      (await world.anyone.get(`${page}?lang=${language}`).set('accept', 'text/html').expect(200)).text
    const send = (comment: string) =>
      world.anyone
        .post(`${page}/objection`)
        .type('form')
        .set('accept', 'text/html')
        .send({ number: '1', comment })
    await send('The workshop is closed.').expect(303)
    const waiting = await read('en')
    expect(waiting).toContain('The workshop is closed.')
    expect(waiting).not.toContain('<textarea')
    const home = await world.anyone.get(`${desk}?lang=lv`).set('accept', 'text/html').expect(200)
    expect(home.text).toContain('atgriezta mācību programma')
    await go.programme(groupId, {
      answers: 'Another workshop takes the group.',
      activities: [{ on: '2026-09-08', what: 'A tour of the other workshop.', competences: ['2.4'] }],
    })
    const answered = await read('en')
    for (const words of [
      'You returned the version before',
      'The workshop is closed.',
      'Another workshop takes the group.',
      'What has changed since version 1',
      'what is done: A tour of the other workshop.',
    ])
      expect(answered).toContain(words)
    expect(await read('lv')).toContain('darāmais: A tour of the other workshop.')
    await send('Once more.').expect(409)
  })

  test('is returned or signed by its host, never both, when asked for at once', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { id: groupId } = await go.group()
      const { hash } = await go.programme(groupId)
      const answers = await Promise.all([go.signBy(host(), groupId, hash), go.returnRequest(groupId, 1)])
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
    }
  })

  test('takes a hundred participants, in whose agreements its programme comes to stand at once, and none more', async () => {
    const { id: groupId } = await go.group()
    const { id: first } = await step.mobility()
    const made = []
    for (let count = 0; count < 100; count += 10)
      made.push(...(await Promise.all(Array.from({ length: 10 }, () => step.mobility()))))
    const ids = made.map(({ id }) => id)
    const tooMany = await go.joinRequest(groupId, first, ...ids)
    expect([tooMany.status, tooMany.body.errors[0].pointer]).toEqual([400, '/mobilityIds'])
    await go.joinRequest(groupId, ...ids).expect(200)
    const { body } = await go.joinRequest(groupId, first).expect(422)
    expect(body.errors).toEqual([
      {
        in: 'body',
        pointer: '/mobilityIds',
        detail: 'are too many: a group has at most 100, and 100 are there',
      },
    ])
    const { hash } = await go.programme(groupId)
    await go.sign(groupId, hash)
    for (const id of [ids[0], ids[99]]) expect((await agreementOf(id)).missing).toEqual(['learner'])
    const list = { kind: 'participants', language: 'en' }
    const paper = await step.ok(school().post(`/v1/group-mobilities/${groupId}/papers`).send(list))
    expect(paper.number).toMatch(/^DCR-PL-/)
  })

  test('has its host say at a desk who went with it, which waits in the work list from its last day on', async () => {
    const { id: groupId } = await go.group({ companions: go.companions })
    expect(await waitingAt(school(), groupId)).toEqual([])
    expect(await waitingAt(host(), groupId)).toMatchObject([
      { kind: 'companions', until: '2026-10-09', overdue: true, tasks: [{ code: 'attest-companions' }] },
    ])
    const later = await go.group({ companions: go.companions, endsOn: '2026-12-18' })
    expect(await waitingAt(host(), later.id)).toEqual([])
    const desk = await deskOf(world, world.host, world.host.members.mentor)
    const page = `${desk}/group-mobilities/${groupId}/companions`
    const home = await world.anyone.get(`${desk}?lang=lv`).set('accept', 'text/html').expect(200)
    expect(home.text).toContain('Apliecināt, kas un kurās dienās pavadīja grupu „Logistics, autumn”.')
    expect(home.text).toContain(`/group-mobilities/${groupId}/companions`)
    const say = (form: Record<string, string>) =>
      world.anyone.post(`${page}?lang=en`).type('form').set('accept', 'text/html').send(form)
    const refused = await say({ name: 'Teacher Two', startsOn: '2026-09-14', endsOn: '2026-09-07' }).expect(
      422,
    )
    expect(refused.text).toContain('value="2026-09-14"')
    expect(refused.text).toContain('<option value="Teacher Two" selected>')
    await say({ name: 'Teacher Two', startsOn: '2026-09-07', endsOn: '2026-09-14' }).expect(303)
    const half = await world.anyone.get(`${page}?lang=en`).set('accept', 'text/html').expect(200)
    expect(half.text).toContain('Teacher Two, Accompanying teacher')
    expect(half.text).not.toContain('<option value="Teacher Two"')
    expect(await waitingAt(host(), groupId)).toHaveLength(1)
    await go.attestRequest(groupId, 'Teacher One').expect(201)
    expect(await waitingAt(host(), groupId)).toEqual([])
    const done = await world.anyone.get(`${page}?lang=lv`).set('accept', 'text/html').expect(200)
    expect(done.text).toContain('Visu pavadošo personu klātbūtne ir apliecināta.')
    const more = [...go.companions, { name: 'Teacher Three', role: 'Accompanying teacher' }]
    const path = `/v1/group-mobilities/${groupId}`
    await step.ok(school().patch(path).set('if-match', '*').send({ companions: more }))
    expect(await waitingAt(host(), groupId)).toHaveLength(1)
  })

  test('is left when a mobility goes to another host', async () => {
    const { mobilityId } = await go.grouped()
    const hostingOrganisationId = await partnerWorkshop(world)
    const { body } = await school()
      .put(`/v1/mobilities/${mobilityId}/host`)
      .send({ hostingOrganisationId, reason: 'The host has closed.' })
      .expect(200)
    expect(body.groupId).toBeNull()
    await step.draft(mobilityId)
  })

  test('shows in the agreement of a participant, as page, that the programme stands in it and by whom it was signed', async () => {
    const { mobilityId } = await go.grouped()
    const { url } = await step.ok(
      school().post(`/v1/mobilities/${mobilityId}/agreement/links`).send({ party: 'learner' }),
    )
    const path = new URL(String(url)).pathname
    const before = await world.anyone.get(`${path}?lang=en`).set('accept', 'text/html').expect(200)
    expect(before.text).toContain('Logistics, autumn, version 1. Both organisations have signed it.')
    const desk = await deskOf(world, world.host, world.host.members.coordinator)
    const there = `${desk}/agreements/${mobilityId}?lang=lv`
    const after = await world.anyone.get(there).set('accept', 'text/html').expect(200)
    expect(after.text).toContain('(paraksts mācību programmā)')
  })
})
