import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { roles, scopes } from '../src/platform/auth/access.ts'
import { audienceOf } from '../src/platform/auth/guard.ts'
import { callOperation } from './setup/call-operation.ts'
import { type CertifiedWorld, certifiedWorld } from './setup/case.ts'
import { type Operation, operationsOf } from './setup/operations.ts'
import { type Client, clientFor, publicUrl, tokenFor, type World } from './setup/world.ts'

/** Open to all, each for a reason: the measure, verification, links that are secrets themselves, tokens, operation. */
const open = new Set([
  'GET /v1/imports/templates/agreements.csv',
  'GET /v1/imports/templates/agreements.xlsx',
  'GET /v1/imports/templates/authorisations.csv',
  'GET /v1/imports/templates/authorisations.xlsx',
  'GET /v1/imports/templates/marks.csv',
  'GET /v1/imports/templates/marks.xlsx',
  'GET /v1/imports/templates/members.csv',
  'GET /v1/imports/templates/members.xlsx',
  'GET /v1/imports/templates/mobilities.csv',
  'GET /v1/imports/templates/mobilities.xlsx',
  'GET /v1/imports/templates/modules.csv',
  'GET /v1/imports/templates/modules.xlsx',
  'GET /v1/imports/templates/people.csv',
  'GET /v1/imports/templates/people.xlsx',
  'GET /v1/frameworks',
  'GET /v1/frameworks/{id}',
  'GET /v1/frameworks/{id}/areas',
  'GET /v1/frameworks/{id}/levels',
  'GET /v1/frameworks/{id}/mappings',
  'GET /v1/frameworks/{id}/competences/{code}',
  'GET /v1/frameworks/{id}/mappings/{other}',
  'GET /v1/frameworks/{id}/competences',
  'GET /v1/frameworks/{id}/statements',
  'GET /v1/frameworks/{id}/examples',
  'GET /v1/frameworks/{id}/use-cases',
  'GET /v1/frameworks/{id}/learning-outcomes',
  'GET /v1/frameworks/{id}/terms',
  'GET /v1/frameworks/{id}/search',
  'POST /v1/frameworks/{id}/suggestions',
  'GET /v1/frameworks/{id}/wheel.svg',
  'GET /ims/case/v1p0/CFDocuments',
  'GET /ims/case/v1p0/CFDocuments/{id}',
  'GET /ims/case/v1p0/CFPackages/{id}',
  'GET /ims/case/v1p0/CFItems/{id}',
  'GET /ims/case/v1p0/CFAssociations/{id}',
  'GET /ims/case/v1p0/CFItemAssociations/{id}',
  'GET /ims/case/v1p0/CFAssociationGroupings/{id}',
  'GET /ims/case/v1p0/CFConcepts/{id}',
  'GET /ims/case/v1p0/CFItemTypes/{id}',
  'GET /ims/case/v1p0/CFLicenses/{id}',
  'GET /ims/case/v1p0/CFSubjects/{id}',
  'GET /ims/case/v1p0/CFRubrics/{id}',
  'GET /ims/case/v1p1/CFDocuments',
  'GET /ims/case/v1p1/CFDocuments/{id}',
  'GET /ims/case/v1p1/CFPackages/{id}',
  'GET /ims/case/v1p1/CFItems/{id}',
  'GET /ims/case/v1p1/CFAssociations/{id}',
  'GET /ims/case/v1p1/CFItemAssociations/{id}',
  'GET /ims/case/v1p1/CFAssociationGroupings/{id}',
  'GET /ims/case/v1p1/CFConcepts/{id}',
  'GET /ims/case/v1p1/CFItemTypes/{id}',
  'GET /ims/case/v1p1/CFLicenses/{id}',
  'GET /ims/case/v1p1/CFSubjects/{id}',
  'GET /ims/case/v1p1/CFRubrics/{id}',
  'GET /verify',
  'POST /verify',
  'GET /check/{code}',
  'POST /check/{code}',
  'GET /verify/{code}',
  'GET /verify/{code}/record',
  'GET /share/{secret}/record',
  'GET /share/{secret}',
  'POST /share/{secret}',
  'POST /v1/verifications',
  'GET /.well-known/jwks.json',
  'GET /.well-known/did.json',
  'GET /keys/{kid}',
  'GET /v1/status-lists/{list}',
  'GET /organisations/{id}/did.json',
  'GET /organisations/{id}/jwks.json',
  'GET /organisations/{id}/keys/{kid}',
  'GET /organisations/{id}/status-lists/{number}',
  'GET /',
  'GET /sign/{secret}',
  'POST /sign/{secret}',
  'GET /information/{secret}',
  'POST /information/{secret}',
  'GET /declare/{secret}',
  'POST /declare/{secret}',
  'GET /holder/{secret}',
  'GET /holder/{secret}/certificate.pdf',
  'GET /holder/{secret}/forms/{form}',
  'POST /holder/{secret}/wallet-offers',
  'POST /holder/{secret}/birth-date',
  'POST /holder/{secret}/level',
  'POST /holder/{secret}/shares',
  'POST /holder/{secret}/shares/{share}/end',
  'GET /appeal/{secret}',
  'POST /appeal/{secret}',
  'POST /appeal/{secret}/withdrawal',
  'GET /me/{secret}/sign/{subject}',
  'POST /me/{secret}/sign/{subject}',
  'GET /sign/{secret}/agreement.html',
  'GET /me/{secret}/sign/{subject}/agreement.html',
  'GET /me',
  'POST /me',
  'GET /me/{secret}',
  'GET /me/{secret}/information/{subject}',
  'POST /me/{secret}/information/{subject}',
  'GET /declare/{secret}/declaration.html',
  'GET /information/{secret}/information.html',
  'GET /me/{secret}/declare/{subject}/declaration.html',
  'GET /me/{secret}/information/{subject}/information.html',
  'GET /me/{secret}/declare/{subject}',
  'POST /me/{secret}/declare/{subject}',
  'GET /declare/{secret}/files/{piece}',
  'GET /me/{secret}/declare/{subject}/files/{piece}',
  'GET /declare/{secret}/frames/{piece}',
  'GET /me/{secret}/declare/{subject}/frames/{piece}',
  'GET /me/{secret}/holder/{subject}',
  'GET /me/{secret}/holder/{subject}/certificate.pdf',
  'POST /me/{secret}/holder/{subject}/birth-date',
  'POST /me/{secret}/holder/{subject}/level',
  'POST /me/{secret}/holder/{subject}/shares',
  'POST /me/{secret}/holder/{subject}/shares/{share}/end',
  'GET /me/{secret}/holder/{subject}/forms/{form}',
  'GET /me/{secret}/appeal/{subject}',
  'POST /me/{secret}/appeal/{subject}',
  'POST /me/{secret}/appeal/{subject}/withdrawal',
  'POST /me/{secret}/holder/{subject}/wallet-offers',
  'GET /me/{secret}/evidence/{subject}',
  'POST /me/{secret}/evidence/{subject}',
  'POST /me/{secret}/evidence/{subject}/pieces/{piece}/withdrawal',
  'GET /me/{secret}/levels/{subject}',
  'GET /me/{secret}/levels/{subject}/outcomes/{competence}',
  'POST /me/{secret}/levels/{subject}/outcomes/{competence}',
  'GET /me/{secret}/withdrawal/{subject}',
  'POST /me/{secret}/withdrawal/{subject}',
  'GET /me/{secret}/data-requests',
  'POST /me/{secret}/data-requests',
  'GET /me/{secret}/address',
  'POST /me/{secret}/address',
  'POST /me/{secret}/address/withdrawal',
  'GET /confirm/{secret}',
  'POST /confirm/{secret}',
  'GET /me/{secret}/questions',
  'POST /me/{secret}/questions',
  'GET /me/{secret}/diary/{subject}',
  'POST /me/{secret}/diary/{subject}',
  'POST /me/{secret}/diary/{subject}/entries/{entry}',
  'POST /me/{secret}/diary/{subject}/entries/{entry}/submission',
  'GET /desk/{secret}',
  'GET /desk/{secret}/recognitions/{id}/outcomes/{competence}',
  'POST /desk/{secret}/recognitions/{id}/outcomes/{competence}',
  'GET /desk/{secret}/recognitions/{id}/accommodations',
  'GET /desk/{secret}/recognitions/{id}/evidence',
  'POST /desk/{secret}/recognitions/{id}/evidence',
  'GET /desk/{secret}/recognitions/{id}/evidence/{evidenceId}',
  'GET /desk/{secret}/recognitions/{id}/evidence/{evidenceId}/frame',
  'POST /desk/{secret}/recognitions/{id}/evidence/{evidenceId}/outcomes',
  'POST /desk/{secret}/recognitions/{id}/evidence/{evidenceId}/withdrawal',
  'GET /desk/{secret}/recognitions/{id}/observations',
  'POST /desk/{secret}/recognitions/{id}/observations',
  'POST /desk/{secret}/confirmation',
  'POST /desk/{secret}/renewal',
  'GET /desk/{secret}/attestations',
  'GET /desk/{secret}/days',
  'POST /desk/{secret}/attestations',
  'POST /desk/{secret}/days',
  'GET /desk/{secret}/conflicts',
  'POST /desk/{secret}/conflicts',
  'GET /desk/{secret}/recognitions/{recognition}/assignments',
  'POST /desk/{secret}/recognitions/{recognition}/assignments',
  'GET /desk/{secret}/agreements/{mobility}',
  'POST /desk/{secret}/agreements/{mobility}/signature',
  'POST /desk/{secret}/agreements/{mobility}/objection',
  'GET /desk/{secret}/group-mobilities/{group}',
  'GET /desk/{secret}/group-mobilities/{group}/companions',
  'POST /desk/{secret}/group-mobilities/{group}/companions',
  'POST /desk/{secret}/group-mobilities/{group}/objection',
  'POST /desk/{secret}/group-mobilities/{group}/signature',
  'POST /oauth/token',
  'GET /.well-known/issuers.json',
  'GET /.well-known/issuers.jwt',
  'GET /organisations/{id}/logos/{sha256}',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /assets/page.css',
])

/** The directory of organisations is what each publishes of itself: every tenant reads it. */
const directory = new Set([
  'GET /v1/organisations',
  'GET /v1/organisations/{id}',
  'GET /v1/organisations/{id}/identity',
])

/** An entry of the directory is known to all, and changed by its own organisation. */
const ofEntries = new Set(['PATCH /v1/organisations/{id}', 'PUT /v1/organisations/{id}/logo'])

/** What every organisation has of its own, under the same name: nothing of another one's is touched. */
const ofEach = new Set(['PUT /v1/settings/orders/{order}', 'POST /v1/settings/orders/{order}/end'])

/** Whoever runs the service does these to any organisation; that it takes the scope is tried with all others. */
const ofOperators = new Set([
  'PUT /v1/organisations/{id}/country',
  'PUT /v1/organisations/{id}/identity',
  'POST /v1/organisations/{id}/identity/withdrawal',
  'POST /v1/organisations/{id}/vouched-addresses',
])

describe('who may do what', () => {
  let certified: CertifiedWorld
  let world: World
  let guarded: (Operation & { access: Exclude<Operation['access'], 'public'> })[]
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
    guarded = operationsOf(world.app).filter((one) => one.access !== 'public') as typeof guarded
  })

  /** The operation on the school's own case. */
  const call = (client: Client, operation: Operation) => callOperation(client, operation, certified.ids)

  const refusals = async (client: (operation: (typeof guarded)[number]) => Client | null, status: number) => {
    const wrong: string[] = []
    let tried = 0
    for (const operation of guarded) {
      const caller = client(operation)
      if (!caller) continue
      tried += 1
      const answer = await call(caller, operation)
      const type = answer.headers['content-type']
      if (answer.status !== status || !type?.startsWith('application/problem+json'))
        wrong.push(`${operation.name}: ${answer.status} ${type}`)
    }
    expect(wrong).toEqual([])
    return tried
  }

  test('every route says who may call it, and only those listed here are open to all', () => {
    const operations = operationsOf(world.app)
    expect(operations.filter((one) => one.access === undefined).map((one) => one.name)).toEqual([])
    const said = operations.filter((one) => one.access === 'public').map((one) => one.name)
    expect(said.filter((name) => !open.has(name))).toEqual([])
    expect(guarded.length).toBeGreaterThan(40)
  })

  test('nothing that is not open is answered without a token', async () => {
    expect(await refusals(() => world.anyone, 401)).toBe(guarded.length)
  })

  describe('a token is refused', () => {
    const claims = () => ({
      sub: world.school.id,
      org: world.school.id,
      scope: scopes.join(' '),
      member: world.school.members.admin,
      roles: [...roles],
    })
    const now = () => Math.floor(world.clock.now.getTime() / 1000)
    const asBearer = (token: string) => clientFor(world.app, Promise.resolve(token))
    const ours = (over: object, header = { typ: 'at+jwt' }, purpose: 'token' | 'credential' = 'token') =>
      world.services.signer.sign(
        purpose,
        {
          ...claims(),
          iss: publicUrl,
          aud: audienceOf(publicUrl),
          iat: now(),
          exp: now() + 900,
          ...over,
        },
        header,
      )
    const foreign = async () => {
      const { privateKey } = await generateKeyPair('ES256')
      return new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', kid: world.services.signer.keyId('token'), typ: 'at+jwt' })
        .setIssuer(publicUrl)
        .setAudience(audienceOf(publicUrl))
        .setIssuedAt(now())
        .setExpirationTime(now() + 900)
        .sign(privateKey)
    }
    const unsigned = async () =>
      new UnsecuredJWT({
        ...claims(),
        iss: publicUrl,
        aud: audienceOf(publicUrl),
        exp: now() + 900,
      }).encode()
    const symmetric = async () => {
      const jwk = world.services.signer.published().find((key) => key.purpose === 'token')?.jwk
      return new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', kid: world.services.signer.keyId('token'), typ: 'at+jwt' })
        .setIssuer(publicUrl)
        .setAudience(audienceOf(publicUrl))
        .setExpirationTime(now() + 900)
        .sign(Buffer.from(JSON.stringify(jwk).padEnd(32)))
    }

    const bad: [string, () => Promise<string>][] = [
      ['signed by somebody else', foreign],
      ['expired', () => ours({ exp: now() - 301 })],
      ['for another audience', () => ours({ aud: 'https://elsewhere.example/v1' })],
      ['of another issuer', () => ours({ iss: 'https://elsewhere.example' })],
      ['with alg none', unsigned],
      ['with the public key as an HMAC secret', symmetric],
      ['that is another kind of JWT', () => ours({}, { typ: 'vc+jwt' })],
      ['signed with the key of credentials', () => ours({}, { typ: 'at+jwt' }, 'credential')],
      ['without an end', () => ours({ exp: undefined })],
      ['cut short', async () => (await ours({})).slice(0, -5)],
    ]

    test.each(bad)('everywhere when it is %s', async (_how, make) => {
      const client = asBearer(await make())
      expect(await refusals(() => client, 401)).toBe(guarded.length)
    })

    test('and the same token, made rightly, is not', async () => {
      expect((await asBearer(await ours({})).get('/v1/people')).status).toBe(200)
    })
  })

  test('a token without the scope is refused, whatever else it has', async () => {
    const without = (operation: (typeof guarded)[number]) => {
      const left = scopes.filter((scope) => scope !== operation.access.scope)
      const role = operation.access.roles?.[0]
      return world.as({ school: world.school, scopes: left, ...(role ? { role } : {}) })
    }
    expect(await refusals(without, 403)).toBe(guarded.length)
  })

  test('a person with none of the roles is refused, in each of the other roles', async () => {
    let tried = 0
    for (const role of roles) {
      tried += await refusals(
        ({ access }) =>
          access.roles && !access.roles.includes(role) ? world.as({ school: world.school, role }) : null,
        403,
      )
    }
    expect(tried).toBeGreaterThan(100)
  })

  test('what only a person may do is refused to a token that names nobody', async () => {
    const nobody = await refusals(
      ({ access }) => (access.person ? world.as({ school: world.school }) : null),
      403,
    )
    expect(nobody).toBeGreaterThan(8)
  })

  test('another organisation is told that nothing is there, by every operation on what is not its own', async () => {
    const wrong: string[] = []
    const isRefused = (name: string, status: number) =>
      status === 404 || (status === 403 && ofEntries.has(name))
    const things = guarded.filter(
      ({ name, path }) =>
        ![directory, ofOperators, ofEach].some((left) => left.has(name)) && path.includes('{'),
    )
    for (const operation of things) {
      const { name, access } = operation
      const first = access.roles?.[0]
      const strangers = [
        ...(first ? [{ school: world.stranger, role: first }] : []),
        ...(access.person ? [] : [{ school: world.stranger }]),
      ]
      for (const stranger of strangers) {
        const { status, text } = await call(world.as(stranger), operation)
        if (!isRefused(name, status) || leaks(text))
          wrong.push(`${name}: ${status} ${String(text).slice(0, 200)}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('an id that belongs to another organisation and one that nobody has are answered alike', async () => {
    const admin = world.as({ school: world.stranger, role: 'coordinator' })
    const made = '01993c7e-0000-7000-8000-0000000000ff'
    for (const noun of ['people', 'mobilities', 'recognitions', 'certificates', 'members'] as const) {
      const foreign = await admin.get(`/v1/${noun}/${certified.ids[noun]}`)
      const absent = await admin.get(`/v1/${noun}/${made}`)
      const { instance: _, ...said } = foreign.body
      const { instance: __, ...also } = absent.body
      expect(said).toEqual(also)
      expect(foreign.status).toBe(404)
    }
  })

  test("another organisation's lists hold nothing of it", async () => {
    const wrong: string[] = []
    const lists = guarded.filter(
      (one) => one.method === 'get' && !one.path.includes('{') && !directory.has(one.name),
    )
    for (const operation of lists) {
      const role = operation.access.roles?.[0] ?? 'coordinator'
      const nobody = operation.access.person ? [] : [{ school: world.stranger }]
      for (const stranger of [{ school: world.stranger, role }, ...nobody]) {
        const answer = await world.as(stranger).get(operation.path)
        if (answer.status >= 500 || leaks(answer.text)) wrong.push(`${operation.name}: ${answer.text}`)
      }
    }
    expect(lists.length).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  })

  test('a hosting organisation reads the mobilities it hosts, and nothing else of the sending one', async () => {
    const host = world.as({ school: world.host, role: 'coordinator' })
    for (const noun of ['people', 'mobilities', 'recognitions', 'certificates'] as const) {
      expect((await host.get(`/v1/${noun}/${certified.ids[noun]}`)).status).toBe(200)
    }
    const other = await world
      .as({ school: world.school, role: 'coordinator' })
      .post('/v1/people')
      .send({ givenName: 'Learner', familyName: 'At Home', birthDate: '2007-01-01' })
    expect((await host.get(`/v1/people/${other.body.id}`)).status).toBe(404)
    expect((await host.get(`/v1/members/${certified.ids.members}`)).status).toBe(404)
    expect((await host.get(`/v1/appeals/${certified.ids.appeals}`)).status).toBe(404)
    expect((await host.get(`/v1/appeals/${certified.ids.appeals}/marks`)).status).toBe(404)
    expect((await host.post(`/v1/appeals/${certified.ids.appeals}/marking-request`)).status).toBe(404)
    expect(
      (await host.patch(`/v1/people/${certified.ids.people}`).set('if-match', '*').send({})).status,
    ).toBe(404)
  })

  test('a role that was taken away stops counting in a case before the token runs out', async () => {
    const { as, school } = world
    const made = await as({ school, role: 'admin' })
      .post('/v1/members')
      .send({ name: 'Issuer Two', roles: ['issuer'] })
    const issuer = as({ school, role: 'issuer', memberId: made.body.id })
    const revoke = () =>
      issuer.post(`/v1/certificates/${certified.ids.certificates}/revocation`).send({ reason: 'wrong-data' })
    await as({ school, role: 'admin' })
      .patch(`/v1/members/${made.body.id}`)
      .set('if-match', '*')
      .send({ active: false })
    expect((await revoke()).status).toBe(403)
  })

  function leaks(text: string | undefined): boolean {
    const {
      organisations: _,
      outcomes: __,
      versions: ___,
      programmes: ____,
      orders: _____,
      ...own
    } = certified.ids
    return [...Object.values(own), certified.learnerName].some((value) => text?.includes(value))
  }

  test("another organisation's ids are not accepted inside a body either", async () => {
    const { ids } = certified
    const as = (role: 'coordinator' | 'issuer') => world.as({ school: world.stranger, role })
    const mobility = {
      learnerId: ids.people,
      hostingOrganisationId: world.host.id,
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
    }
    const answers = [
      await as('coordinator').post('/v1/mobilities').send(mobility),
      await as('coordinator').post('/v1/recognitions').send({ mobilityId: ids.mobilities }),
      await as('issuer').post('/v1/certificates').send({ recognitionId: ids.recognitions }),
    ]
    expect(answers.map((one) => one.status)).toEqual([422, 404, 404])
    expect(answers.some((one) => one.text.includes(certified.learnerName))).toBe(false)
  })

  test('tokens for tests are the tokens of the service', async () => {
    const token = await tokenFor(world.services, { school: world.school })
    expect(JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).alg).toBe('ES256')
  })
})
