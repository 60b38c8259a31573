import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Access, type Role, roles, scopes } from '../src/platform/auth/access.ts'
import { audienceOf } from '../src/platform/auth/guard.ts'
import { subjectHash } from '../src/platform/auth/identity-provider.ts'
import { callOperation } from './setup/call-operation.ts'
import { type CertifiedWorld, certifiedWorld } from './setup/case.ts'
import { newMember } from './setup/member.ts'
import { type Operation, operationsOf } from './setup/operations.ts'
import { clientFor, tokenFor, type World } from './setup/world.ts'

type Guarded = Operation & { access: Exclude<Access, 'public'> }
/** A token of somebody who may call an operation, or null where nobody of that kind may; it is made before the right ends. */
type Maker = (operation: Guarded) => Promise<string | null>

/** Everything that is guarded: every action of the table that a token asks for, and every read. */
describe('a right that was taken away a moment ago', () => {
  let certified: CertifiedWorld
  let world: World
  let guarded: Guarded[]
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
    // Several are admins here, each alone.
    const alone = { secondPersonForRights: false }
    await admin().patch('/v1/settings').set('if-match', '*').send(alone)
    guarded = operationsOf(world.app).filter(
      (operation): operation is Guarded => operation.access !== 'public',
    )
  })

  const admin = () => world.as({ school: world.school, role: 'admin' })
  const firstRole = ({ access }: Guarded): Role => (access.roles ?? roles)[0]!

  /** Makes every token, takes the right away, and asks for everything. */
  async function walk(made: Maker, takeAway: () => Promise<void>, status: number): Promise<number> {
    const tokens: [Guarded, string][] = []
    for (const operation of guarded) {
      const token = await made(operation)
      if (token) tokens.push([operation, token])
    }
    await takeAway()
    const before = await everything()
    const wrong: string[] = []
    for (const [operation, token] of tokens) {
      const client = clientFor(world.app, Promise.resolve(token))
      const answer = await callOperation(client, operation, certified.ids)
      if (answer.status !== status)
        wrong.push(`${operation.name}: ${answer.status} ${String(answer.text).slice(0, 200)}`)
    }
    expect(wrong).toEqual([])
    expect(await everything()).toEqual(before)
    return tokens.length
  }

  /** How many rows there are in each table, and which transaction wrote last. */
  async function everything(): Promise<unknown> {
    const { owner } = world.services.db
    return owner.execute(sql`select relname, n_live from (
      select c.relname, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text as n_live
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r') counted order by relname`)
  }

  /** A member of their own for each role, and the token that they were given. */
  function membersWithTokens() {
    const made = new Map<Role, { id: string; token: string }>()
    const memberIn = async (role: Role) => {
      const known = made.get(role)
      if (known) return known
      const id = await newMember(world, world.school, [role])
      const token = await tokenFor(world.services, { school: world.school, role, memberId: id })
      made.set(role, { id, token })
      return { id, token }
    }
    const change = async (changes: (role: Role) => object) => {
      for (const [role, { id }] of made) {
        const answer = await admin().patch(`/v1/members/${id}`).set('if-match', '*').send(changes(role))
        expect(answer.status).toBe(200)
      }
    }
    return { memberIn, change }
  }

  /** A client, its first credential, and tokens of members that it was given; `over` says more of how they came by them. */
  async function clientWithTokens(sent: object = {}) {
    const asked = { name: 'Client Two', scopes, ...sent }
    const { body } = await admin().post('/v1/clients').send(asked)
    const client = body as { id: string; credentials: { id: string }[] }
    const made =
      (over: object = {}, members: Partial<Record<Role, string>> = world.school.members): Maker =>
      (operation) => {
        const role = firstRole(operation)
        const member = { member: members[role], roles: [role] }
        const { publicUrl, signer } = world.services
        const now = Math.floor(world.clock.now.getTime() / 1000)
        const whole = { iss: publicUrl, aud: audienceOf(publicUrl), iat: now, exp: now + 900 }
        const claims = { ...whole, sub: client.id, org: world.school.id, scope: scopes.join(' '), ...member }
        return signer.sign('token', { ...claims, ...over }, { typ: 'at+jwt' })
      }
    return { id: client.id, credential: client.credentials[0]!.id, made }
  }

  test('does nothing: of a client that was revoked', async () => {
    const { id, made } = await clientWithTokens()
    const revoke = async () => {
      expect((await admin().post(`/v1/clients/${id}/revocation`)).status).toBe(200)
    }
    expect(await walk(made(), revoke, 401)).toBe(guarded.length)
  })

  test('does nothing: of a secret that has ended', async () => {
    const { id, credential, made } = await clientWithTokens()
    const end = async () => {
      const { status } = await admin().post(`/v1/clients/${id}/credentials/${credential}/revocation`)
      expect(status).toBe(200)
    }
    expect(await walk(made({ credential }), end, 401)).toBe(guarded.length)
  })

  test('does nothing: of a secret that has expired, or is another client’s', async () => {
    const soon = new Date(world.clock.now.getTime() + 60_000).toISOString()
    const { credential, made } = await clientWithTokens({ secretExpiresAt: soon })
    const { made: ofAnother } = await clientWithTokens()
    const status = async (maker: Maker) =>
      (await clientFor(world.app, maker(guarded[0]!).then(String)).get('/v1/actions')).status
    const expiring = made({ credential })
    expect(await status(expiring)).toBe(200)
    expect(await status(ofAnother({ credential }))).toBe(401)
    world.clock.advance(1 / 1440)
    expect(await status(expiring)).toBe(401)
    expect(await status(made())).toBe(200)
  })

  test('does nothing: of who signed in, and is somebody else now or nobody', async () => {
    const { credential, made } = await clientWithTokens()
    const members: Partial<Record<Role, string>> = {}
    const call = async (id: string, subject: string | null) => {
      const { status, body } = await admin().patch(`/v1/members/${id}`).set('if-match', '*').send({ subject })
      expect([status, body.subject]).toEqual([200, subject])
    }
    for (const role of roles) {
      members[role] = await newMember(world, world.school, [role])
      await call(members[role], `${role}-one`)
    }
    const signedIn: Maker = (operation) => {
      const role = firstRole(operation)
      const subject_hash = subjectHash(members[role]!, `${role}-one`)
      return made({ credential, signed_in: true, subject_hash }, members)(operation)
    }
    const change = async () => {
      for (const [index, role] of roles.entries())
        await call(members[role]!, index % 2 === 0 ? `${role}-two` : null)
    }
    expect(await walk(signedIn, change, 401)).toBe(guarded.length)
  })

  test('does nothing: of a member who left', async () => {
    const { memberIn, change } = membersWithTokens()
    const made: Maker = async (operation) => (await memberIn(firstRole(operation))).token
    const tried = await walk(made, () => change(() => ({ active: false })), 403)
    expect(tried).toBe(guarded.length)
  })

  test.each(['auditor', 'mentor'] as const)('does nothing: of a member who is now %s', async (left) => {
    const { memberIn, change } = membersWithTokens()
    const made: Maker = async (operation) => {
      const { access } = operation
      if (!access.roles || access.roles.includes(left)) return null
      return (await memberIn(firstRole(operation))).token
    }
    const tried = await walk(made, () => change(() => ({ roles: [left] })), 403)
    expect(tried).toBeGreaterThan(40)
  })

  test('does nothing: of an organisation, a client or a member that nobody knows', async () => {
    const unknown = '01993c7e-0000-7000-8000-0000000000ff'
    const { publicUrl, signer } = world.services
    const now = Math.floor(world.clock.now.getTime() / 1000)
    const whole = {
      iss: publicUrl,
      aud: audienceOf(publicUrl),
      iat: now,
      exp: now + 900,
      scope: scopes.join(' '),
    }
    const ours = { sub: world.school.id, org: world.school.id }
    const made =
      (over: object): Maker =>
      ({ access }) =>
        signer.sign(
          'token',
          { ...whole, ...ours, roles: access.roles ?? [...roles], ...over },
          { typ: 'at+jwt' },
        )
    const nothing = async () => {}
    const { admin: member } = world.school.members
    expect(await walk(made({ org: unknown, sub: unknown, member }), nothing, 401)).toBe(guarded.length)
    expect(await walk(made({ org: unknown, member }), nothing, 401)).toBe(guarded.length)
    expect(await walk(made({ org: world.host.id, member }), nothing, 401)).toBe(guarded.length)
    expect(await walk(made({ org: 'nowhere', member }), nothing, 401)).toBe(guarded.length)
    expect(await walk(made({ member: unknown }), nothing, 403)).toBe(guarded.length)
    expect(await walk(made({ member: world.host.members.admin }), nothing, 403)).toBe(guarded.length)
  })
})
