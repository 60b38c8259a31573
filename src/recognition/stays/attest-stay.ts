import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { stayActions } from '../../mobility/stays/actions.ts'
import { attestingFaults, type StayAttestation } from '../../mobility/stays/stay.ts'
import { insertStayAttestation, lastStayAttestation, lockStay } from '../../mobility/stays/store.ts'
import { say } from '../../mobility/stays/words.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { latestToday } from '../../platform/clocks.ts'

/** An organisation that has a part in a mobility says from when until when somebody was there; what was said last holds, and is said once. */
export async function attestStay(
  ctx: Context,
  mobilityId: string,
  stayId: string,
  days: { startsOn: string; endsOn: string },
): Promise<StayAttestation> {
  return act(
    ctx,
    stayActions.attestStay,
    ownStay(mobilityId, stayId),
    async ({ tx, subject, actor, now }) => {
      const { stay, organisationId, hostingOrganisationId } = subject
      const faults = attestingFaults(days, stay, latestToday(now, actor.zone))
      if (faults.length > 0) throw new Refusal('incomplete', say('days-unfit'), faults)
      const last = await lastStayAttestation(tx, stayId)
      const isSaid = last?.startsOn === days.startsOn && last.endsOn === days.endsOn
      if (last && isSaid && last.memberId === actor.memberId) return { value: last, unchanged: true }
      const { id: memberId, name } = await getMember(tx, actor.organisationId, actor.memberId!)
      const of = { organisationId, hostingOrganisationId, mobilityId, stayId }
      const value = await insertStayAttestation(tx, { ...of, ...days, memberId, name, at: now })
      return { value, subjectId: stayId, details: { mobilityId, ...days } }
    },
  )
}

/** A part of a mobility, held, as its organisation's own: that one is the host of whatever is done to it. */
const ownStay = (mobilityId: string, stayId: string) => async (tx: Tx) => {
  const { cancelledAt, organisationId } = await getMobility(tx, mobilityId)
  const stay = await lockStay(tx, mobilityId, stayId)
  const { hostingOrganisationId } = stay
  return { state: null, organisationId, hostingOrganisationId, cancelledAt, stay }
}
