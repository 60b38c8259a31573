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

/** What there is to ask about: cases of which nothing, everything claimed, and all but the marks has been done. */
type Ground = {
  service: MadeUpService
  world: World
  opened: Case
  documented: Case
  unmarked: Case
  /** Where a learner reads the information sheet of the first, and declares the evidence of the last. */
  links: { information: string; declaration: string }
}

/** An address, and what of its answer is data and nobody's words. */
type Row = { name: string; ask(ground: Ground): Test; status: number; data?: (string | RegExp)[] }

const coordinator = ({ service, world }: Ground) => service.as({ school: world.school, role: 'coordinator' })
const assessor = ({ service, world }: Ground) => service.as({ school: world.school, role: 'assessor' })
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
    name: 'a link that is not valid',
    ask: ({ service }) => service.anyone.get(`/sign/${noSecret}`),
    status: 404,
  },
  {
    name: 'a move without its reason',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/recognitions/${ground.opened.id}/transitions`)
        .send({ action: 'withdraw' }),
    status: 422,
  },
  {
    name: 'an information sheet that has changed',
    ask: ({ service, links }) =>
      service.anyone.post(links.information).send({ name: 'One', accept: true, hash: 'b'.repeat(64) }),
    status: 412,
  },
  {
    name: 'evidence from the future',
    ask: (ground) => record(ground, { producedOn: '2030-01-01' }),
    status: 422,
  },
  {
    name: 'evidence of what nobody claims',
    ask: (ground) => record(ground, { competences: ['5.1'] }),
    status: 422,
  },
  {
    name: 'an address with a user name in it',
    ask: (ground) => record(ground, { url: 'https://one@example.org/' }),
    status: 400,
  },
  {
    name: 'an assessor who is none',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/recognitions/${ground.documented.id}/assignments`)
        .send({ memberId: ground.world.school.members.mentor }),
    status: 422,
  },
  {
    name: 'an authorisation for nothing that there is',
    ask: ({ service, world }) =>
      service
        .as({ school: world.school, role: 'admin' })
        .post(`/v1/members/${world.school.members.assessor}/authorisations`)
        .send({ framework: 'none', validFrom: '2026-02-01', validUntil: '2026-01-01' }),
    status: 422,
  },
  {
    name: 'marks that are not whole',
    ask: (ground) =>
      assessor(ground)
        .post(`/v1/recognitions/${ground.unmarked.id}/marks`)
        .send({ competence: '1.1', judgements: [], marks: [{ criterionId: 'none', mark: 'met' }] }),
    status: 422,
  },
  {
    name: 'marks of an assessor who is not assigned',
    ask: (ground) =>
      ground.service
        .as({ school: ground.world.host, role: 'assessor' })
        .post(`/v1/recognitions/${ground.unmarked.id}/marks`)
        .send({ competence: '1.1', judgements: [], marks: [{ criterionId: 'none', mark: 'met' }] }),
    status: 403,
  },
  {
    name: 'a second marking before the first',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/recognitions/${ground.unmarked.id}/second-markings`)
        .send({ competence: '1.1', reason: 'asked-for' }),
    status: 409,
  },
]

/** A link as evidence, with something wrong in it. */
const record = ({ service, world, documented }: Ground, wrong: object) =>
  service
    .as({ school: world.host, role: 'mentor' })
    .post(`/v1/recognitions/${documented.id}/evidence/records`)
    .send({
      kind: 'link',
      title: 'Work plan',
      producedOn: '2026-09-20',
      competences: ['1.1'],
      url: 'https://example.org/',
      ...wrong,
    })

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
  {
    name: 'the information sheet',
    ask: ({ service, links }) => page(service.anyone.get(links.information)),
    status: 200,
    data: [/[\da-f]{64}/g],
  },
  {
    name: 'the evidence to declare',
    ask: ({ service, links }) => page(service.anyone.get(links.declaration)),
    status: 200,
    data: ['Portfolio', /[\da-f]{64}/g],
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
    const { informationLink, declarationLink, ...makes } = given(world)
    const [opened, documented] = [await makes.opened(), await makes.documentation()]
    const unmarked = await makes.assessment()
    const information = await informationLink(opened.id)
    const declaration = await declarationLink(unmarked.id)
    ground = { world, service, opened, documented, unmarked, links: { information, declaration } }
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

  test('is that of a sheet which is acknowledged in it, and kept as it was shown', async () => {
    const { service, world } = ground
    const { ok, opened, informationLink } = given(world)
    const { id } = await opened()
    const path = await informationLink(id)
    const shown = await ok(service.anyone.get(path))
    const form = { name: 'Learner One', accept: true, hash: shown.hash }
    const thanks = await page(service.anyone.post(path).send(form))
    expect([thanks.status, ...textsOf(thanks.text).filter((text) => leftOf(text))]).toEqual([200])
    const kept = await ok(coordinator(ground).get(`/v1/recognitions/${id}/information`))
    expect(kept).toMatchObject({ acknowledged: true, hash: shown.hash, sheet: shown.sheet })
    expect(shown.sheet).toMatchObject({ language: madeUp })
  })

  test('is that of what is declared in it', async () => {
    const { service, world } = ground
    const { ok, documentation, evidence, declarationLink } = given(world)
    const { id } = await documentation()
    await evidence(id, ['1.1'])
    const path = await declarationLink(id)
    const { hash } = await ok(service.anyone.get(path))
    const declared = await ok(service.anyone.post(path).send({ name: 'Learner One', accept: true, hash }))
    expect(leftOf(String(declared.statement))).toBe('')
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
