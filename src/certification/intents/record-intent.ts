import { uuidv7 } from 'uuidv7'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { sha256 } from '../../platform/hash.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { LoadedCase } from '../../recognition/case.ts'
import { newCertificateNumber, newVerificationCode } from '../certificates/certificate.ts'
import { assertComplete } from '../certificates/check-again.ts'
import { type CertificateSnapshot, canonicalSnapshot } from '../certificates/snapshot.ts'
import * as store from '../certificates/store.ts'
import { takeStatusPlace } from '../status-lists/take-status-place.ts'

/** What tells a new certificate from every other one, on the day that it is for the awarding organisation. */
export function newIdentity({ now }: Pick<Context, 'now'>, { settings }: LoadedCase) {
  const issuedAt = now()
  const issuedOn = dayOf(issuedAt, settings.timeZone)
  const number = newCertificateNumber(Number(issuedOn.slice(0, 4)))
  return { id: uuidv7(), number, code: newVerificationCode(), issuedAt, issuedOn }
}

/** What the ledger says of it. */
export const intentLine = ({ id, recognitionId, snapshotSha256 }: store.Certificate) => ({
  subjectId: id,
  details: { recognitionId, sha256: snapshotSha256 },
})

type Intent = Pick<store.Certificate, 'issuerId' | 'supersedes' | 'appealId'> & {
  content: CertificateSnapshot
}

/** Records what will be signed, before anything is; refuses what would not be complete, or could not be exported. */
export async function recordIntent(
  tx: Tx,
  ctx: Context,
  loaded: LoadedCase,
  { content, ...intent }: Intent,
): Promise<store.Certificate> {
  const { organisationId, hostingOrganisationId, id: recognitionId } = loaded.recognition
  const issuedAt = new Date(content.issuedAt)
  assertComplete(content, issuedAt, ctx.publicUrl)
  const snapshot = canonicalSnapshot(content)
  return store.insertCertificate(tx, {
    ...intent,
    id: content.id,
    organisationId,
    hostingOrganisationId,
    recognitionId,
    number: content.number,
    code: content.verification.code,
    status: 'intended',
    snapshot,
    snapshotSha256: sha256(snapshot),
    ...(await takeStatusPlace(tx, organisationId)),
    expiresAt: content.expiresAt === undefined ? null : new Date(content.expiresAt),
    createdAt: issuedAt,
    updatedAt: issuedAt,
  })
}
