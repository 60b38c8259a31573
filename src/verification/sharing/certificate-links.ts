import { type Certificate, getCertificate } from '../../certification/certificates/store.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import type { Subject } from '../../platform/actions/action.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import type { LinkPurpose } from '../../platform/auth/link-terms.ts'
import { type LinkToMake, type MadeLink, makeLink } from '../../platform/auth/links.ts'
import { getRecognitionFor } from '../../recognition/store.ts'

/** A certificate as the rows on what its learner does with it know it. */
export const asSubject = (certificate: Certificate): Certificate & Subject => ({
  ...certificate,
  state: certificate.revokedAt ? 'revoked' : 'valid',
})

/** The certificate with this id, as an action holds it. */
export const theCertificate = (id: string) => async (tx: Tx) => asSubject(await getCertificate(tx, id))

/** Makes a link through which the learner of a certificate does something with it; returns its secret. */
export async function makeCertificateLink(
  tx: Tx,
  ctx: Context,
  certificate: Certificate,
  purpose: LinkPurpose,
  pinHash: string | null = null,
): Promise<MadeLink> {
  return makeLink(tx, ctx, { ...(await certificateLink(tx, ctx, certificate, purpose)), pinHash })
}

/**
 * What such a link is of. It shows what became of the case: who is blind to that makes none.
 */
export async function certificateLink(
  tx: Tx,
  ctx: Context,
  { id: subjectId, organisationId, hostingOrganisationId, recognitionId }: Certificate,
  purpose: LinkPurpose,
): Promise<LinkToMake> {
  const { mobilityId, isBlind } = await getRecognitionFor(tx, ctx.actor, recognitionId)
  assertNotBlind(isBlind)
  const { learnerId: personId } = await getMobility(tx, mobilityId)
  return { organisationId, hostingOrganisationId, purpose, party: 'learner', personId, subjectId, mobilityId }
}
