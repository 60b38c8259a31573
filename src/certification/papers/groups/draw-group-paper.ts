import { act } from '../../../act.ts'
import { type Context, read } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import type { GroupPaperSays } from '../../../db/schema/certification/group-papers.ts'
import { Refusal } from '../../../errors.ts'
import { agreedFramework } from '../../../measure/frameworks/wordings/in-wording.ts'
import { type Group, newestProgramme, type Programme } from '../../../mobility/groups/group.ts'
import { gatherProgrammes, getGroup, lockGroup } from '../../../mobility/groups/store.ts'
import { getOrganisation } from '../../../parties/organisations/store.ts'
import { assertMay } from '../../../platform/actions/may.ts'
import { dayOf, type Zone } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { paperActions } from '../actions.ts'
import { fromOrganisation } from '../from-organisation.ts'
import { newIdentityOf, paperFrom } from '../identity.ts'
import { say } from '../words.ts'
import { basisOfList, basisOfProgramme, gatherListed, type Listed } from './group-paper.ts'
import { layOutParticipants, layOutProgramme } from './lay-out-group.ts'
import { findGroupPaper, type KnownGroupPaper, keepGroupPaper } from './store.ts'

type Facts = { group: Group; basis: string } & (
  | { kind: 'programme'; programme: Programme }
  | { kind: 'participants'; listed: Listed[] }
)

/**
 * The learning programme of a group, or the list of who is in it, as a paper. Drawn once for the same facts in the same
 * language; what has changed makes another one.
 */
export async function drawGroupPaper(
  ctx: Context,
  groupId: string,
  kind: Facts['kind'],
  language: Language,
): Promise<KnownGroupPaper> {
  const { drawGroupPaper: action } = paperActions
  const found = await read(ctx, async (tx, actor) => {
    const group = await getGroup(tx, groupId)
    assertMay(action, { ...group, state: null }, actor)
    const facts = await factsOf(tx, group, kind)
    const sending = await getOrganisation(tx, group.organisationId)
    return {
      facts,
      kept: await findGroupPaper(tx, { groupId, kind, language, basis: facts.basis }),
      sending,
      hosting: await getOrganisation(tx, group.hostingOrganisationId),
      from: await fromOrganisation(tx, sending, language),
      zone: actor.zone,
    }
  })
  if (found.kept) return found.kept
  const { facts, sending, hosting, zone } = found
  const identity = newIdentityOf(ctx, kind, zone)
  const drawn = { ...found, identity, language }
  const bytes = await ctx.drawCaseFile(
    facts.kind === 'programme'
      ? layOutProgramme({ ...drawn, ...facts, framework: frameworkOf(ctx, facts.programme) })
      : layOutParticipants({ ...drawn, ...facts }),
  )
  const hold = async (tx: Tx) => ({ ...(await lockGroup(tx, groupId)), state: null })
  return act(ctx, action, hold, async ({ tx, subject: { state: _, ...group }, actor }) => {
    const now = await factsOf(tx, group, kind)
    if (now.basis !== facts.basis) throw new Refusal('stale', say('changed-meanwhile'))
    const value = await keepGroupPaper(tx, {
      ...paperFrom(group, identity, bytes, actor),
      groupId,
      kind,
      language,
      basis: facts.basis,
      says: {
        sending: sending.name,
        hosting: hosting.name,
        group: group.name,
        startsOn: group.startsOn,
        endsOn: group.endsOn,
        ...said(facts, zone),
      },
    })
    if (value.id !== identity.id) return { value, unchanged: true }
    return { value, subjectId: groupId, details: { paper: value.number, sha256: value.sha256 } }
  })
}

async function factsOf(tx: Tx, group: Group, kind: Facts['kind']): Promise<Facts> {
  if (kind === 'programme') {
    const programme = newestProgramme(await gatherProgrammes(tx, group.id))
    return { kind, group, programme, basis: basisOfProgramme(programme) }
  }
  const listed = await gatherListed(tx, group.id)
  return { kind, group, listed, basis: basisOfList(group, listed) }
}

const frameworkOf = ({ frameworks }: Context, { version }: Programme) =>
  agreedFramework(frameworks, version.content.framework)

function said(facts: Facts, zone: Zone): Pick<GroupPaperSays, 'version' | 'signatures' | 'participants'> {
  if (facts.kind === 'participants') return { participants: facts.listed.length }
  const { version, signatures } = facts.programme
  const { id, number, hash } = version
  return {
    version: { id, number, hash },
    signatures: signatures.map(({ party, signedAt }) => ({ party, on: dayOf(signedAt, zone) })),
  }
}
