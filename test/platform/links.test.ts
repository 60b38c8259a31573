import type { Response } from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import { sendMessages } from '../../src/exchange/mail/send-messages.ts'
import { linkTerms } from '../../src/platform/auth/link-terms.ts'
import { say } from '../../src/platform/pages/words.ts'
import { inviteByHand, partnerWorkshop } from '../setup/desk.ts'
import { given } from '../setup/given.ts'
import { startMailServer } from '../setup/mail-server.ts'
import { operationsOf } from '../setup/operations.ts'
import { sayBirthDate } from '../setup/say-birth-date.ts'
import { pageOf } from '../setup/walk-my-page.ts'
import { newWorld, type World } from '../setup/world.ts'

type Row = {
  kind: string
  /** Of each language, what only this page says. */
  shows: Record<'lv' | 'en', string>
  /** Where the form of the page is sent, beside the page itself. */
  form?: string
  /** Where what is sent is to be read first, where that is not the page itself. */
  reads?: string
  /** What is sent; the hash is that of what was shown. */
  fields: (hash: string) => Record<string, string>
  /** How a browser is answered that sent it. */
  done: number
  /** How the link is answered after that. */
  after: 'used' | 'shown'
}

const accepted = (hash: string) => ({ name: 'Learner One', accept: 'true', hash })

const rows: Row[] = [
  {
    kind: 'sign',
    shows: { lv: 'Mācību vienošanās', en: 'Learning agreement' },
    fields: accepted,
    done: 200,
    after: 'shown',
  },
  {
    kind: 'information',
    shows: {
      lv: 'Informācija par mācīšanās rezultātu atzīšanu',
      en: 'Information about the recognition of learning outcomes',
    },
    fields: accepted,
    done: 200,
    after: 'shown',
  },
  {
    kind: 'declare',
    shows: { lv: 'Autorības deklarācija', en: 'Declaration of authorship' },
    fields: accepted,
    done: 200,
    after: 'shown',
  },
  {
    kind: 'appeal',
    shows: { lv: 'Rezultāti, apelācija un sūdzība', en: 'Results, appeal and complaint' },
    fields: () => ({ kind: 'appeal', competences: '1.1', grounds: 'Look again.', name: 'Learner One' }),
    done: 200,
    after: 'shown',
  },
  {
    kind: 'holder',
    shows: { lv: 'Mans apliecinājums', en: 'My certificate' },
    form: '/level',
    fields: () => ({ level: 'outcomes' }),
    done: 303,
    after: 'shown',
  },
  {
    kind: 'me',
    shows: {
      lv: 'Tālāk: izlasiet un parakstiet mācību vienošanos',
      en: 'Next: read and sign the learning agreement',
    },
    get form() {
      return `/sign/${ofMyPage.version}`
    },
    get reads() {
      return `/sign/${ofMyPage.version}`
    },
    fields: accepted,
    done: 200,
    after: 'shown',
  },
  {
    kind: 'confirm',
    shows: { lv: 'Vai šī ir Jūsu adrese?', en: 'Is this your address?' },
    fields: () => ({}),
    done: 200,
    after: 'shown',
  },
  {
    kind: 'desk',
    shows: { lv: 'Jūsu darba telpa', en: 'Your desk at' },
    get form() {
      return `/agreements/${atDesk.mobility}/signature`
    },
    get reads() {
      return `/agreements/${atDesk.mobility}`
    },
    fields: (hash) => ({ accept: 'true', hash }),
    done: 303,
    after: 'shown',
  },
]

/** Those that ask for nothing but a tap. */
const withFields = rows.filter(({ kind }) => kind !== 'confirm')

/** The version of an agreement that waits on the page of a learner. */
const ofMyPage = { version: '' }
/** The mobility whose agreement waits at the desk of its host. */
const atDesk = { mobility: '' }

const ownAddress = { email: 'one@home.example', write: 'after-end' }
const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
const titled = (language: string, key: Parameters<typeof say>[0]) =>
  `<h1>${say.in(language)(key as 'content')}</h1>`

describe('every link', () => {
  let world: World
  let addresses: Record<string, string>
  /** Makes one of each kind. */
  let made: Record<string, () => Promise<string>>

  /** One address of each kind, none of which has been used. */
  beforeAll(async () => {
    const server = await startMailServer()
    world = await newWorld({ mail: server.mailer })
    const { ok, person, mobility, draft, opened, documentation, evidence, decided } = given(world)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = async (path: string, body?: object) =>
      new URL(String((await ok(coordinator.post(path).send(body))).url)).pathname
    const { id: unsigned } = await mobility()
    await draft(unsigned, outcomes)
    const another = await person({ email: 'one@school.example' })
    const { id: mine, learnerId } = await mobility()
    ofMyPage.version = String((await draft(mine, outcomes)).id)
    const workshop = await partnerWorkshop(world)
    const { id: hosted } = await mobility({ hostingOrganisationId: workshop })
    await draft(hosted, outcomes)
    atDesk.mobility = String(hosted)
    const { id: informed } = await opened(outcomes)
    const { id: documented } = await documentation(outcomes)
    await evidence(documented, ['1.1'])
    const { id: recognitionId } = await decided(outcomes)
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await ok(issuer.post('/v1/certificates').send({ recognitionId }))
    made = {
      sign: () => link(`/v1/mobilities/${unsigned}/agreement/links`, { party: 'learner' }),
      information: () => link(`/v1/recognitions/${informed}/information-links`),
      declare: () => link(`/v1/recognitions/${documented}/declaration-links`),
      appeal: () => link(`/v1/recognitions/${recognitionId}/appeal-links`, { party: 'learner' }),
      me: () => link(`/v1/people/${learnerId}/page-links`, { party: 'learner' }),
      desk: async () => (await inviteByHand(world, workshop, ['coordinator'])).path,
      // Made when its mail is sent, and found in it alone.
      confirm: async () => {
        await ok(world.anyone.post(`${await pageOf(world, another.id)}/address`).send(ownAddress))
        await sendMessages(world.services)
        return /\/confirm\/[\w-]{43}/.exec(server.received.at(-1)!.mail.text ?? '')![0]
      },
      holder: () => link(`/v1/certificates/${certificate.id}/learner-links`),
    }
    addresses = {}
    for (const { kind } of rows) addresses[kind] = await made[kind]!()
  })

  const page = (path: string, language = 'en') =>
    world.anyone.get(path).set('accept', 'text/html').set('accept-language', language)

  /** What every answer has in common; the body is told where it differs. */
  function expectOf(answer: Response, status: number, type: string, language?: string): void {
    const { 'content-type': sent, 'cache-control': kept, 'content-language': spoken } = answer.headers
    expect([answer.status, sent, kept, answer.text]).toEqual([
      status,
      `${type}; charset=utf-8`,
      'private, no-store',
      answer.text,
    ])
    if (language) expect(spoken).toBe(language)
    expect(answer.headers['x-ratelimit-limit']).toBe('60')
  }

  async function expectRefused(
    path: string,
    status: number,
    state: 'unknown' | 'used' | 'expired' | 'ended',
  ) {
    for (const language of ['lv', 'en'] as const) {
      for (const answer of [await page(path, language), await page(`${path}?lang=${language}`, 'fr')]) {
        expectOf(answer, status, 'text/html', language)
        expect(answer.text).toContain(titled(language, `link-${state}`))
        expect(answer.text).toContain(say.in(language)(`link-${state}-advice`))
      }
      const problem = await world.anyone.get(path).set('accept-language', language)
      expectOf(problem, status, 'application/problem+json', language)
      expect(problem.body).toMatchObject({ status, link: state })
      expect(problem.body.detail).toContain(say.in(language)(`link-${state}-advice`))
    }
  }

  test('is walked here', () => {
    const kinds = operationsOf(world.app)
      .filter(({ path, tags }) => path.includes('{secret}') && tags?.includes('Links'))
      .map(({ path }) => path.split('/')[1])
    expect([...new Set(kinds)].sort()).toEqual(rows.map(({ kind }) => kind).sort())
  })

  test.each(rows)(
    'to $kind opens a page in either language, and JSON for a client',
    async ({ kind, shows }) => {
      for (const language of ['lv', 'en'] as const) {
        for (const answer of [
          await page(addresses[kind]!, language),
          await page(`${addresses[kind]}?lang=${language}`, 'fr'),
        ]) {
          expectOf(answer, 200, 'text/html', language)
          expect(answer.text).toContain(`<html lang="${language}">`)
          expect(answer.text).toContain(shows[language])
        }
      }
      expectOf(await world.anyone.get(addresses[kind]!), 200, 'application/json', 'en')
      // A browser is given what it asks for otherwise; a program is told.
      expectOf(await page(`${addresses[kind]}?lang=fr`), 200, 'text/html', 'en')
      const unspoken = await world.anyone.get(`${addresses[kind]}?lang=fr`)
      expectOf(unspoken, 400, 'application/problem+json', 'en')
    },
  )

  test.each(rows)('to $kind that is wrong says so', async ({ kind, form = '', fields }) => {
    await expectRefused(`/${kind}/${'x'.repeat(43)}`, 404, 'unknown')
    const misspelled = await page(`/${kind}/short`, 'lv')
    expectOf(misspelled, 400, 'text/html', 'lv')
    expect(misspelled.text).toContain(titled('lv', 'link-unknown'))
    const sent = await world.anyone
      .post(`/${kind}/${'x'.repeat(43)}${form}`)
      .type('form')
      .set('accept', 'text/html')
      .send(fields('a'.repeat(64)))
    expectOf(sent, 404, 'text/html', 'en')
    expect(sent.text).toContain(titled('en', 'link-unknown'))
  })

  test.each(withFields)(
    'to $kind tells whoever sends an empty form to fill it in',
    async ({ kind, form = '' }) => {
      const sent = await world.anyone
        .post(`${addresses[kind]}${form}`)
        .type('form')
        .set('accept', 'text/html')
        .send({})
      expectOf(sent, 400, 'text/html', 'en')
      // A form by which somebody gives their word comes back with what is left to fill in.
      expect(sent.text).toContain(
        ['holder', 'desk'].includes(kind)
          ? titled('en', 'link-incomplete')
          : '<a href="#name">Fill this in.</a>',
      )
      expect(sent.text).not.toContain('Invalid')
    },
  )

  test.each(rows)('to $kind ends when a newer one is made', async ({ kind }) => {
    const older = addresses[kind]!
    addresses[kind] = await made[kind]!()
    await expectRefused(older, 404, 'ended')
    expectOf(await page(addresses[kind]!), 200, 'text/html', 'en')
  })

  test('to a certificate hands it over as a file, or says on a page why it does not', async () => {
    await sayBirthDate(world, addresses.holder!)
    const file = await world.anyone.get(`${addresses.holder}/certificate.pdf`)
    expect([file.status, file.headers['content-type'], file.headers['cache-control']]).toEqual([
      200,
      'application/pdf',
      'private, no-store',
    ])
    await expectRefused(`/holder/${'x'.repeat(43)}/certificate.pdf`, 404, 'unknown')
  })

  test.each(rows)(
    'to $kind is $after when it has been used',
    async ({ kind, form = '', reads = '', fields, done, after }) => {
      const address = addresses[kind]!
      const { body } = await world.anyone.get(`${address}${reads}`)
      const sent = await world.anyone
        .post(`${address}${form}?lang=lv`)
        .type('form')
        .set('accept', 'text/html')
        .send(fields(body.hash))
      expect([sent.status, sent.headers['cache-control'], sent.headers['content-language']]).toEqual([
        done,
        'private, no-store',
        'lv',
      ])
      if (done === 303) expect(sent.headers.location).toBe(`${address}?lang=lv`)
      if (after === 'used') await expectRefused(address, 409, 'used')
      else expectOf(await page(address), 200, 'text/html', 'en')
    },
  )

  test('that shows what became of it takes nothing more', async () => {
    const fields = rows.find(({ kind }) => kind === 'appeal')!.fields('')
    const again = await world.anyone.post(addresses.appeal!).send(fields)
    expect([again.status, again.body.link]).toEqual([409, 'used'])
  })

  test.each(rows)('to $kind ends when its term is over', async ({ kind, after }) => {
    const before = world.clock.now
    world.clock.advance(Math.max(...Object.values(linkTerms).map(({ days }) => days)) + 1)
    // What was used and is over was used: that is what its holder needs to know.
    if (after === 'shown') await expectRefused(addresses[kind]!, 404, 'expired')
    else await expectRefused(addresses[kind]!, 409, 'used')
    world.clock.now = before
  })

  test.each(rows)('to $kind is tried sixty times a minute', async ({ kind }) => {
    const address = `/${kind}/${'y'.repeat(43)}`
    let last = await page(address, 'lv')
    for (let tried = 1; tried < 61 && last.status !== 429; tried++) last = await page(address, 'lv')
    expectOf(last, 429, 'text/html', 'lv')
    expect(last.text).toContain(titled('lv', 'link-busy'))
    const problem = await world.anyone.get(address)
    expectOf(problem, 429, 'application/problem+json', 'en')
  })
})
