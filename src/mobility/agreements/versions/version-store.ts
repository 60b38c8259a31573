import { type SQL, sql } from 'drizzle-orm'
import { agreementObjections } from '../../../db/schema/mobility/agreement-objections.ts'
import {
  agreementReinstatements,
  agreementSignatures,
  agreementSlips,
  agreementWithdrawals,
} from '../../../db/schema/mobility/agreements.ts'
import { rowsOf } from '../../../db/together.ts'

/** What was said of versions of agreements, to be read together with them: all that `versionsWith` puts beside them. */
export function rowsBeside(versionIds: SQL) {
  const ofThese = (column: { name: string } & object) => sql`${column} in (${versionIds})`
  return {
    signatures: rowsOf(agreementSignatures, ofThese(agreementSignatures.versionId), agreementSignatures.id),
    withdrawals: rowsOf(
      agreementWithdrawals,
      ofThese(agreementWithdrawals.versionId),
      agreementWithdrawals.versionId,
    ),
    reinstatements: rowsOf(
      agreementReinstatements,
      ofThese(agreementReinstatements.versionId),
      agreementReinstatements.versionId,
    ),
    objections: rowsOf(
      agreementObjections,
      ofThese(agreementObjections.versionId),
      agreementObjections.versionId,
    ),
    slips: rowsOf(agreementSlips, ofThese(agreementSlips.versionId), agreementSlips.id),
  }
}

/** The learning programmes whose signatures stand under these versions. */
export const standingFor = (versionIds: SQL): SQL =>
  sql`select ${agreementSignatures.programmeId} from ${agreementSignatures}
    where ${agreementSignatures.versionId} in (${versionIds}) and ${agreementSignatures.programmeId} is not null`
