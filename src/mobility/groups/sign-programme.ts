import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { groupActions } from './actions.ts'
import { adopting, noteAdoption } from './adopt-programme.ts'
import { isOutdated, missingSides, newestProgramme, type Programme, type SigningSide } from './group.ts'
import {
  gatherWriting,
  insertProgrammeSignature,
  lockGroup,
  lockParticipants,
  noteProgramme,
} from './store.ts'
import { say } from './words.ts'

/**
 * A member signs the newest version for their organisation, by the hash of what they read. With the second signature it
 * stands in the agreement of each participant, who signs that.
 */
export async function signProgramme(ctx: Context, groupId: string, hash: string): Promise<Programme> {
  const hold = async (tx: Tx) => {
    const group = await lockGroup(tx, groupId)
    const { programmes, ...there } = await gatherWriting(tx, group, ctx.now())
    const newest = newestProgramme(programmes)
    const side: SigningSide = group.organisationId === ctx.actor.organisationId ? 'sending' : 'hosting'
    const { partnershipId, outsideMemorandum } = there.terms
    const signing = {
      side,
      signed: newest.signatures.map(({ party }) => party),
      lacksMemorandum: partnershipId === null && outsideMemorandum === 'refuse',
      isOutdated: isOutdated(newest, group),
      isReturned: newest.returned !== null,
    }
    if (hash !== newest.version.hash) throw new Refusal('stale', say('another-hash'))
    return { ...group, state: null, group, newest, there, signing }
  }
  return act(ctx, groupActions.signProgramme, hold, async ({ tx, subject, actor, now }) => {
    const { group, newest, there, signing } = subject
    const { organisationId, hostingOrganisationId } = group
    const { id: memberId, name } = await getMember(tx, actor.organisationId, actor.memberId!)
    const signature = await insertProgrammeSignature(tx, {
      organisationId,
      hostingOrganisationId,
      programmeId: newest.version.id,
      party: signing.side,
      name,
      memberId,
      hash,
      partnershipId: there.terms.partnershipId,
      signedAt: now,
    })
    const signed = { ...newest, signatures: [...newest.signatures, signature] }
    const { id: subjectId, number } = newest.version
    const details = { groupId, number, party: signing.side, hash }
    if (missingSides(signed).length > 0) return { value: signed, subjectId, details }
    await noteProgramme(tx, groupId, null)
    const participants = await lockParticipants(tx, groupId)
    const adopted = await adopting(tx, there, signed, participants, now)
    const afterwards = () => noteAdoption(tx, ctx, signed, adopted)
    return { value: signed, subjectId, details: { ...details, participants: adopted.length }, afterwards }
  })
}
