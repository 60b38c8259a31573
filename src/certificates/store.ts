import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, notExists, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import { recognitionActs } from '../db/schema/acts.ts'
import { appeals } from '../db/schema/appeals.ts'
import { decisions } from '../db/schema/assessments.ts'
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

/** The certificate of a case that is issued and not revoked, if there is one. */
export async function findActive(tx: Tx, recognitionId: string): Promise<Certificate | undefined> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(
      and(
        eq(certificates.recognitionId, recognitionId),
        eq(certificates.status, 'issued'),
        sql`${certificates.revokedAt} is null`,
      ),
    )
  return row
}

/** What is recorded for a case and waits to be signed. */
export async function findIntended(tx: Tx, recognitionId: string): Promise<Certificate | undefined> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(and(eq(certificates.recognitionId, recognitionId), eq(certificates.status, 'intended')))
  return row
}

/** The appeal of a case that changed results and has no certificate yet, if there is one. */
export async function findUncertifiedAppeal(tx: Tx, recognitionId: string): Promise<string | undefined> {
  const issued = tx
    .select({ id: certificates.id })
    .from(certificates)
    .where(and(eq(certificates.appealId, appeals.id), eq(certificates.status, 'issued')))
  const [row] = await tx
    .select({ id: appeals.id })
    .from(appeals)
    .innerJoin(decisions, eq(decisions.appealId, appeals.id))
    .where(and(eq(appeals.recognitionId, recognitionId), eq(appeals.state, 'upheld'), notExists(issued)))
    .orderBy(desc(appeals.id))
    .limit(1)
  return row?.id
}

export type Act = typeof recognitionActs.$inferSelect

/** What is known of a certificate beside what it says itself. */
export type Standing = { underAppeal: boolean; supersededBy: string | null; act: Act | null }

export const nothingBeside: Standing = { underAppeal: false, supersededBy: null, act: null }

/** The standing of certificates, in three queries however many there are. */
export async function listStandings(tx: Tx, ids: string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map()
  const contested = await tx
    .select({ id: appeals.certificateId })
    .from(appeals)
    .where(and(inArray(appeals.certificateId, ids), inArray(appeals.state, ['submitted', 'in-hearing'])))
  const successors = await tx
    .select({ id: certificates.id, supersedes: certificates.supersedes })
    .from(certificates)
    .where(and(inArray(certificates.supersedes, ids), eq(certificates.status, 'issued')))
  const acts = await tx
    .selectDistinctOn([recognitionActs.certificateId])
    .from(recognitionActs)
    .where(inArray(recognitionActs.certificateId, ids))
    .orderBy(recognitionActs.certificateId, desc(recognitionActs.number))
  return new Map(
    ids.map((id) => [
      id,
      {
        underAppeal: contested.some((one) => one.id === id),
        supersededBy: successors.find((one) => one.supersedes === id)?.id ?? null,
        act: acts.find((one) => one.certificateId === id) ?? null,
      },
    ]),
  )
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

export type PublicCertificate = Pick<
  Certificate,
  'id' | 'number' | 'code' | 'snapshot' | 'issuedAt' | 'revokedAt' | 'revocationReason'
>

const publicColumns = {
  id: certificates.id,
  number: certificates.number,
  code: certificates.code,
  snapshot: certificates.snapshot,
  issuedAt: certificates.issuedAt,
  revokedAt: certificates.revokedAt,
  revocationReason: certificates.revocationReason,
}

/** For strangers: what a verification code stands for. */
export async function findByCode(tx: Tx, code: string): Promise<PublicCertificate | undefined> {
  const [row] = await tx.select(publicColumns).from(certificates).where(eq(certificates.code, code))
  return row
}

/** For strangers: the certificate with this id, and the hashes of its documents as issued. */
export async function findRegistered(
  tx: Tx,
  id: string,
): Promise<{ certificate: PublicCertificate; hashes: Record<string, string> } | undefined> {
  const [certificate] = await tx.select(publicColumns).from(certificates).where(eq(certificates.id, id))
  if (!certificate) return undefined
  const files = await tx
    .select({ form: certificateFiles.form, sha256: certificateFiles.sha256 })
    .from(certificateFiles)
    .where(eq(certificateFiles.certificateId, id))
  return { certificate, hashes: Object.fromEntries(files.map((file) => [file.form, file.sha256])) }
}

/** For strangers: the certificate of which these are exactly the bytes of a document. */
export async function findByFileHash(tx: Tx, sha256: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: certificateFiles.certificateId })
    .from(certificateFiles)
    .where(eq(certificateFiles.sha256, sha256))
    .limit(1)
  return row?.id
}
