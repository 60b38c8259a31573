import { writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { grantActions } from './actions.ts'
import { asksInPerson, type Grant, isGivenByTwo, toldOf } from './grant.ts'
import { insertGrant, keepersOf } from './store.ts'

/** Whether what gives a right in this organisation waits for a second person now. */
export async function waitsForSecond(tx: Tx, organisationId: string, now: Date): Promise<boolean> {
  return isGivenByTwo(await keepersOf(tx, organisationId, now))
}

/** Notes a right that waits for a second person, and its line, which follows that of what it was asked with. */
export async function proposeGrant(
  tx: Tx,
  ctx: Context,
  { actor, role, now }: { actor: Actor; role: Role | null; now: Date },
  asked: Pick<Grant, 'kind' | 'subjectId' | 'rights'>,
): Promise<{ grantId: string; afterwards: () => Promise<void> }> {
  const { organisationId, clientId } = actor
  const proposedInPerson = actor.signedIn === true
  const asker = { proposedBy: asksInPerson(actor), proposedInPerson, proposedThrough: clientId! }
  const proposed = { ...asker, proposedAt: now }
  const { id } = await insertGrant(tx, { ...asked, organisationId, ...proposed })
  const subject = { state: 'proposed', organisationId }
  const { kind, subjectId, rights } = asked
  const line = { subjectId: id, details: { kind, subjectId, rights: toldOf(rights) } }
  return {
    grantId: id,
    afterwards: () => writeDown(tx, ctx, grantActions.proposeGrant, subject, line, role),
  }
}
