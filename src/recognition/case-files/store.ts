import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { type AuditLine, auditColumns } from '../../custody/ledger/store.ts'
import type { Tx } from '../../db/client.ts'
import {
  certificateFiles,
  certificates,
  revocationRequests,
} from '../../db/schema/certification/certificates.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import {
  agreementSignatures,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import { members } from '../../db/schema/parties/organisations.ts'

/** Every version of the agreement of a mobility, each with its signatures and, where it was taken back, its withdrawal. */
export async function listSignedVersions(tx: Tx, mobilityId: string) {
  const versions = await tx
    .select()
    .from(agreementVersions)
    .where(eq(agreementVersions.mobilityId, mobilityId))
    .orderBy(asc(agreementVersions.number))
  const ids = versions.map((one) => one.id)
  const signatures =
    ids.length === 0
      ? []
      : await tx
          .select()
          .from(agreementSignatures)
          .where(inArray(agreementSignatures.versionId, ids))
          .orderBy(asc(agreementSignatures.id))
  const withdrawals =
    ids.length === 0
      ? []
      : await tx.select().from(agreementWithdrawals).where(inArray(agreementWithdrawals.versionId, ids))
  return versions.map((version) => ({
    version,
    withdrawal: withdrawals.find((one) => one.versionId === version.id) ?? null,
    signatures: signatures.filter((one) => one.versionId === version.id),
  }))
}

/** Every certificate that was issued in a case, with the hashes of its documents but not their bytes, and every request to revoke it. */
export async function listIssued(tx: Tx, recognitionId: string) {
  const rows = await tx
    .select()
    .from(certificates)
    .where(and(eq(certificates.recognitionId, recognitionId), eq(certificates.status, 'issued')))
    .orderBy(asc(certificates.id))
  const ids = rows.map((row) => row.id)
  const files =
    ids.length === 0
      ? []
      : await tx
          .select({
            certificateId: certificateFiles.certificateId,
            form: certificateFiles.form,
            sha256: certificateFiles.sha256,
          })
          .from(certificateFiles)
          .where(inArray(certificateFiles.certificateId, ids))
          .orderBy(asc(certificateFiles.id))
  const requests =
    ids.length === 0
      ? []
      : await tx
          .select()
          .from(revocationRequests)
          .where(inArray(revocationRequests.certificateId, ids))
          .orderBy(asc(revocationRequests.id))
  return rows.map((certificate) => ({
    certificate,
    requests: requests.filter((one) => one.certificateId === certificate.id),
    files: files.filter((file) => file.certificateId === certificate.id),
  }))
}

/** The audit lines about any of these that the organisation may read: what either party's people did, the oldest first. */
export async function listAuditLines(
  tx: Tx,
  organisationId: string,
  subjectIds: string[],
): Promise<AuditLine[]> {
  return tx
    .select(auditColumns)
    .from(ledger)
    .where(
      and(
        inArray(ledger.subjectId, subjectIds),
        or(eq(ledger.organisationId, organisationId), eq(ledger.caseOrganisationId, organisationId)),
      ),
    )
    .orderBy(asc(ledger.id))
}

/** Names of the organisation's own members by id. */
export async function memberNames(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(inArray(members.id, ids))
  return new Map(rows.map((row) => [row.id, row.name]))
}
