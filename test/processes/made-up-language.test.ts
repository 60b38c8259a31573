import { readFileSync } from 'node:fs'
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
import { readPdf } from '../setup/read-pdf.ts'
import type { World } from '../setup/world.ts'

/**
 * What there is to ask about: cases of which nothing, everything claimed, and all but the marks has been done; a certificate
 * that is shared; and an agreement that was signed, then changed in every kind of part, with the link through which the
 * learner signs it again.
 */
type Ground = {
  service: MadeUpService
  world: World
  opened: Case
  documented: Case
  unmarked: Case
  /** Where a learner reads the information sheet of the first, and declares the evidence of the last. */
  links: { information: string; declaration: string }
  certificate: Shared
  amended: { mobilityId: string; hash: string; signing: string }
}

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
const issuer = ({ service, world }: Ground) => service.as({ school: world.school, role: 'issuer' })
const assessor = ({ service, world }: Ground) => service.as({ school: world.school, role: 'assessor' })
const page = (request: Test) => request.set('accept', 'text/html')
/** The names of what lies in the paper and of vocabularies, and the numbers of its sections. */
const attached = ['credential.jwt', 'badge.json', 'snapshot.json', 'ESCO', 'EU', '5.a', '5.b']
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
  {
    name: 'a client that is none',
    ask: ({ service }) =>
      service.anyone.post('/oauth/token').send({ grant_type: 'client_credentials', client_secret: 'x' }),
    status: 401,
  },
  {
    name: 'a client with more scopes than the token',
    ask: ({ service, world }) =>
      service
        .as({ school: world.school, role: 'admin', scopes: ['administer'] })
        .post('/v1/clients')
        .send({ name: 'One', scopes: ['operate'] }),
    status: 403,
    data: ['operate'],
  },
  {
    name: 'settings that do not fit together',
    ask: ({ service, world }) =>
      service
        .as({ school: world.school, role: 'admin' })
        .patch('/v1/settings')
        .set('if-match', '*')
        .send({ kappaPause: 0.9 }),
    status: 422,
    data: ['kappaAlarm'],
  },
  {
    name: 'a learner who is not born yet',
    ask: (ground) =>
      coordinator(ground)
        .post('/v1/people')
        .send({ givenName: 'Learner', familyName: 'One', birthDate: '2999-01-01' }),
    status: 422,
  },
  {
    name: 'a memorandum that does not hold together',
    ask: (ground) =>
      coordinator(ground).post('/v1/partnerships').send({
        partnerId: ground.world.school.id,
        scope: 'Mobilities.',
        startsOn: '2026-09-01',
        endsOn: '2026-08-01',
        mutualAcceptance: false,
        assessedBy: 'hosting',
      }),
    status: 422,
    data: ['startsOn', '"sending"'],
  },
  {
    name: 'a mobility that ends before it begins',
    ask: (ground) =>
      coordinator(ground)
        .patch(`/v1/mobilities/${ground.opened.mobilityId}`)
        .set('if-match', '*')
        .send({ endsOn: '2026-01-01' }),
    status: 422,
    data: ['startsOn'],
  },
  {
    name: 'a mobility of nobody to nowhere',
    ask: (ground) =>
      coordinator(ground).post('/v1/mobilities').send({
        learnerId: '01993c7e-0000-7000-8000-000000000001',
        hostingOrganisationId: '01993c7e-0000-7000-8000-000000000001',
        projectCode: '2026-1-LV01-KA121-VET-000012345',
        startsOn: '2026-09-07',
        endsOn: '2026-10-02',
        workloadHours: 120,
      }),
    status: 422,
  },
  {
    name: 'a project code that is none',
    ask: (ground) =>
      coordinator(ground)
        .patch(`/v1/mobilities/${ground.opened.mobilityId}`)
        .set('if-match', '*')
        .send({ projectCode: 'x' }),
    status: 400,
  },
  {
    name: 'an agreement with every fault',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/mobilities/${ground.amended.mobilityId}/agreement/versions`)
        .send({ ...amendment, evidenceUntil: '2026-09-01', outcomes: [unfit, unfit] }),
    status: 422,
    data: ['digcomp'],
  },
  {
    name: 'an amendment that the case has no room for',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/mobilities/${ground.opened.mobilityId}/agreement/versions`)
        .send({ ...amendment, framework: 'digcomp-3.0', outcomes: [elsewhere] }),
    status: 422,
    data: ['digcomp'],
  },
  {
    name: 'a signature under another hash',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/mobilities/${ground.amended.mobilityId}/agreement/signatures`)
        .send({ hash: 'a'.repeat(64) }),
    status: 412,
  },
  {
    name: 'a version that is compared with none',
    ask: (ground) =>
      coordinator(ground).get(
        `/v1/mobilities/${ground.amended.mobilityId}/agreement/versions/2/differences?from=2`,
      ),
    status: 422,
  },
  {
    name: 'a version that everyone has signed and nobody takes back',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/mobilities/${ground.opened.mobilityId}/agreement/versions/1/withdrawal`)
        .send({ reason: 'No.' }),
    status: 409,
  },
  {
    name: 'a guardian where the learner is of age',
    ask: (ground) =>
      coordinator(ground)
        .post(`/v1/mobilities/${ground.opened.mobilityId}/agreement/links`)
        .send({ party: 'guardian' }),
    status: 409,
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

/** What people write themselves is nobody's words: here it is numbers. */
const planned = {
  competence: '1.1',
  baseline: null,
  baselineFoundBy: '1',
  target: 5,
  partial: true,
  criteria: [{ id: '1', level: 5, facet: '1.1.a', text: { lv: '2', en: '3' }, mandatory: true }],
  methods: ['4'],
  assessorRole: '5',
  workloadHours: 10,
  recognisedAs: { kind: 'credit', reference: '6' },
}
const amendment = {
  framework: 'digcomp-2.2',
  outcomes: [planned],
  procedure: '7',
  assessorRole: '8',
}
const first = {
  ...planned,
  baseline: 2,
  target: 4,
  criteria: [4, 3].map((level) => ({ ...planned.criteria[0], id: `${level}`, level })),
  methods: ['11', '12'],
  workloadHours: null,
  recognisedAs: { kind: 'module', reference: '6' },
}
const elsewhere = {
  ...planned,
  target: 4,
  partial: false,
  criteria: ['1', '2', '3'].map((id) => ({ ...planned.criteria[0], id, level: 4, facet: null })),
}
const unfit = {
  ...planned,
  target: 12,
  workloadHours: 100,
  criteria: [
    { ...planned.criteria[0], mandatory: false },
    { ...planned.criteria[0], level: null },
  ],
}

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
  {
    name: 'an agreement to sign, with what has changed in it',
    ask: ({ service, amended }) => page(service.anyone.get(amended.signing)),
    status: 200,
    data: [
      'Portfolio, judged within two weeks after return.',
      'Vocational teacher',
      'Learner One',
      'Parauga tehnikums',
      'Example Workshop',
      '2026-1-LV01-KA121-VET-000012345',
      'DigComp 2.2',
      'Browsing, searching and filtering data, information and digital content',
      'respond when information is needed',
      /[\da-f]{64}/g,
    ],
  },
  {
    name: 'an agreement that was signed',
    ask: ({ service, amended }) =>
      page(service.anyone.post(amended.signing))
        .type('form')
        .send({ name: 'Learner One', accept: 'true', hash: amended.hash }),
    status: 200,
    data: ['Learner One', 'Parauga tehnikums'],
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
  const says = stringsIn(body.certificate).sort((one, other) => other.length - one.length)
  return { verify: path(verificationUrl), share: path(url), holder, says }
}

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
const wordsLeft = (text: string) => leftOf(text.replace(/⁅.*⁆/su, ' '), dataOfCaseFile)

/** What is printed over several lines is read back without its spaces. */
const printed = (text: string) => new RegExp(text.split(/[^\p{L}\d]+/u).join('[^\\p{L}\\d]*'), 'gu')

const { statements, competences } = JSON.parse(
  readFileSync(new URL('../../frameworks/digcomp-2.2/texts/en.json', import.meta.url), 'utf8'),
) as { statements: Record<string, string>; competences: Record<string, { title: string }> }
const dataOfCaseFile = [
  /SHA-256\s*[\da-f]{64}/g,
  'UTC',
  /Learner One/g,
  // Whose they are is told by the name of the organisation and of the person there.
  /(Paraugatehnikums|Parauga tehnikums|Example Workshop)(:\s*[a-z]+|,)?/g,
  /DCR.2026.[A-Z\d]{8}( \((jwt|ob3\.json|pdf)\))?/g,
  /2026-1-LV01-KA121-VET-\d+/g,
  'digcomp-2.2',
  // A framework that is not worded in this language is told in its first one.
  ...Object.entries(statements).flatMap(([id, text]) => (id.startsWith('1.1.') ? [printed(text)] : [])),
  printed(competences['1.1']!.title),
  // What the learner, the mentor and those who agreed have said.
  /(Portfolio|Done here\.|Digital skills|Vocational teacher|Teacher's judgement before departure)/g,
  /Work of a learner, piece \d+\./g,
  printed('I declare that the work submitted is my own, and that help from others is named in it.'),
]

describe('a language that is added by files alone', () => {
  let ground: Ground
  beforeAll(async () => {
    const { world, service } = await speakMadeUp()
    const { informationLink, declarationLink, ...makes } = given(world)
    const [opened, documented] = [await makes.opened(), await makes.documentation()]
    const unmarked = await makes.assessment()
    const information = await informationLink(opened.id)
    const undeclared = await makes.documentation()
    await makes.evidence(undeclared.id, ['1.1', '2.4'])
    const declaration = await declarationLink(undeclared.id)
    ground = {
      world,
      service,
      opened,
      documented,
      unmarked,
      links: { information, declaration },
      certificate: await shared(world),
      amended: await amend(world),
    }
  })

  async function amend(world: World): Promise<Ground['amended']> {
    const { signedMobility, ok } = given(world)
    const mobility = await signedMobility([first], { objective: '9', participation: 'blended' })
    const path = `/v1/mobilities/${mobility.id}`
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const changes = { endsOn: '2026-10-09', participation: 'online', programme: '10' }
    await ok(coordinator.patch(path).set('if-match', '*').send(changes))
    const version = await ok(coordinator.post(`${path}/agreement/versions`).send(amendment))
    const link = await ok(coordinator.post(`${path}/agreement/links`).send({ party: 'learner' }))
    const signing = new URL(String(link.url)).pathname
    return { mobilityId: String(mobility.id), hash: String(version.hash), signing }
  }

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
    // At the foot of a page the code is cut short where it has no room.
    const uncut = (text: string) => text.replaceAll(/·[^·…]*…/g, ' ').replaceAll(/\d+\sh(?!\S)/g, ' ')
    const left = (text: string) => leftOf(unspaced(uncut(text)), data)

    const { text, heard } = await readPdf(await download('pdf'))
    expect(heard).toHaveLength(5)
    expect([text, ...heard].map(left).filter((rest) => rest !== '')).toEqual([])

    const credential = JSON.parse((await download('edc.jsonld')).toString())
    const texts = inMadeUp(credential)
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.map(left).filter((rest) => rest !== '')).toEqual([])
    expect(credential.displayParameter.title[madeUp]).toBe(`⁅${snapshot.title.en}⁆`)
    expect(credential.displayParameter.individualDisplay.displayDetail).toHaveLength(1)
  })

  test('is that of a sheet which is acknowledged in it, and kept as it was shown', async () => {
    const { service, world } = ground
    const { ok, opened, informationLink } = given(world)
    const { id } = await opened()
    const path = await informationLink(id)
    const shown = await ok(service.anyone.get(path))
    const form = { name: 'Learner One', accept: true, hash: shown.hash }
    const thanks = await page(service.anyone.post(path).send(form))
    expect([
      thanks.status,
      ...textsOf(thanks.text).filter((text) => leftOf(text, ['Learner One', 'Parauga tehnikums'])),
    ]).toEqual([200])
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
    expect(paragraphs.filter((text) => text.includes('⁅')).length).toBeGreaterThan(60)
    expect(paragraphs.map(wordsLeft).filter((rest) => rest !== '')).toEqual([])
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
