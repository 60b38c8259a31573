import type { agreementObjections } from '../../db/schema/mobility/agreement-objections.ts'
import type {
  agreementReinstatements,
  agreementSignatures,
  agreementSlips,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import type { organisationSettings } from '../../db/schema/parties/organisations.ts'
import { notFound } from '../../errors.ts'
import { withDefaults } from '../../parties/organisations/settings.ts'
import type { Zone } from '../../platform/time-zone.ts'
import type { Mobility } from '../mobilities/store.ts'
import { missingSignatures } from './agreement.ts'

type Version = typeof agreementVersions.$inferSelect
type Signature = typeof agreementSignatures.$inferSelect
export type Objection = typeof agreementObjections.$inferSelect
export type Slip = typeof agreementSlips.$inferSelect

/** A version, who signed it, and the time zone of the sending organisation, whose days count. */
export type VersionWithSignatures = {
  version: Version
  signatures: Signature[]
  withdrawn: boolean
  /** When it was withdrawn, whether or not that was taken back; null: it never was. */
  withdrawnAt: Date | null
  /** Why the host returned it; left out where it did not, or nobody asks. */
  returned?: Objection
  zone: Zone
  /** What both organisations have confirmed since to be the correction of a slip, the first one first. */
  corrected: Slip[]
  /** The slips that one of the two has proposed, and the other has not confirmed. */
  proposed: Slip[]
  /** What either organisation has said of slips, in its order: proposals, and confirmations of them. */
  words: Slip[]
  /** The birth date of the learner as the register has it now; null where they were erased. */
  bornOn: string | null
}

/** A mobility with every version of its agreement, oldest first. */
export type Agreement = { mobility: Mobility; versions: VersionWithSignatures[] }

/** Since when the version that is the newest, or is so again, waits for signatures, or has them all. */
export function waitingOf(
  versions: readonly VersionWithSignatures[],
): Pick<Mobility, 'unsignedSince' | 'signedSince'> {
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  if (!newest) return { unsignedSince: null, signedSince: null }
  const { version, signatures } = newest
  if (missingSignatures(newest).length > 0) return { unsignedSince: version.createdAt, signedSince: null }
  const last = Math.max(...signatures.map(({ signedAt }) => signedAt.getTime()))
  return { unsignedSince: null, signedSince: new Date(last) }
}

type AgreementRows = {
  versions: Version[]
  signatures: Signature[]
  withdrawals: (typeof agreementWithdrawals.$inferSelect)[]
  /** That a withdrawal was taken back. */
  reinstatements: (typeof agreementReinstatements.$inferSelect)[]
  objections: readonly Objection[]
  slips: readonly Slip[]
  learners: readonly { id: string; birthDate: string | null }[]
  /** Where they are of several mobilities; left out where they are of one. */
  mobilities?: readonly Pick<Mobility, 'id' | 'learnerId'>[]
  settings: readonly Pick<typeof organisationSettings.$inferSelect, 'organisationId' | 'set'>[]
}

/** The versions of one mobility's agreement, oldest first, of the rows of several. */
export function versionsWith(mobilityId: string, rows: AgreementRows): VersionWithSignatures[] {
  return rows.versions
    .filter((version) => version.mobilityId === mobilityId)
    .map((version) => ({
      version,
      ...returnOf(rows, version),
      signatures: rows.signatures.filter(({ versionId }) => versionId === version.id),
      withdrawn: isIn(rows.withdrawals, version) && !isIn(rows.reinstatements, version),
      withdrawnAt: rows.withdrawals.find(({ versionId }) => versionId === version.id)?.at ?? null,
      zone: zoneIn(rows, version),
      ...slipsOf(rows, version),
      bornOn: bornOn(rows, version),
    }))
}

/** By the mobility: what was signed may name another record of the same person, that was merged since. */
function bornOn({ learners, mobilities }: AgreementRows, { mobilityId, content }: Version): string | null {
  const learnerId = mobilities?.find(({ id }) => id === mobilityId)?.learnerId ?? content.learner.id
  const learner = learners.find(({ id }) => id === learnerId)
  return (learner ?? (mobilities ? undefined : learners[0]))?.birthDate ?? null
}

const isIn = (rows: readonly { versionId: string }[], { id }: Version) =>
  rows.some(({ versionId }) => versionId === id)

function returnOf({ objections }: AgreementRows, { id }: Version): Pick<VersionWithSignatures, 'returned'> {
  const returned = objections.find(({ versionId }) => versionId === id)
  return returned ? { returned } : {}
}

function slipsOf(
  { slips }: AgreementRows,
  { id }: Version,
): Pick<VersionWithSignatures, 'corrected' | 'proposed' | 'words'> {
  const own = slips.filter(({ versionId }) => versionId === id)
  const isConfirmed = (slip: Slip) => own.some(({ confirms }) => confirms === slip.id)
  const said = own.filter(({ confirms }) => confirms === null)
  return {
    words: own,
    corrected: said.filter(isConfirmed),
    proposed: said.filter((slip) => !isConfirmed(slip)),
  }
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
