import { act } from '../../../act.ts'
import { type Context, read } from '../../../context.ts'
import { keepReadingOfMobility } from '../../../custody/ledger/readings-store.ts'
import type { Tx } from '../../../db/client.ts'
import { holdMobility } from '../../../mobility/mobilities/hold-mobility.ts'
import { getMobility, type Mobility } from '../../../mobility/mobilities/store.ts'
import { getOrganisation } from '../../../parties/organisations/store.ts'
import { assertMay, assertUnblocked } from '../../../platform/actions/may.ts'
import { hashOf } from '../../../platform/hash.ts'
import type { Language } from '../../../platform/words/language.ts'
import { paperActions } from '../actions.ts'
import { fromOrganisation } from '../from-organisation.ts'
import { newIdentityOf, paperFrom } from '../identity.ts'
import { findPaper, type KnownPaper, keepPaper } from '../store.ts'
import type { Accompanying } from './accompanying.ts'
import { layOutAccompanying } from './lay-out-accompanying.ts'
import { getAccompanying } from './store.ts'

/** Certifies that somebody accompanied a learner, once the host has attested it. The same facts make one paper. */
export async function issueAccompanying(
  ctx: Context,
  mobilityId: string,
  accompanyingId: string,
  language: Language,
): Promise<KnownPaper> {
  const { issueAccompanying: action } = paperActions
  const found = await read(ctx, async (tx, actor) => {
    const mobility = await getMobility(tx, mobilityId)
    const asked = await getAccompanying(tx, mobilityId, accompanyingId)
    const subject = { ...mobility, state: null, asked }
    assertMay(action, subject, actor)
    assertUnblocked(action, subject)
    await keepReadingOfMobility(tx, actor, mobilityId, ctx.now())
    const sending = await getOrganisation(tx, mobility.organisationId)
    return {
      mobility,
      asked,
      kept: await findPaper(tx, factsOf(mobility, asked, language)),
      sending,
      from: await fromOrganisation(tx, sending, language),
      hosting: await getOrganisation(tx, mobility.hostingOrganisationId),
      zone: actor.zone,
    }
  })
  if (found.kept) return found.kept
  const { mobility, asked, sending, hosting, zone } = found
  const identity = newIdentityOf(ctx, 'accompanying', zone)
  const bytes = await ctx.drawCaseFile(layOutAccompanying({ ...found, identity, language }))
  const hold = async (tx: Tx) => ({ ...(await holdMobility(tx, mobilityId)), asked })
  return act(ctx, action, hold, async ({ tx, actor }) => {
    const value = await keepPaper(tx, {
      ...paperFrom(mobility, identity, bytes, actor),
      ...factsOf(mobility, asked, language),
      says: { sending: sending.name, hosting: hosting.name, startsOn: asked.startsOn, endsOn: asked.endsOn },
    })
    if (value.id !== identity.id) return { value, unchanged: true }
    const details = { accompanying: accompanyingId, paper: value.number, sha256: value.sha256 }
    return { value, subjectId: mobilityId, details }
  })
}

const factsOf = (mobility: Pick<Mobility, 'id'>, asked: Accompanying, language: Language) => ({
  mobilityId: mobility.id,
  kind: 'accompanying' as const,
  language,
  basis: hashOf(asked.id),
})
