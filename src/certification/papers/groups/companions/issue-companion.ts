import { act } from '../../../../act.ts'
import { type Context, read } from '../../../../context.ts'
import type { Tx } from '../../../../db/client.ts'
import { getGroup, lockGroup } from '../../../../mobility/groups/store.ts'
import { getOrganisation } from '../../../../parties/organisations/store.ts'
import { assertMay } from '../../../../platform/actions/may.ts'
import { hashOf } from '../../../../platform/hash.ts'
import type { Language } from '../../../../platform/words/language.ts'
import { layOutAccompanying } from '../../accompanying/lay-out-accompanying.ts'
import { paperActions } from '../../actions.ts'
import { fromOrganisation } from '../../from-organisation.ts'
import { newIdentityOf, paperFrom } from '../../identity.ts'
import { findGroupPaper, type KnownGroupPaper, keepGroupPaper } from '../store.ts'
import { getCompanionAttestation } from './store.ts'

/** Certifies that somebody went with a group, as the host has attested it. The same facts make one paper. */
export async function issueCompanion(
  ctx: Context,
  groupId: string,
  attestationId: string,
  language: Language,
): Promise<KnownGroupPaper> {
  const { issueCompanion: action } = paperActions
  const facts = { groupId, kind: 'accompanying' as const, language, basis: hashOf(attestationId) }
  const found = await read(ctx, async (tx, actor) => {
    const group = await getGroup(tx, groupId)
    assertMay(action, { ...group, state: null }, actor)
    const sending = await getOrganisation(tx, group.organisationId)
    return {
      group,
      attestation: await getCompanionAttestation(tx, groupId, attestationId),
      kept: await findGroupPaper(tx, facts),
      sending,
      from: await fromOrganisation(tx, sending, language),
      hosting: await getOrganisation(tx, group.hostingOrganisationId),
      zone: actor.zone,
    }
  })
  if (found.kept) return found.kept
  const { group, attestation, sending, hosting, zone } = found
  const { startsOn, endsOn, memberName } = attestation
  const asked = { ...attestation, attested: { name: memberName } }
  const identity = newIdentityOf(ctx, facts.kind, zone)
  const drawn = { asked, mobility: group, sending, hosting, from: found.from, identity, language }
  const bytes = await ctx.drawCaseFile(layOutAccompanying(drawn))
  const hold = async (tx: Tx) => ({ ...(await lockGroup(tx, groupId)), state: null })
  return act(ctx, action, hold, async ({ tx, actor }) => {
    const value = await keepGroupPaper(tx, {
      ...paperFrom(group, identity, bytes, actor),
      ...facts,
      says: { sending: sending.name, hosting: hosting.name, group: group.name, startsOn, endsOn },
    })
    if (value.id !== identity.id) return { value, unchanged: true }
    const details = { attestation: attestationId, paper: value.number, sha256: value.sha256 }
    return { value, subjectId: groupId, details }
  })
}
