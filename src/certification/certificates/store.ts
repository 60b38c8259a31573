import { and, desc, eq, getTableColumns, inArray, isNull, not, type SQL, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { attempts } from '../../db/schema/operation.ts'
import { caseNamed, type MobilityNames } from '../../db/sides.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { dueFairly, type Item } from '../../platform/jobs/attempts-store.ts'

export type Certificate = typeof certificates.$inferSelect
export type RevocationRequest = typeof revocationRequests.$inferSelect
export type Correction = typeof corrections.$inferSelect
/** A certificate, and the request for its revocation, or the correction, that waits for a second person. */
export type CertificateWithRequest = Certificate & {
  request: RevocationRequest | null
  correction: Correction | null
}
export type Form = (typeof certificateFiles.$inferSelect)['form']
export type CertificateFile = {
  form: Form
  mediaType: string
  sha256: string
  bytes: Uint8Array
  /** 1 where nothing is said: as it was issued. */
  version?: number
  sealCertificate?: string | null
}

export async function insertCertificate(
  tx: Tx,
  values: typeof certificates.$inferInsert,
): Promise<Certificate> {
  const [row] = await tx.insert(certificates).values(values).returning()
  return row!
}

/** What was recorded to be signed, by its id. */
export async function getIntended(tx: Tx, id: string): Promise<Certificate> {
  const [row] = await tx.select().from(certificates).where(eq(certificates.id, id))
  if (!row) throw notFound('certificate')
  return row
}

type Reader = Pick<Actor, 'organisationId' | 'memberId'>
export type CertificateFilter = MobilityNames & {
  recognitionId?: string | undefined
  number?: string | undefined
}

/** Certificates of one side, without those from whose cases the reader is kept. */
export async function listCertificates(
  tx: Tx,
  { organisationId, memberId }: Reader,
  side: 'sent' | 'hosted',
  keyset: Keyset,
  { recognitionId, number, ...names }: CertificateFilter,
): Promise<(CertificateWithRequest & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, certificates)
  const mine = eq(
    side === 'sent' ? certificates.organisationId : certificates.hostingOrganisationId,
    organisationId,
  )
  const recognition = recognitionId === undefined ? undefined : eq(certificates.recognitionId, recognitionId)
  const numbered = number === undefined ? undefined : eq(certificates.number, number)
  const issued = eq(certificates.status, 'issued')
  const rows = await withRequest(tx, { upTo: numberedUpTo(keyset) })
    .where(
      and(
        mine,
        issued,
        recognition,
        numbered,
        caseNamed(names, itsCase),
        not(isBlindTo(memberId, itsCase)),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map(({ certificate, request, correction, upTo }) => ({
    ...certificate,
    request,
    correction,
    upTo,
  }))
}

/** The case of a certificate in a statement that reads certificates. */
const itsCase = sql`${certificates.recognitionId}`

function withRequest<More extends Record<string, SQL.Aliased>>(tx: Tx, more: More) {
  const open = and(eq(revocationRequests.certificateId, certificates.id), isNull(revocationRequests.outcome))
  return tx
    .select({ certificate: certificates, request: revocationRequests, correction: corrections, ...more })
    .from(certificates)
    .leftJoin(revocationRequests, open)
    .leftJoin(corrections, and(eq(corrections.certificateId, certificates.id), isNull(corrections.outcome)))
}

export async function getCertificate(tx: Tx, id: string): Promise<CertificateWithRequest> {
  const [row] = await withRequest(tx, {}).where(
    and(eq(certificates.id, id), eq(certificates.status, 'issued')),
  )
  if (!row) throw notFound('certificate')
  return { ...row.certificate, request: row.request, correction: row.correction }
}

/** The same for a reader, with whether what became of its case is kept from them. */
export async function getCertificateFor(
  tx: Tx,
  { memberId }: Pick<Actor, 'memberId'>,
  id: string,
): Promise<CertificateWithRequest & { isBlind: boolean }> {
  const isBlind = isBlindTo(memberId, itsCase).as('is_blind')
  const [row] = await withRequest(tx, { isBlind }).where(
    and(eq(certificates.id, id), eq(certificates.status, 'issued')),
  )
  if (!row) throw notFound('certificate')
  return {
    ...row.certificate,
    request: row.request,
    correction: row.correction,
    isBlind: row.isBlind,
  }
}

export async function lockCertificate(tx: Tx, id: string): Promise<Certificate> {
  const [row] = await tx.select().from(certificates).where(eq(certificates.id, id)).for('update')
  if (!row) throw notFound('certificate')
  return row
}

export async function updateCertificate(
  tx: Tx,
  id: string,
  changes: PgUpdateSetSource<typeof certificates>,
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
  return findFile(tx, certificateId, eq(certificateFiles.form, form))
}

/** The form in which the paper of a certificate is handed out: sealed, where it is sealed. */
export const paperForm = sql`case when ${certificates.seal} = 'sealed' then 'sealed.pdf' else 'pdf' end`

/** The paper of a certificate as it is handed out. */
export async function getPaper(tx: Tx, certificateId: string): Promise<CertificateFile> {
  return findFile(tx, certificateId, sql`${certificateFiles.form} = ${paperForm}`)
}

async function findFile(tx: Tx, certificateId: string, inForm: SQL): Promise<CertificateFile> {
  const { form: _, ...columns } = getTableColumns(certificateFiles)
  const [row] = await tx
    .select({ ...columns, form: certificateFiles.form })
    .from(certificateFiles)
    .innerJoin(certificates, eq(certificates.id, certificateFiles.certificateId))
    .where(and(eq(certificateFiles.certificateId, certificateId), inForm, eq(certificates.status, 'issued')))
    .orderBy(desc(certificateFiles.version))
    .limit(1)
  if (!row) throw notFound('certificate')
  return row
}

/** That a document is the newest version of its form. */
export const isNewest = sql`not exists (select 1 from certificate_files newer
  where newer.certificate_id = ${certificateFiles.certificateId} and newer.form = ${certificateFiles.form}
    and newer.version > ${certificateFiles.version})`

/** The documents of one form of these certificates, in their newest version; those that have none are left out. */
export async function listFiles(tx: Tx, certificateIds: string[], form: Form): Promise<CertificateFile[]> {
  return tx
    .select({
      form: certificateFiles.form,
      mediaType: certificateFiles.mediaType,
      sha256: certificateFiles.sha256,
      bytes: certificateFiles.bytes,
    })
    .from(certificateFiles)
    .where(
      and(inArray(certificateFiles.certificateId, certificateIds), eq(certificateFiles.form, form), isNewest),
    )
}

/** The documents of a certificate as they are handed out: the newest version of each form. */
export async function listNewest(
  tx: Tx,
  certificateId: string,
): Promise<(CertificateFile & { version: number })[]> {
  return tx
    .select()
    .from(certificateFiles)
    .where(and(eq(certificateFiles.certificateId, certificateId), isNewest))
    .orderBy(certificateFiles.id)
}

/** A certificate as a job is at it. */
export function itemOfCertificate({ id, organisationId, recognitionId }: Certificate): Item {
  return { item: id, organisationId, recognitionId }
}

/** The job that finishes what a crash left behind, as attempts and metrics name it. */
export const finishing = 'finish-intended-certificates'

/** For that job: recorded intents that are due, fair between organisations. */
export async function listIntended(
  owner: Tx,
  now: Date,
  limit: number,
): Promise<(Item & { certificate: Certificate })[]> {
  const { id, organisationId, createdAt } = certificates
  const due = dueFairly(
    finishing,
    { item: sql`${id}::text`, organisation: organisationId, age: createdAt },
    now,
  )
  const rows = await owner
    .select({ certificate: certificates })
    .from(certificates)
    .leftJoin(attempts, due.join)
    .where(and(eq(certificates.status, 'intended'), due.isDue))
    .orderBy(...due.order)
    .limit(limit)
  return rows.map(({ certificate }) => ({ ...itemOfCertificate(certificate), certificate }))
}
