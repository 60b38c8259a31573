import type { Test } from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../setup/bytes.ts'
import { type Case, given } from '../setup/given.ts'
import {
  leftOf,
  type MadeUpService,
  madeUp,
  sentencesOf,
  speakMadeUp,
  textsOf,
} from '../setup/made-up-language.ts'
import { readPdf } from '../setup/read-pdf.ts'
import type { World } from '../setup/world.ts'

/** What there is to ask about: an open case of which nothing has been done yet. */
type Ground = { service: MadeUpService; world: World; opened: Case }

/** An address, and what of its answer is data and nobody's words. */
type Row = { name: string; ask(ground: Ground): Test; status: number; data?: (string | RegExp)[] }

const coordinator = ({ service, world }: Ground) => service.as({ school: world.school, role: 'coordinator' })
const issuer = ({ service, world }: Ground) => service.as({ school: world.school, role: 'issuer' })
const page = (request: Test) => request.set('accept', 'text/html')
/** The names of what lies in the paper and of vocabularies, and the numbers of its sections. */
const attached = ['credential.jwt', 'snapshot.json', 'ESCO', 'EU', '5.a', '5.b']
const unspaced = (text: string) => text.replaceAll(/\s+/g, '')

/** Every text in a value, however deep. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
}

/** What a value says in the made-up language, wherever it says something in several. */
function inMadeUp(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  const { [madeUp]: own, ...others }: Record<string, unknown> = { ...value }
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(others).flatMap(inMadeUp)]
}

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
    name: 'a certificate in one language twice',
    ask: (ground) =>
      issuer(ground)
        .post('/v1/certificates')
        .send({ recognitionId: ground.opened.id, languages: ['lv', 'lv'] }),
    status: 400,
  },
  {
    name: 'a certificate of a case that is not decided',
    ask: (ground) => issuer(ground).post('/v1/certificates').send({ recognitionId: ground.opened.id }),
    status: 409,
    data: ['issue'],
  },
  {
    name: 'a cohort that is chosen in two ways',
    ask: (ground) => issuer(ground).get(`/v1/certificates.pdf?projectCode=x&ids=${ground.opened.id}`),
    status: 400,
    data: ['projectCode', 'ids'],
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
  pages: [
    {
      name: 'the form for checking a certificate',
      ask: ({ service }) => page(service.anyone.get('/verify')),
      status: 200,
    },
  ],
}

describe('a language that is added by files alone', () => {
  let ground: Ground
  beforeAll(async () => {
    const { world, service } = await speakMadeUp()
    ground = { world, service, opened: await given(world).opened() }
  })

  async function leftOfProblem({ ask, status, data }: Row): Promise<string[]> {
    const answer = await ask(ground)
    expect([answer.status, answer.headers['content-language'], answer.text]).toEqual([
      status,
      madeUp,
      answer.text,
    ])
    const sentences = sentencesOf(answer.body)
    expect(sentences.length).toBeGreaterThan(0)
    return sentences.map((sentence) => leftOf(sentence, data)).filter((rest) => rest !== '')
  }

  async function leftOfPage({ ask, status, data }: Row): Promise<string[]> {
    const answer = await ask(ground)
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8'])
    expect(answer.text).toContain(`<html lang="${madeUp}">`)
    const texts = textsOf(answer.text)
    expect(texts.length).toBeGreaterThan(3)
    return texts.map((text) => leftOf(text, data)).filter((rest) => rest !== '')
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

  test('is printed on a certificate, heard instead of its figures, and kept in its credential', async () => {
    const { id: recognitionId } = await given(ground.world).decided([
      { competence: '1.1', baseline: 2, target: 4 },
      { competence: '2.1', baseline: 1, target: 3 },
    ])
    const { body, status } = await issuer(ground)
      .post('/v1/certificates')
      .send({ recognitionId, languages: [madeUp] })
    expect([status, body.detail]).toEqual([201, undefined])
    const download = async (form: string): Promise<Buffer> => {
      const asked = issuer(ground).get(`/v1/certificates/${body.id}.${form}`).expect(200)
      return (await asked.buffer().parse(asBytes)).body
    }
    const snapshot = JSON.parse((await download('json')).toString())
    // What people and frameworks wrote is nobody's word; our own words among it stand in brackets.
    const data = [...stringsIn(snapshot), ...attached]
      .map(unspaced)
      .sort((one, other) => other.length - one.length)
    const left = (text: string) => leftOf(unspaced(text.replaceAll(/\d+\sh(?!\S)/g, ' ')), data)

    const { text, heard, pages } = await readPdf(await download('pdf'))
    expect([pages, heard.length]).toEqual([expect.any(Number), 4])
    expect([text, ...heard].map(left).filter((rest) => rest !== '')).toEqual([])

    const credential = JSON.parse((await download('edc.jsonld')).toString())
    const texts = inMadeUp(credential)
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.map(left).filter((rest) => rest !== '')).toEqual([])
    expect(credential.displayParameter.title[madeUp]).toBe(`⁅${snapshot.title.en}⁆`)
    expect(credential.displayParameter.individualDisplay.displayDetail).toHaveLength(pages)
  })

  test('is offered on the pages of every other one, by what it calls itself', async () => {
    const { text } = await page(ground.service.anyone.get('/nothing?lang=lv'))
    expect(text).toContain('<html lang="lv">')
    expect(text).toContain('<a href="?lang=xx" lang="xx">⁅English⁆</a>')
  })

  test('is looked for in all that a page says, and in all sentences of a problem', () => {
    expect(textsOf('<p lang="xx">⁅One⁆ two</p><a lang="lv">Latviski</a><img alt="three">')).toEqual([
      'three',
      '⁅One⁆ two',
    ])
    expect(leftOf('⁅One ⁅two⁆ three⁆ four 5', ['four'])).toBe('')
    expect(leftOf('⁅One⁆ two')).toBe('two')
    expect(sentencesOf({ type: 'a', title: 'b', blockers: [{ code: 'c', sentence: 'd' }] })).toEqual([
      'b',
      'd',
    ])
  })
})
