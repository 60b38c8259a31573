import type {
  agreementSignatures,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'

type Version = typeof agreementVersions.$inferSelect
type Signature = typeof agreementSignatures.$inferSelect

export type VersionWithSignatures = { version: Version; signatures: Signature[]; withdrawn: boolean }

type Gathered = {
  versions: Version[]
  signatures: Signature[]
  withdrawals: (typeof agreementWithdrawals.$inferSelect)[]
}

/** The versions of one mobility's agreement, oldest first, of the rows of several. */
export function versionsWith(mobilityId: string, rows: Gathered): VersionWithSignatures[] {
  return rows.versions
    .filter((version) => version.mobilityId === mobilityId)
    .map((version) => ({
      version,
      signatures: rows.signatures.filter(({ versionId }) => versionId === version.id),
      withdrawn: rows.withdrawals.some(({ versionId }) => versionId === version.id),
    }))
}
