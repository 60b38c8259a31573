import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../src/platform/auth/access.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const by = (school: School, role: Role) => world.as({ school, role })
const coordinator = () => by(world.school, 'coordinator')
const claim = (id: string) =>
  coordinator().put(`/v1/recognitions/${id}/outcomes/1.1/claim`).send({ status: 'claimed' })
const codes = (body: { blockers: { code: string }[] }) => body.blockers.map((blocker) => blocker.code)

describe('information comes first', () => {
  test('nothing is claimed, added or completed before the learner has acknowledged it', async () => {
    const made = await given(world).opened(one)
    const early = await claim(made.id)
    expect([early.status, codes(early.body)]).toEqual([409, ['information-not-acknowledged']])
    const adding = await coordinator()
      .post(`/v1/recognitions/${made.id}/outcomes`)
      .send({ competence: '5.1', description: 'Mended printers.', target: 2, methods: ['portfolio'] })
    expect(codes(adding.body)).toEqual(['information-not-acknowledged'])
    const read = await coordinator().get(`/v1/recognitions/${made.id}?lang=lv`)
    const blocker = read.body.blockers.find(
      (single: { code: string }) => single.code === 'information-not-acknowledged',
    )
    expect(blocker).toMatchObject({ by: 'learner', sentence: expect.stringContaining('Izglītības guvējs') })

    await given(world).inform(made.id)
    expect((await claim(made.id)).status).toBe(200)
    const after = await coordinator().get(`/v1/recognitions/${made.id}`)
    expect(codes(after.body)).toEqual([])
  })

  test('the sheet tells procedure, criteria, costs, data use and appeal of this very case, in both languages', async () => {
    const admin = by(world.school, 'admin')
    const settings = { appealWindowDays: 21, appealDecisionDays: 17 }
    await admin.patch('/v1/settings').set('if-match', '*').send(settings)
    const made = await given(world).opened(one)
    const path = await given(world).informationLink(made.id)
    const expected = {
      lv: {
        titles: ['Kārtība', 'Kritēriji', 'Izmaksas', 'Jūsu dati', 'Apelācija un sūdzība'],
        said: [
          'no 07.09.2026. līdz 01.11.2026., un',
          'sasniedzamais līmenis: 4. līmenis · Vidējs līmenis (4. no 8). Kritēriji: Patstāvīgi un atbilstoši savām vajadzībām, kad problēmas ir skaidri noteiktas, bet ne ikdienišķas, es spēju: parādīt ar piemēriem, kāda informācija ir vajadzīga;',
          'Atzīšana Jums ir bez maksas',
          'Vienošanos, vērtējumus, lēmumus un apliecinājumu glabā arī pēc atzīšanas',
          'lūgt izlabot kļūdas',
          '21 dienas laikā pēc lietas pabeigšanas varat iesniegt apelāciju',
          '17 dienu laikā pieņem pamatotu lēmumu',
        ],
      },
      en: {
        titles: ['Procedure', 'Criteria', 'Costs', 'Your data', 'Appeal and complaint'],
        said: [
          'from 7\u00a0September\u00a02026 to 1\u00a0November\u00a02026.',
          'target level: Level 4 · Intermediate (4 of 8). Criteria: Independently and for my own needs, when the problems are clearly set but less usual, I can: show with examples what information is needed;',
          'This procedure is free of charge for you',
          'The agreement, marks, decisions and certificate are kept after recognition',
          'to have mistakes corrected',
          'you may appeal within 21 days of the closing of the case',
          'decide within 17 days',
        ],
      },
    }
    for (const language of ['lv', 'en'] as const) {
      const page = await world.anyone.get(`${path}?lang=${language}`).set('accept', 'text/html')
      const common = ['Portfolio, judged within two weeks after return.', world.host.name, world.school.name]
      for (const text of [...expected[language].said, ...common]) expect(page.text).toContain(text)
      expect(page.text).not.toMatch(/\{\w+\}|\d{4}-\d\d-\d\d|\.\.(?!\.)/)
      const { sheet, hash } = (await world.anyone.get(`${path}?lang=${language}`)).body
      expect(sheet.sections.map((section: { title: string }) => section.title)).toEqual(
        expected[language].titles,
      )
      expect(page.text).toContain(hash)
    }
  })

  test('the sheet tells the time to appeal of the memorandum where one is in force', async () => {
    const terms = {
      scope: 'Mobilities.',
      startsOn: '2026-09-01',
      mutualAcceptance: true,
      assessedBy: 'either',
    }
    const proposed = await given(world).ok(
      coordinator()
        .post('/v1/partnerships')
        .send({ partnerId: world.host.id, ...terms, appealWindowDays: 45 }),
    )
    const host = by(world.host, 'coordinator')
    await given(world).ok(host.post(`/v1/partnerships/${proposed.id}/confirmation`))
    const made = await given(world).opened(one)
    const path = await given(world).informationLink(made.id)
    expect((await world.anyone.get(`${path}?lang=lv`)).text).toContain('45 dienu laikā pēc lietas')
    await given(world).ok(host.post(`/v1/partnerships/${proposed.id}/end`).send({ reason: 'Over.' }))
    expect((await world.anyone.get(`${path}?lang=lv`)).text).not.toContain('45 dienu laikā')
  })

  test('what was acknowledged is kept as it was shown, once, and the link is used up', async () => {
    const made = await given(world).opened(one)
    const former = await given(world).informationLink(made.id)
    const path = await given(world).informationLink(made.id)
    const before = await coordinator().get(`/v1/recognitions/${made.id}/information`)
    expect(before.body.acknowledged).toBe(false)
    const { sheet, hash } = (await world.anyone.get(`${path}?lang=lv`)).body
    const form = { name: 'Learner One', accept: true, hash }
    const wrong = await world.anyone.post(path).send({ ...form, hash: 'b'.repeat(64) })
    expect(wrong.status).toBe(412)
    expect((await world.anyone.post(path).send({ ...form, accept: false })).status).toBe(400)
    expect((await world.anyone.post(path).send(form)).status).toBe(200)
    expect((await world.anyone.post(path).send(form)).body.link).toBe('used')
    expect((await world.anyone.post(former).send(form)).body.link).toBe('ended')
    expect((await coordinator().post(`/v1/recognitions/${made.id}/information-links`)).status).toBe(409)
    const after = await coordinator().get(`/v1/recognitions/${made.id}/information`)
    expect(after.body).toEqual({
      acknowledged: true,
      onBehalf: null,
      name: 'Learner One',
      at: world.clock.now.toISOString(),
      hash,
      sheet,
    })
    const changing = `update information_acknowledgements set name = 'x' where recognition_id = '${made.id}'`
    await expect(world.services.db.owner.execute(changing)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('append-only') },
    })
  })

  test('a link for one thing does no other', async () => {
    const made = await given(world).opened(one)
    const path = await given(world).informationLink(made.id)
    for (const other of ['sign', 'declare']) {
      expect((await world.anyone.get(path.replace('information', other))).status).toBe(404)
    }
    const stranger = by(world.stranger, 'coordinator')
    expect((await stranger.post(`/v1/recognitions/${made.id}/information-links`)).status).toBe(404)
    const host = by(world.host, 'coordinator')
    expect((await host.post(`/v1/recognitions/${made.id}/information-links`)).status).toBe(404)
  })
})

describe('special needs and accommodations', () => {
  test('are told by the learner with the acknowledgement, or recorded by the coordinator', async () => {
    const made = await given(world).opened(one)
    const path = await given(world).informationLink(made.id)
    const { hash } = (await world.anyone.get(path)).body
    await world.anyone
      .post(path)
      .type('form')
      .send({ name: 'Learner One', accept: 'true', hash, accommodations: 'Larger print, please.' })
    const recorded = await coordinator()
      .post(`/v1/recognitions/${made.id}/accommodations`)
      .send({ text: 'Larger print in all tests.' })
    expect(recorded.status).toBe(201)
    const list = await coordinator().get(`/v1/recognitions/${made.id}/accommodations`)
    expect(
      list.body.items.map((item: { text: string; memberId: string }) => [item.text, item.memberId]),
    ).toEqual([
      ['Larger print, please.', null],
      ['Larger print in all tests.', world.school.members.coordinator],
    ])
  })

  test('are left out with an empty field', async () => {
    const made = await given(world).opened(one)
    const path = await given(world).informationLink(made.id)
    const { hash } = (await world.anyone.get(path)).body
    const form = { name: 'Learner One', accept: 'true', hash, accommodations: '' }
    expect((await world.anyone.post(path).type('form').send(form)).status).toBe(200)
    const list = await coordinator().get(`/v1/recognitions/${made.id}/accommodations`)
    expect(list.body.items).toEqual([])
  })

  test('are read by coordinator, assessor and validator of the two organisations, and by nobody else; each reading is on record', async () => {
    const made = await given(world).identification(one)
    const path = `/v1/recognitions/${made.id}/accommodations`
    const secret = 'Needs a quiet room.'
    await coordinator().post(path).send({ text: secret })
    for (const school of [world.school, world.host]) {
      for (const role of ['coordinator', 'assessor', 'validator'] as const)
        expect((await by(school, role).get(path)).text).toContain(secret)
      for (const role of ['mentor', 'issuer', 'auditor', 'admin'] as const)
        expect((await by(school, role).get(path)).status).toBe(403)
    }
    expect((await world.as({ school: world.school }).get(path)).status).toBe(403)
    expect((await by(world.stranger, 'coordinator').get(path)).status).toBe(404)
    expect((await world.anyone.get(path)).status).toBe(401)
    for (const address of [`/v1/recognitions/${made.id}`, `/v1/recognitions/${made.id}/information`])
      expect((await coordinator().get(address)).text).not.toContain(secret)
    const readings = (await world.services.db.owner.execute(
      `select member_id from ledger where action = 'accommodation.read' and subject_id = '${made.id}' order by id`,
    )) as { member_id: string }[]
    expect(readings.map((line) => line.member_id)).toEqual(
      [world.school, world.host].flatMap(({ members }) => [
        members.coordinator,
        members.assessor,
        members.validator,
      ]),
    )
    const lines = (await world.services.db.owner.execute(
      `select count(*) as said from ledger where details::text like '%quiet%'`,
    )) as { said: string }[]
    expect(Number(lines[0]!.said)).toBe(0)
  })

  test('are recorded by the sending coordinator only, while the case is open', async () => {
    const made = await given(world).identification(one)
    const path = `/v1/recognitions/${made.id}/accommodations`
    expect((await by(world.host, 'coordinator').post(path).send({ text: 'x' })).status).toBe(404)
    expect((await by(world.school, 'assessor').post(path).send({ text: 'x' })).status).toBe(403)
    await given(world).move(made.id, 'withdraw', 'The learner has left.')
    expect((await coordinator().post(path).send({ text: 'x' })).status).toBe(409)
  })
})
