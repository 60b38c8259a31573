import { beforeAll, describe, expect, test } from 'vitest'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { startMailServer } from '../../setup/mail-server.ts'
import { printed } from '../../setup/on-paper.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

const both = {
  guardianName: 'Guardian One',
  guardianEmail: 'guardian.one@example.org',
  secondGuardianName: 'Guardian Two',
  secondGuardianEmail: 'guardian.two@example.org',
}
const first = { party: 'guardian' }
const second = { party: 'guardian', secondGuardian: true }

let world: World
let received: Awaited<ReturnType<typeof startMailServer>>['received']
const step = () => given(world)
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const settle = (settings: Body) =>
  step().ok(
    world
      .as({ school: world.school, role: 'admin' })
      .patch('/v1/settings')
      .set('if-match', '*')
      .send(settings),
  )

beforeAll(async () => {
  const server = await startMailServer()
  received = server.received
  world = await newWorld({ mail: server.mailer })
})

/** An agreement that waits for the learner and their guardians; both organisations have signed it. */
async function waiting(over: Body = {}, wants = true) {
  await settle({ bothGuardians: wants })
  const learner = await step().person({ birthDate: '2010-05-14', ...both, ...over })
  const { id } = await step().mobility({
    learnerId: learner.id,
    startsOn: '2027-02-01',
    endsOn: '2027-02-26',
  })
  const { hash, version, content } = await step().draft(id)
  await step().sign(id, hash, [])
  const path = `/v1/mobilities/${id}/agreement`
  const ask = (holder: Body) => coordinator().post(`${path}/links`).send(holder)
  const link = async (holder: Body) => new URL(String((await step().ok(ask(holder))).url)).pathname
  const sign = (at: string, name: string, more: Body = {}) =>
    world.anyone.post(at).send({ name, accept: true, hash, ...more })
  const read = () => step().ok(coordinator().get(path))
  const missing = async () => {
    const { missing: parties, missingGuardians } = await read()
    return [...(parties as string[]), ...(missingGuardians as string[])]
  }
  const open = () => coordinator().post('/v1/recognitions').send({ mobilityId: id })
  return { learner, id, path, version, content, ask, link, sign, read, missing, open }
}

test('where the signature of either is enough, the agreement names both, and says so on page and paper', async () => {
  const { id, path, content, version, link, sign, missing, read } = await waiting({}, false)
  const { learner } = content as { learner: Body }
  expect(learner).toMatchObject({ guardianName: 'Guardian One', otherGuardianName: 'Guardian Two' })
  expect(learner).not.toHaveProperty('secondGuardianName')
  const at = await link(second)
  const said = {
    en: ['Guardian One', 'Guardian Two', 'one of the two guardians', 'Guardian One or Guardian Two'],
    lv: [
      'Guardian One',
      'Guardian Two',
      'viens no abiem likumiskajiem pārstāvjiem',
      'Guardian One vai Guardian Two',
    ],
  }
  for (const language of ['en', 'lv'] as const) {
    const page = await world.anyone.get(`${at}?lang=${language}`).set('accept', 'text/html')
    for (const words of said[language].slice(0, 3)) expect(page.text).toContain(words)
    const drawn = await step().ok(coordinator().post(`${path}/versions/${version}/papers`).send({ language }))
    const { body } = await coordinator().get(`/v1/papers/${drawn.id}.pdf`).buffer().parse(asBytes)
    const paper = (await readPdf(body as Buffer)).text.replaceAll(/[\s\u00a0]+/g, ' ')
    for (const words of said[language]) expect(paper).toContain(words)
  }
  await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
  expect(await missing()).toEqual(['guardian', 'first'])
  await step().ok(sign(at, 'Guardian Two'))
  expect(await missing()).toEqual([])
  // Whoever is another one by now is a fact that changed.
  const { learner: known } = (await read()).content as { learner: { id: string } }
  await step().ok(
    coordinator()
      .patch(`/v1/people/${known.id}`)
      .set('if-match', '*')
      .send({ secondGuardianName: 'Guardian Three' }),
  )
  const opened = await step().ok(coordinator().post('/v1/recognitions').send({ mobilityId: id }))
  expect(opened.blockers).toContainEqual(
    expect.objectContaining({ code: 'agreement-outdated', fields: ['/learner/otherGuardianName'] }),
  )
})

test('of one guardian alone an agreement says what it said before', async () => {
  const { content } = await waiting({ secondGuardianName: null, secondGuardianEmail: null }, false)
  expect(Object.keys((content as { learner: Body }).learner)).toEqual(
    expect.not.arrayContaining(['secondGuardianName', 'otherGuardianName']),
  )
})

describe('where an organisation wants both guardians', () => {
  test('an agreement names both and waits until each has signed through a link of their own', async () => {
    const { content, link, sign, missing, read, open } = await waiting()
    expect(content).toMatchObject({
      learner: { guardianName: 'Guardian One', secondGuardianName: 'Guardian Two' },
    })
    const of = { one: await link(first), two: await link(second) }
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    expect(await missing()).toEqual(['guardian', 'first', 'second'])
    // Neither link is ended by the other one, and each is for one of them alone.
    for (const [at, name] of [
      [of.one, 'Guardian Two'],
      [of.two, 'Guardian One'],
      [of.two, 'Learner One'],
    ] as const)
      for (const more of [{}, { onBehalf: 'Power of attorney' }])
        expect((await sign(at, name, more)).body).toMatchObject({
          status: 422,
          errors: [{ pointer: '/name' }],
        })
    await step().ok(sign(of.two, 'guardian TWO'))
    expect(await missing()).toEqual(['guardian', 'first'])
    const refused = await open()
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('guardian')])
    const own = await world.anyone.get(of.two).set({ accept: 'text/html', 'accept-language': 'en' })
    expect(own.text).not.toContain('<form')
    expect(own.text).toContain('Second guardian: guardian TWO')
    expect(own.text).toContain('Guardian: has not signed yet')
    await step().ok(sign(of.one, 'Guardian One'))
    expect(await missing()).toEqual([])
    const { signatures, signed } = await read()
    expect(signed).toBe(true)
    expect(
      (signatures as Body[]).flatMap(({ party, secondGuardian, name }) =>
        party === 'guardian' ? [[secondGuardian, name]] : [],
      ),
    ).toEqual([
      [true, 'guardian TWO'],
      [false, 'Guardian One'],
    ])
    expect((await open()).status).toBe(201)
  })

  test('a new link ends the older one of the same guardian alone', async () => {
    const { link } = await waiting()
    const of = { one: await link(first), two: await link(second) }
    const again = await link(second)
    const statuses = await Promise.all(
      [of.one, of.two, again].map(async (at) => (await world.anyone.get(at)).status),
    )
    expect(statuses).toEqual([200, 404, 200])
  })

  test('each page says whose turn it is, and shows what its holder signed', async () => {
    const { learner, link, sign } = await waiting()
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    await step().ok(sign(await link(first), 'Guardian One'))
    const on = async (isSecond: boolean) => {
      const page = await pageOf(world, learner.id, 'guardian', isSecond)
      const { items } = await step().ok(world.anyone.get(page))
      const [{ next, signed }] = items as [{ next: Body; signed: unknown[] }]
      return [next.step, next.waitsFor, signed.length]
    }
    expect([await on(false), await on(true)]).toEqual([
      ['signatures', 'other-guardian', 1],
      ['sign', 'you', 0],
    ])
  })

  test('one who has one guardian alone needs one signature, until both organisations say that another was forgotten', async () => {
    const { learner, path, content, link, sign, missing, ask, open } = await waiting({
      secondGuardianName: null,
      secondGuardianEmail: null,
    })
    expect(content).toMatchObject({ learner: { secondGuardianName: null } })
    const refused = await ask(second)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('secondGuardianName'),
    ])
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    await step().ok(sign(await link(first), 'Guardian One'))
    expect(await missing()).toEqual([])
    const { id: caseId } = await step().ok(open())
    const blockers = async () => {
      const found = (await step().ok(coordinator().get(`/v1/recognitions/${caseId}`))).blockers as Body[]
      return found.map(({ code }) => code)
    }
    const named = { secondGuardianName: 'Guardian Two' }
    await step().ok(coordinator().patch(`/v1/people/${learner.id}`).set('if-match', '*').send(named))
    expect([await blockers(), await missing()]).toEqual([expect.arrayContaining(['agreement-outdated']), []])
    // Both organisations say that it was forgotten: then the second one signs what was agreed.
    const said = { fields: ['/learner/secondGuardianName'], reason: 'She was forgotten.' }
    const { slips } = await step().ok(coordinator().post(`${path}/slips`).send(said))
    const [slip] = slips as Body[]
    const host = world.as({ school: world.host, role: 'coordinator' })
    await step().ok(host.post(`${path}/slips/${slip!.id}/confirmation`))
    expect([await blockers(), await missing()]).toEqual([
      expect.arrayContaining(['guardian-missing']),
      ['guardian', 'second'],
    ])
    await step().ok(sign(await link(second), 'Guardian Two'))
    expect(await blockers()).not.toContain('guardian-missing')
  })

  test('a learner who comes of age takes the place of each guardian who has not signed', async () => {
    const before = world.clock.now
    const { link, sign, missing } = await waiting({ birthDate: '2008-11-23' })
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    await step().ok(sign(await link(second), 'Guardian Two'))
    world.clock.advance(2)
    expect(await missing()).toEqual(['guardian', 'first'])
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    expect(await missing()).toEqual([])
    world.clock.now = before
  })

  test('each is written to at their own address, and reads the agreement through it', async () => {
    const { ask, sign, missing } = await waiting()
    for (const holder of [first, second]) await step().ok(ask({ ...holder, deliver: 'mail' }))
    const earlier = received.length
    await sendMessages(world.services)
    const sent = received.slice(earlier)
    expect(sent.map(({ to }) => `${to}`).sort()).toEqual([both.guardianEmail, both.secondGuardianEmail])
    for (const { to, mail } of sent) {
      const name = `${to}` === both.guardianEmail ? 'Guardian One' : 'Guardian Two'
      expect(mail.text).toContain(name)
      await step().ok(sign(new URL(/http\S+\/sign\/[\w-]{43}/.exec(mail.text!)![0]).pathname, name))
    }
    expect(await missing()).toEqual(['learner'])
  })

  test('both may sign by hand, and the paper says which of them has', async () => {
    const { id, path, version, missing } = await waiting()
    const bring = async (fields: Record<string, string>) =>
      coordinator()
        .post(`${path}/versions/${version}/paper-signatures`)
        .field({ name: 'Guardian Two', signedOn: world.clock.now.toISOString().slice(0, 10), ...fields })
        .attach('file', await printed(world, id, version), 'scan.pdf')
    const unfit = await bring({ party: 'learner', secondGuardian: 'true' })
    expect([unfit.status, unfit.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/secondGuardian' })],
    ])
    const brought = await step().ok(bring({ party: 'guardian', secondGuardian: 'true' }))
    expect(brought).toMatchObject({ party: 'guardian', secondGuardian: true })
    const seen = world.as({ school: world.host, role: 'coordinator' })
    await step().ok(seen.post(`${path}/paper-signatures/${brought.id}/confirmation`))
    expect(await missing()).toEqual(['learner', 'guardian', 'first'])
  })
})

describe('where the signature of one guardian is enough', () => {
  test('either of two signs, and the other one has nothing left to sign', async () => {
    const { content, link, sign, missing, ask } = await waiting({}, false)
    expect(content).not.toHaveProperty('learner.secondGuardianName')
    const of = { one: await link(first), two: await link(second) }
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    expect(await missing()).toEqual(['guardian', 'first'])
    await step().ok(sign(of.two, 'Guardian Two'))
    expect(await missing()).toEqual([])
    const page = await world.anyone.get(of.one).set('accept', 'text/html')
    expect([page.status, page.text.includes('<form')]).toEqual([200, false])
    expect((await sign(of.one, 'Guardian One')).status).toBe(409)
    expect((await ask(first)).status).toBe(409)
  })

  test('what was drafted under one rule is signed under it', async () => {
    const { link, sign, missing } = await waiting()
    await settle({ bothGuardians: false })
    await step().ok(sign(await link({ party: 'learner' }), 'Learner One'))
    await step().ok(sign(await link(first), 'Guardian One'))
    expect(await missing()).toEqual(['guardian', 'second'])
  })
})

describe('the guardians of a learner', () => {
  test.each([
    ['a second one without a first', { guardianName: null, secondGuardianName: 'Guardian Two' }],
    ['two of one name', { guardianName: 'Guardian One', secondGuardianName: 'ONE, Guardian' }],
  ])('are refused: %s', async (_, guardians) => {
    const learner = { givenName: 'Learner', familyName: 'One', birthDate: '2010-05-14', ...guardians }
    const { status, body } = await coordinator()
      .post('/v1/people')
      .send({ ...learner, sameNameIsAnother: true })
    expect([status, body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/secondGuardianName' })],
    ])
  })

  test('ask apart on their pages, and the link of a learner is for no guardian', async () => {
    const learner = await step().person({ birthDate: '2010-05-14', ...both })
    const [one, two] = [
      await pageOf(world, learner.id, 'guardian'),
      await pageOf(world, learner.id, 'guardian', true),
    ]
    await step().ok(world.anyone.post(`${two}/questions`).send({ question: 'May they go home?' }))
    const asked = async (page: string) =>
      ((await step().ok(world.anyone.get(`${page}/questions`))).items as unknown[]).length
    expect([await asked(one), await asked(two)]).toEqual([0, 1])
    const unfit = await coordinator()
      .post(`/v1/people/${learner.id}/page-links`)
      .send({ party: 'learner', secondGuardian: true })
    expect([unfit.status, unfit.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/secondGuardian' })],
    ])
  })
})
