import type { z } from 'zod'
import { act, own } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import { Refusal } from '../../../errors.ts'
import { getMember } from '../../../parties/organisations/store.ts'
import { assessorActions } from '../actions.ts'
import { say } from '../words.ts'
import type { NewAuthorisation } from './schemas.ts'
import { scopeFaults } from './scope-faults.ts'
import { type Authorisation, insertAuthorisation, revokeAuthorisation } from './store.ts'

type Input = z.infer<typeof NewAuthorisation>

/** Authorises a member to assess: by a framework, an area or a single competence of it, from one day to another. */
export async function authoriseAssessor(
  ctx: Context,
  memberId: string,
  input: Input,
): Promise<Authorisation> {
  return act(ctx, assessorActions.authoriseAssessor, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    await getMember(tx, organisationId, memberId)
    const faults = scopeFaults(ctx.frameworks, input)
    if (faults.length > 0) throw new Refusal('incomplete', say('no-such-scope'), faults)
    const { framework: frameworkId, area, competence, validFrom, validUntil } = input
    const row = await insertAuthorisation(tx, {
      organisationId,
      memberId,
      frameworkId,
      area,
      competence,
      validFrom,
      validUntil,
      grantedBy: actor.memberId,
      createdAt: now,
    })
    return { value: row, subjectId: row.id, details: { memberId, ...input } }
  })
}

/** Takes an authorisation away from now on; what was marked by it stands. */
export async function revokeAssessor(ctx: Context, memberId: string, id: string): Promise<Authorisation> {
  return act(ctx, assessorActions.revokeAuthorisation, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const row = await revokeAuthorisation(tx, { organisationId, memberId, id }, now)
    return { value: row, subjectId: id, details: { memberId } }
  })
}
