import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { holdMobility } from '../mobilities/hold-mobility.ts'
import { type Mobility, updateMobility } from '../mobilities/store.ts'
import { stayActions } from './actions.ts'
import { attestedFaults, changesOf, type Stay, stayFaults, type WantedStay } from './stay.ts'
import { keepStays, knownAmong, listStays, lockCase, lockStays } from './store.ts'
import { say } from './words.ts'

/**
 * Records who hosts which days of a mobility, and who arranges it, in the place of what was recorded; none: its host alone.
 * What an organisation has attested stays.
 */
export async function recordStays(
  ctx: Context,
  mobilityId: string,
  wanted: readonly WantedStay[],
): Promise<{ mobility: Mobility; stays: Stay[] }> {
  const hold = async (tx: Tx) => {
    // Before the mobility, as whoever attests does.
    await lockStays(tx, mobilityId)
    return { ...(await holdMobility(tx, mobilityId)), own: await lockCase(tx, mobilityId) }
  }
  return act(ctx, stayActions.recordStays, hold, async ({ tx, subject, actor, now }) => {
    const changes = changesOf(await listStays(tx, mobilityId), wanted)
    const known = await knownAmong(tx, [...new Set(wanted.map((stay) => stay.hostingOrganisationId))])
    const faults = [
      ...unknownFaults(wanted, known),
      ...stayFaults(subject, wanted),
      ...attestedFaults(changes.gone),
    ]
    if (faults.length > 0) throw new Refusal('incomplete', say('unfit'), faults)
    const { organisationId } = subject
    await keepStays(tx, { organisationId, mobilityId, memberId: actor.memberId, at: now }, changes)
    const mobility = await updateMobility(tx, subject, {}, now)
    return {
      value: { mobility, stays: await listStays(tx, mobilityId) },
      subjectId: mobilityId,
      details: {
        stays: wanted.map((stay) => ({
          organisation: stay.hostingOrganisationId,
          role: stay.role,
          startsOn: stay.startsOn,
          endsOn: stay.endsOn,
        })),
      },
    }
  })
}

const unknownFaults = (wanted: readonly WantedStay[], known: ReadonlySet<string>): Fault[] =>
  wanted.flatMap(({ hostingOrganisationId }, index) =>
    known.has(hostingOrganisationId)
      ? []
      : [{ in: 'body', pointer: `/stays/${index}/organisationId`, detail: say('no-such-organisation') }],
  )
