import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

describe('The papers of a mobility', () => {
  let world: World
  const school = (role: 'coordinator' | 'issuer' | 'assessor' = 'coordinator') =>
    world.as({ school: world.school, role })
  const host = () => world.as({ school: world.host, role: 'mentor' })

  beforeAll(async () => {
    world = await newWorld()
  })

  const draw = (mobilityId: unknown, language = 'en', number = 1) =>
    school().post(`/v1/mobilities/${mobilityId}/agreement/versions/${number}/papers`).send({ language })
  const download = async (id: unknown) =>
    (await school().get(`/v1/papers/${id}.pdf`).buffer().parse(asBytes).expect(200)).body as Buffer
  const publicPage = (url: string) => world.anyone.get(new URL(url).pathname)

  describe('a learning agreement as a paper', () => {
    test('says what is agreed and who has signed it, in either language, with room for who has not', async () => {
      const { mobility, draft } = given(world)
      const { id } = await mobility()
      const { hash } = await draft(id, outcomes)
      await school().post(`/v1/mobilities/${id}/agreement/signatures`).send({ hash }).expect(201)
      for (const [language, words] of [
        ['en', ['Learning agreement', 'Planned learning outcomes', 'Target level', 'Sending organisation']],
        ['lv', ['Mācību vienošanās', 'Sasniedzamie mācīšanās rezultāti', 'Nosūtītājorganizācija']],
      ] as const) {
        const { body: paper } = await draw(id, language).expect(201)
        const text = (await readPdf(await download(paper.id))).text.replace(/\s+/g, ' ')
        for (const word of words) expect(text).toContain(word)
        expect(text).toContain(paper.number)
        expect(text.replaceAll(' ', '')).toContain(paper.url)
        expect(text.replaceAll(' ', '')).toContain(String(hash))
        expect(paper).toMatchObject({ kind: 'agreement', language, version: 1 })
        expect(paper.signatures.map(({ party }: { party: string }) => party)).toEqual(['sending'])
        expect(paper.number).toMatch(/^DCR-LA-\d{4}-[0-9A-Z]{8}$/)
      }
    })

    test('is drawn once for the same signatures, the same bytes each time, and anew with one more', async () => {
      const { mobility, draft } = given(world)
      const { id } = await mobility()
      const { hash } = await draft(id, outcomes)
      const { body: unsigned } = await draw(id)
      const { body: again } = await draw(id)
      expect(again).toEqual(unsigned)
      expect(await download(unsigned.id)).toEqual(await download(again.id))
      await school().post(`/v1/mobilities/${id}/agreement/signatures`).send({ hash }).expect(201)
      const { body: signed } = await draw(id)
      expect(signed.id).not.toBe(unsigned.id)
      expect((await publicPage(unsigned.url)).body.standing).toBe('more-signed')
      expect((await publicPage(signed.url)).body.standing).toBe('current')
      const { body: listed } = await school().get(`/v1/mobilities/${id}/papers`).expect(200)
      expect(listed.items).toEqual([unsigned, signed])
    })

    test('asked for twice at once, is one paper', async () => {
      const { mobility, draft } = given(world)
      const { id } = await mobility()
      await draft(id, outcomes)
      const answers = await Promise.all([draw(id), draw(id), draw(id)])
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    })

    test('of a version that was taken back or followed by another says so on its page', async () => {
      const { mobility, draft } = given(world)
      const { id } = await mobility()
      await draft(id, outcomes)
      const { body: first } = await draw(id)
      await draft(id, [{ competence: '1.1', baseline: 2, target: 3 }])
      const { body: second } = await draw(id, 'en', 2)
      expect((await publicPage(first.url)).body.standing).toBe('newer-version')
      await school()
        .post(`/v1/mobilities/${id}/agreement/versions/2/withdrawal`)
        .send({ reason: 'Not what was meant.' })
        .expect(200)
      expect((await publicPage(second.url)).body.standing).toBe('taken-back')
      expect((await publicPage(first.url)).body.standing).toBe('current')
    })
  })

  describe('a certificate of participation', () => {
    const certify = (id: unknown, language = 'en') =>
      school('issuer').post(`/v1/mobilities/${id}/participation/papers`).send({ language })
    const attest = (id: unknown, body: object) =>
      host().post(`/v1/mobilities/${id}/participation/attestation`).send(body)
    const days = { startsOn: '2026-09-07', endsOn: '2026-10-01' }

    test('is there once the mobility is over and its host has attested it, and not before', async () => {
      const { mobility } = given(world)
      const now = world.clock.now
      world.clock.now = new Date('2026-09-20T10:00:00Z')
      const { id } = await mobility()
      const early = await certify(id).expect(409)
      expect(early.body.detail).toContain('not over')
      const { body: ahead } = await attest(id, days).expect(422)
      expect(ahead.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/endsOn'])
      world.clock.now = new Date('2026-10-05T10:00:00Z')
      const missing = await certify(id).expect(409)
      expect(missing.body.blockers.map(({ code }: { code: string }) => code)).toEqual([
        'participation-not-attested',
      ])
      await school().post(`/v1/mobilities/${id}/participation/attestation`).send(days).expect(403)
      await attest(id, days).expect(201)
      const { body: paper } = await certify(id).expect(201)
      const text = (await readPdf(await download(paper.id))).text.replace(/\s+/g, ' ')
      expect(text).toContain('Certificate of participation')
      expect(text).toContain('It says nothing of any level of competence.')
      expect(text).not.toMatch(/Level and result/)
      expect(paper.certificateId).toBeNull()
      expect((await publicPage(paper.url)).body).toMatchObject({ ...days, standing: 'current' })
      await attest(id, { ...days, endsOn: '2026-09-30' }).expect(201)
      expect((await publicPage(paper.url)).body.standing).toBe('newer-attestation')
      world.clock.now = now
    })

    test('repeats levels only as the certificate in force has them, and says when it does not hold any more', async () => {
      const { decided, ok } = given(world)
      const { id: recognitionId, mobilityId } = await decided(outcomes)
      const certificate = await ok(school('issuer').post('/v1/certificates').send({ recognitionId }))
      await attest(mobilityId, days).expect(201)
      const { body: paper } = await certify(mobilityId, 'lv').expect(201)
      const text = (await readPdf(await download(paper.id))).text.replace(/\s+/g, ' ')
      expect(text).toContain(String(certificate.number))
      expect(text).toContain('Līmenis un rezultāts')
      expect(paper.certificateId).toBe(certificate.id)
      expect((await publicPage(paper.url)).body).toMatchObject({
        standing: 'current',
        certificateNumber: certificate.number,
      })
      await world
        .as({ school: world.school, role: 'assessor', memberId: world.school.members.assessor })
        .get(`/v1/papers/${paper.id}.pdf`)
        .expect(403)
    })
  })

  test('are checked by anyone by their code, without a word of whose they are; and by the file itself', async () => {
    const { mobility, draft } = given(world)
    const { id, learnerId } = await mobility()
    await draft(id, outcomes)
    const { body: paper } = await draw(id)
    const { body: learner } = await school().get(`/v1/people/${learnerId}`)
    const path = new URL(paper.url).pathname
    for (const [language, title] of [
      ['lv', 'Mācību vienošanās'],
      ['en', 'Learning agreement'],
    ] as const) {
      const page = await world.anyone.get(path).set('accept', 'text/html').set('accept-language', language)
      expect([page.status, page.headers['content-language']]).toEqual([200, language])
      expect(page.text).toContain(`<h1>${title}</h1>`)
      expect(page.text).not.toContain(learner.familyName)
    }
    const bytes = await download(paper.id)
    const same = await world.anyone.post(path).attach('file', bytes, 'paper.pdf').expect(200)
    expect(same.body.isSame).toBe(true)
    const other = await world.anyone.post(path).attach('file', Buffer.concat([bytes, bytes]), 'paper.pdf')
    expect(other.body.isSame).toBe(false)
    const spoken = paper.code.toLowerCase().replace(/(.{4})/g, '$1 ')
    expect((await world.anyone.get(`/check/${encodeURIComponent(spoken)}`)).body.number).toBe(paper.number)
    const typed = await world.anyone.get(`/verify/${paper.code}`).set('accept', 'text/html')
    expect([typed.status, typed.headers.location]).toEqual([302, `${path}?lang=en`])
    const form = world.anyone.post('/verify').type('form').set('accept', 'text/html')
    expect((await form.send({ code: spoken })).headers.location).toBe(`${path}?lang=en`)
    expect((await world.anyone.get(`/check/${'A'.repeat(26)}`)).status).toBe(404)
    const none = await world.anyone.get(`/check/${'A'.repeat(26)}`).set('accept', 'text/html')
    expect([none.status, none.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  })

  test('are from the sending organisation, with its logo, contact and colour', async () => {
    const own = {
      contact: { email: 'office@example.org', phone: '+371 60000000', url: 'https://school.example.org' },
      address: { street: 'Skolas iela 1', postalCode: 'LV-1000' },
      colours: { primary: '#0b3d91', accent: null },
    }
    const admin = world.as({ school: world.school, role: 'admin' })
    const path = `/v1/organisations/${world.school.id}`
    await admin.patch(path).set('if-match', '*').send(own).expect(200)
    const drawing = '<svg viewBox="0 0 2 1"><path d="M0 0h2v1H0z"/></svg>'
    const image = Buffer.from(drawing).toString('base64')
    await admin.put(`${path}/logo`).send({ image }).expect(200)
    const { mobility, draft } = given(world)
    const { id } = await mobility()
    await draft(id, outcomes)
    await host()
      .post(`/v1/mobilities/${id}/participation/attestation`)
      .send({ startsOn: '2026-09-07', endsOn: '2026-10-01' })
      .expect(201)
    const certificate = school('issuer').post(`/v1/mobilities/${id}/participation/papers`)
    for (const { body: paper } of [await draw(id), await certificate.send({ language: 'lv' })]) {
      const bytes = await download(paper.id)
      const { text, heard } = await readPdf(bytes)
      for (const said of ['office@example.org', '+371 60000000', 'Skolas iela 1', 'LV-1000'])
        expect(text).toContain(said)
      expect(heard.filter((words) => /Logo of|logotips/.test(words))).toHaveLength(1)
      expect(bytes.toString('latin1')).toMatch(/\/Subtype \/Image/)
    }
  })

  test('are for the parties of the mobility alone', async () => {
    const { mobility, draft } = given(world)
    const { id } = await mobility()
    await draft(id, outcomes)
    const { body: paper } = await draw(id)
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    await stranger.get(`/v1/papers/${paper.id}.pdf`).expect(404)
    await stranger.get(`/v1/mobilities/${id}/papers`).expect(404)
    await host().get(`/v1/papers/${paper.id}.pdf`).expect(200)
  })
})
