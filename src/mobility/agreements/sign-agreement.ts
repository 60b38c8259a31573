import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { actorNow, getMember } from '../../parties/organisations/store.ts'
import { termsInForce } from '../../parties/partnerships/store.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/dates.ts'
import { linkRefusal } from '../../platform/pages/link-page.ts'
import { lockMobility, noteAgreement } from '../mobilities/store.ts'
import { missingSignatures, type Party } from './agreement.ts'
import {
  getVersion,
  getVersionById,
  insertSignature,
  listSignatures,
  type Signature,
  type Version,
} from './store.ts'

/** A member signs for their organisation, sending or hosting, the version whose hash they name. */
export async function signAgreement(ctx: Context, mobilityId: string, hash: string): Promise<Version> {
  return write(ctx, async (tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const version = await getVersion(tx, mobilityId)
    const { organisationId, memberId } = await actorNow(tx, ctx.actor)
    const member = await getMember(tx, organisationId, memberId as string)
    const party = mobility.organisationId === organisationId ? 'sending' : 'hosting'
    await sign(tx, ctx, version, { party, name: member.name, memberId: member.id, hash })
    return version
  })
}

/** The learner or guardian signs through a link, by typing their name; the link is used up. */
export async function signThroughLink(
  ctx: Context,
  link: Link,
  name: string,
  hash: string,
): Promise<Version> {
  return write(ctx, async (tx) => {
    const linked = await getVersionById(tx, link.subjectId)
    await lockMobility(tx, linked.mobilityId)
    await useLink(tx, link, ctx.now())
    const newest = await getVersion(tx, linked.mobilityId)
    if (newest.id !== linked.id) throw linkRefusal('outdated')
    await sign(tx, ctx, linked, { party: link.party, name, personId: link.personId, hash })
    return linked
  })
}

type Signing = { party: Party; name: string; hash: string } & Partial<
  Pick<Signature, 'memberId' | 'personId'>
>

async function sign(tx: Tx, ctx: Context, version: Version, signing: Signing): Promise<void> {
  if (signing.hash !== version.hash) {
    throw new Refusal(
      'stale',
      'The hash is not that of the newest version. Read the agreement again before signing it.',
    )
  }
  const signatures = await listSignatures(tx, version.id)
  if (signatures.some((one) => one.party === signing.party)) {
    throw new Refusal('conflict', `The ${signing.party} party has signed this version already.`)
  }
  const { organisationId, hostingOrganisationId, id: versionId } = version
  const today = dayOf(ctx.now())
  const terms = await termsInForce(tx, organisationId, hostingOrganisationId, today)
  if (terms.partnershipId === null && terms.outsideMemorandum === 'refuse') {
    throw new Refusal(
      'wrong-state',
      'No memorandum between the two organisations is in force, and the sending organisation signs only under one.',
    )
  }
  const signature = await insertSignature(tx, {
    ...signing,
    organisationId,
    hostingOrganisationId,
    versionId,
    partnershipId: terms.partnershipId,
    signedAt: ctx.now(),
  })
  if (missingSignatures(version, [...signatures, signature]).length === 0)
    await noteAgreement(tx, version.mobilityId, { unsignedSince: null, signedSince: ctx.now() })
  const said = { party: signature.party, hash: signature.hash }
  await record(tx, ctx, 'agreement.sign', versionId, said, version)
}
