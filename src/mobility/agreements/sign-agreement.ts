import { type Acting, act, type Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { Refusal } from '../../errors.ts'
import { getMember } from '../../parties/organisations/store.ts'
import type { Terms } from '../../parties/partnerships/partnership.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { linkRefusal } from '../../platform/pages/link-page.ts'
import { unwritableIn } from '../../platform/pdf/writable.ts'
import { lockMobility, type Mobility, noteAgreement } from '../mobilities/store.ts'
import { agreementActions } from './actions.ts'
import { guardianMaySign, isWithHost, missingSignatures, type Party, takesOver } from './agreement.ts'
import { newestOf, type VersionWithSignatures } from './agreement-rows.ts'
import type { Shown } from './read-agreement.ts'
import type { Signing } from './standing.ts'
import { gatherSigning, insertSignature, lockMobilityOf, type Signature } from './store.ts'
import { say } from './words.ts'

/** An agreement that is held, to be signed by one party. */
type HeldSigning = Signing & {
  signing: { party: Party; takesOver: boolean }
  versions: VersionWithSignatures[]
  newest: VersionWithSignatures
  terms: Terms
}

/** A member signs for their organisation, sending or hosting, the version whose hash they name. */
export async function signAgreement(ctx: Context, mobilityId: string, hash: string): Promise<Shown> {
  const hold = async (tx: Tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const party = mobility.organisationId === ctx.actor.organisationId ? 'sending' : 'hosting'
    return named(await toSign(tx, ctx, mobility, party), hash)
  }
  return act(ctx, agreementActions.signAgreement, hold, async (acting) => {
    const { tx, actor } = acting
    const { id: memberId, name } = await getMember(tx, actor.organisationId, actor.memberId!)
    return sign(acting, { memberId, name })
  })
}

/** The learner or guardian signs through a link, by typing their name; the link is used up. */
export async function signThroughLink(ctx: Context, link: Link, name: string, hash: string): Promise<Shown> {
  const hold = async (tx: Tx) => {
    const mobility = await lockMobilityOf(tx, link.subjectId)
    await useLink(tx, link, ctx.now())
    const held = await toSign(tx, ctx, mobility, link.party)
    if (held.newest.version.id !== link.subjectId) throw linkRefusal('outdated')
    return named(held, hash)
  }
  return act(ctx, agreementActions.signThroughLink, hold, (acting) =>
    sign(acting, { name, personId: link.personId }),
  )
}

async function toSign(tx: Tx, ctx: Context, mobility: Mobility, party: Party): Promise<HeldSigning> {
  const { versions, terms } = await gatherSigning(tx, mobility, ctx.now())
  const newest = newestOf(versions)
  const signed = newest.signatures.map((signature) => signature.party)
  const lacksMemorandum = terms.partnershipId === null && terms.outsideMemorandum === 'refuse'
  const { organisationId, hostingOrganisationId, cancelledAt } = mobility
  const signing = {
    party,
    signed,
    guardianSigns: guardianMaySign(newest, ctx.now()),
    takesOver: takesOver(newest, ctx.now()),
    lacksMemorandum,
    withFormer: !isWithHost(newest.version, mobility),
    isReturned: newest.returned !== undefined,
  }
  const known = { state: null, organisationId, hostingOrganisationId, cancelledAt }
  return { ...known, signing, versions, newest, terms }
}

/** Nobody signs anything but what they have read: the newest version, by its hash. */
function named(held: HeldSigning, hash: string): HeldSigning {
  if (hash !== held.newest.version.hash) throw new Refusal('stale', say('another-hash'))
  assertWritable(held.newest.version.content)
  return held
}

/** Names stand there as their owners write them; papers show those in Latin letters. */
const ownNames = /^\/(learner\/(given|family)Name|(sending|hosting)\/name)$/

/** Refuses what an earlier release let into an agreement, and no paper can show. */
function assertWritable(content: AgreementContent): void {
  const missing = unwritableIn(content, ownNames).map(({ pointer, letters }) => ({
    pointer,
    detail: say('unwritable', { letters }),
  }))
  if (missing.length > 0) throw new Refusal('wrong-state', say('cannot-be-shown'), [], { missing })
}

async function sign(
  { tx, subject, now }: Acting<HeldSigning>,
  signer: Pick<Signature, 'name'> & Partial<Pick<Signature, 'memberId' | 'personId'>>,
): Promise<Done<Shown>> {
  const { newest, versions, terms, signing } = subject
  // Whoever has come of age since signs in the guardian's place, too: then nobody else signs for them.
  const place = signing.party === 'learner' && signing.takesOver ? 'guardian' : signing.party
  const { id: versionId, organisationId, hostingOrganisationId, mobilityId, number, hash } = newest.version
  const signature = await insertSignature(tx, {
    ...signer,
    organisationId,
    hostingOrganisationId,
    versionId,
    party: place,
    hash,
    partnershipId: terms.partnershipId,
    signedAt: now,
  })
  const signed = { ...newest, signatures: [...newest.signatures, signature] }
  if (missingSignatures(signed).length === 0)
    await noteAgreement(tx, mobilityId, { unsignedSince: null, signedSince: now })
  return {
    value: { mobilityId, number, versions: versions.map((each) => (each === newest ? signed : each)) },
    subjectId: versionId,
    details: { party: signing.party, hash, ...(place !== signing.party && { place }) },
  }
}
