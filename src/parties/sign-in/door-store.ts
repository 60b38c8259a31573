import { and, eq, inArray, isNull, like, lt, not, sql } from 'drizzle-orm'
import type { Services } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { clients, members } from '../../db/schema/parties/organisations.ts'
import { clientAssertions, clientCredentials, failedSignIns } from '../../db/schema/parties/sign-in.ts'
import { rowsOf, together } from '../../db/together.ts'
import { sha256 } from '../../platform/hash.ts'
import { ADDRESSES, type Failures, FORGOTTEN_MS, NEVER, PERSON } from './slow-down.ts'
import { type Credential, works } from './store.ts'

/** Who asks for a token, and for whom; credentials are those that work, the one used last first. */
export type Applicant = {
  client: typeof clients.$inferSelect
  credentials: Credential[]
  member: typeof members.$inferSelect | null
  /** How often somebody failed to prove to be this client at this address. */
  failed: Counted
  /** How often whoever is said to have signed in failed to prove that. */
  personFailed: Counted
}

/** Failures, and under what they are counted; null where that is not done in the database. */
export type Counted = { key: string; failures: Failures | null }

/** By what a client proved who it is; `assertion` is to be taken once, `renewed` kept instead of what was kept before. */
export type Proved = {
  credential: Credential
  assertion: { jti: string; expiresAt: Date } | null
  renewed: string | null
}

type Asked = {
  clientId: string
  memberId: string | null
  subject: string | null
  /** What is kept of the address, and of the person there. */
  address: string
  person: string
}

const isPerson = like(failedSignIns.address, `${PERSON}%`)

/** For the token endpoint, which does not know yet for whom it looks; null where there is no such client, or no more. */
export async function findApplicant(tx: Tx, asked: Asked, now: Date): Promise<Applicant | null> {
  const { clientId, memberId, subject, address, person } = asked
  const isAsked = and(eq(clients.id, clientId), isNull(clients.revokedAt))
  const isTheirs = sql`${members.organisationId} = (select organisation_id from clients where id = ${clientId}::uuid)`
  const isNamed = and(
    memberId === null ? undefined : eq(members.id, memberId),
    subject === null ? undefined : eq(members.subject, subject),
  )
  const ofClient = eq(failedSignIns.clientId, clientId)
  const found = await together(tx, {
    clients: rowsOf(clients, isAsked, clients.id),
    credentials: rowsOf(
      clientCredentials,
      and(eq(clientCredentials.clientId, clientId), works(now)),
      clientCredentials.createdAt,
    ),
    members: rowsOf(members, and(isNamed ?? sql`false`, isTheirs), members.id),
    failed: rowsOf(
      failedSignIns,
      and(ofClient, inArray(failedSignIns.address, [address, person])),
      failedSignIns.address,
    ),
    addresses: sql`(select count(*) from ${failedSignIns} where ${ofClient} and ${not(isPerson)})`.mapWith(
      Number,
    ),
    people: sql`(select count(*) from ${failedSignIns} where ${ofClient} and ${isPerson})`.mapWith(Number),
  })
  const [client] = found.clients
  if (!client) return null
  const usedAt = ({ lastUsedAt }: Credential) => lastUsedAt?.getTime() ?? 0
  const credentials = found.credentials.sort((before, after) => usedAt(after) - usedAt(before))
  const counted = (key: string, all: number): Counted => {
    const known = found.failed.find((row) => row.address === key)
    return { key, failures: known ?? (all < ADDRESSES ? NEVER : null) }
  }
  return {
    client,
    credentials,
    member: found.members[0] ?? null,
    failed: counted(address, found.addresses),
    personFailed: counted(person, found.people),
  }
}

/** Counts a failure at an address, or of a person there; after a day without any it is the first again. Returns how many there were in a row. */
export async function countFailure(
  tx: Tx,
  failure: { organisationId: string; clientId: string; address: string },
  now: Date,
): Promise<number> {
  const forgotten = new Date(now.getTime() - FORGOTTEN_MS)
  const [row] = await tx
    .insert(failedSignIns)
    .values({ ...failure, failures: 1, lastAt: now })
    .onConflictDoUpdate({
      target: [failedSignIns.clientId, failedSignIns.address],
      set: {
        failures: sql`case when ${lt(failedSignIns.lastAt, forgotten)} then 1 else ${failedSignIns.failures} + 1 end`,
        lastAt: now,
      },
    })
    .returning({ failures: failedSignIns.failures })
  return row!.failures
}

/** Whether a proof leaves anything to be noted; mostly it does not. */
export const isToBeNoted = (
  asker: Applicant,
  { credential, assertion, renewed }: Proved,
  now: Date,
): boolean => Boolean(assertion || renewed) || keysOver(asker).length > 0 || isUsedAgain(credential, now)

/** Under what failures are counted that are over now. */
const keysOver = ({ failed, personFailed }: Pick<Applicant, 'failed' | 'personFailed'>): string[] =>
  [failed, personFailed].flatMap(({ key, failures }) => (failures && failures.failures > 0 ? [key] : []))

const isUsedAgain = ({ lastUsedAt }: Credential, now: Date): boolean =>
  now.getTime() - (lastUsedAt?.getTime() ?? 0) > 60_000

/**
 * Notes that a client proved who it is, and the person: failures at its address, and theirs, are forgotten, the credential
 * was used (once a minute), and an assertion is taken; false where that one was taken before.
 */
export async function noteProof(
  doorkeeper: Tx,
  { client, failed, personFailed }: Applicant,
  { credential, assertion, renewed }: Proved,
  now: Date,
): Promise<boolean> {
  if (assertion && !(await takeAssertion(doorkeeper, client, assertion))) return false
  const keys = keysOver({ failed, personFailed })
  if (keys.length > 0)
    await doorkeeper
      .delete(failedSignIns)
      .where(and(eq(failedSignIns.clientId, client.id), inArray(failedSignIns.address, keys)))
  if (renewed || isUsedAgain(credential, now))
    await doorkeeper
      .update(clientCredentials)
      .set({ lastUsedAt: now, ...(renewed ? { secretHash: renewed } : {}) })
      .where(eq(clientCredentials.id, credential.id))
  return true
}

async function takeAssertion(
  doorkeeper: Tx,
  { id: clientId, organisationId }: Applicant['client'],
  { jti, expiresAt }: NonNullable<Proved['assertion']>,
): Promise<boolean> {
  const taken = await doorkeeper
    .insert(clientAssertions)
    .values({ organisationId, clientId, jtiHash: sha256(jti), expiresAt })
    .onConflictDoNothing()
    .returning({ jtiHash: clientAssertions.jtiHash })
  return taken.length > 0
}

/** Forgets assertions that can be taken no more, whoever sends them, and failures of days ago. */
export async function forgetSignIns({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const today = now().getTime()
  // An assertion is taken for a while after it has expired, because clocks differ.
  await db.owner.delete(clientAssertions).where(lt(clientAssertions.expiresAt, new Date(today - 3600_000)))
  await db.owner.delete(failedSignIns).where(lt(failedSignIns.lastAt, new Date(today - FORGOTTEN_MS)))
}
