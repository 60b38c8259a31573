import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { unconfirmedAddresses } from '../../../src/db/schema/parties/unconfirmed-addresses.ts'
import { remindPeople } from '../../../src/exchange/mail/reminders/remind-people.ts'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { forgetUnconfirmed } from '../../../src/verification/my-page/private-address/forget-unconfirmed.ts'
import { inviteByHand, workshop } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { type MailServer, startMailServer } from '../../setup/mail-server.ts'
import { pageOf } from '../../setup/walk-my-page.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('an address of a learner’s own', () => {
  let server: MailServer
  let world: World
  let step: ReturnType<typeof given>
  beforeAll(async () => {
    server = await startMailServer()
    world = await newWorld({ mail: server.mailer })
    step = given(world)
  })
  const by = (role: 'coordinator' | 'admin' = 'coordinator') => world.as({ school: world.school, role })
  const give = (page: string, email: string, write = 'after-end') =>
    world.anyone.post(`${page}/address`).send({ email, write })
  const lastTo = (address: string) => server.received.findLast(({ to }) => to === address)
  const linkSentTo = async (address: string) => {
    await sendMessages(world.services)
    const [path] = /\/confirm\/[\w-]{43}/.exec(lastTo(address)?.mail.text ?? '') ?? []
    return path!
  }
  const personAt = async (id: unknown) => step.ok(by().get(`/v1/people/${id}`))
  const reached = async (id: unknown) => {
    const link = { party: 'learner', deliver: 'mail' }
    const asked = await by().post(`/v1/people/${id}/page-links`).send(link)
    await sendMessages(world.services)
    return asked.status === 202 ? server.received.at(-1)!.to : asked.status
  }

  test('is confirmed by the link that is mailed there, and is where links go once that of the school has ended', async () => {
    const { id } = await step.person({ email: 'one@school.example', emailEnds: '2026-12-31' })
    const page = await pageOf(world, id)
    const sent = await world.anyone
      .post(`${page}/address?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send({ email: 'one@home.example', write: 'after-end' })
    expect([sent.status, sent.headers.location]).toEqual([303, `${page}/address?lang=lv`])
    const shown = await world.anyone.get(`${page}/address`).set('accept', 'text/html')
    expect(shown.text).toContain('A mail is on its way to one@home.example')
    expect((await personAt(id)).privateEmail).toBeNull()
    const path = await linkSentTo('one@home.example')
    // Whoever was written to by mistake learns nothing of anybody.
    expect(lastTo('one@home.example')!.mail.text).not.toContain('Learner')
    const asked = await world.anyone.get(path).set('accept', 'text/html')
    expect(asked.text).toContain('Is this your address?')
    expect((await personAt(id)).privateEmail).toBeNull()
    await step.ok(world.anyone.post(path))
    expect(await personAt(id)).toMatchObject({ privateEmail: 'one@home.example', writtenPrivately: false })
    expect((await world.anyone.get(path)).body).toEqual({ email: null, confirmed: true })
    expect((await world.anyone.post(path)).status).toBe(409)
    // The address that they had is told.
    await sendMessages(world.services)
    expect(lastTo('one@school.example')!.mail.subject).toContain('An address of your own is confirmed')
    expect(await reached(id)).toBe('one@school.example')
    const { now } = world.clock
    world.clock.now = new Date('2026-12-31T21:00:00Z')
    expect(await reached(id)).toBe('one@school.example')
    world.clock.now = new Date('2026-12-31T22:30:00Z')
    expect(await reached(id)).toBe('one@home.example')
    world.clock.now = now
    const lines = await world.services.db.owner
      .select()
      .from(ledger)
      .where(eq(ledger.subjectId, String(id)))
    const actions = lines.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['person.submit-address', 'person.confirm-address']))
    expect(JSON.stringify(lines)).not.toContain('home.example')
  })

  test('is where links go from the day on which it is confirmed, where the learner wants that', async () => {
    const { id } = await step.person({ email: 'two@school.example' })
    await step.ok(give(await pageOf(world, id), 'two@home.example', 'from-now'))
    expect(await reached(id)).toBe('two@school.example')
    await step.ok(world.anyone.post(await linkSentTo('two@home.example')))
    expect(await reached(id)).toBe('two@home.example')
    await step.ok(by().patch(`/v1/people/${id}`).set('if-match', '*').send({ privateEmail: null }))
    expect(await reached(id)).toBe('two@school.example')
    expect(await personAt(id)).toMatchObject({ privateEmailSince: null, writtenPrivately: null })
  })

  test('ends what waits when another one is given, within seven days, and is sent five times a day at most', async () => {
    const { id } = await step.person({ email: 'three@school.example' })
    const page = await pageOf(world, id)
    await step.ok(give(page, 'first@home.example'))
    const first = await linkSentTo('first@home.example')
    await step.ok(give(page, 'second@home.example'))
    expect((await world.anyone.post(first)).body.link).toBe('ended')
    const second = await linkSentTo('second@home.example')
    const { now } = world.clock
    world.clock.advance(8)
    expect((await world.anyone.post(second)).body.link).toBe('expired')
    await forgetUnconfirmed(world.services)
    const left = await world.services.db.owner
      .select()
      .from(unconfirmedAddresses)
      .where(eq(unconfirmedAddresses.personId, String(id)))
    expect(left).toEqual([])
    expect((await personAt(id)).privateEmail).toBeNull()
    const again = await pageOf(world, id)
    const statuses = []
    for (const each of [1, 2, 3, 4, 5, 6]) statuses.push((await give(again, `a${each}@home.example`)).status)
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409])
    world.clock.now = now
  })

  test('is confirmed once, also when it is tapped twice at the same moment', async () => {
    const { id } = await step.person({ email: 'twice@school.example' })
    await step.ok(give(await pageOf(world, id), 'twice@home.example'))
    const path = await linkSentTo('twice@home.example')
    const both = await Promise.all([world.anyone.post(path), world.anyone.post(path)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('is taken back by the learner alone, confirmed or not yet, and what comes after goes to what is left', async () => {
    const { id } = await step.person({ email: 'nine@school.example' })
    const page = await pageOf(world, id)
    const takeBack = (which: string) => world.anyone.post(`${page}/address/withdrawal`).send({ which })
    for (const which of ['confirmed', 'waiting']) expect((await takeBack(which)).status).toBe(409)
    await step.ok(give(page, 'nine@home.example', 'from-now'))
    const first = await linkSentTo('nine@home.example')
    expect((await takeBack('waiting')).body).toEqual({ which: 'waiting' })
    expect((await world.anyone.post(first)).body.link).toBe('ended')
    expect((await step.ok(world.anyone.get(`${page}/address`))).waiting).toBeNull()
    await step.ok(give(page, 'nine@home.example', 'from-now'))
    // What was asked for and not sent yet, is not sent any more.
    await step.ok(takeBack('waiting'))
    const before = server.received.length
    await sendMessages(world.services)
    expect(server.received.slice(before)).toEqual([])
    await step.ok(give(page, 'nine@home.example', 'from-now'))
    await step.ok(world.anyone.post(await linkSentTo('nine@home.example')))
    await sendMessages(world.services)
    expect(await reached(id)).toBe('nine@home.example')
    // A newer link to the page ends the older one.
    const again = await pageOf(world, id)
    const shown = await world.anyone.get(`${again}/address?lang=lv`).set('accept', 'text/html')
    expect(shown.text).toContain('Vairs nerakstīt uz šo adresi')
    const told = server.received.length
    const taken = await world.anyone
      .post(`${again}/address/withdrawal?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send({ which: 'confirmed' })
    expect([taken.status, taken.headers.location]).toEqual([303, `${again}/address?lang=lv`])
    await sendMessages(world.services)
    expect(server.received.slice(told)).toEqual([])
    expect(await personAt(id)).toMatchObject({
      privateEmail: null,
      privateEmailSince: null,
      writtenPrivately: null,
    })
    expect(await reached(id)).toBe('nine@school.example')
    const { items } = await step.ok(by('admin').get(`/v1/audit?subject=${id}&limit=200`))
    const lines = items as { action: string; details: { which?: string } }[]
    expect(lines.filter(({ action }) => action === 'person.confirm-address')).toHaveLength(1)
    expect(
      lines
        .filter(({ action }) => action === 'person.withdraw-address')
        .map(({ details }) => details.which)
        .sort(),
    ).toEqual(['confirmed', 'waiting', 'waiting'])
    expect(JSON.stringify(lines)).not.toContain('home.example')
  })

  test('is not for a guardian to take back', async () => {
    const minor = { birthDate: '2010-05-14', guardianName: 'Guardian One', email: 'ten@school.example' }
    const { id } = await step.person(minor)
    const made = await step.ok(by().post(`/v1/people/${id}/page-links`).send({ party: 'guardian' }))
    const page = new URL(String(made.url)).pathname
    const asked = await world.anyone.post(`${page}/address/withdrawal`).send({ which: 'confirmed' })
    expect(asked.status).toBe(404)
  })

  test('waits in the work list once that of the school has ended and there is none, and coordinators are told', async () => {
    const members = { name: 'Coordinator', email: 'coordinator@school.example', roles: ['coordinator'] }
    await step.ok(by('admin').post('/v1/members').send(members))
    await by('admin').patch('/v1/settings').set('if-match', '*').send({ mail: 'all' })
    const { id } = await step.person({ email: 'eleven@school.example', emailEnds: '2026-12-15' })
    const { now } = world.clock
    const waits = async (language = 'en') => {
      const work = await step.ok(by().get('/v1/work?limit=200').set('accept-language', language))
      return (work.items as { id: string; kind: string }[]).filter((item) => item.id === id)
    }
    world.clock.now = new Date('2026-12-15T10:00:00Z')
    expect(await waits()).toEqual([])
    world.clock.now = new Date('2026-12-16T10:00:00Z')
    const until = { until: '2026-12-19', daysLeft: 3, overdue: false }
    expect(await waits()).toMatchObject([
      { kind: 'ended-address', recognitionId: null, since: '2026-12-15T22:00:00.000Z', ...until },
    ])
    expect(await waits()).toMatchObject([
      {
        tasks: [
          {
            code: 'ask-for-address',
            sentence:
              'The e-mail address of a participant has ended, and there is no other one. Ask for one, and enter it.',
            waitsFor: { who: 'coordinator', people: expect.arrayContaining([expect.anything()]) },
          },
        ],
      },
    ])
    expect(JSON.stringify(await waits('lv'))).toContain('Palūdziet citu adresi un ierakstiet to.')
    const before = server.received.length
    await remindPeople(world.services)
    await remindPeople(world.services)
    await sendMessages(world.services)
    const told = server.received
      .slice(before)
      .filter(({ mail }) => mail.subject?.includes('not reached by e-mail'))
    expect(told.map(({ to }) => to)).toEqual(['coordinator@school.example'])
    expect(told[0]!.mail.text).not.toContain('eleven')
    // Any of the ways on ends it: another address, none at all, or one of their own.
    const edit = (body: object) => by().patch(`/v1/people/${id}`).set('if-match', '*').send(body)
    await step.ok(edit({ email: null }))
    expect(await waits()).toEqual([])
    await step.ok(edit({ email: 'eleven@school.example', emailEnds: '2026-12-15' }))
    expect(await waits()).toHaveLength(1)
    await step.ok(give(await pageOf(world, id), 'eleven@home.example'))
    await step.ok(world.anyone.post(await linkSentTo('eleven@home.example')))
    expect(await waits()).toEqual([])
    await step.ok(
      world.anyone.post(`${await pageOf(world, id)}/address/withdrawal`).send({ which: 'confirmed' }),
    )
    expect(await waits()).toHaveLength(1)
    world.clock.now = new Date('2027-12-20T10:00:00Z')
    expect(await waits()).toEqual([])
    world.clock.now = now
  })

  test('is confirmed by nothing that was handed over', async () => {
    const { id } = await step.person({ email: 'four@school.example' })
    await step.ok(give(await pageOf(world, id), 'four@home.example'))
    const { items } = await step.ok(by().get(`/v1/messages?personId=${id}`))
    const [{ id: message }] = items as [{ id: string }]
    const handed = await by().post(`/v1/messages/${message}/hand-over`)
    expect([handed.status, handed.body.url]).toEqual([409, undefined])
  })

  test('is not that of the school, of its members, or of whom it invited to work for a host', async () => {
    const hostId = await workshop(world)
    await step.mobility({ hostingOrganisationId: hostId })
    await inviteByHand(world, hostId, ['mentor'], { email: 'mentor@workshop.example' })
    const teacher = { name: 'Teacher', email: 'teacher@home.example', roles: ['mentor'] }
    await step.ok(by('admin').post('/v1/members').send(teacher))
    const { id } = await step.person({ email: 'five@school.example' })
    const page = await pageOf(world, id)
    for (const email of ['Five+x@school.example', 'mentor@workshop.example', 'Teacher@home.example']) {
      const { status, body } = await give(page, email)
      expect([email, status, body.errors?.[0].pointer]).toEqual([email, 422, '/email'])
    }
    const typed = await world.anyone
      .post(`${page}/address?lang=lv`)
      .set('accept', 'text/html')
      .type('form')
      .send({ email: 'teacher@home.example', write: 'from-now' })
    expect(typed.text).toContain('id="email-wrong"')
    expect(typed.text).toContain('value="teacher@home.example"')
    // And whoever confirmed one works for no host with it.
    await step.ok(give(page, 'five@home.example'))
    await step.ok(world.anyone.post(await linkSentTo('five@home.example')))
    const invited = await by()
      .post(`/v1/organisations/${hostId}/invitations`)
      .send({ name: 'Somebody', roles: ['mentor'], email: 'five+work@home.example' })
    expect(invited.status).toBe(422)
  })

  test('is known to “send me my link”, as that of the school is, and the link goes to where they are reached', async () => {
    const ends = { email: 'six@school.example', emailEnds: '2026-12-20' }
    const { id } = await step.person(ends)
    await step.ok(give(await pageOf(world, id), 'six@home.example'))
    await step.ok(world.anyone.post(await linkSentTo('six@home.example')))
    await sendMessages(world.services)
    const { now } = world.clock
    const ask = async (email: string) => {
      const before = server.received.length
      const sent = () =>
        server.received.slice(before).filter(({ mail }) => mail.subject?.includes('Your page'))
      const answer = await world.anyone.post('/me').set('accept', 'text/html').type('form').send({ email })
      await expect
        .poll(async () => {
          await sendMessages(world.services)
          return sent().length
        })
        .toBe(1)
      return [answer.status, sent()[0]!.to]
    }
    expect(await ask('Six@home.example')).toEqual([202, 'six@school.example'])
    world.clock.now = new Date('2026-12-22T10:00:00Z')
    expect(await ask('six@school.example')).toEqual([202, 'six@home.example'])
    world.clock.advance(1)
    expect(await ask('six@home.example')).toEqual([202, 'six@home.example'])
    world.clock.now = now
  })

  test('is asked for on the page and by mail a month and a week before that of the school ends, until there is one', async () => {
    await by('admin').patch('/v1/settings').set('if-match', '*').send({ mail: 'all' })
    const { now } = world.clock
    const learner = async (name: string) => {
      const { id } = await step.person({ email: `${name}@ends.example`, emailEnds: '2027-06-30' })
      return id
    }
    const seven = await learner('seven')
    const eight = await learner('eight')
    const on = async (day: string) => {
      world.clock.now = new Date(`${day}T10:00:00Z`)
      const before = server.received.length
      await remindPeople(world.services)
      await remindPeople(world.services)
      await sendMessages(world.services)
      return server.received
        .slice(before)
        .filter(({ mail }) => mail.subject?.includes('address ends soon'))
        .map(({ to }) => to)
        .sort()
    }
    const asks = async (id: unknown) => (await step.ok(world.anyone.get(await pageOf(world, id)))).addressEnds
    expect(await on('2027-05-30')).toEqual([])
    expect(await asks(seven)).toBeNull()
    expect(await on('2027-05-31')).toEqual(['eight@ends.example', 'seven@ends.example'])
    expect(await asks(seven)).toBe('2027-06-30')
    const page = await pageOf(world, seven)
    const shown = await world.anyone.get(page).set('accept', 'text/html')
    expect(shown.text).toContain('Give your own address')
    await step.ok(give(page, 'seven@home.example'))
    await step.ok(world.anyone.post(await linkSentTo('seven@home.example')))
    expect(await asks(seven)).toBeNull()
    expect(await on('2027-06-22')).toEqual([])
    expect(await on('2027-06-23')).toEqual(['eight@ends.example'])
    expect(lastTo('eight@ends.example')!.mail.text).toMatch(/http:\/\/localhost:3000\/me\/[\w-]{43}/)
    world.clock.now = new Date('2027-07-01T10:00:00Z')
    // Nothing is sent to an address that has ended.
    expect(await reached(eight)).toBe(409)
    expect((await world.anyone.get(await pageOf(world, eight)).set('accept', 'text/html')).text).toContain(
      'has ended',
    )
    world.clock.now = now
  })

  test('moves with the record of somebody who was registered twice, and goes with whoever is erased', async () => {
    const admin = by('admin')
    const kept = await step.person({ externalId: 'K-1' })
    const doubled = await step.person({
      email: 'nine@school.example',
      emailEnds: '2027-06-30',
      sameNameIsAnother: true,
    })
    const page = await pageOf(world, doubled.id)
    await step.ok(give(page, 'nine@home.example'))
    await step.ok(world.anyone.post(await linkSentTo('nine@home.example')))
    await step.ok(give(page, 'nine.two@home.example'))
    const waiting = await linkSentTo('nine.two@home.example')
    const proposing = { mergedId: doubled.id }
    const proposal = await step.ok(by().post(`/v1/people/${kept.id}/merge`).send(proposing))
    await step.ok(admin.post(`/v1/people/${kept.id}/merge/${proposal.id}/confirmation`))
    expect(await personAt(kept.id)).toMatchObject({
      email: 'nine@school.example',
      emailEnds: '2027-06-30',
      privateEmail: 'nine@home.example',
    })
    await step.ok(world.anyone.post(waiting))
    expect((await personAt(kept.id)).privateEmail).toBe('nine.two@home.example')
    await step.ok(give(await pageOf(world, kept.id), 'nine.three@home.example'))
    await step.ok(admin.post(`/v1/people/${kept.id}/erasure`).send({ reason: 'no-longer-needed' }))
    const gone = { email: null, emailEnds: null, privateEmail: null, privateEmailSince: null }
    expect(await personAt(kept.id)).toMatchObject(gone)
    const left = await world.services.db.owner
      .select()
      .from(unconfirmedAddresses)
      .where(eq(unconfirmedAddresses.personId, String(kept.id)))
    expect(left).toEqual([])
  })

  test('is none of a guardian’s, and none where the school has no mail sent', async () => {
    const guardian = {
      guardianName: 'Guardian One',
      guardianEmail: 'g@home.example',
      birthDate: '2010-05-05',
    }
    const { id } = await step.person(guardian)
    const page = await pageOf(world, id, 'guardian')
    expect((await world.anyone.get(`${page}/address`)).status).toBe(404)
    expect((await give(page, 'g2@home.example')).status).toBe(404)
    const own = await pageOf(world, id)
    await by('admin').patch('/v1/settings').set('if-match', '*').send({ mail: 'none' })
    expect((await give(own, 'l@home.example')).status).toBe(409)
  })
})
