import { writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { signInActions } from '../sign-in/actions.ts'
import * as credentials from '../sign-in/store.ts'
import { keepSecretHash } from './clients/store.ts'
import type { Member } from './store.ts'
import { say } from './words.ts'

/** What ended with a membership, and how its lines are written, which follow that of the change. */
export type Parted = { ended: credentials.Credential[]; afterwards: () => Promise<void> }

/**
 * Ends the secrets and keys that a member who leaves has made and so knows, unless whoever acts answers for them from now on.
 * Refuses (`conflict`) where nothing would be left to the very client that it is asked through.
 */
export async function partFromMember(
  tx: Tx,
  ctx: Context,
  member: Member,
  { actor, role, now, keep }: { actor: Actor; role: Role | null; now: Date; keep: boolean },
): Promise<Parted> {
  if (keep) {
    const heir = actor.memberId === member.id ? null : actor.memberId
    await credentials.handOverMadeBy(tx, member, heir)
    return { ended: [], afterwards: async () => {} }
  }
  const ended = await credentials.endMadeByMember(tx, member, now)
  const clients = [...new Set(ended.map(({ clientId }) => clientId))]
  if (clients.includes(actor.clientId!) && !(await hasCredential(tx, actor.clientId!, now)))
    throw new Refusal('conflict', say('nothing-left'))
  for (const client of clients) await keepSecretHash(tx, client, now)
  const subject = { state: null, organisationId: member.organisationId }
  return {
    ended,
    afterwards: async () => {
      for (const { id, clientId } of ended) {
        const line = { subjectId: clientId, details: { credential: id, with: member.id } }
        await writeDown(tx, ctx, signInActions.endClientCredential, subject, line, role)
      }
    },
  }
}

async function hasCredential(tx: Tx, clientId: string, now: Date): Promise<boolean> {
  const kinds = ['secret', 'key'] as const
  for (const kind of kinds) if ((await credentials.countWorking(tx, clientId, kind, now)) > 0) return true
  return false
}
