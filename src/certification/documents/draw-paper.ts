import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { findLogo } from '../../parties/organisations/presentation/store.ts'
import type { Attachment, CertificateSnapshot, IssuerLogo, Layout } from '../certificates/snapshot.ts'

/** Draws the paper of a certificate under the logo that its issuer had on the day of issue. */
export async function drawPaper(
  { db, draw }: Pick<Services, 'db' | 'draw'>,
  snapshot: CertificateSnapshot,
  attachments: readonly Attachment[],
  layout: Layout = 'whole',
): Promise<Uint8Array> {
  return draw(snapshot, attachments, { layout, logo: await logoOf({ db }, snapshot) })
}

/** The logo that a snapshot names by its hash, which is kept for ever; null where it names none. */
export async function logoOf(
  { db }: Pick<Services, 'db'>,
  { issuer }: Pick<CertificateSnapshot, 'issuer'>,
): Promise<IssuerLogo | null> {
  const { id, logo: sha256 } = issuer
  if (!sha256) return null
  const kept = await asStranger(db, (tx) => findLogo(tx, id, sha256))
  if (!kept) throw new Error(`The logo ${sha256} that a certificate names is not kept.`)
  return { sha256, ...kept }
}
