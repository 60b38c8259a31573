import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
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
import type { World } from '../setup/world.ts'

/** What there is to ask about: an open case of which nothing has been done yet. */
type Ground = { service: MadeUpService; world: World; opened: Case }

/** An address, and what of its answer is data and nobody's words. */
type Row = { name: string; ask(ground: Ground): Test; status: number; data?: (string | RegExp)[] }

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
    name: 'the work of others',
    ask: ({ service, world }) =>
      service.as({ school: world.school, role: 'mentor' }).get('/v1/work?view=all'),
    status: 403,
    data: ['"coordinator"', '"admin"', '"auditor"'],
  },
  {
    name: 'an action of the audit that is none',
    ask: (ground) => coordinator(ground).get('/v1/audit?action=x'),
    status: 400,
    data: ['certificate.issue'],
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

/** What stands on paper for a character that the fonts have no shape for, as for the brackets. */
const shapeless = '\ufffd'

/** The texts of a paper, element by element. */
async function paragraphsOf(pdf: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const texts = new Map<string, string>()
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent({ includeMarkedContent: true })
    let element = ''
    for (const item of content.items) {
      if ('str' in item) texts.set(element, (texts.get(element) ?? '') + item.str)
      else if (item.type.startsWith('begin')) element = `${number} ${item.id ?? texts.size}`
    }
  }
  return [...texts.values()]
}

/** What is left of a text of a case file without all between its first bracket and its last, and without data. */
const wordsLeft = (text: string) =>
  leftOf(text.replace(new RegExp(`${shapeless}.*${shapeless}`, 'su'), ' '), dataOfCaseFile)

const dataOfCaseFile = [
  /SHA-256\s*[\da-f]{64}/g,
  'UTC',
  /Parauga tehnikums: [a-z]+/g,
  /Learner (One|Number \d+)/g,
  // Names of actions, the role in which one was done, forms of a certificate, criteria, the language of a sheet.
  /[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*/g,
  /^(submit »|issue|complete-[a-z]+)/g,
  /\((coordinator|issuer|en)\)/g,
  /^(jwt|ob3\.json|pdf):/g,
  /^\d\.\d\.[a-d]\.\d:/g,
  // What the learner and the mentor have said.
  /^(Portfolio|Done here\.)$/g,
  'I declare that the work submitted is my own, and that help from others is named in it.',
]

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

  /** A case that is decided and contested: its id, and the address at which the learner sees what came of it. */
  async function contested(): Promise<{ id: string; path: string }> {
    const { world } = ground
    const { ok, decided } = given(world)
    const { id } = await decided([{ competence: '1.1', baseline: 2, target: 4 }])
    const as = (role: 'coordinator' | 'issuer') => world.as({ school: world.school, role })
    await ok(as('issuer').post('/v1/certificates').send({ recognitionId: id }))
    const links = `/v1/recognitions/${id}/appeal-links`
    const pathOf = async () =>
      new URL(String((await ok(as('coordinator').post(links).send({ party: 'learner' }))).url)).pathname
    const complaint = { kind: 'complaint', grounds: '1', name: 'Learner One' }
    await ok(world.anyone.post(await pathOf()).send(complaint))
    return { id, path: await pathOf() }
  }

  test('words what a learner sees of a closed case, what is wrong with an appeal, and what came of it', async () => {
    const { anyone } = ground.service
    const { path } = await contested()
    type Shown = { title: string; marks: { criterion: string }[] }
    const { outcomes } = (await anyone.get(path)).body as { outcomes: Shown[] }
    const data = outcomes.flatMap(({ title, marks }) => [title, ...marks.map(({ criterion }) => criterion)])
    const shown = await page(anyone.get(path))
    const texts = textsOf(shown.text)
    expect([shown.status, texts.length > 30]).toEqual([200, true])
    expect(texts.map((text) => leftOf(text, data)).filter((rest) => rest !== '')).toEqual([])

    const appeal = { kind: 'appeal', grounds: '1', name: 'Learner One' }
    const refused = await anyone.post(path).send({ ...appeal, competences: ['1.1', '1.1', '9.9'] })
    expect([refused.status, refused.body.errors.length]).toEqual([422, 2])
    expect(sentencesOf(refused.body).filter((sentence) => leftOf(sentence) !== '')).toEqual([])
    const done = await page(anyone.post(path).send({ ...appeal, competences: ['1.1'] }))
    expect([done.status, textsOf(done.text).filter((text) => leftOf(text) !== '')]).toEqual([200, []])
  })

  test('words what waits, and what would become of a person and why not yet', async () => {
    const { opened, world } = ground
    const all = await coordinator(ground).get('/v1/work?view=all')
    expect(sentencesOf(all.body).length).toBeGreaterThan(0)
    const { learnerId } = (
      await world.as({ school: world.school, role: 'coordinator' }).get(`/v1/mobilities/${opened.mobilityId}`)
    ).body
    const path = `/v1/people/${learnerId}/erasure`
    const erasure = await coordinator(ground).get(path)
    const refused = await coordinator(ground).post(path).send({ reason: 'objection' })
    expect([all.status, erasure.status, refused.status]).toEqual([200, 200, 409])
    type Erasure = { classes: { what: string; basis: string }[] }
    const classes = (erasure.body as Erasure).classes.flatMap(({ what, basis }) => [what, basis])
    expect(classes.length).toBeGreaterThan(40)
    const said = [...classes, ...[all, erasure, refused].flatMap(({ body }) => sentencesOf(body))]
    expect(said.filter((sentence) => leftOf(sentence) !== '')).toEqual([])
  })

  test('words the case file, but for what is data', async () => {
    const { id } = await contested()
    const answer = await coordinator(ground).get(`/v1/recognitions/${id}/file.pdf`).buffer().parse(asBytes)
    expect(answer.status).toBe(200)
    const paragraphs = await paragraphsOf(answer.body)
    expect(paragraphs.length).toBeGreaterThan(100)
    expect(paragraphs.filter((text) => text.includes(shapeless)).length).toBeGreaterThan(60)
    expect(paragraphs.map(wordsLeft).filter((rest) => rest !== '')).toEqual([])
  })

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
