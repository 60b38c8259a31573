import type { Acting, Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { clientCredentials } from '../../db/schema/parties/sign-in.ts'
import { notFound, Refusal } from '../../errors.ts'
import { proposeGrant, waitsForSecond } from '../grants/propose-grant.ts'
import { type Client, keepSecretHash } from '../organisations/clients/store.ts'
import { assertAhead, isRotation, SECRETS_AT_ONCE, whoKnows } from './credential.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** So many keys of a client work at a time: one for each place where it runs, and their successors. */
const KEYS_AT_ONCE = 4

/** A credential, and the grant of what waits for a second person; null where it works at once. */
export type Added = store.Credential & { grantId: string | null }

/** By what the client is to prove who it is, and until when at most. */
type Proof = Pick<typeof clientCredentials.$inferInsert, 'kind' | 'secretHash' | 'publicJwk'> & {
  expiresAt?: string | null | undefined
}

/**
 * A further credential of a client that is held. Whoever has it may do what the client may: so it waits for a second person,
 * where rights are given by two, and has ended until then, for the release before, too.
 */
export async function addCredential(
  ctx: Context,
  { tx, subject, actor, role, now }: Acting<Client & { state: null }>,
  { expiresAt: until, ...proof }: Proof,
): Promise<Done<Added>> {
  const { organisationId, id: clientId } = subject
  const expiresAt = assertAhead(until, now)
  await assertRoomFor(tx, clientId, proof.kind, now)
  const madeByMember = whoKnows(actor)
  const waits = !isRotation(actor, clientId) && (await waitsForSecond(tx, organisationId, now))
  const made = { madeByClient: actor.clientId, madeByMember, createdAt: now, endedAt: waits ? now : null }
  const credential = await store.insertCredential(tx, {
    ...proof,
    organisationId,
    clientId,
    expiresAt,
    ...made,
  })
  const { id, kind } = credential
  const done = { subjectId: clientId, details: { credential: id } }
  if (!waits) return { ...done, value: { ...credential, grantId: null } }
  const asked = { kind: 'credential', subjectId: clientId, rights: { credential: { id, kind } } } as const
  const { grantId, afterwards } = await proposeGrant(tx, ctx, { actor, role, now }, asked)
  return { ...done, value: { ...credential, grantId }, afterwards }
}

/** Lets a credential work that waited for a second person; refuses where there is no room, or no such client any more. */
export async function takeUpCredential(
  tx: Tx,
  waiting: { organisationId: string; clientId: string } & Pick<store.Credential, 'id' | 'kind'>,
  now: Date,
): Promise<void> {
  const { organisationId, clientId, id, kind } = waiting
  await store.holdClient(tx, organisationId, clientId)
  await assertRoomFor(tx, clientId, kind, now)
  if (!(await store.reviveCredential(tx, clientId, id))) throw notFound('credential')
  if (kind === 'secret') await keepSecretHash(tx, clientId, now)
}

/** Refuses (`conflict`) where as many secrets, or keys, of a client work as may at a time; the client is held. */
async function assertRoomFor(
  tx: Tx,
  clientId: string,
  kind: store.Credential['kind'],
  now: Date,
): Promise<void> {
  await store.endExpired(tx, clientId, now)
  const working = await store.countWorking(tx, clientId, kind, now)
  if (kind === 'secret' && working >= SECRETS_AT_ONCE) throw new Refusal('conflict', say('two-secrets'))
  if (kind === 'key' && working >= KEYS_AT_ONCE)
    throw new Refusal('conflict', say('enough-keys', { most: KEYS_AT_ONCE }))
}
