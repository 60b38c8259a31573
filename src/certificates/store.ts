import { and, asc, desc, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import { certificateFiles, certificates } from '../db/schema/certificates.ts'
import { notFound } from '../errors.ts'
import type { Keyset } from '../platform/http/pages.ts'

export type Certificate = typeof certificates.$inferSelect
export type Form = (typeof certificateFiles.$inferSelect)['form']
export type CertificateFile = { form: Form; mediaType: string; sha256: string; bytes: Uint8Array }

export async function insertCertificate(
  tx: Tx,
  values: typeof certificates.$inferInsert,
): Promise<Certificate> {
  const [row] = await tx.insert(certificates).values(values).returning()
  return row!
}

/** The certificate of a case that is recorded or issued and not revoked, if there is one. */
export async function findActive(tx: Tx, recognitionId: string): Promise<Certificate | undefined> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(
      and(
        eq(certificates.recognitionId, recognitionId),
        sql`${certificates.status} <> 'voided'`,
        sql`${certificates.revokedAt} is null`,
      ),
    )
  return row
}

export type CertificateFilter = { recognitionId?: string | undefined; number?: string | undefined }

export async function listCertificates(
  tx: Tx,
  organisationId: string,
  side: 'sent' | 'hosted',
  keyset: Keyset,
  filter: CertificateFilter,
): Promise<Certificate[]> {
  const { where, orderBy, limit } = page(keyset, certificates)
  const mine = eq(
    side === 'sent' ? certificates.organisationId : certificates.hostingOrganisationId,
    organisationId,
  )
  const recognition =
    filter.recognitionId === undefined ? undefined : eq(certificates.recognitionId, filter.recognitionId)
  const number = filter.number === undefined ? undefined : eq(certificates.number, filter.number)
  const issued = eq(certificates.status, 'issued')
  return tx
    .select()
    .from(certificates)
    .where(and(mine, issued, recognition, number, where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getCertificate(tx: Tx, id: string): Promise<Certificate> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(and(eq(certificates.id, id), eq(certificates.status, 'issued')))
  if (!row) throw notFound('certificate')
  return row
}

export async function lockCertificate(tx: Tx, id: string): Promise<Certificate> {
  const [row] = await tx.select().from(certificates).where(eq(certificates.id, id)).for('update')
  if (!row) throw notFound('certificate')
  return row
}

export async function updateCertificate(
  tx: Tx,
  id: string,
  changes: Partial<Certificate>,
): Promise<Certificate> {
  const [row] = await tx.update(certificates).set(changes).where(eq(certificates.id, id)).returning()
  return row!
}

export async function insertFiles(tx: Tx, certificate: Certificate, files: CertificateFile[]): Promise<void> {
  const { id: certificateId, organisationId, hostingOrganisationId } = certificate
  const rows = files.map((file) => ({
    ...file,
    size: file.bytes.length,
    certificateId,
    organisationId,
    hostingOrganisationId,
  }))
  await tx.insert(certificateFiles).values(rows)
}

export async function getFile(tx: Tx, certificateId: string, form: Form): Promise<CertificateFile> {
  const { form: _, ...columns } = getTableColumns(certificateFiles)
  const [row] = await tx
    .select({ ...columns, form: certificateFiles.form })
    .from(certificateFiles)
    .innerJoin(certificates, eq(certificates.id, certificateFiles.certificateId))
    .where(
      and(
        eq(certificateFiles.certificateId, certificateId),
        eq(certificateFiles.form, form),
        eq(certificates.status, 'issued'),
      ),
    )
  if (!row) throw notFound('certificate')
  return row
}

/** For the job that finishes what a crash left behind: recorded intents, the oldest first. */
export async function listIntended(owner: Tx, limit: number): Promise<Certificate[]> {
  return owner
    .select()
    .from(certificates)
    .where(eq(certificates.status, 'intended'))
    .orderBy(asc(certificates.createdAt))
    .limit(limit)
}

/** The status list that the organisation's newest certificate is in. */
export async function newestStatusList(tx: Tx, organisationId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ list: certificates.statusList })
    .from(certificates)
    .where(eq(certificates.organisationId, organisationId))
    .orderBy(desc(certificates.id))
    .limit(1)
  return row?.list
}

export async function isStatusPlaceTaken(tx: Tx, statusList: string, statusIndex: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: certificates.id })
    .from(certificates)
    .where(and(eq(certificates.statusList, statusList), eq(certificates.statusIndex, statusIndex)))
  return row !== undefined
}

/** The indexes of a status list that are revoked; a stranger may ask. */
export async function revokedIndexes(tx: Tx, list: string): Promise<number[]> {
  const rows = await tx
    .select({ index: certificates.statusIndex })
    .from(certificates)
    .where(and(eq(certificates.statusList, list), isNotNull(certificates.revokedAt)))
  return rows.map((row) => row.index)
}
