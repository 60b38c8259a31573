import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { holdMobility } from '../../mobility/mobilities/hold-mobility.ts'
import { listStays } from '../../mobility/stays/store.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { latestToday } from '../../platform/clocks.ts'
import { paperActions } from './actions.ts'
import type { Attestation } from './paper.ts'
import { insertAttestation } from './store.ts'
import { say } from './words.ts'

type Days = { startsOn: string; endsOn: string }

/** The hosting organisation says from when until when the learner was there; what was said last holds. */
export async function attestParticipation(
  ctx: Context,
  mobilityId: string,
  days: Days,
): Promise<Attestation> {
  const hold = async (tx: Tx) => ({
    ...(await holdMobility(tx, mobilityId)),
    isInParts: (await listStays(tx, mobilityId)).length > 0,
  })
  return act(ctx, paperActions.attestParticipation, hold, async ({ tx, subject, actor, now }) => {
    const faults = faultsOf(days, latestToday(now, actor.zone))
    if (faults.length > 0) throw new Refusal('incomplete', say('days-unfit'), faults)
    const { organisationId, hostingOrganisationId } = subject
    const { id: memberId, name } = await getMember(tx, actor.organisationId, actor.memberId!)
    const parties = { organisationId, hostingOrganisationId, mobilityId }
    const value = await insertAttestation(tx, { ...parties, ...days, memberId, name, at: now })
    return { value, subjectId: mobilityId, details: days }
  })
}

/** Nobody attests what is still to come, and nothing ends before it begins. */
function faultsOf({ startsOn, endsOn }: Days, today: string): Fault[] {
  const faults: Fault[] = []
  if (endsOn < startsOn) faults.push({ in: 'body', pointer: '/endsOn', detail: say('ends-before') })
  if (endsOn > today) faults.push({ in: 'body', pointer: '/endsOn', detail: say('still-to-come') })
  return faults
}
