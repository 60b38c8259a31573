import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { organisationLogos } from '../../../db/schema/parties/logos.ts'

type KeptLogo = typeof organisationLogos.$inferInsert

/** Keeps a logo of the organisation that is acted for; one that it had before is there already. */
export async function keepLogo(tx: Tx, logo: KeptLogo): Promise<void> {
  await tx.insert(organisationLogos).values(logo).onConflictDoNothing()
}

/** A logo that an organisation shows or has shown. A stranger may ask. */
export async function findLogo(
  tx: Tx,
  organisationId: string,
  sha256: string,
): Promise<Pick<KeptLogo, 'mediaType' | 'bytes'> | undefined> {
  const { mediaType, bytes } = organisationLogos
  const [row] = await tx
    .select({ mediaType, bytes })
    .from(organisationLogos)
    .where(and(eq(organisationLogos.organisationId, organisationId), eq(organisationLogos.sha256, sha256)))
  return row
}
