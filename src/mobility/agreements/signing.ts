import type { Acting, Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { Refusal } from '../../errors.ts'
import type { Terms } from '../../parties/partnerships/partnership.ts'
import { unwritableIn } from '../../platform/pdf/writable.ts'
import { type Mobility, noteAgreement } from '../mobilities/store.ts'
import {
  guardianMaySign,
  hasSigned,
  isWithHost,
  missingSignatories,
  missingSignatures,
  takesOver,
  type WhoSigns,
} from './agreement.ts'
import { newestOf, type VersionWithSignatures } from './agreement-rows.ts'
import type { Shown } from './read-agreement.ts'
import type { Signing } from './standing.ts'
import { gatherSigning, insertSignature, type Signature } from './store.ts'
import { say } from './words.ts'

/** The version that was signed, and all of its agreement. */
export type SignedVersion = Required<Shown>

/** An agreement that is held, to be signed by one party. */
export type HeldSigning = Signing & {
  signing: WhoSigns & { takesOver: boolean }
  versions: VersionWithSignatures[]
  newest: VersionWithSignatures
  terms: Terms
}

/** What whoever signs for a party has to be told, of a mobility that is held. */
export async function signingOf(
  tx: Tx,
  ctx: Pick<Context, 'now'>,
  mobility: Mobility,
  signatory: WhoSigns,
): Promise<HeldSigning> {
  const { versions, terms } = await gatherSigning(tx, mobility, ctx.now())
  const newest = newestOf(versions)
  const lacksMemorandum = terms.partnershipId === null && terms.outsideMemorandum === 'refuse'
  const { organisationId, hostingOrganisationId, cancelledAt } = mobility
  const signing = {
    ...signatory,
    hasSigned: hasSigned(newest, signatory),
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
export function readAs<H extends HeldSigning>(held: H, hash: string): H {
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

type Signer = Pick<Signature, 'name'> &
  Partial<Pick<Signature, 'onBehalf' | 'memberId' | 'personId' | 'method' | 'signedOn' | 'signedAt'>>

/** Puts a signature under the newest version. */
export async function putSignature(
  { tx, subject, now }: Pick<Acting<HeldSigning>, 'tx' | 'subject' | 'now'>,
  signer: Signer,
): Promise<Done<SignedVersion>> {
  const { newest, versions, terms, signing } = subject
  const { party } = signing
  const isTakenOver = party === 'learner' && signing.takesOver
  // Whoever has come of age since signs in the guardians' place, too: then nobody else signs for them.
  const places = isTakenOver
    ? missingSignatories(newest).filter((missing) => missing.party === 'guardian')
    : [signing]
  const { id: versionId, organisationId, hostingOrganisationId, mobilityId, number, hash } = newest.version
  const put: Signature[] = []
  for (const place of places) {
    const signature = await insertSignature(tx, {
      organisationId,
      hostingOrganisationId,
      versionId,
      party: place.party,
      secondGuardian: place.secondGuardian ?? false,
      hash,
      partnershipId: terms.partnershipId,
      signedAt: now,
      ...signer,
    })
    put.push(signature)
  }
  const signed = { ...newest, signatures: [...newest.signatures, ...put] }
  if (missingSignatures(signed).length === 0)
    await noteAgreement(tx, mobilityId, { unsignedSince: null, signedSince: now })
  return {
    value: { mobilityId, number, versions: versions.map((each) => (each === newest ? signed : each)) },
    subjectId: versionId,
    details: {
      party,
      ...(signing.secondGuardian && { secondGuardian: true }),
      hash,
      ...(isTakenOver && { place: 'guardian' }),
      ...(signer.onBehalf && { onBehalf: true }),
    },
  }
}
