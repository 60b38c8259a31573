import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import postgres from 'postgres'
import supertest, { type Test } from 'supertest'
import { inject } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { badgePicture } from '../../src/certification/documents/baked/badge-picture.ts'
import { hashForProof } from '../../src/certification/documents/credentials/hash-for-proof.ts'
import { pageImages } from '../../src/certification/documents/credentials/page-image.ts'
import { drawCertificate } from '../../src/certification/documents/pdf/draw-certificate.ts'
import { makeSealRoom } from '../../src/certification/documents/seal/make-room.ts'
import type { Services } from '../../src/context.ts'
import { openDatabase } from '../../src/db/client.ts'
import { authorisations } from '../../src/db/schema/recognition/authorisations.ts'
import { readImport } from '../../src/exchange/imports/reading/read-import.ts'
import { takeTable } from '../../src/exchange/imports/reading/take-table.ts'
import { tellFile } from '../../src/exchange/imports/reading/tell-file.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/measure/frameworks/load-frameworks.ts'
import { insertClient } from '../../src/parties/organisations/clients/store.ts'
import { insertMember, insertOrganisation, writeSettings } from '../../src/parties/organisations/store.ts'
import { type Role, roles, type Scope, scopes } from '../../src/platform/auth/access.ts'
import { audienceOf } from '../../src/platform/auth/guard.ts'
import { postOutside } from '../../src/platform/outgoing/post-outside.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { drawCaseFile } from '../../src/recognition/case-files/draw-case-file.ts'
import { thumbnailOf } from '../../src/recognition/case-files/previews/thumbnail.ts'
import { readFacts } from '../../src/recognition/documentation/facts/read-facts.ts'
import { afterwards } from './afterwards.ts'
import { testSecret, withDatabase } from './database.ts'
import { holdToDescription } from './declared.ts'
import { readers } from './readers.ts'

export const publicUrl = 'http://localhost:3000'

/** The afternoon on which every test begins. */
export const today = '2026-11-21T14:00:00.000Z'

export type Clock = { now: Date; advance(days: number): void }

/** An organisation with one member for each role. */
export type School = { id: string; name: string; members: Record<Role, string> }

export type World = {
  app: FastifyInstance
  services: Services
  clock: Clock
  /** Sends its learners. */
  school: School
  /** Hosts them. */
  host: School
  /** Has nothing to do with either. */
  stranger: School
  as(who: Who): Client
  anyone: Client
}

/** `school` names the organisation, `role` the member who acts; without a role the token names nobody. */
export type Who = {
  school: School
  role?: Role
  scopes?: readonly Scope[]
  memberId?: string
  /** They did so themselves, with the OpenID provider. */
  signedIn?: true
}

export type Client = Record<'get' | 'post' | 'put' | 'patch' | 'delete', (path: string) => Test>

const library = loadFrameworks([builtInFrameworks])

/**
 * A service of its own on a database of its own; `overrides` replace the clock, the signer or the storage, `onStatement`
 * hears what is sent to the database, `port` is that of a line to it.
 */
export async function newWorld(
  overrides: Partial<Services> = {},
  onStatement?: (statement: string, parameters: unknown[]) => void,
  port?: number,
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'recognition-test-'))
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`
  await admin.unsafe(`create database ${name} template ${inject('template')} strategy file_copy`)
  const url = new URL(withDatabase(inject('postgresUrl'), name))
  if (port) url.port = String(port)
  const config = {
    databaseUrl: url.href,
    databasePool: 8,
    databasePooler: 'none' as const,
    dataDir: folder,
    // As with the app below: the machine may be busy with other tests.
    silentAfterMs: 30_000,
  }
  const db = await openDatabase(config, onStatement)
  const clock: Clock = {
    now: new Date(today),
    advance(days) {
      this.now = new Date(this.now.getTime() + days * 86_400_000)
    },
  }
  const services: Services = {
    db,
    now: () => clock.now,
    signer: await openSigner(db, testSecret),
    storage: folderStorage(join(folder, 'evidence')),
    identityProvider: null,
    signInUrl: null,
    mail: null,
    antivirus: null,
    auxiliaries: [],
    frameworks: library,
    draw: drawCertificate,
    makeSealRoom,
    pageImages,
    badgePicture,
    hashForProof,
    drawCaseFile: async (file) => drawCaseFile(file),
    readers,
    thumbnailOf,
    readFacts,
    readImport,
    takeTable,
    tellFile,
    convertHeic: null,
    filmFrame: null,
    outside: postOutside({ loopback: true }),
    eseal: null,
    publicUrl,
    eudiWallets: false,
    ...overrides,
  }
  afterwards(async () => {
    await db.close()
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
    rmSync(folder, { recursive: true, force: true })
  })
  return worldOver(services, clock)
}

/** Three organisations and their people on the given services; the app stops before whatever was registered earlier. */
export async function worldOver(services: Services, clock: Clock): Promise<World> {
  return worldOf(services, clock, {
    school: await makeSchool(services, 'Parauga tehnikums', 'LV'),
    host: await makeSchool(services, 'Example Workshop', 'FI'),
    stranger: await makeSchool(services, 'Another School', 'EE'),
  })
}

/** The same over organisations that are there already. */
export async function worldOf(
  services: Services,
  clock: Clock,
  schools: Pick<World, 'school' | 'host' | 'stranger'>,
): Promise<World> {
  // The tests may run on a machine that is busy with other tests.
  const app = await buildApp(services, { busyAfterMs: 30_000 })
  holdToDescription(app)
  await app.ready()
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterwards(() => app.close())
  const token = tokensFor(services)
  return {
    app,
    services,
    clock,
    ...schools,
    as: (who) => clientFor(app, token(who)),
    anyone: clientFor(app, null),
  }
}

/**
 * An organisation whose assessors may judge by every framework. Its sample for second marking is empty, so that a case
 * takes no detour by chance; tests of the sample set it themselves.
 */
export async function makeSchool(services: Services, name: string, country: string): Promise<School> {
  const now = services.now()
  const organisation = await insertOrganisation(services.db.owner, {
    name,
    country,
    createdAt: now,
    updatedAt: now,
  })
  await makeClient(services, organisation)
  await writeSettings(
    services.db.owner,
    organisation.id,
    0,
    { secondMarkingRate: 0, secondMarkingMinimum: 0 },
    now,
  )
  const members: Partial<Record<Role, string>> = {}
  for (const role of roles) {
    const member = {
      organisationId: organisation.id,
      name: `${name}: ${role}`,
      roles: [role],
      createdAt: now,
      updatedAt: now,
    }
    members[role] = (await insertMember(services.db.owner, member)).id
    if (role === 'assessor') await authoriseAssessor(services, organisation.id, members[role])
  }
  return { id: organisation.id, name, members: members as Record<Role, string> }
}

/** What no secret matches. */
const noSecret = `sha256$${'0'.repeat(64)}`

/** The client of an organisation through which its people act in tests: it has the id of the organisation, and every scope. */
export async function makeClient(services: Services, { id, name }: Pick<School, 'id' | 'name'>) {
  const values = { id, organisationId: id, name, secretHash: noSecret, scopes: [...scopes] }
  await insertClient(services.db.owner, { ...values, createdAt: services.now() })
}

export async function authoriseAssessor(
  services: Services,
  organisationId: string,
  memberId: string,
): Promise<void> {
  const rows = [...services.frameworks.keys()].map((frameworkId) => ({
    organisationId,
    memberId,
    frameworkId,
    validFrom: '2020-01-01',
    validUntil: '2040-12-31',
    createdAt: services.now(),
  }))
  // In one statement, however many frameworks there are: what a test builds may be counted with what the service sends.
  await services.db.owner.insert(authorisations).values(rows)
}

/** Tokens of one world: who asks again at the same moment comes with the same one. */
function tokensFor(services: Services): (who: Who) => Promise<string> {
  const made = new Map<string, Promise<string>>()
  return (who) => {
    const { school, ...rest } = who
    const key = JSON.stringify([services.signer.keyId('token'), services.now(), school.id, rest])
    const token = made.get(key) ?? tokenFor(services, who)
    made.set(key, token)
    return token
  }
}

export async function tokenFor(services: Services, who: Who): Promise<string> {
  const now = Math.floor(services.now().getTime() / 1000)
  const memberId = who.memberId ?? (who.role ? who.school.members[who.role] : undefined)
  const member = memberId ? { member: memberId, roles: who.role ? [who.role] : [] } : {}
  return services.signer.sign(
    'token',
    {
      iss: services.publicUrl,
      aud: audienceOf(services.publicUrl),
      sub: who.school.id,
      org: who.school.id,
      scope: (who.scopes ?? scopes).join(' '),
      ...member,
      ...(who.signedIn ? { signed_in: true } : {}),
      iat: now,
      exp: now + 900,
    },
    { typ: 'at+jwt' },
  )
}

/** Connections are kept, as a client of the service would keep them. */
const kept = new Agent({ keepAlive: true })

/** Asks the service with this bearer token, or without one. */
export function clientFor(app: { server: Server | string }, token: Promise<string> | null): Client {
  const agent = supertest(app.server)
  const method = (name: keyof Client) => (path: string) => {
    const request = agent[name](path).agent(kept)
    return token ? authorise(request, token) : request
  }
  return {
    get: method('get'),
    post: method('post'),
    put: method('put'),
    patch: method('patch'),
    delete: method('delete'),
  }
}

/** The token is made while the request is being put together: it is there before the request is sent. */
function authorise(request: Test, token: Promise<string>): Test {
  const send = request.then.bind(request)
  // biome-ignore lint/suspicious/noThenProperty: a request is sent when it is awaited, and the token must be there by then
  request.then = ((...handlers: Parameters<typeof send>) =>
    token.then((value) => {
      request.set('authorization', `Bearer ${value}`)
      return send(...handlers)
    })) as typeof request.then
  return request
}
