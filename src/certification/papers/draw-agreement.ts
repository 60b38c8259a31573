import { act } from '../../act.ts'
import { type Context, read } from '../../context.ts'
import { keepReadingOfMobility } from '../../custody/ledger/readings-store.ts'
import type { Tx } from '../../db/client.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { type VersionWithSignatures, versionNumbered } from '../../mobility/agreements/agreement-rows.ts'
import { loadAgreement } from '../../mobility/agreements/store.ts'
import { holdMobility } from '../../mobility/mobilities/hold-mobility.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { assertMay } from '../../platform/actions/may.ts'
import { hashOf } from '../../platform/hash.ts'
import type { Language } from '../../platform/words/language.ts'
import { paperActions } from './actions.ts'
import { fromOrganisation } from './from-organisation.ts'
import { newIdentityOf, paperFrom } from './identity.ts'
import { layOutAgreement } from './lay-out-agreement.ts'
import { signaturesSaid } from './paper.ts'
import { findPaper, type KnownPaper, keepPaper } from './store.ts'

/**
 * A version of the learning agreement as a paper, with the signatures that it has by now. Drawn once for the same
 * signatures in the same language; one more signature makes another paper.
 */
export async function drawAgreement(
  ctx: Context,
  mobilityId: string,
  number: number,
  language: Language,
): Promise<KnownPaper> {
  const { drawAgreement: action } = paperActions
  const { agreed, kept, zone, from } = await read(ctx, async (tx, actor) => {
    const { mobility, versions } = await loadAgreement(tx, mobilityId)
    assertMay(action, { ...mobility, state: null }, actor)
    await keepReadingOfMobility(tx, actor, mobilityId, ctx.now())
    const found = versionNumbered(versions, number)
    const sending = await getOrganisation(tx, mobility.organisationId)
    return {
      agreed: found,
      kept: await findPaper(tx, factsOf(found, language)),
      zone: found.zone,
      from: await fromOrganisation(tx, sending, language),
    }
  })
  if (kept) return kept
  const { version } = agreed
  const identity = newIdentityOf(ctx, 'agreement', zone)
  const framework = agreedFramework(ctx.frameworks, version.content.framework)
  const bytes = await ctx.drawCaseFile(layOutAgreement({ agreed, framework, identity, language, from }))
  const hold = (tx: Tx) => holdMobility(tx, mobilityId)
  return act(ctx, action, hold, async ({ tx, actor }) => {
    const { content, id, hash } = version
    const value = await keepPaper(tx, {
      ...paperFrom(version, identity, bytes, actor),
      ...factsOf(agreed, language),
      says: {
        sending: content.sending.name,
        hosting: content.hosting.name,
        startsOn: content.mobility.startsOn,
        endsOn: content.mobility.endsOn,
        version: { id, number, hash },
        signatures: signaturesSaid(agreed),
        ...(content.mobility.participant && { participant: content.mobility.participant }),
      },
    })
    if (value.id !== identity.id) return { value, unchanged: true }
    return { value, subjectId: id, details: { paper: value.number, sha256: value.sha256 } }
  })
}

const factsOf = ({ version, signatures, corrected }: VersionWithSignatures, language: Language) => ({
  mobilityId: version.mobilityId,
  kind: 'agreement' as const,
  language,
  basis: hashOf(
    // What its code says.
    'address-and-hash',
    version.hash,
    signatures.map(({ id }) => id).sort(),
    corrected.map(({ id }) => id),
  ),
})
