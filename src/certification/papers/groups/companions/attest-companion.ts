import { act } from '../../../../act.ts'
import type { Context } from '../../../../context.ts'
import type { Tx } from '../../../../db/client.ts'
import { type Fault, Refusal } from '../../../../errors.ts'
import { companionsSince } from '../../../../mobility/groups/group.ts'
import { lockGroup, noteCompanions } from '../../../../mobility/groups/store.ts'
import { isSameName } from '../../../../parties/names/same-name.ts'
import { getMember } from '../../../../parties/organisations/store.ts'
import { latestToday } from '../../../../platform/clocks.ts'
import { faultsOfStay } from '../../accompanying/accompanying.ts'
import { paperActions } from '../../actions.ts'
import { say } from '../../words.ts'
import { type CompanionAttestation, companionNamed } from './companion.ts'
import { gatherCompanionAttestations, insertCompanionAttestation } from './store.ts'

type Said = { name: string; startsOn?: string | undefined; endsOn?: string | undefined }

/** The hosting organisation says that somebody who goes with a group was there, on its days or on others, once they are over. */
export async function attestCompanion(
  ctx: Context,
  groupId: string,
  { name, ...days }: Said,
): Promise<CompanionAttestation> {
  const hold = async (tx: Tx) => {
    const group = await lockGroup(tx, groupId)
    const there = await gatherCompanionAttestations(tx, groupId)
    const attested = there.find((each) => isSameName(name, each.name))
    return { ...group, state: null, group, there, attested }
  }
  return act(ctx, paperActions.attestCompanion, hold, async ({ tx, subject, actor, now: at }) => {
    const { group, there } = subject
    const { organisationId, hostingOrganisationId } = group
    const companion = companionNamed(group, name)
    const { startsOn = group.startsOn, endsOn = group.endsOn } = days
    const unknown: Fault[] = companion
      ? []
      : [{ in: 'body', pointer: '/name', detail: say('no-such-companion') }]
    const today = latestToday(at, actor.zone)
    const isAhead = days.endsOn !== undefined && days.endsOn > today
    const ahead: Fault[] = isAhead ? [{ in: 'body', pointer: '/endsOn', detail: say('still-to-come') }] : []
    const faults = [...unknown, ...faultsOfStay({ startsOn, endsOn }), ...ahead]
    if (!companion || faults.length > 0) throw new Refusal('incomplete', say('companion-unfit'), faults)
    if (endsOn > today) throw new Refusal('wrong-state', say('days-ahead'))
    const { id: memberId, name: memberName } = await getMember(tx, actor.organisationId, actor.memberId!)
    const parties = { organisationId, hostingOrganisationId }
    const row = { ...parties, groupId, ...companion, startsOn, endsOn, memberId, memberName, at }
    const value = await insertCompanionAttestation(tx, row)
    const names = [...there, value].map((each) => each.name)
    await noteCompanions(tx, groupId, companionsSince(group, names))
    return { value, subjectId: groupId, details: { attestation: value.id, startsOn, endsOn } }
  })
}
