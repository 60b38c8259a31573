import { describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import { messageTemplates } from '../../../src/db/schema/exchange/message-templates.ts'
import { renderMessage } from '../../../src/exchange/mail/render-message.ts'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { say } from '../../../src/exchange/mail/words.ts'
import { tellings } from '../../../src/exchange/outbox/tellings.ts'
import { type Case, given } from '../../setup/given.ts'
import { startMailServer } from '../../setup/mail-server.ts'
import { newWorld } from '../../setup/world.ts'

const facts = {
  name: 'Learner',
  learner: 'Learner',
  organisation: 'Parauga tehnikums',
  occasion: null,
  language: null,
  until: '2026-12-01',
  url: 'https://example.org/sign/secret',
  linkUntil: '2026-12-05',
  contact: 'office@example.org',
  ownText: {},
} as const

describe('every template', () => {
  test.each(messageTemplates)(
    '%s has a subject without personal data, and a text in both languages',
    (template) => {
      for (const party of ['learner', 'guardian', 'member'] as const) {
        const mail = renderMessage({ ...facts, template, party, occasion: 'reminder-3' })
        expect(mail.languages).toEqual(['lv', 'en'])
        for (const personal of ['Learner', 'Parauga', 'office@', '2026', '05.12.']) {
          expect(mail.subject.includes(personal), personal).toBe(false)
        }
        const [latvian, english] = mail.text.split('-'.repeat(40))
        expect(latvian).toContain('Labdien, Learner!')
        expect(english).toContain('Hello Learner,')
        for (const part of [latvian, english]) {
          const spoken = part!.replace(/https?:\S+/g, '').split(/(?<=[.!?:])\s/)
          expect(spoken.filter((sentence) => sentence.trim().split(/\s+/).length > 21)).toEqual([])
        }
        expect(mail.html.replace(/<[^>]*>/g, '')).toContain(say(`${template}-subject`)('lv'))
      }
    },
  )

  test('is written in one language where that is known', () => {
    const mail = renderMessage({ ...facts, template: 'holder', party: 'learner', language: 'en' })
    expect(mail.text).not.toContain('Labdien')
  })
})

describe('the table of who is told of which action', () => {
  test('names rows of the table of actions, and templates of messages', () => {
    for (const [key, told] of Object.entries(tellings)) {
      expect(Object.keys(actions)).toContain(key)
      for (const { template } of told) expect(messageTemplates).toContain(template)
    }
  })

  test('is kept to: the learner and the guardian of one under 18 are told, and no mail says a result, level or birth date', async () => {
    const server = await startMailServer()
    const world = await newWorld({ mail: server.mailer })
    const { school } = world
    const step = given(world)
    await world.as({ school, role: 'admin' }).patch('/v1/settings').set('if-match', '*').send({ mail: 'all' })
    const person = {
      givenName: 'Dace',
      familyName: 'Paraudziņa',
      birthDate: '2010-03-04',
      email: 'dace@example.org',
      guardianName: 'Guardian One',
      guardianEmail: 'guardian@example.org',
    }
    const learner = await step.person(person)
    const over = { learnerId: learner.id, guardian: true }
    const issue = async (made: Case) =>
      step.ok(world.as({ school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: made.id }))
    const certificate = await issue(await step.decided(undefined, {}, {}, over))
    await sendMessages(world.services)
    const told = server.received.map(({ to, mail }) => `${to}: ${mail.subject!.split(' / ')[1]}`)
    expect(told.sort()).toEqual([
      'dace@example.org: A certificate is ready',
      'dace@example.org: A copy of the information you read',
      'dace@example.org: A copy of what you declared',
      'dace@example.org: A copy of what you signed',
      'dace@example.org: It is decided: see it, and appeal if you do not agree',
      'guardian@example.org: A certificate is ready',
      'guardian@example.org: A copy of what you signed',
      'guardian@example.org: It is decided: see it, and appeal if you do not agree',
    ])
    await step.revoke(String(certificate.id))
    await sendMessages(world.services)
    expect(server.received).toHaveLength(10)
    const wrong =
      /2010|04\.03\.|4 March|Paraudziņa|līmen|level|sasniegt|reached|DigComp|\b1\.1\b|\b2\.4\b|DCR-/i
    for (const { mail } of server.received) {
      const said = [mail.subject, mail.text, mail.html].join('\n').replace(/https?:\/\/[^\s"<]+/g, '')
      expect(wrong.exec(said)?.[0] ?? null).toBeNull()
    }
    const audit = await world.as({ school, role: 'admin' }).get('/v1/audit?action=message.send&limit=200')
    expect(audit.body.items).toHaveLength(10)
    expect(audit.text).not.toContain('example.org')
  })

  test('nothing is queued for an organisation that has not asked for it', async () => {
    const world = await newWorld()
    const step = given(world)
    const learner = await step.person({ email: 'learner.one@example.org' })
    const made = await step.decided(undefined, {}, {}, { learnerId: learner.id })
    const issuer = world.as({ school: world.school, role: 'issuer' })
    await step.ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
    const { body } = await world.as({ school: world.school, role: 'coordinator' }).get('/v1/messages')
    expect(body.items).toEqual([])
  })
})
