import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { cohortActions } from './actions.ts'
import { faultsOfJoining, MAX_COHORT, type ShownCohort } from './cohort.ts'
import type { NewCohort } from './schemas.ts'
import { findJoining, findOfProject, insertCohort, insertMembers } from './store.ts'
import { say } from './words.ts'

type Input = z.infer<typeof NewCohort>

/** Names mobilities that are looked after together: those that are listed, or all of a project that take place. */
export async function registerCohort(ctx: Context, input: Input): Promise<ShownCohort> {
  return act(ctx, cohortActions.registerCohort, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const { name, projectCode, class: schoolClass } = input
    const ids = await chosen(tx, organisationId, input)
    const times = { createdAt: now, updatedAt: now }
    const cohort = await insertCohort(tx, { organisationId, name, projectCode, class: schoolClass, ...times })
    await insertMembers(tx, cohort, ids, now)
    return { value: cohort, subjectId: cohort.id, details: { mobilities: ids } }
  })
}

async function chosen(tx: Tx, organisationId: string, input: Input): Promise<string[]> {
  const { mobilityIds, projectCode, hostingOrganisationId } = input
  if (mobilityIds) {
    const ids = [...new Set(mobilityIds)]
    const faults = faultsOfJoining({ organisationId, projectCode }, mobilityIds, await findJoining(tx, ids))
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    return ids
  }
  if (projectCode === null) throw unfit('/mobilityIds', say('no-choice'))
  const found = await findOfProject(tx, organisationId, projectCode, hostingOrganisationId)
  if (found.length === 0) throw unfit('/projectCode', say('nobody'))
  if (found.length > MAX_COHORT) throw unfit('/projectCode', say('too-many-found', { most: MAX_COHORT }))
  return found
}

const unfit = (pointer: string, detail: Sentence) => {
  const fault: Fault = { in: 'body', pointer, detail }
  return new Refusal('incomplete', say('unfit'), [fault])
}
