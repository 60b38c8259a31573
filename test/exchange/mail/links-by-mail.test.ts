import { beforeAll, describe, expect, test } from 'vitest'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { type Case, given } from '../../setup/given.ts'
import { type MailServer, mailFrom, startMailServer } from '../../setup/mail-server.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

describe('a link that is asked for by mail', () => {
  let server: MailServer
  let world: World
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const step = () => given(world)
  const messageOf = async (id: unknown) => {
    const { items } = (await coordinator().get('/v1/messages?limit=200')).body
    return (items as Body[]).find((message) => message.id === id)!
  }
  const pathIn = (text: string | undefined, page: string) =>
    new RegExp(`http://localhost:3000(/${page}/[\\w-]{43})`).exec(text ?? '')![1]!
  beforeAll(async () => {
    server = await startMailServer()
    world = await newWorld({ mail: server.mailer })
  })

  test('comes to the learner in both languages, as text and as HTML, and opens the page', async () => {
    const learner = await step().person({ email: 'learner.one@example.org' })
    const mobility = await step().mobility({ learnerId: learner.id })
    await step().draft(mobility.id)
    const asked = await coordinator()
      .post(`/v1/mobilities/${mobility.id}/agreement/links`)
      .send({ party: 'learner', deliver: 'mail' })
    expect(asked.status).toBe(202)
    expect(Object.keys(asked.body)).toEqual(['messageId'])
    expect(await messageOf(asked.body.messageId)).toMatchObject({
      state: 'queued',
      template: 'sign-agreement',
    })
    await sendMessages(world.services)
    expect(await messageOf(asked.body.messageId)).toMatchObject({ state: 'sent', attempts: 1, problem: null })

    const { from, to, mail } = server.received.at(-1)!
    expect(to).toBe('learner.one@example.org')
    expect(from).toBe(`bounce+${asked.body.messageId}@school.example.org`)
    expect(mail.from?.value).toEqual([{ address: mailFrom, name: 'Parauga tehnikums' }])
    expect(mail.messageId).toBe(`<${asked.body.messageId}@school.example.org>`)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('content-language')).toBe('lv, en')
    expect(mail.subject).toBe('Jāparaksta mācību vienošanās / A learning agreement waits for your signature')
    expect(mail.text).toContain('Labdien, Learner!')
    expect(mail.text).toContain('Hello Learner,')
    const path = pathIn(mail.text, 'sign')
    expect(String(mail.html)).toContain(path)
    expect((await world.anyone.get(path).set('accept', 'text/html')).status).toBe(200)
  })

  test('comes to each in the language that is on file, and opens the page in it', async () => {
    const whose = { email: 'learner.lv@example.org', language: 'lv', birthDate: '2010-05-05' }
    const theirs = { guardianName: 'Guardian One', guardianEmail: 'guardian.en@example.org' }
    const learner = await step().person({ ...whose, ...theirs, guardianLanguage: 'en' })
    const received = async (party: string) => {
      const asking = { party, deliver: 'mail' }
      await step().ok(coordinator().post(`/v1/people/${learner.id}/page-links`).send(asking))
      await sendMessages(world.services)
      return server.received.at(-1)!.mail
    }
    const own = await received('learner')
    expect(own.headers.get('content-language')).toBe('lv')
    expect(own.text).not.toContain('Hello')
    const path = /\/me\/[\w-]{43}\?lang=lv/.exec(own.text!)![0]
    const opened = await world.anyone.get(path).set('accept', 'text/html').set('accept-language', 'en')
    expect(opened.text).toContain('<html lang="lv"')
    const guardian = await received('guardian')
    expect(guardian.headers.get('content-language')).toBe('en')
    expect(guardian.text).toContain('?lang=en')
    const changed = coordinator().patch(`/v1/people/${learner.id}`).set('if-match', '*')
    await step().ok(changed.send({ language: null }))
    expect((await received('learner')).headers.get('content-language')).toBe('lv, en')
    const unknown = await coordinator()
      .post('/v1/people')
      .send({ ...learner, language: 'xx' })
    expect(unknown.status).toBe(400)
  })

  test('is refused with a sentence where no address is on file', async () => {
    const mobility = await step().mobility()
    await step().draft(mobility.id)
    const asked = await coordinator()
      .post(`/v1/mobilities/${mobility.id}/agreement/links`)
      .send({ party: 'learner', deliver: 'mail' })
    expect(asked.status).toBe(409)
    expect(asked.body.detail).toContain('no e-mail address on file for this person')
  })

  const kinds: [string, (made: Case) => Promise<string>, string][] = [
    ['information', async ({ id }) => `/v1/recognitions/${id}/information-links`, 'information'],
    ['appeal', async ({ id }) => `/v1/recognitions/${id}/appeal-links`, 'appeal'],
  ]
  test.each(kinds)('is made for %s when the message is sent', async (kind, pathOf, page) => {
    const learner = await step().person({ email: 'learner.two@example.org' })
    const made = await step().opened(undefined, { learnerId: learner.id })
    const body = { deliver: 'mail', ...(kind === 'appeal' ? { party: 'learner' } : {}) }
    const asked = await coordinator()
      .post(await pathOf(made))
      .send(body)
    expect(asked.status).toBe(202)
    await sendMessages(world.services)
    const path = pathIn(server.received.at(-1)!.mail.text, page)
    expect((await world.anyone.get(path).set('accept', 'text/html')).status).toBe(200)
  })

  test('leads to the page of the learner, and to that of a guardian, where they are known', async () => {
    const guardian = { guardianName: 'Guardian One', guardianEmail: 'guardian.one@example.org' }
    const learner = await step().person({
      email: 'learner.nine@example.org',
      birthDate: '2010-05-14',
      ...guardian,
    })
    for (const party of ['learner', 'guardian']) {
      const body = { party, deliver: 'mail' }
      const asked = await coordinator().post(`/v1/people/${learner.id}/page-links`).send(body)
      expect(asked.status).toBe(202)
      await sendMessages(world.services)
      const { mail } = server.received.at(-1)!
      expect(mail.text).toContain(`Hello ${party === 'learner' ? 'Learner' : 'Guardian One'},`)
      expect((await world.anyone.get(pathIn(mail.text, 'me'))).body.party).toBe(party)
    }
  })

  test('is not sent any more where what it asks is done', async () => {
    const learner = await step().person({ email: 'learner.three@example.org' })
    const made = await step().opened(undefined, { learnerId: learner.id })
    const path = `/v1/recognitions/${made.id}/information-links`
    const asked = await coordinator().post(path).send({ deliver: 'mail' })
    await step().inform(made.id)
    const before = server.received.length
    await sendMessages(world.services)
    expect(server.received).toHaveLength(before)
    expect(await messageOf(asked.body.messageId)).toMatchObject({ state: 'cancelled', problem: 'not-needed' })
  })

  test('ends when the message is sent again, with another secret', async () => {
    const learner = await step().person({ email: 'learner.four@example.org' })
    const made = await step().opened(undefined, { learnerId: learner.id })
    const asked = await coordinator()
      .post(`/v1/recognitions/${made.id}/information-links`)
      .send({ deliver: 'mail' })
    await sendMessages(world.services)
    const first = pathIn(server.received.at(-1)!.mail.text, 'information')
    const again = await coordinator().post(`/v1/messages/${asked.body.messageId}/resend`)
    expect(again.status).toBe(201)
    expect((await world.anyone.get(first)).body.detail).toContain('ended')
    await sendMessages(world.services)
    const second = pathIn(server.received.at(-1)!.mail.text, 'information')
    expect(second).not.toBe(first)
    expect((await world.anyone.get(second)).status).toBe(200)
    expect(server.received.at(-1)!.mail.messageId).toContain(again.body.id)
  })
})

describe('without a mail server', () => {
  test('messages wait to be handed over, with a link made then', async () => {
    const world = await newWorld()
    const step = given(world)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const learner = await step.person({ email: 'learner.one@example.org' })
    const made = await step.opened(undefined, { learnerId: learner.id })
    const asked = await coordinator
      .post(`/v1/recognitions/${made.id}/information-links`)
      .send({ deliver: 'mail' })
    expect(asked.status).toBe(202)
    await sendMessages(world.services)
    const { items } = (await coordinator.get(`/v1/messages?state=queued&personId=${learner.id}`)).body
    expect(items).toMatchObject([{ id: asked.body.messageId, template: 'read-information' }])
    const handed = await coordinator.post(`/v1/messages/${asked.body.messageId}/hand-over`)
    expect(handed.status).toBe(200)
    expect(handed.body).toMatchObject({
      message: { state: 'handed-over' },
      subject: expect.stringContaining('/'),
    })
    expect(handed.body.text).toContain(handed.body.url)
    expect((await world.anyone.get(new URL(handed.body.url).pathname)).status).toBe(200)
    const twice = await coordinator.post(`/v1/messages/${asked.body.messageId}/hand-over`)
    expect(twice.status).toBe(409)
  })

  test('a message that waits is kept from being sent', async () => {
    const world = await newWorld()
    const step = given(world)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const learner = await step.person({ email: 'learner.one@example.org' })
    const made = await step.opened(undefined, { learnerId: learner.id })
    const asked = await coordinator
      .post(`/v1/recognitions/${made.id}/information-links`)
      .send({ deliver: 'mail' })
    const path = `/v1/messages/${asked.body.messageId}/cancellation`
    expect((await coordinator.post(path)).body).toMatchObject({ state: 'cancelled' })
    expect((await coordinator.post(path)).status).toBe(409)
    const stranger = world.as({ school: world.stranger, role: 'coordinator' })
    expect((await stranger.post(path)).status).toBe(404)
  })
})
