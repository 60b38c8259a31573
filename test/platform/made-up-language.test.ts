import type { Test } from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Case, given } from '../setup/given.ts'
import {
  leftOf,
  type MadeUpService,
  madeUp,
  sentencesOf,
  speakMadeUp,
  textsOf,
} from '../setup/made-up-language.ts'
import type { World } from '../setup/world.ts'

/** What there is to ask about: an open case of which nothing has been done yet, and a certificate that is shared. */
type Ground = { service: MadeUpService; world: World; opened: Case; certificate: Shared }

/** The addresses at which a certificate is seen; and what it says, in the words that were frozen when it was issued. */
type Shared = { verify: string; share: string; holder: string; says: string[] }

/** An address, and what of its answer is data and nobody's words. */
type Row = {
  name: string
  ask(ground: Ground): Test
  status: number
  data?: Data | ((ground: Ground) => Data)
}
type Data = (string | RegExp)[]

const coordinator = ({ service, world }: Ground) => service.as({ school: world.school, role: 'coordinator' })
const page = (request: Test) => request.set('accept', 'text/html')
const noSecret = 'a'.repeat(43)

const problems: Row[] = [
  { name: 'an address that is none', ask: ({ service }) => service.anyone.get('/v1/nothing'), status: 404 },
  { name: 'no token', ask: ({ service }) => service.anyone.get('/v1/people'), status: 401 },
  {
    name: 'a token without the scope',
    ask: ({ service, world }) =>
      service
        .as({ school: world.school, scopes: ['read'] })
        .post('/v1/people')
        .send({}),
    status: 403,
    data: ['"register"'],
  },
  {
    name: 'a token without the role',
    ask: ({ service, world }) =>
      service.as({ school: world.school, role: 'mentor' }).post('/v1/partnerships').send({}),
    status: 403,
    data: ['"coordinator"', '"admin"'],
  },
  {
    name: 'bad input of every kind',
    ask: (ground) =>
      coordinator(ground)
        .post('/v1/people')
        .send({
          givenName: '',
          familyName: 'x'.repeat(300),
          birthDate: 'May',
          email: 1,
          guardianName: '\0',
          more: 1,
        }),
    status: 400,
  },
  {
    name: 'what a schema says in its own words',
    ask: ({ service, world }) =>
      service
        .as({ school: world.school, role: 'admin' })
        .post('/v1/organisations')
        .send({ name: 'One', country: 'x' }),
    status: 400,
  },
  {
    name: 'a number out of its bounds',
    ask: (ground) => coordinator(ground).get('/v1/people?limit=0'),
    status: 400,
  },
  {
    name: 'a cursor of no list',
    ask: (ground) => coordinator(ground).get('/v1/people?cursor=x'),
    status: 400,
  },
  {
    name: 'a language that is not spoken',
    ask: (ground) => coordinator(ground).get('/v1/work?lang=yy'),
    status: 400,
  },
  {
    name: 'a body that is not JSON',
    ask: (ground) =>
      coordinator(ground).post('/v1/people').set('content-type', 'application/json').send('{"'),
    status: 400,
  },
  {
    name: 'content of another kind',
    ask: (ground) => coordinator(ground).post('/v1/people').set('content-type', 'text/xml').send('<a/>'),
    status: 415,
  },
  {
    name: 'a body that is too large',
    ask: (ground) =>
      coordinator(ground)
        .post('/v1/people')
        .send({ givenName: 'x'.repeat(2 ** 21) }),
    status: 413,
  },
  {
    name: 'an address that is misspelled',
    ask: (ground) => coordinator(ground).get('/v1/people/%zz'),
    status: 400,
  },
  {
    name: 'a person who is not there',
    ask: (ground) => coordinator(ground).get('/v1/people/01993c7e-0000-7000-8000-000000000001'),
    status: 404,
  },
  {
    name: 'an edit that does not say what it read',
    ask: (ground) =>
      coordinator(ground).patch(`/v1/mobilities/${ground.opened.mobilityId}`).send({ endsOn: '2026-10-03' }),
    status: 428,
  },
  {
    name: 'an Idempotency-Key that is none',
    ask: (ground) => coordinator(ground).post('/v1/people').set('idempotency-key', 'a b').send({}),
    status: 400,
  },
  {
    name: 'blockers of a case',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/recognitions/${ground.opened.id}/transitions`)
        .send({ action: 'complete-identification' }),
    status: 409,
  },
  {
    name: 'a document that is none, and two things at once to be checked',
    ask: ({ service }) =>
      service.anyone.post('/v1/verifications').field({ code: 'a' }).attach('file', Buffer.from('a'), 'a.pdf'),
    status: 400,
  },
  {
    name: 'what a framework does not have',
    ask: ({ service }) =>
      service.anyone
        .post('/v1/frameworks/digcomp-2.2/suggestions')
        .send({ competence: '9.9', baseline: 19, language: 'en' }),
    status: 400,
  },
  {
    name: 'a framework that is not there',
    ask: ({ service }) => service.anyone.get('/v1/frameworks/none'),
    status: 404,
    data: [/[a-z]+(-[a-z0-9.]+)+/g],
  },
  {
    name: 'a filter by what a framework does not have',
    ask: ({ service }) => service.anyone.get('/v1/frameworks/digcomp-2.2/statements?competence=9.9'),
    status: 400,
  },
  {
    name: 'a profile of levels that are none',
    ask: ({ service }) => service.anyone.get('/v1/frameworks/digcomp-2.2/wheel.svg?levels=9.9:1,1.1:x'),
    status: 400,
  },
  {
    name: 'a link that is not valid',
    ask: ({ service }) => service.anyone.get(`/sign/${noSecret}`),
    status: 404,
  },
]

const pages: Row[] = [
  { name: 'nothing', ask: ({ service }) => page(service.anyone.get('/nothing')), status: 404 },
  ...['sign', 'information', 'declare', 'appeal', 'holder'].map((kind) => ({
    name: `a link to ${kind} that is not valid`,
    ask: ({ service }: Ground) => page(service.anyone.get(`/${kind}/${noSecret}`)),
    status: 404,
  })),
  {
    name: 'the form for checking a certificate',
    ask: ({ service }) => page(service.anyone.get('/verify')),
    status: 200,
  },
  {
    name: 'the same form, sent empty',
    ask: ({ service }) => page(service.anyone.post('/verify').type('form')).send({}),
    status: 400,
  },
  {
    name: 'a code that stands for nothing',
    ask: ({ service }) => page(service.anyone.get('/verify/none')),
    status: 404,
  },
  ...(['verify', 'share'] as const).map((kind) => ({
    name: `a certificate that is seen by its address to ${kind}`,
    ask: ({ service, certificate }: Ground) => page(service.anyone.get(certificate[kind])),
    status: 200,
    data: ({ certificate }: Ground) => certificate.says,
  })),
  {
    name: 'a certificate that is said to be of nobody known',
    ask: ({ service, certificate }) =>
      page(service.anyone.post(certificate.share).type('form')).send({ birthDate: 'May' }),
    status: 400,
    data: ({ certificate }: Ground) => certificate.says,
  },
  {
    name: "a learner's own certificate",
    ask: ({ service, certificate }) => page(service.anyone.get(certificate.holder)),
    status: 200,
    data: ({ certificate }: Ground) => certificate.says,
  },
  {
    name: "a learner's own certificate with a share just made",
    ask: ({ service, certificate }) =>
      page(service.anyone.post(`${certificate.holder}/shares`).type('form')).send({
        level: 'validity',
        days: '7',
      }),
    status: 201,
    data: ({ certificate }: Ground) => certificate.says,
  },
  {
    name: 'a link whose address is none',
    ask: ({ service }) => page(service.anyone.get('/sign/short')),
    status: 400,
  },
]

/** What is worded in the source still: each goes to the tables above when its feature has a catalogue. */
const unconverted: { problems: Row[]; pages: Row[] } = {
  problems: [
    {
      name: 'a mobility that ends before it begins',
      ask: (ground) =>
        coordinator(ground)
          .patch(`/v1/mobilities/${ground.opened.mobilityId}`)
          .set('if-match', '*')
          .send({ endsOn: '2026-01-01' }),
      status: 422,
    },
  ],
  pages: [],
}

/** A certificate that shows everything to whoever has its code, and its addresses. */
async function shared(world: World): Promise<Shared> {
  const { ok, certificate } = given(world)
  const { id, verificationUrl } = await certificate()
  const school = world.as({ school: world.school, role: 'coordinator' })
  const path = (url: unknown) => new URL(String(url)).pathname
  const holder = path((await ok(school.post(`/v1/certificates/${id}/learner-links`))).url)
  await ok(world.anyone.post(`${holder}/level`).send({ level: 'everything' }))
  const { url } = await ok(world.anyone.post(`${holder}/shares`).send({ level: 'everything', days: 30 }))
  const { body } = await world.anyone.get(path(url))
  // The longest first, for some are parts of others.
  const says = stringsOf(body.certificate).sort((one, other) => other.length - one.length)
  return { verify: path(verificationUrl), share: path(url), holder, says }
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsOf) : []
}

describe('a language that is added by files alone', () => {
  let ground: Ground
  beforeAll(async () => {
    const { world, service } = await speakMadeUp()
    ground = { world, service, opened: await given(world).opened(), certificate: await shared(world) }
  })

  const dataOf = (data: Row['data']) => (typeof data === 'function' ? data(ground) : data)

  async function leftOfProblem({ ask, status, data }: Row): Promise<string[]> {
    const answer = await ask(ground)
    expect([answer.status, answer.headers['content-language'], answer.text]).toEqual([
      status,
      madeUp,
      answer.text,
    ])
    const sentences = sentencesOf(answer.body)
    expect(sentences.length).toBeGreaterThan(0)
    return sentences.map((sentence) => leftOf(sentence, dataOf(data))).filter((rest) => rest !== '')
  }

  async function leftOfPage({ ask, status, data }: Row): Promise<string[]> {
    const answer = await ask(ground)
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8'])
    expect(answer.text).toContain(`<html lang="${madeUp}">`)
    const texts = textsOf(answer.text)
    expect(texts.length).toBeGreaterThan(3)
    return texts.map((text) => leftOf(text, dataOf(data))).filter((rest) => rest !== '')
  }

  test.each(problems)('words the problem of $name', async (row) =>
    expect(await leftOfProblem(row)).toEqual([]),
  )
  test.each(pages)('words the page of $name', async (row) => expect(await leftOfPage(row)).toEqual([]))

  test.fails.each(unconverted.problems)('does not word the problem of $name', async (row) =>
    expect(await leftOfProblem(row)).toEqual([]),
  )
  test.fails.each(unconverted.pages)('does not word the page of $name', async (row) =>
    expect(await leftOfPage(row)).toEqual([]),
  )

  test('is offered on the pages of every other one, by what it calls itself', async () => {
    const { text } = await page(ground.service.anyone.get('/nothing?lang=lv'))
    expect(text).toContain('<html lang="lv">')
    expect(text).toContain('<a href="?lang=xx" lang="xx">⟦English⟧</a>')
  })

  test('is looked for in all that a page says, and in all sentences of a problem', () => {
    expect(textsOf('<p lang="xx">⟦One⟧ two</p><a lang="lv">Latviski</a><img alt="three">')).toEqual([
      'three',
      '⟦One⟧ two',
    ])
    expect(leftOf('⟦One ⟦two⟧ three⟧ four 5', ['four'])).toBe('')
    expect(leftOf('⟦One⟧ two')).toBe('two')
    expect(sentencesOf({ type: 'a', title: 'b', blockers: [{ code: 'c', sentence: 'd' }] })).toEqual([
      'b',
      'd',
    ])
  })
})
