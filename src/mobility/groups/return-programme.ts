import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { groupActions } from './actions.ts'
import { newestProgramme, type Programme, programmeNumbered } from './group.ts'
import { gatherProgrammes, insertProgrammeReturn, lockGroup } from './store.ts'

/** The host does not sign the newest version as it is, and says why: it waits for the next one, which answers. */
export async function returnProgramme(
  ctx: Context,
  groupId: string,
  number: number,
  comment: string,
): Promise<Programme> {
  const hold = async (tx: Tx) => {
    const group = await lockGroup(tx, groupId)
    const programmes = await gatherProgrammes(tx, groupId)
    const asked = programmeNumbered(programmes, number)
    return { ...group, state: null, asked, newest: newestProgramme(programmes) }
  }
  return act(ctx, groupActions.returnProgramme, hold, async ({ tx, subject, actor, now: at }) => {
    const { organisationId, hostingOrganisationId, asked } = subject
    const { id: programmeId } = asked.version
    const memberId = actor.memberId!
    const parties = { organisationId, hostingOrganisationId }
    const returned = await insertProgrammeReturn(tx, { ...parties, programmeId, memberId, comment, at })
    return { value: { ...asked, returned }, subjectId: programmeId, details: { groupId, number } }
  })
}
