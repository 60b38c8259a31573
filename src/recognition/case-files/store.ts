import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { type AuditLine, auditColumns } from '../../custody/ledger/store.ts'
import type { Tx } from '../../db/client.ts'
import { recognitionActs } from '../../db/schema/certification/acts.ts'
import { certificateFiles } from '../../db/schema/certification/certificate-files.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { agreementWithdrawals } from '../../db/schema/mobility/agreements.ts'
import { members, organisations } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { accommodations } from '../../db/schema/recognition/identification.ts'
import { rowsOf, together } from '../../db/together.ts'
import type { LoadedCase } from '../case.ts'

/** What a case file tells beside the rows of the case itself, in one statement; documents without their bytes. */
export async function gatherFile(tx: Tx, { recognition, mobility, versions }: LoadedCase) {
  const { id, organisationId, hostingOrganisationId } = recognition
  const versionIds = versions.map(({ version }) => version.id)
  const isIssued = and(eq(certificates.recognitionId, id), eq(certificates.status, 'issued'))
  const issuedIds = sql`select ${certificates.id} from ${certificates} where ${isIssued}`
  const gathered = await together(tx, {
    withdrawals: rowsOf(
      agreementWithdrawals,
      inArray(agreementWithdrawals.versionId, versionIds),
      agreementWithdrawals.versionId,
    ),
    accommodations: rowsOf(accommodations, eq(accommodations.recognitionId, id), accommodations.id),
    certificates: rowsOf(certificates, isIssued, certificates.id),
    files: rowsOf(
      certificateFiles,
      sql`${certificateFiles.certificateId} in (${issuedIds})`,
      certificateFiles.id,
      ['bytes'],
    ),
    requests: rowsOf(
      revocationRequests,
      sql`${revocationRequests.certificateId} in (${issuedIds})`,
      revocationRequests.id,
    ),
    corrections: rowsOf(corrections, sql`${corrections.certificateId} in (${issuedIds})`, corrections.id),
    acts: rowsOf(recognitionActs, eq(recognitionActs.recognitionId, id), recognitionActs.id),
    people: rowsOf(people, eq(people.id, mobility.learnerId), people.id),
    organisations: rowsOf(
      organisations,
      inArray(organisations.id, [organisationId, hostingOrganisationId]),
      organisations.id,
    ),
  })
  const { withdrawals, files, requests } = gathered
  return {
    learner: gathered.people[0]!,
    sending: gathered.organisations.find((organisation) => organisation.id === organisationId)!,
    hosting: gathered.organisations.find((organisation) => organisation.id === hostingOrganisationId)!,
    accommodations: gathered.accommodations,
    acts: gathered.acts,
    /** Every version of the agreement with its signatures and, where it was taken back and stays so, its withdrawal. */
    agreements: versions.map(({ version, signatures, words, withdrawn }) => ({
      version,
      words,
      withdrawal: (withdrawn && withdrawals.find(({ versionId }) => versionId === version.id)) || null,
      signatures,
    })),
    /** Every certificate that was issued, with the hashes of its documents and every request to revoke or correct it. */
    certificates: gathered.certificates.map((certificate) => ({
      certificate,
      requests: requests.filter(({ certificateId }) => certificateId === certificate.id),
      corrections: gathered.corrections.filter(({ certificateId }) => certificateId === certificate.id),
      files: files
        .filter(({ certificateId }) => certificateId === certificate.id)
        .map(({ certificateId, form, sha256 }) => ({ certificateId, form, sha256 })),
    })),
  }
}

/** The audit lines about any of these that the organisation may read: what either party's people did, the oldest first. */
export async function listLinesOfCase(
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
