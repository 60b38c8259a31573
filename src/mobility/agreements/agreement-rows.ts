import type {
  agreementSignatures,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import type { organisationSettings } from '../../db/schema/parties/organisations.ts'
import { notFound } from '../../errors.ts'
import { withDefaults } from '../../parties/organisations/settings.ts'
import type { Zone } from '../../platform/time-zone.ts'
import type { Mobility } from '../mobilities/store.ts'

type Version = typeof agreementVersions.$inferSelect
type Signature = typeof agreementSignatures.$inferSelect

/** A version, who signed it, and the time zone of the sending organisation, whose days count. */
export type VersionWithSignatures = {
  version: Version
  signatures: Signature[]
  withdrawn: boolean
  zone: Zone
}

/** A mobility with every version of its agreement, oldest first. */
export type Agreement = { mobility: Mobility; versions: VersionWithSignatures[] }

type AgreementRows = {
  versions: Version[]
  signatures: Signature[]
  withdrawals: (typeof agreementWithdrawals.$inferSelect)[]
  settings: readonly Pick<typeof organisationSettings.$inferSelect, 'organisationId' | 'set'>[]
}

/** The versions of one mobility's agreement, oldest first, of the rows of several. */
export function versionsWith(mobilityId: string, rows: AgreementRows): VersionWithSignatures[] {
  return rows.versions
    .filter((version) => version.mobilityId === mobilityId)
    .map((version) => ({
      version,
      signatures: rows.signatures.filter(({ versionId }) => versionId === version.id),
      withdrawn: rows.withdrawals.some(({ versionId }) => versionId === version.id),
      zone: zoneIn(rows, version),
    }))
}

const zoneIn = ({ settings }: AgreementRows, { organisationId }: Version): Zone =>
  withDefaults(settings.find((row) => row.organisationId === organisationId)?.set ?? {}).timeZone

/** The newest version that was not taken back; refuses where there is none. */
export function newestOf(versions: readonly VersionWithSignatures[]): VersionWithSignatures {
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  if (!newest) throw notFound('agreement-version')
  return newest
}

/** The version of a number, taken back or not; refuses where there is none. */
export function versionNumbered(
  versions: readonly VersionWithSignatures[],
  number: number,
): VersionWithSignatures {
  const found = versions.find(({ version }) => version.number === number)
  if (!found) throw notFound('agreement-version')
  return found
}
