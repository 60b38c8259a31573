import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { findHosting } from '../mobilities/store.ts'
import { groupActions } from './actions.ts'
import { companionsSince, faultsOfDays, type Group } from './group.ts'
import type { NewGroup } from './schemas.ts'
import { insertGroup } from './store.ts'
import { say } from './words.ts'

/** Enters a group that goes to one host together. */
export async function registerGroup(ctx: Context, input: z.infer<typeof NewGroup>): Promise<Group> {
  return act(ctx, groupActions.registerGroup, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const { hostingOrganisationId } = input
    const fault = (detail: Sentence): Fault => ({ in: 'body', pointer: '/hostingOrganisationId', detail })
    const faults = faultsOfDays(input)
    if (hostingOrganisationId === organisationId) faults.push(fault(say('hosts-its-own')))
    else if (!(await findHosting(tx, hostingOrganisationId))) faults.push(fault(say('no-such-organisation')))
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const group = await insertGroup(tx, {
      ...input,
      companionsSince: companionsSince(input, []),
      organisationId,
      createdAt: now,
      updatedAt: now,
    })
    return { value: group, subjectId: group.id }
  })
}
