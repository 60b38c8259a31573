// A cohort from its roster to certificates. Once:
//   npm install openapi-typescript openapi-fetch
//   npx openapi-typescript "$URL/openapi.json" -o api.d.ts
// Then, with URL, CLIENT_ID and CLIENT_SECRET, and in RECEIVER the address at which the service reaches this program:
//   node cohort.ts
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import createClient from 'openapi-fetch'
import type { components, paths } from './api.d.ts'

type Schemas = components['schemas']
type Api = ReturnType<typeof clientFor>
type Item = Schemas['NewBatch']['items'][number]

const { URL: baseUrl = '', CLIENT_ID = '', CLIENT_SECRET = '', RECEIVER = '', PORT = '' } = process.env
const school = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET }
const projectCode = '2026-1-LV01-KA121-VET-000012345'
const framework = 'digcomp-2.2'
const competence = '2.4'
const target = 4

/** Sends again, after as long as the service says, what it was too busy for; what was done already is not done twice. */
async function patiently(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(request.clone())
    if (![429, 503].includes(response.status) || attempt === 9) return response
    await setTimeout(Number(response.headers.get('retry-after') ?? 1) * 1000)
  }
}

/** Asks as whoever the token is for; JSON is taken where there are pages and tables too. */
function clientFor(token?: string) {
  const headers = { accept: 'application/json' }
  const api = createClient<paths, 'application/json'>({ baseUrl, headers, fetch: patiently })
  api.use({
    onRequest({ request }) {
      if (token) request.headers.set('authorization', `Bearer ${token}`)
      if (request.method === 'POST') request.headers.set('idempotency-key', crypto.randomUUID())
    },
  })
  return api
}

/** What was answered, or else the problem. */
function ok<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}

/** A client of an organisation, or with `member` the member who acts through it. */
async function actAs(client: typeof school, member?: string): Promise<Api> {
  const body = { grant_type: 'client_credentials' as const, ...client, ...(member ? { member } : {}) }
  return clientFor(ok(await clientFor().POST('/oauth/token', { body })).access_token)
}

/** Asks again until it is so. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    await setTimeout(300)
  }
}

/** Sends a table; what is wrong with it is told before anything is entered. */
async function enter(api: Api, kind: Schemas['Import']['kind'], name: string): Promise<void> {
  const started = await api.POST('/v1/imports', {
    body: { kind, file: await readFile(new URL(name, import.meta.url), 'utf8') },
    bodySerializer: (body) => {
      const form = new FormData()
      form.set('kind', body.kind)
      form.set('file', new Blob([body.file]), name)
      return form
    },
  })
  const path = { id: ok(started).id }
  const read = async () => ok(await api.GET('/v1/imports/{id}', { params: { path } }))
  const { state, sha256 } = await until(read, (table) => table.state !== 'checking')
  if (state !== 'ready') {
    const { items } = ok(await api.GET('/v1/imports/{id}/faults', { params: { path } }))
    throw new Error(items.map(({ line, message }) => `${name}, line ${line}: ${message}`).join('\n'))
  }
  ok(await api.POST('/v1/imports/{id}/run', { params: { path }, body: { sha256 } }))
  await until(read, (table) => table.state === 'done')
}

/** One action on many things; each succeeds or is refused by itself. */
async function together(
  api: Api,
  action: string,
  on: { items: Item[] } | { cohortId: string; body?: Item['body'] },
) {
  const path = { id: ok(await api.POST('/v1/batches', { body: { action, ...on } })).id }
  const read = async () => ok(await api.GET('/v1/batches/{id}', { params: { path } }))
  await until(read, ({ state }) => state === 'finished')
  const { items } = ok(await api.GET('/v1/batches/{id}/result.json', { params: { path } }))
  const refused = items.find(({ state }) => state === 'refused')
  if (refused) throw new Error(`${action}: ${JSON.stringify(refused.problem)}`)
}

/** Takes what is signed as Standard Webhooks says, and nothing else; `told` has it by the id that it always comes with. */
async function receiveWebhooks(secretOf: () => string) {
  const told = new Map<string, Schemas['Event']>()
  const server = createServer(async (request, response) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signed } = request.headers
    const body = Buffer.concat(await request.toArray()).toString()
    const key = Buffer.from(secretOf().slice('whsec_'.length), 'base64')
    const wanted = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest()
    const isOurs = String(signed)
      .split(' ')
      .map((each) => Buffer.from(each.slice('v1,'.length), 'base64'))
      .some((given) => given.length === wanted.length && timingSafeEqual(given, wanted))
    const isFresh = Math.abs(Date.now() / 1000 - Number(at)) < 300
    if (isOurs && isFresh) told.set(String(id), JSON.parse(body))
    response.writeHead(isOurs && isFresh ? 204 : 401).end()
  })
  await new Promise<void>((listens) => server.listen(Number(PORT), listens))
  return { told, close: () => server.close() }
}

/** What a learner does on their page, by a link that they have: signs, acknowledges and declares what waits for them. */
async function giveWord(url: string, name: string, step: 'sign' | 'inform' | 'declare'): Promise<void> {
  const api = clientFor()
  const secret = url.split('/').at(-1)!
  const read = async () => ok(await api.GET('/me/{secret}', { params: { path: { secret } } })).items[0]!.next
  const { at } = await until(read, (next) => next.step === step && next.waitsFor === 'you')
  const params = { path: { secret, subject: at!.split('/').at(-1)! } }
  const word = (hash: string) => ({ name, accept: true as const, hash })
  if (step === 'sign') {
    const { hash } = ok(await api.GET('/me/{secret}/sign/{subject}', { params }))
    ok(await api.POST('/me/{secret}/sign/{subject}', { params, body: word(hash) }))
  } else if (step === 'inform') {
    const { hash } = ok(await api.GET('/me/{secret}/information/{subject}', { params }))
    ok(await api.POST('/me/{secret}/information/{subject}', { params, body: word(hash) }))
  } else {
    const { hash } = ok(await api.GET('/me/{secret}/declare/{subject}', { params }))
    ok(await api.POST('/me/{secret}/declare/{subject}', { params, body: word(hash) }))
  }
}

/** And brings a piece of evidence. */
async function bringEvidence(url: string, text: string): Promise<void> {
  const api = clientFor()
  const secret = url.split('/').at(-1)!
  const read = async () => ok(await api.GET('/me/{secret}', { params: { path: { secret } } })).items[0]!
  const { bring } = await until(read, ({ stage, bring }) => stage === 'documentation' && bring !== null)
  const sent = await api.POST('/me/{secret}/evidence/{subject}', {
    params: { path: { secret, subject: bring!.evidence.split('/').at(-1)! } },
    body: { file: text, title: 'Portfolio', producedOn: '2026-09-25', competences: [competence] },
    bodySerializer({ file, title, producedOn, competences }) {
      const form = new FormData()
      for (const [field, value] of Object.entries({ title, producedOn })) form.set(field, value)
      for (const each of competences) form.append('competences', each)
      form.set('file', new Blob([file]), 'portfolio.txt')
      return form
    },
  })
  ok(sent)
}

/** Marks whatever is due to this assessor: each mark says which evidence shows it, and what of the case was read. */
async function mark(
  coordinator: Api,
  memberId: string,
  cases: string[],
  round: 'first' | 'second',
): Promise<void> {
  const assessor = await actAs(school, memberId)
  const body = { memberId, round }
  await together(coordinator, 'assignAssessor', { items: cases.map((id) => ({ params: { id }, body })) })
  const sheets = ok(await assessor.GET('/v1/marking-sheets')).items
  await together(assessor, 'declareConflicts', {
    items: sheets.map(({ recognitionId: id, assignment }) => ({
      params: { id, assignmentId: assignment.id },
      body: { lastTrainedOn: null, related: false, otherConflict: null },
    })),
  })
  await together(assessor, 'recordMarks', {
    items: sheets.flatMap(({ recognitionId: id, workHash, outcomes, evidence }) => {
      const evidenceIds = evidence.map((piece) => piece.id)
      const verdicts = { valid: true, authentic: true, current: true, sufficient: true }
      const judgements = evidenceIds.map((evidenceId) => ({ evidenceId, ...verdicts }))
      return outcomes.map((outcome) => {
        const marks = outcome.criteria.map(({ id: criterionId, level }) =>
          (level ?? 0) <= target
            ? { criterionId, mark: 'met', evidenceIds }
            : { criterionId, mark: 'not-met', evidenceIds: [] },
        )
        return {
          params: { id },
          ifMatch: workHash,
          body: { competence: outcome.competence, judgements, marks },
        }
      })
    }),
  })
}

// 1. Who takes part: the school's members from a table, and the host with a client of its own.
const admin = await actAs(school)
let secret = ''
const webhooks = await receiveWebhooks(() => secret)
secret = ok(
  await admin.POST('/v1/webhooks', { body: { url: RECEIVER, types: ['certificate.issued'] } }),
).secret
await enter(admin, 'members', 'members.csv')
await enter(admin, 'authorisations', 'authorisations.csv')
const members = ok(await admin.GET('/v1/members')).items
const idOf = (key: string) => members.find(({ externalId }) => externalId === key)!.id
const coordinator = await actAs(school, idOf('coordinator'))
const { client } = ok(
  await admin.POST('/v1/organisations', {
    body: {
      name: 'Example Workshop',
      country: 'FI',
      client: { name: 'Host', scopes: ['read', 'recognise', 'administer'] },
    },
  }),
)
const workshop = { client_id: client!.id, client_secret: client!.secret }
const host = await actAs(workshop)
const staff = { name: 'Staff of the host', roles: ['coordinator' as const, 'mentor' as const] }
const mentor = await actAs(workshop, ok(await host.POST('/v1/members', { body: staff })).id)

// 2. The roster, and what nobody has to judge: cases open and stages end by themselves.
await enter(coordinator, 'people', 'roster.csv')
await enter(coordinator, 'mobilities', 'roster.csv')
const cohortId = ok(await coordinator.POST('/v1/cohorts', { body: { name: 'Walk', projectCode } })).id
for (const order of ['open-cases', 'complete-stages'] as const)
  ok(await coordinator.PUT('/v1/settings/orders/{order}', { params: { path: { order } } }))

// 3. One agreement for all, from a template; both organisations sign what they have read.
const template = ok(
  await coordinator.POST('/v1/agreement-templates', {
    body: {
      title: 'Digital skills at work',
      framework,
      outcomes: [
        {
          competence,
          target,
          baseline: 3,
          baselineFoundBy: 'Teacher before departure',
          methods: ['portfolio'],
          recognisedAs: { kind: 'module', reference: 'Digital skills, module 2' },
        },
      ],
      procedure: 'Portfolio, judged within two months after return.',
      assessorRole: 'Vocational teacher',
    },
  }),
)
await together(coordinator, 'draftAgreement', { cohortId, body: { template: { id: template.id } } })
for (const api of [coordinator, mentor]) {
  const query = api === mentor ? { side: 'hosted' as const } : { cohortId }
  const { items } = ok(await api.GET('/v1/agreements', { params: { query } }))
  const signatures = items.map(({ mobilityId: id, hash }) => ({ params: { id }, body: { hash } }))
  await together(api, 'signAgreement', { items: signatures })
}

// 4. Learners sign, and read the information sheet, on pages of their own. By mail they get the link themselves.
const board = async () =>
  ok(await coordinator.GET('/v1/cohorts/{id}', { params: { path: { id: cohortId } } })).items
const learners = await Promise.all(
  (await board()).map(async ({ person: { id, name } }) => {
    const link = await coordinator.POST('/v1/people/{id}/page-links', {
      params: { path: { id } },
      body: { party: 'learner', deliver: 'answer' },
    })
    const made = ok(link)
    return { name, url: 'url' in made ? made.url : '' }
  }),
)
const each = (work: (learner: (typeof learners)[number]) => Promise<void>) => Promise.all(learners.map(work))
await each(({ url, name }) => giveWord(url, name, 'sign'))
await each(({ url, name }) => giveWord(url, name, 'inform'))

// 5. Claims, evidence, the host's attestation and the learners' declarations.
const cases = (await board()).map(({ recognitionId }) => recognitionId!)
await together(coordinator, 'claimOutcome', {
  items: cases.map((id) => ({ params: { id, competence }, body: { status: 'claimed' } })),
})
await each(({ url, name }) => bringEvidence(url, `What ${name} did, week by week.`))
await together(mentor, 'attestEvidence', {
  items: cases.map((id) => ({ params: { id }, body: { statement: 'The work was done with us.' } })),
})
await each(({ url, name }) => giveWord(url, name, 'declare'))
const reached = (stage: string) => until(board, (rows) => rows.every((row) => row.stage === stage))
await reached('assessment')

// 6. Marks, and a second time by another assessor where the sample says so.
await mark(coordinator, idOf('first'), cases, 'first')
const sampled = (await board()).filter(({ tasks }) =>
  tasks.some(({ code }) => code === 'second-marks-missing'),
)
if (sampled.length > 0)
  await mark(
    coordinator,
    idOf('second'),
    sampled.map(({ recognitionId }) => recognitionId!),
    'second',
  )
await reached('validation')

// 7. Decisions on what was read, certificates, and all of them as files.
const validator = await actAs(school, idOf('validator'))
await together(validator, 'decideOutcomes', {
  items: ok(await validator.GET('/v1/decision-bases')).items.map(({ recognitionId: id, hash, outcomes }) => ({
    params: { id },
    ifMatch: hash,
    body: {
      outcomes: outcomes.map(({ competence, suggested }) => ({ competence, result: suggested.result })),
    },
  })),
})
const issuer = await actAs(school, idOf('issuer'))
await together(issuer, 'issueCertificate', {
  items: cases.map((recognitionId) => ({ body: { recognitionId } })),
})
const zip = await issuer.GET('/v1/certificates.zip', {
  params: { query: { cohortId } },
  parseAs: 'arrayBuffer',
})
await writeFile('certificates.zip', new Uint8Array(ok(zip)))

// 8. Anyone checks them; the webhook has told of each.
for (const { verificationUrl } of ok(
  await coordinator.GET('/v1/certificates', { params: { query: { cohortId } } }),
).items) {
  const params = { path: { code: verificationUrl.split('/').at(-1)! } }
  console.log(ok(await clientFor().GET('/verify/{code}', { params })).status)
}
await until(
  async () => webhooks.told.size,
  (size) => size === cases.length,
)
for (const { type } of webhooks.told.values()) console.log(type)
webhooks.close()
