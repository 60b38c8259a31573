import { keepReading } from '../../custody/ledger/readings-store.ts'
import type { Tx } from '../../db/client.ts'
import { assertMay } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { heldCertificate } from '../certificates/certificate.ts'
import { type CertificateWithRequest, getCertificateFor } from '../certificates/store.ts'
import { downloadActions } from './actions.ts'
import { forHost } from './for-host.ts'

/** Canonical JSON, with its SHA-256 where it is the snapshot itself. */
type Said = { number: string; bytes: string; sha256?: string }

/** How whoever asks comes to a certificate whose documents they may have. */
export type FindForm = (tx: Tx, actor: Actor, id: string, now: Date) => Promise<CertificateWithRequest>

/** A certificate whose documents the actor may have: people of the issuing side who need them. */
export async function getForm(tx: Tx, actor: Actor, id: string, now: Date): Promise<CertificateWithRequest> {
  const row = await getCertificateFor(tx, actor, id)
  assertMay(downloadActions.exportCredential, heldCertificate(row), actor)
  await keepReading(tx, actor, [row], now)
  return row
}

/**
 * What a certificate says: whole to those who may have its documents, and to the hosting organisation what the certificate
 * shows it, without what that needs for nothing.
 */
export async function getSaid(tx: Tx, actor: Actor, id: string, now: Date): Promise<Said> {
  const row = await getCertificateFor(tx, actor, id)
  const isHost =
    row.hostingOrganisationId === actor.organisationId && row.organisationId !== actor.organisationId
  assertNotBlind(row.isBlind)
  if (!isHost) assertMay(downloadActions.exportCredential, heldCertificate(row), actor)
  await keepReading(tx, actor, [row], now)
  if (isHost) return { number: row.number, bytes: forHost(row.snapshot) }
  return { number: row.number, bytes: row.snapshot, sha256: row.snapshotSha256 }
}
